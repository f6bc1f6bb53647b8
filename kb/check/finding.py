"""From a quotation to the places of the corpus that hold it, are like it, or hold its pieces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.check.alignment import ALIKE, Aligned, align
from kb.check.drafted import draft_of
from kb.check.folding import marks_between
from kb.check.grams import grams, pairs, pieces
from kb.check.index import Proposal, Shingles
from kb.check.matching import Match, matches
from kb.check.pattern import Pattern, has_open_hyphens, literal, pattern
from kb.check.sources import Shelf, Source, readable

_MOST_HOLDING = 40
"""Texts that are read to see whether they hold a quotation."""
_MOST_NEARLY = 12
_NEARLY = 0.85
_SLACK = 3
_MOST_ALIKE = 8
_MOST_GRAMS = 400
_RUN = 4
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
        wanted = _wanted(read)
        proposed = self._index.proposals(wanted)
        # Texts with every pair of words first; a note mark or a hyphen in the source may part a few.
        whole = [one.text for one in proposed if one.held == len(wanted)]
        nearly = [one.text for one in proposed if len(wanted) > one.held >= _NEARLY * len(wanted) - _SLACK]
        found: list[Match] = []
        for numbers in (whole[:_MOST_HOLDING], nearly[:_MOST_NEARLY]):
            if not found or min(one.quality for one in found) > 2:  # noqa: PLR2004 - see `Match.quality`
                for number, source in readable(self._shelf, numbers):
                    found += _matches(text, read, number, source)
        if found:
            return Found(pattern=read, matches=tuple(found), more=len(whole) > _MOST_HOLDING)
        return self._alike(text, read, proposed)

    def _alike(self, text: str, read: Pattern, proposed: list[Proposal]) -> Found:
        nearest: Aligned | None = None
        for one in proposed[:_MOST_ALIKE]:
            if nearest is not None and nearest.likeness >= ALIKE and 2 * one.weight < proposed[0].weight:
                break
            source = self._shelf.source(one.text)
            if source is None:
                continue
            held = tuple(_matches(text, read, one.text, source))
            if held:
                return Found(pattern=read, matches=held)
            aligned = align(_settled(text, read, source), one.text, source)
            if aligned is not None and (nearest is None or _nearer(aligned, nearest)):
                nearest = aligned
        runs = tuple(self._runs(read, [one.text for one in proposed], nearest))
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
            own = self._index.proposals(pairs(pieces(" ".join(draft.low[start:end]))), most=6)
            around = list(dict.fromkeys([nearest.number, *(one.text for one in own), *numbers[:4]]))
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


def _holds_dots(read: Pattern, match: Match) -> bool:
    """Whether the dots at the ends of a quotation stand in the source too and mark no cut."""
    words = match.source.words
    before = words.between(match.first - 1) if match.first else ""
    behind = words.between(match.last - 1) if match.last < len(words) else words.text[words.ends[-1] :]
    return (not read.cut_before or "…" in marks_between(before)) and (
        not read.cut_after or "…" in marks_between(behind)
    )


def _wanted(read: Pattern) -> set[int]:
    wanted: set[int] = set()
    for piece in read.pieces:
        wanted |= grams(piece.words.text)
    if len(wanted) <= _MOST_GRAMS:
        return wanted
    ordered = sorted(wanted)
    return {ordered[at * len(ordered) // _MOST_GRAMS] for at in range(_MOST_GRAMS)}


def _settled(text: str, read: Pattern, source: Source) -> Pattern:
    return pattern(text, source.places.keys()) if has_open_hyphens(text) else read


def _matches(text: str, read: Pattern, number: int, source: Source) -> list[Match]:
    """The places for a quotation as it stands and as an editor's marks are understood; the better reading counts."""
    vocabulary = source.places.keys() if has_open_hyphens(text) else None
    own = read if vocabulary is None else pattern(text, vocabulary)
    if own.is_plain and not own.cut_before and not own.cut_after:
        return matches(own, number, source)
    found = matches(literal(text, vocabulary), number, source)
    found = [one for one in found if one.quality <= 1 and _holds_dots(own, one)]
    return found or (matches(own, number, source) if own.pieces else [])
