"""The letter statistics of langdetect 1.0.9; the only module that knows the library.

Nakatani Shuyo, "Language Detection Library for Java" (2010): frequencies of pieces of one to three letters, counted on
Wikipedia. Only the library's data is read, never its code: importing it costs more than all the rest of a detection,
and its own detector draws pieces at random where here all of them are summed.
"""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from math import log
from pathlib import Path
from typing import TypedDict

from kb.errors import UsageError
from kb.language.detection.evidence import LANGUAGES

# langdetect adds this to every frequency, so that a piece unseen in one language does not rule the language out.
_SMOOTHING = 0.5 / 10_000
_REMEDY = "install langdetect 1.0.9"


class _Profile(TypedDict):
    """One profile as langdetect ships it: how often each piece was seen, and how many of each length there were."""

    freq: dict[str, int]
    n_words: list[int]


@cache
def load() -> dict[str, tuple[float, ...]]:
    """Piece of one to three letters → its log probability in each of ``LANGUAGES``; capitals count as small letters.

    Raises:
        UsageError: the library, or one of its six profiles, is not where it should be.
    """
    shares: dict[str, list[float]] = {}
    for position, language in enumerate(LANGUAGES):
        profile = _read(language)
        for piece, count in profile["freq"].items():
            row = shares.setdefault(piece.lower(), [0.0] * len(LANGUAGES))
            row[position] += count / profile["n_words"][len(piece) - 1]
    return {piece: tuple(log(_SMOOTHING + share) for share in row) for piece, row in shares.items()}


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
