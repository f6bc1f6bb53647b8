"""Which words of a passage make it a hit: the spans that are marked, and how each answers the question."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kb.model import Match, Passage, Span, Via
from kb.search.entries import partition
from kb.search.sought import Sought, Way
from kb.search.store import Tokens
from kb.search.vocabulary import Vocabulary

_SUREST = {via: rank for rank, via in enumerate(Via)}


class Marked(NamedTuple):
    """The matches of a passage; ``close`` is the number of words of the smallest stretch with all that it holds."""

    matches: tuple[Match, ...]
    held: int
    close: int


@dataclass(slots=True)
class _Answers:
    """For one language: which words answer what, as single words, as beginnings and in company."""

    words: dict[str, dict[int, Via]] = field(default_factory=dict)
    beginnings: list[tuple[str, int, Via]] = field(default_factory=list)
    companies: list[_Company] = field(default_factory=list)


class _Company(NamedTuple):
    """Words that answer only together: one of each set, in order if ``ordered``."""

    sets: tuple[frozenset[str], ...]
    sought: int
    via: Via
    ordered: bool
    gaps: int


class _Mark(NamedTuple):
    first: int
    last: int
    sought: int
    via: Via


class Marker:
    """Marks passages with what was sought; the words that answer come from the vocabulary."""

    def __init__(self, sought: tuple[Sought, ...], vocabulary: Vocabulary) -> None:
        self._sought = sought
        self._vocabulary = vocabulary
        self._answers: dict[str, _Answers] = {}

    def mark(self, passage: Passage, tokens: Tokens) -> Marked:
        """The matches of a passage, in order and without overlap; spans count in the document's text."""
        answers = self._of(partition(passage.language))
        words, spans = tokens.words(), tokens.spans()
        marks = [*_singles(words, answers), *_together(words, answers.companies)]
        kept = _without_overlap(marks)
        start = passage.span.start
        return Marked(
            matches=tuple(
                Match(span=_span(spans, mark, start), term=self._sought[mark.sought].label, via=mark.via)
                for mark in kept
            ),
            held=len({mark.sought for mark in marks}),
            close=_close(marks),
        )

    def _of(self, language: str) -> _Answers:
        if language not in self._answers:
            ways = [
                (at, way)
                for at, sought in enumerate(self._sought)
                if not sought.in_title and sought.scored
                for way in sought.ways
                if way.language == language
            ]
            answers = self._answers[language] = _Answers()
            known = _Known.of([way for _, way in ways], language, self._vocabulary)
            for at, way in ways:
                _answer(answers, known, at, way)
        return self._answers[language]


class _Known(NamedTuple):
    """The words of the texts that the terms of some ways stand for."""

    forms: Mapping[str, list[str]]
    parts: Mapping[str, list[str]]

    @classmethod
    def of(cls, ways: list[Way], language: str, vocabulary: Vocabulary) -> _Known:
        """All at once: a search has tens of ways in each language."""
        forms = [piece for way in ways if way.piece in {"form", "either"} for piece in way.pieces]
        parts = [piece for way in ways if way.piece in {"part", "either"} for piece in way.pieces]
        return cls(forms=vocabulary.of_forms(language, forms), parts=vocabulary.of_parts(language, parts))

    def words(self, way: Way, piece: str) -> Iterable[str]:
        """The words that a piece of a way stands for."""
        match way.piece:
            case "word":
                return (piece,)
            case "form":
                return (*self.forms.get(piece, ()), piece)
            case "part":
                return self.parts.get(piece, ())
            case _:
                return (*self.forms.get(piece, ()), *self.parts.get(piece, ()))


def _answer(answers: _Answers, known: _Known, at: int, way: Way) -> None:
    if way.piece == "beginning":
        answers.beginnings.append((way.pieces[0], at, way.via))
    elif len(way.pieces) == 1:
        for word in known.words(way, way.pieces[0]):
            answering = answers.words.setdefault(word, {})
            answering[at] = min(answering.get(at, way.via), way.via, key=_SUREST.__getitem__)
    else:
        sets = tuple(frozenset(known.words(way, piece)) for piece in way.pieces)
        if all(sets):
            ordered = way.ordered and way.piece != "either"
            answers.companies.append(_Company(sets, at, way.via, ordered, way.gaps))


def _singles(words: tuple[str, ...], answers: _Answers) -> Iterator[_Mark]:
    known = answers.words
    for at, word in enumerate(words):
        if word in known:
            yield from (_Mark(at, at, sought, via) for sought, via in known[word].items())
    for beginning, sought, via in answers.beginnings:
        for at, word in enumerate(words):
            if word.startswith(beginning):
                yield _Mark(at, at, sought, via)


def _together(words: tuple[str, ...], companies: list[_Company]) -> Iterator[_Mark]:
    there = frozenset(words) if companies else frozenset()
    for company in companies:
        if any(there.isdisjoint(one) for one in company.sets):
            continue
        if company.ordered:
            yield from _in_order(words, company)
            continue
        wanted = frozenset().union(*company.sets)
        for at, word in enumerate(words):
            if word in wanted:
                yield _Mark(at, at, company.sought, company.via)


def _in_order(words: tuple[str, ...], company: _Company) -> Iterator[_Mark]:
    for start, word in enumerate(words):
        if word not in company.sets[0]:
            continue
        chain = [start]
        for wanted in company.sets[1:]:
            reach = range(chain[-1] + 1, min(len(words), start + len(company.sets) + company.gaps))
            following = next((at for at in reach if words[at] in wanted), None)
            if following is None:
                break
            chain.append(following)
        if len(chain) == len(company.sets):
            if chain[-1] - start == len(chain) - 1:
                yield _Mark(start, chain[-1], company.sought, company.via)
            else:
                yield from (_Mark(at, at, company.sought, company.via) for at in chain)


def _without_overlap(marks: list[_Mark]) -> list[_Mark]:
    """Marks from left to right; of those that overlap the longest, then the surest."""
    kept: list[_Mark] = []
    taken: set[int] = set()
    for mark in sorted(marks, key=lambda mark: (mark.first - mark.last, _SUREST[mark.via], mark.first, mark.sought)):
        places = range(mark.first, mark.last + 1)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.first)


def _close(marks: list[_Mark]) -> int:
    """The words of the smallest stretch that has a mark of everything the passage holds."""
    wanted = len({mark.sought for mark in marks})
    ordered = sorted(marks, key=lambda mark: mark.first)
    best, left = 0, 0
    inside: dict[int, int] = {}
    for mark in ordered:
        inside[mark.sought] = inside.get(mark.sought, 0) + 1
        while len(inside) == wanted:
            stretch = mark.last - ordered[left].first + 1
            best = min(best or stretch, stretch)
            gone = ordered[left].sought
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            left += 1
    return best


def _span(spans: array[int], mark: _Mark, start: int) -> Span:
    return Span(start + spans[2 * mark.first], start + spans[2 * mark.last + 1])
