"""Words of a draft laid beside the words of a source where they differ: the nearest place, and every difference there.

The longest common runs of words are found as by Ratcliff and Obershelp (``difflib.SequenceMatcher``), within windows
that rare common words point to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kb.check.chance import STRAY, without_chance, without_strays
from kb.check.drafted import Draft, draft_of
from kb.check.folding import marks_between, same_marks
from kb.check.meaning import kind_of
from kb.check.pattern import Pattern
from kb.check.sources import Source
from kb.model import Difference, DifferenceKind

_WINDOWS = 4
_MOST_PLACES = 60
_MOST_VOTES = 20_000
_ENDS = re.compile(r"[.!?…]")
_CUT_REACH = 200
_SLACK = 3
_FEWEST = 5
_HELD = 0.15
ALIKE = 0.7
"""The likeness (Dice) from which a place is a quotation's source with other words."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of an alignment: words ``[draft)`` of the draft and ``[source)`` of the source; ``same`` or not."""

    same: bool
    draft: tuple[int, int]
    source: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """A quotation laid beside one place of a source.

    ``likeness`` is twice the common words over all words of both (Dice), cuts that are marked left out.
    """

    number: int
    source: Source
    draft: Draft
    stretches: tuple[Stretch, ...]
    common: int
    likeness: float

    @property
    def worth(self) -> float:
        """By what the better of two places is told: the likeness, and how much of the draft the place holds."""
        return self.likeness + _HELD * self.common / len(self.draft.low)

    @property
    def first(self) -> int:
        """The first word of the place."""
        return self.stretches[0].source[0]

    @property
    def last(self) -> int:
        """The word after the last one of the place."""
        return self.stretches[-1].source[1]

    def unmarked_cut(self, least: int) -> bool:
        """Whether the draft leaves out this many words together, with the source's words on both sides."""
        inner = self.stretches[1:-1]
        return any(
            not one.same
            and one.draft[0] == one.draft[1]
            and one.draft[0] not in self.draft.cuts
            and one.source[1] - one.source[0] >= least
            for one in inner
        )

    def strange(self, least: int) -> list[tuple[int, int]]:
        """The stretches of at least so many words of the draft that the place does not hold.

        Where there is none in a place that is like the draft, a word or two that happen to be the same are no part of the place:
        a sentence from somewhere else often shares one with what it was put in for.
        """
        found = [one.draft for one in self.stretches if not one.same and one.draft[1] - one.draft[0] >= least]
        if found or self.likeness < ALIKE:
            return found
        return [span for span in self._strange_but_for_strays() if span[1] - span[0] >= least]

    def _strange_but_for_strays(self) -> Iterator[tuple[int, int]]:
        start: int | None = None
        for one in self.stretches:
            if one.same and one.draft[1] - one.draft[0] > STRAY:
                if start is not None:
                    yield start, one.draft[0]
                start = None
            elif start is None and not one.same:
                start = one.draft[0]
        if start is not None:
            yield start, self.stretches[-1].draft[1]

    def differences(self) -> tuple[Difference, ...]:
        """Every difference, in order; marked cuts are none."""
        return tuple(_differences(self))


def align(pattern: Pattern, number: int, source: Source) -> Aligned | None:
    """The place of a source that is most like a quotation, None where they share next to nothing."""
    draft = draft_of(pattern)
    best: Aligned | None = None
    for first, last in _windows(draft, source):
        found = _aligned(draft, number, source, first, last)
        for start, end in _narrower(found) if found is not None else ():
            found = _better(found, _aligned(draft, number, source, max(first, start), min(last, end)))
        best = _better(best, found)
    return best


def _better(one: Aligned | None, other: Aligned | None) -> Aligned | None:
    if one is None or other is None:
        return one or other
    return other if other.worth > one.worth else one


def _narrower(found: Aligned) -> Iterator[tuple[int, int]]:
    """Windows on either side of a long stretch that only the source has: a repeated opening draws words apart."""
    size = len(found.draft.low)
    for before, gap, behind in zip(found.stretches, found.stretches[1:], found.stretches[2:], strict=False):
        long = gap.source[1] - gap.source[0] > gap.draft[1] - gap.draft[0] + _SLACK
        if not gap.same and long and gap.draft[0] not in found.draft.cuts:
            yield behind.source[0] - behind.draft[0] - _SLACK, found.last + size
            yield 0, before.source[1] + size - before.draft[1] + _SLACK


def _windows(draft: Draft, source: Source) -> Iterator[tuple[int, int]]:
    """The ranges of source words to look at: close ones where most words stand in step, then wider ones."""
    size = len(draft.low)
    width = max(8, size // 3)
    reach = _CUT_REACH * len(draft.cuts)
    steps = _steps(draft, source)
    near = {step: sum(steps[step + by] for by in range(-2, 3)) for step in steps}
    for step in sorted(near, key=lambda one: (-near[one], one))[: _WINDOWS * 2]:
        yield max(0, step - _SLACK), min(len(source.words), step + size + _SLACK + reach)
    votes: Counter[int] = Counter()
    for step, weight in steps.items():
        votes[step // width] += weight
    seen: set[int] = set()
    strength = {bucket: votes[bucket] + votes[bucket + 1] for bucket in votes}
    for bucket in sorted(strength, key=lambda one: (-strength[one], one)):
        if len(seen) >= _WINDOWS:
            return
        if bucket - 1 in seen:
            continue
        seen.add(bucket)
        first = max(0, bucket * width - width - reach)
        yield first, min(len(source.words), (bucket + 2) * width + size + width + reach)


def _steps(draft: Draft, source: Source) -> Counter[int]:
    """How far the source's words stand behind the draft's, each shared word a vote, rare words the more."""
    votes: Counter[int] = Counter()
    cast = 0
    shared = sorted((len(source.bare_places.get(word, ())), at) for at, word in enumerate(draft.bare))
    for count, at in shared:
        if not count or cast > _MOST_VOTES or (count > _MOST_PLACES and votes):
            continue
        for place in source.bare_places[draft.bare[at]]:
            votes[place - at] += 10_000 // count
        cast += count
    return votes


def reordered(nearest: Aligned) -> Aligned | None:
    """The place near the nearest one that holds the draft's words and no others in another order, None where none does."""
    draft, source = nearest.draft, nearest.source
    size = len(draft.low)
    if size < _FEWEST:
        return None
    wanted = Counter(draft.low)
    for first in range(max(0, nearest.first - size), nearest.last):
        if Counter(source.words.low[first : first + size]) == wanted:
            return _aligned(draft, nearest.number, source, first, first + size)
    return None


def _aligned(draft: Draft, number: int, source: Source, first: int, last: int) -> Aligned | None:
    window = source.bare[first:last]
    found = SequenceMatcher(None, draft.bare, window, autojunk=False).get_matching_blocks()
    blocks = [(a, b + first, size) for a, b, size in found if size]
    blocks = without_chance(without_strays(blocks, draft), draft)
    if not blocks:
        return None
    stretches = _stretches(blocks, draft, source)
    common = sum(size for *_, size in blocks)
    length = sum(one.source[1] - one.source[0] for one in stretches if one.same or not _is_marked(one, draft))
    likeness = 2 * common / (len(draft.low) + length)
    return Aligned(
        number=number, source=source, draft=draft, stretches=tuple(stretches), common=common, likeness=likeness
    )


def _is_marked(stretch: Stretch, draft: Draft) -> bool:
    return stretch.draft[0] == stretch.draft[1] and stretch.draft[0] in draft.cuts


def _stretches(blocks: Sequence[tuple[int, int, int]], draft: Draft, source: Source) -> list[Stretch]:
    found: list[Stretch] = []
    at, place = blocks[0][0], blocks[0][1]
    if at:
        start = place - _sentence_words(source, place, at, back=True)
        found.append(Stretch(False, (0, at), (start, place)))
    for a, b, size in blocks:
        if a > at or b > place:
            found.append(Stretch(False, (at, a), (place, b)))
        found.append(Stretch(True, (a, a + size), (b, b + size)))
        at, place = a + size, b + size
    rest = len(draft.low) - at
    if rest:
        found.append(Stretch(False, (at, len(draft.low)), (place, place + _sentence_words(source, place, rest))))
    return found


def _sentence_words(source: Source, place: int, most: int, *, back: bool = False) -> int:
    """How many words, at most ``most``, the sentence goes on with before or behind a place."""
    count = 0
    while count < most:
        gap = place - count - 1 if back else place + count - 1
        if gap < 0 or gap + 1 >= len(source.words):
            break
        between = source.words.between(gap)
        if _ENDS.search(between) or "\n\n" in between:
            break
        count += 1
    return count


def _differences(aligned: Aligned) -> Iterator[Difference]:
    draft, words = aligned.draft, aligned.source.words
    for one in aligned.stretches:
        (a, b), c = one.draft, one.source[0]
        if not one.same:
            if not _is_marked(one, draft):
                yield _difference(aligned, one)
            continue
        for at in range(a, b):
            place = c + at - a
            if draft.low[at] != words.low[place]:
                yield Difference(
                    op="replace", source=words.keys[place], draft=draft.keys[at], kind=DifferenceKind.LETTERS
                )
            elif draft.keys[at] != words.keys[place] and at and at not in draft.cuts:
                yield Difference(op="replace", source=words.keys[place], draft=draft.keys[at], kind=DifferenceKind.CASE)
            if at + 1 < b and at + 1 not in draft.cuts:
                theirs, mine = words.between(place), draft.gaps[at]
                if not same_marks(mine, theirs):
                    word, theirs, mine = draft.keys[at], marks_between(theirs), marks_between(mine)
                    yield Difference(
                        op="replace", source=word + theirs, draft=word + mine, kind=DifferenceKind.PUNCTUATION
                    )


def _difference(aligned: Aligned, stretch: Stretch) -> Difference:
    source = aligned.source.words.keys[slice(*stretch.source)]
    draft = aligned.draft.keys[slice(*stretch.draft)]
    op = "replace" if source and draft else ("delete" if source else "insert")
    starts = stretch.draft[0] == 0 or bool(_ENDS.search(aligned.draft.gaps[stretch.draft[0] - 1]))
    if starts and any(aligned.source.is_name(word) and len(word) > STRAY for word in (source or draft)[:1]):
        starts = False
    kind = kind_of(source, draft, aligned.source.entry.language, starts_sentence=starts)
    return Difference(op=op, source=" ".join(source), draft=" ".join(draft), kind=kind)
