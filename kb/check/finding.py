"""From a quotation to the places of the corpus that hold it, are like it, or hold its pieces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.check.alignment import Aligned, align, draft_of
from kb.check.grams import grams, pairs, pieces
from kb.check.index import Shingles
from kb.check.matching import Match, matches
from kb.check.pattern import Pattern, has_open_hyphens, literal, pattern
from kb.check.sources import Shelf, Source, readable

_MOST_HOLDING = 40
"""Texts that are read to see whether they hold a quotation."""
_MOST_ALIKE = 8
_MOST_GRAMS = 400
_RUN = 4
ALIKE = 0.7
"""The likeness from which a place is the quotation's source with other words (Dice, see `kb.check.alignment`)."""
_COVERED = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words ``[start, end)`` of the draft that a source holds from ``place`` on."""

    start: int
    end: int
    number: int
    source: Source
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the corpus holds of one quotation: the places with its words, else the nearest one, and its pieces."""

    pattern: Pattern
    matches: tuple[Match, ...] = ()
    nearest: Aligned | None = None
    runs: tuple[Run, ...] = ()
    more: bool = False


class Finder:
    """Looks for quotations in the sources of one corpus."""

    def __init__(self, index: Shingles, shelf: Shelf) -> None:
        self._index = index
        self._shelf = shelf

    def find(self, text: str) -> Found:
        """The places for one quotation."""
        read = pattern(text)
        if not read.pieces:
            return Found(pattern=read)
        proposed = self._proposed(read)
        found: list[Match] = []
        for number, source in readable(self._shelf, [number for number, *_ in proposed[:_MOST_HOLDING]]):
            found += _matches(text, read, number, source)
        if found:
            more = len(proposed) > _MOST_HOLDING and proposed[_MOST_HOLDING][1] >= 0.99 * proposed[0][1]
            return Found(pattern=read, matches=tuple(found), more=more)
        return self._alike(text, read, [number for number, *_ in proposed])

    def _proposed(self, read: Pattern) -> list[tuple[int, float, int]]:
        wanted: set[int] = set()
        for piece in read.pieces:
            wanted |= grams(piece.words.text)
        if len(wanted) > _MOST_GRAMS:
            step = len(wanted) / _MOST_GRAMS
            ordered = sorted(wanted)
            wanted = {ordered[int(at * step)] for at in range(_MOST_GRAMS)}
        return self._index.proposals(wanted)

    def _alike(self, text: str, read: Pattern, numbers: list[int]) -> Found:
        nearest: Aligned | None = None
        for number, source in readable(self._shelf, numbers[:_MOST_ALIKE]):
            own = _settled(text, read, source)
            aligned = align(own, number, source)
            if aligned is not None and (nearest is None or _nearer(aligned, nearest)):
                nearest = aligned
        runs = tuple(self._runs(read, numbers, nearest))
        return Found(pattern=read, nearest=nearest, runs=runs)

    def _runs(self, read: Pattern, numbers: list[int], nearest: Aligned | None) -> Iterator[Run]:
        """The longest runs of words that sources hold of what the nearest place does not."""
        draft = draft_of(read)
        if nearest is None:
            return
        strange = nearest.strange(_RUN)
        if not strange and nearest.likeness < ALIKE:
            strange = [(0, len(draft.low))]
        for start, end in strange:
            own = [
                number for number, *_ in self._index.proposals(pairs(pieces(" ".join(draft.low[start:end]))), most=6)
            ]
            around = list(dict.fromkeys([nearest.number, *own, *numbers[:4]]))
            at = start
            while at + _RUN <= end:
                run = self._longest(draft.low, at, end, around)
                if run is None:
                    at += 1
                else:
                    yield run
                    at = run.end

    def _longest(self, low: list[str], start: int, end: int, numbers: list[int]) -> Run | None:
        best: Run | None = None
        for number, source in readable(self._shelf, numbers):
            for place in source.occurrences(low[start : start + _RUN])[:20]:
                size = _RUN
                while (
                    start + size < end
                    and place + size < len(source.words)
                    and source.words.low[place + size] == low[start + size]
                ):
                    size += 1
                if best is None or size > best.end - best.start:
                    best = Run(start=start, end=start + size, number=number, source=source, place=place)
        return best


def covers(found: Found) -> bool:
    """Whether nearly all words of a quotation stand in the corpus, in pieces of four words and more."""
    if found.nearest is None:
        return False
    size = len(found.nearest.draft.low)
    strange = found.nearest.strange(_RUN)
    if not strange:
        held = sum(run.end - run.start for run in found.runs)
        return held >= _COVERED * size and len(found.runs) > 1
    missed = sum(end - start for start, end in strange)
    held = sum(run.end - run.start for run in found.runs)
    return held >= _COVERED * missed and found.nearest.common + held >= _COVERED * size


def _nearer(one: Aligned, other: Aligned) -> bool:
    current = (one.source.entry.edition is None) - (other.source.entry.edition is None)
    return one.worth + 0.02 * current > other.worth


def _settled(text: str, read: Pattern, source: Source) -> Pattern:
    return pattern(text, source.places.keys()) if has_open_hyphens(text) else read


def _matches(text: str, read: Pattern, number: int, source: Source) -> list[Match]:
    """The places for a quotation as it stands and as an editor's marks are understood; the better reading counts."""
    vocabulary = source.places.keys() if has_open_hyphens(text) else None
    own = read if vocabulary is None else pattern(text, vocabulary)
    if own.is_plain and not own.cut_before and not own.cut_after:
        return matches(own, number, source)
    found = matches(literal(text, vocabulary), number, source)
    return [one for one in found if one.quality <= 1] or (matches(own, number, source) if own.pieces else [])
