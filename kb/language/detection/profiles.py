"""The letter statistics of langdetect 1.0.9; the only module that knows the library.

Nakatani Shuyo, "Language Detection Library for Java" (2010): frequencies of pieces of one to three letters, counted on
Wikipedia. Only the library's data is read, never its code: importing it costs more than all the rest of a detection,
and its own detector draws pieces at random where here all of them are summed.
"""

from __future__ import annotations

import importlib.util
import json
from functools import cache, lru_cache
from math import log
from pathlib import Path
from typing import TypedDict

from kb.errors import UsageError
from kb.language.detection.evidence import LANGUAGES

# langdetect adds this to every frequency, so that a piece unseen in one language does not rule the language out.
_SMOOTHING = 0.5 / 10_000
_REMEMBERED = 50_000
_REMEDY = "install langdetect 1.0.9"


class _Profile(TypedDict):
    """One profile as langdetect ships it: how often each piece was seen, and how many of each length there were."""

    freq: dict[str, int]
    n_words: list[int]


@lru_cache(maxsize=_REMEMBERED)
def row(piece: str) -> tuple[float, ...] | None:
    """The log probability of a piece of one to three small letters in each of ``LANGUAGES``; None for an unknown one.

    The profiles count a capital at the start of a word by itself; here it counts as its small letter.

    Raises:
        UsageError: the library, or one of its six profiles, is not where it should be.
    """
    size = len(piece) - 1
    capital = piece.title()
    if capital == piece:
        shares = [freq.get(piece, 0) / totals[size] for freq, totals in _load()]
    else:
        shares = [(freq.get(piece, 0) + freq.get(capital, 0)) / totals[size] for freq, totals in _load()]
    return tuple([log(_SMOOTHING + share) for share in shares]) if any(shares) else None


@cache
def _load() -> tuple[tuple[dict[str, int], list[int]], ...]:
    profiles = (_read(language) for language in LANGUAGES)
    return tuple((profile["freq"], profile["n_words"]) for profile in profiles)


def _read(language: str) -> _Profile:
    try:
        profile: _Profile = json.loads((_folder() / language).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"the language profile {language!r} of langdetect cannot be read", _REMEDY) from error
    return profile


def _folder() -> Path:
    package = importlib.util.find_spec("langdetect")
    if package is None or package.origin is None:
        raise UsageError("langdetect is not installed", _REMEDY)
    return Path(package.origin).parent / "profiles"


def pieces(word: str) -> list[str]:
    """All pieces of one to three letters of ``word``; the space before and after it counts as a letter of the longer."""
    framed = f" {word} "
    longer = [framed[start : start + size] for size in (2, 3) for start in range(len(framed) - size + 1)]
    return [*word, *longer]
