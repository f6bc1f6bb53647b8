"""Which lines of a text are in which language, and from that the language of the document.

Each line is weighed by itself; a document may only hold a foreign language that wins a long line or the text as a whole
(the gate), and the cheapest sequence of labels is taken, where every change of language has its price (Viterbi 1967).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kb.language.detection import LANGUAGES, Detector, Evidence, detector
from kb.language.detection.evidence import pool
from kb.model import SERVED_LANGUAGES, UNDETERMINED, Span

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LONG_LINE = 80
_VOTING_LINE = 40

Segments = tuple[tuple[Span, str], ...]
"""Spans of one text in order, each with its language; line breaks and blank lines between them belong to none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLanguages:
    """The main language of a document and the share (0 to 1, summing to 1) of its characters in each language."""

    language: str
    shares: dict[str, float] = field(default_factory=dict)
    backend: str = "langdetect"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    span: Span
    evidence: Evidence
    text: str


def segment(text: str, *, backend: str = "langdetect") -> Segments:
    """The runs of lines of one language in ``text``, in order; every character that is not space is in one of them.

    Neighbouring lines of the same language make one span, from the first character of the first to the last of the
    last. Lines without letters, in another script or in an unfamiliar language are ``und``.

    Raises:
        UsageError: the backend is not known or not installed.
    """
    chosen = detector(backend)
    lines = _weigh_lines(text, chosen)
    return _runs(zip(lines, _label(lines, chosen), strict=True))


def languages(text: str, *, backend: str = "langdetect") -> DocumentLanguages:
    """The languages of a whole document, by a vote of its lines of 40 characters and more, weighted by their length.

    A line that comes several times votes once, so page headers and notices weigh little. Where no line is long enough,
    the text decides as a whole. A text that shows no language is ``und``.

    Raises:
        UsageError: the backend is not known or not installed.
    """
    chosen = detector(backend)
    lines = _weigh_lines(text, chosen)
    votes: dict[str, int] = {}
    heard: set[str] = set()
    for line, language in zip(lines, _label(lines, chosen), strict=True):
        if len(line.text) >= _VOTING_LINE and line.evidence.letters and line.text not in heard:
            heard.add(line.text)
            votes[language] = votes.get(language, 0) + len(line.text)
    votes = votes or {_pooled_language(lines, chosen): 1}
    total = sum(votes.values())
    shares = {language: round(votes[language] / total, 4) for language in sorted(votes)}
    return DocumentLanguages(language=max(votes, key=votes.__getitem__), shares=shares, backend=chosen.name)


def language_of(span: Span, segments: Segments) -> str:
    """The language most characters of ``span`` are in, by the segments of its text; ``und`` where it meets none."""
    votes: dict[str, int] = {}
    first = bisect_right(segments, span.start, key=lambda segment: segment[0].end)
    for covered, language in segments[first:]:
        if covered.start >= span.end:
            break
        votes[language] = votes.get(language, 0) + min(covered.end, span.end) - max(covered.start, span.start)
    told = {language: votes[language] for language in votes if language != UNDETERMINED} or votes
    return max(told, key=told.__getitem__, default=UNDETERMINED)


def _weigh_lines(text: str, chosen: Detector) -> list[_Line]:
    lines = []
    for found in _LINE.finditer(text):
        line = found[0].strip()
        if line:
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            lines.append(_Line(span=Span(start, start + len(line)), evidence=chosen.weigh(line), text=line))
    return lines


def _tells(line: _Line) -> bool:
    """Whether the line shows one of the six languages."""
    return not line.evidence.empty and not line.evidence.unfamiliar()


def _label(lines: Sequence[_Line], chosen: Detector) -> list[str]:
    """A language for every line."""
    telling = [line for line in lines if _tells(line)]
    pooled = pool(line.evidence for line in telling).with_prior(chosen.prior)
    # Two languages of the same weight make the whole a tie, though each line is clear.
    if pooled.unfamiliar() or all(one.undecided() for one in (pooled, *(line.evidence for line in telling))):
        return [UNDETERMINED] * len(lines)
    allowed = _gate(telling, pooled)
    path = iter(_cheapest_path([line.evidence for line in telling], allowed, chosen.switch))
    return [LANGUAGES[next(path)] if _tells(line) else UNDETERMINED for line in lines]


def _gate(telling: list[_Line], pooled: Evidence) -> list[int]:
    """The languages a document may have: those served, and any other that wins a long line or the whole."""
    winners = {pooled.best(), *(line.evidence.best() for line in telling if len(line.text) >= _LONG_LINE)}
    return [position for position, name in enumerate(LANGUAGES) if name in SERVED_LANGUAGES or position in winners]


def _cheapest_path(found: list[Evidence], allowed: list[int], switch: float) -> list[int]:
    """The sequence of languages with the highest sum of scores less ``switch`` for every change (Viterbi)."""
    total = {position: found[0].scores[position] for position in allowed}
    came_from: list[dict[int, int]] = []
    for evidence in found[1:]:
        leader = max(allowed, key=total.__getitem__)
        step = {here: here if total[here] >= total[leader] - switch else leader for here in allowed}
        total = {here: max(total[here], total[leader] - switch) + evidence.scores[here] for here in allowed}
        came_from.append(step)
    path = [max(allowed, key=total.__getitem__)]
    for step in reversed(came_from):
        path.append(step[path[-1]])
    return path[::-1]


def _pooled_language(lines: Sequence[_Line], chosen: Detector) -> str:
    pooled = pool(line.evidence for line in lines if _tells(line)).with_prior(chosen.prior)
    return UNDETERMINED if pooled.undecided() else LANGUAGES[pooled.best()]


def _runs(labelled: Iterable[tuple[_Line, str]]) -> Segments:
    runs: list[tuple[Span, str]] = []
    for line, language in labelled:
        if runs and runs[-1][1] == language:
            runs[-1] = (Span(runs[-1][0].start, line.span.end), language)
        else:
            runs.append((line.span, language))
    return tuple(runs)
