"""Where a character of the composed text (NFC) stands in the text as it was given."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from itertools import accumulate

from kb.model import Span


def _ends(text: str) -> list[int]:
    """For each character, how many characters the decomposed text (NFD) has up to and with it."""
    return list(accumulate((len(unicodedata.normalize("NFD", character)) for character in text), initial=0))


class Composed:
    """A text in NFC, whose spans can be told in the text as given.

    Both texts have the same decomposition, so a boundary in one is found in the other by its place there.
    A text that is NFC already costs nothing.
    """

    __slots__ = ("_composed_ends", "_given_ends", "text")

    def __init__(self, given: str) -> None:
        self._given_ends: list[int] | None = None
        self._composed_ends: list[int] = []
        self.text = given
        if not unicodedata.is_normalized("NFC", given):
            self.text = unicodedata.normalize("NFC", given)
            self._given_ends = _ends(given)
            self._composed_ends = _ends(self.text)

    def given(self, start: int, end: int) -> Span:
        """The span in the given text that holds the composed characters ``[start, end)``."""
        if self._given_ends is None:
            return Span(start, end)
        first = bisect_right(self._given_ends, self._composed_ends[start]) - 1
        return Span(first, bisect_left(self._given_ends, self._composed_ends[end]))
