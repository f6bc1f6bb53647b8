"""Shares told in words: ``every tenth``, ``a third``, ``two out of three``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kb.model import Span
from kb.quote.figures.words import EVERY, OUT_OF, SHARES, languages_of, number_words, ordinals

_FEW = 10
# "Five in ten years", "two of 3 million": the second number counts something else.
_COUNTED = r"%|procent|percent|pct|mi[oal]|thousand|tusind|tusen|billion|bn|years?|months?|weeks?|days?|hours?|minutes?"


def shares(shown: str, language: str) -> Iterator[tuple[float, Span]]:
    """The shares of a sentence (above 0, below 1) with their places."""
    fixed = {words: value for one in languages_of(language) for words, value in SHARES[one].items()}
    nth = ordinals(language)
    for match in _pattern(language).finditer(shown):
        words = " ".join(match[0].lower().split())
        value = fixed.get(words) or _out_of(match, language) or 1 / nth[words.split()[-1]]
        if value < 1:
            yield value, Span(match.start(), match.end())


def _out_of(match: re.Match[str], language: str) -> float | None:
    if match["part"] is None:
        return None
    known = {**number_words(language), "one": 1}
    part, whole = (int(word) if word.isdigit() else known[word.lower()] for word in (match["part"], match["whole"]))
    return part / whole


@cache
def _pattern(language: str) -> re.Pattern[str]:
    languages = languages_of(language)
    fixed = [words.replace(" ", r"\s+") for one in languages for words in SHARES[one]]
    # "Half a million" and "two and a half" are numbers, "half an hour" is a time.
    fixed = [rf"(?<!and a ){words}(?!\s+an?\b)" if words == "half" else words for words in fixed]
    every = "|".join(EVERY[one] for one in languages)
    few = "|".join(word for word, number in number_words(language).items() if number <= _FEW)
    parts = "|".join(OUT_OF[one].replace(" ", r"\s+") for one in languages)
    part = rf"(?P<part>{few}|[2-9]|one(?=\s+(?:in|out)\b))"
    out_of = rf"{part}\s+(?:{parts})\s+(?P<whole>{few}|[2-9]|10)(?!\s*(?:{_COUNTED})|[.,]?\d)"
    return re.compile(
        rf"(?<![\w.,])(?:{'|'.join(fixed)}|(?:{every})\s+(?:{'|'.join(ordinals(language))})|{out_of})(?!\w)",
        re.IGNORECASE,
    )
