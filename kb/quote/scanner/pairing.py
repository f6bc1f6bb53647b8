"""Which closing mark belongs to which opening mark, within one paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kb.model import Span
from kb.quote.scanner.marks import Mark

# A nesting deeper than three marks is a misprint; a bound keeps hostile texts from building towers.
_DEEPEST = 3


@dataclass(slots=True, kw_only=True)
class Pair:
    """An opening mark, its closing mark if there is one, and the pairs within."""

    opening: Mark
    closing: Mark | None = None
    inner: list[Pair] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """The words between the marks; to the opening mark's end where the closing one is missing."""
        return Span(self.opening.end, self.closing.start if self.closing else self.opening.end)


@dataclass(slots=True, kw_only=True)
class Pairing:
    """The outer pairs of a paragraph in order, and the closing marks that nothing opened."""

    pairs: list[Pair] = field(default_factory=list)
    orphans: list[Mark] = field(default_factory=list)
    _open: list[Pair] = field(default_factory=list)

    def add(self, mark: Mark, following: Mark | None) -> None:
        """Let the next double mark of the paragraph open or close; ``following`` is the double mark after it."""
        if mark.after_digit and not mark.opens and self._is_inch(following):
            return
        if mark.opens and not mark.closes:
            self._begin(mark)
        elif (mark.closes and not mark.opens) or self._open:
            self._end(mark)
        else:
            self._begin(mark)

    def _is_inch(self, following: Mark | None) -> bool:
        """An inch sign stands where no quotation is open, or where another mark is about to close it."""
        if not self._open:
            return True
        return following is not None and following.closes and not following.opens and len(self._open) == 1

    def _begin(self, mark: Mark) -> None:
        pair = Pair(opening=mark)
        if len(self._open) >= _DEEPEST:
            return
        (self._open[-1].inner if self._open else self.pairs).append(pair)
        self._open.append(pair)

    def _end(self, mark: Mark) -> None:
        if self._open:
            self._open.pop().closing = mark
        else:
            self.orphans.append(mark)


def paired(marks: Sequence[Mark]) -> Pairing:
    """Pair the double marks of one paragraph by a stack."""
    doubles = [mark for mark in marks if mark.double]
    pairing = Pairing()
    for number, mark in enumerate(doubles):
        pairing.add(mark, doubles[number + 1] if number + 1 < len(doubles) else None)
    return pairing


def singles(marks: Sequence[Mark], text: str) -> list[Span]:
    """Pairs of single marks, outer spans in order; a mark that is no sure pair is an apostrophe.

    A closing mark next to a full stop, comma or other mark wins over a genitive's apostrophe before it.
    """
    single = [mark for mark in marks if not mark.double]
    found: list[Span] = []
    number = 0
    while number < len(single):
        close = _close_of_single(single, number, text) if single[number].opens else None
        if close is None:
            number += 1
        else:
            found.append(Span(single[number].start, single[close].end))
            number = close + 1
    return found


# Apostrophes of genitives between the two marks of one quotation; more are another quotation's.
_MOST_APOSTROPHES = 12


def _close_of_single(single: Sequence[Mark], opening: int, text: str) -> int | None:
    weak = None
    for number in range(opening + 1, min(opening + _MOST_APOSTROPHES, len(single))):
        mark = single[number]
        if not mark.closes:
            if mark.opens:
                break
            continue
        before, after = text[mark.start - 1], text[mark.end : mark.end + 1]
        if before in ",.!?…" or after in ',.;:!?)”“"«»' or not after:
            return number
        weak = number if weak is None else weak
    return weak
