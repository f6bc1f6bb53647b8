"""The words of all pieces of a quotation in one row, for laying them beside a source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.check.grams import bare
from kb.check.pattern import Pattern


@dataclass(frozen=True, slots=True)
class Draft:
    """The words of all pieces of a quotation in one row; at ``cuts`` the source may go on further."""

    low: list[str]
    bare: list[str]
    keys: list[str]
    gaps: list[str]
    cuts: frozenset[int]


def draft_of(pattern: Pattern) -> Draft:
    """The words of a quotation for laying them beside a source."""
    draft = Draft([], [], [], [], frozenset(_cuts(pattern)))
    for piece in pattern.pieces:
        words = piece.words
        draft.low.extend(words.low)
        draft.bare.extend(map(bare, words.low))
        draft.keys.extend(words.keys)
        draft.gaps.extend(words.between(at) for at in range(len(words) - 1))
        draft.gaps.append("")
    return draft


def _cuts(pattern: Pattern) -> Iterator[int]:
    at = 0
    for piece in pattern.pieces[:-1]:
        at += len(piece)
        yield at
