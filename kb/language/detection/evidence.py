"""What a detector found in a piece of text: a score per language, and how much there was to go by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import exp, fsum
from typing import Protocol

from kb.model import SERVED_LANGUAGES

LANGUAGES = ("da", "sv", "en", "no", "de", "fi")

# Tuned on marked text in da, sv, en, nb and de; see docs/decisions/0011.
_FEWEST_WORDS = 12
_FAMILIAR_SHARE = 0.17
_FAMILIAR_PIECES = -1.6
_TOO_CLOSE = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Scores of one piece of text, in the order of ``LANGUAGES``: natural logarithms up to a common constant.

    ``words`` and ``letters`` count what was looked at, ``pieces`` what the letter statistics knew of it; ``known``
    counts, per language, the words its word lists have.
    """

    scores: tuple[float, ...] = (0.0,) * len(LANGUAGES)
    words: int = 0
    letters: int = 0
    pieces: int = 0
    known: tuple[int, ...] = (0,) * len(LANGUAGES)

    @property
    def empty(self) -> bool:
        """Whether there was nothing to go by."""
        return self.pieces == 0

    def best(self) -> int:
        """The position in ``LANGUAGES`` of the language with the highest score."""
        return max(range(len(LANGUAGES)), key=self.scores.__getitem__)

    def certainty(self) -> float:
        """The probability (0 to 1) of the best language among the six, as the scores have it."""
        top = max(self.scores)
        return 1 / fsum(exp(max(score - top, -700.0)) for score in self.scores)

    def margin(self) -> float:
        """How far the best language is ahead of the second."""
        second, first = sorted(self.scores)[-2:]
        return first - second

    def with_prior(self, weight: float) -> Evidence:
        """The same, with the languages of the knowledge base likelier than their neighbours before a word is read."""
        prior = (weight if language in SERVED_LANGUAGES else 0.0 for language in LANGUAGES)
        return replace(self, scores=tuple(score + more for score, more in zip(self.scores, prior, strict=True)))

    def unfamiliar(self) -> bool:
        """Whether a text long enough to show it has neither the words nor the letters of any of the six languages."""
        if self.words < _FEWEST_WORDS:
            return False
        best = self.best()
        return self.known[best] < _FAMILIAR_SHARE * self.words and self.scores[best] < _FAMILIAR_PIECES * self.pieces

    def undecided(self) -> bool:
        """Whether the text is too short for so small a margin (or shows nothing, or another language than the six)."""
        return self.empty or self.margin() * self.letters < _TOO_CLOSE or self.unfamiliar()


def pool(found: Iterable[Evidence]) -> Evidence:
    """The evidence of several pieces taken as one text."""
    pieces = tuple(found)
    return Evidence(
        scores=tuple(fsum(column) for column in zip(*(one.scores for one in pieces), strict=True)) or Evidence().scores,
        words=sum(one.words for one in pieces),
        letters=sum(one.letters for one in pieces),
        pieces=sum(one.pieces for one in pieces),
        known=tuple(sum(column) for column in zip(*(one.known for one in pieces), strict=True)) or Evidence().known,
    )


class Detector(Protocol):
    """Anything that can weigh a text.

    On the scale of its scores, ``switch`` is the cost of another language from one line to the next, and ``prior`` what
    the languages of the knowledge base are ahead of the others before a word is read.
    """

    name: str
    switch: float
    prior: float

    def weigh(self, text: str) -> Evidence:
        """The evidence in ``text``; empty evidence where it has no letters."""
        ...
