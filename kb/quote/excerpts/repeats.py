"""Pull quotes: words of a quotation that the same document shows once more, set apart from its running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kb.model import Quotation, Span
from kb.quote.excerpts.layout import Layout

_WORD = re.compile(r"\w+")
_FEWEST = 4
_MOST_BESIDE = 10
_MOST_LOOKED_AT = 50


@dataclass(slots=True)
class _Statement:
    """The parts of one utterance, their words as one padded line in small letters, and where they are repeated."""

    parts: list[Quotation] = field(default_factory=list)
    words: str = ""
    repeats: list[Span] = field(default_factory=list)
    gone: bool = False


def without_repeats(layout: Layout, quotations: Sequence[Quotation]) -> list[tuple[Quotation, tuple[Span, ...]]]:
    """The quotations without the pull quotes that repeat another of them, each with the places of its repeats.

    A pull quote stands in a block of its own and has the same words, marks and capitals aside, as another quotation or
    as a part of it. Of two that are equal the one with a speaker stays, else the first.
    """
    statements: dict[int, _Statement] = {}
    for quotation in quotations:
        statements.setdefault(quotation.utterance, _Statement()).parts.append(quotation)
    for one in statements.values():
        one.words = _words(layout, *(part.span for part in one.parts))
    starts = _by_words(list(statements.values()))
    for one in statements.values():
        if len(one.parts) == 1 and _stands_alone(layout, one.parts[0]):
            _fold(one, starts)
    kept = [(quotation, statements[quotation.utterance]) for quotation in quotations]
    return [(quotation, _places(layout, quotation, one.repeats)) for quotation, one in kept if not one.gone]


def _places(layout: Layout, part: Quotation, repeats: Sequence[Span]) -> tuple[Span, ...]:
    """The repeats of a statement that have to do with one part of it."""
    if part.parts == 1 or not repeats:
        return tuple(repeats)
    own = _words(layout, part.span)
    return tuple(place for place in repeats if (words := _words(layout, place)) in own or own in words)


def _words(layout: Layout, *spans: Span) -> str:
    """Words in small letters with a space on each side."""
    words = [word for span in spans for word in _WORD.findall(span.slice(layout.text).casefold())]
    return f" {' '.join(words)} "


def _by_words(statements: Sequence[_Statement]) -> dict[tuple[str, ...], list[_Statement]]:
    """Statements by each run of as many words as a pull quote has at least."""
    found: dict[tuple[str, ...], list[_Statement]] = {}
    for one in statements:
        words = one.words.split()
        for run in set(zip(*(words[at:] for at in range(_FEWEST)), strict=False)):
            found.setdefault(run, []).append(one)
    return found


def _stands_alone(layout: Layout, quotation: Quotation) -> bool:
    """Whether there is little in the block but the quotation and perhaps a name."""
    block = layout.block_at(quotation.span.start)
    if block is None:
        return False
    beside = (
        layout.text[block.span.start : quotation.span.start] + " " + layout.text[quotation.span.end : block.span.end]
    )
    return len(_WORD.findall(beside)) <= _MOST_BESIDE


def _fold(pull: _Statement, starts: dict[tuple[str, ...], list[_Statement]]) -> None:
    """Let a pull quote go where a quotation that has its words stays."""
    run = tuple(pull.words.split()[:_FEWEST])
    for other in starts.get(run, [])[:_MOST_LOOKED_AT]:
        if other is pull or other.gone or pull.words not in other.words or not _may_be_one(pull, other):
            continue
        named, other_named = pull.parts[0].speaker is not None, other.parts[0].speaker is not None
        if named and not other_named:
            continue  # the other goes in its own turn, if it has no more words and stands alone too
        if pull.words == other.words and named == other_named and pull.parts[0].span < other.parts[0].span:
            continue
        pull.gone = True
        other.repeats += [pull.parts[0].span, *pull.repeats]
        return


def _may_be_one(one: _Statement, other: _Statement) -> bool:
    """Whether two statements are not of two speakers."""
    first, second = one.parts[0].speaker, other.parts[0].speaker
    return first is None or second is None or first.name == second.name
