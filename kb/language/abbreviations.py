"""Which abbreviations are written with a full stop, and what may follow them, per language."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

from kb.model import SERVED_LANGUAGES

_DATA = Path(__file__).parent / "data"


class Follows(StrEnum):
    """What may stand after an abbreviation in the same sentence, the reading that ends the fewest sentences first."""

    NEVER = "never"
    NUMBER = "number"
    NAME = "name"
    CAPITAL = "capital"


@cache
def abbreviations(language: str) -> dict[str, Follows]:
    """Abbreviation (lower case, without its last stop) → what may follow it; the joined list for other languages.

    Where the languages differ about one, the joined list takes the reading that ends the fewest sentences.
    """
    if language in SERVED_LANGUAGES:
        return _read()[language]
    strict = tuple(Follows)
    listed: dict[str, Follows] = {}
    for one in SERVED_LANGUAGES:
        for short, follows in _read()[one].items():
            listed[short] = min(follows, listed.get(short, follows), key=strict.index)
    return listed


@cache
def sentence_openers(language: str) -> frozenset[str]:
    """Function words of the language, lower case; one with a capital after a full stop begins a sentence."""
    wanted = {language} if language in SERVED_LANGUAGES else set(SERVED_LANGUAGES)
    openers: set[str] = set()
    for name in ("function-words.txt", "sentence-openers.txt"):
        for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
            head, colon, words = line.partition(":")
            if colon and not line.startswith("#") and wanted & set(head.split()):
                openers.update(words.split())
    return frozenset(openers)


@cache
def _read() -> dict[str, dict[str, Follows]]:
    listed: dict[str, dict[str, Follows]] = {language: {} for language in SERVED_LANGUAGES}
    for line in (_DATA / "abbreviations.txt").read_text(encoding="utf-8").splitlines():
        head, colon, words = line.partition(": ")
        if line.startswith("#") or not colon:
            continue
        language, follows = head.split()
        for short in words.split():
            listed[language].setdefault(short, Follows(follows))
    return listed
