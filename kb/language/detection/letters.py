"""Text → the lower-case words a detector may look at: composed letters, without addresses and numbers."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,255}", re.IGNORECASE)
_NUMBERED = re.compile(r"(?<!\S)[^\s\d]*+\d\S*+")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_MANY_LETTERS = 64
_LAST_LATIN = "\u024f"


def words(text: str) -> list[str]:
    """The words of ``text`` in order: NFC, lower case, each cut at 64 letters; numbers and addresses are left out.

    ALL CAPS and decomposed letters give the same words as their plain spelling, so a detector cannot tell them apart.
    """
    plain = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    plain = unicodedata.normalize("NFC", plain.lower())
    # Most lines have neither, and are not to be searched word by word for them.
    if "@" in plain or "://" in plain or "www." in plain:
        plain = _ADDRESS.sub(" ", plain)
    if _DIGIT.search(plain):
        plain = _NUMBERED.sub(" ", plain)
    return [word[:_MANY_LETTERS] for word in _WORD.findall(plain.replace("’", "'"))]


def mostly_foreign(found: list[str]) -> bool:
    """Whether more than half of the letters belong to another script than the Latin."""
    letters = "".join(found)
    if max(letters, default="") <= _LAST_LATIN:
        return False
    return sum(letter > _LAST_LATIN and not "\u1e00" <= letter <= "\u1eff" for letter in letters) * 2 > len(letters)
