"""The published folding: what may differ between a draft and its source without a word being another.

Every character keeps its place: folding translates one character into one, and what is left out of a comparison
(soft hyphens, marks of emphasis) is left out of a word's key, so that spans count in the text as given. Letters,
words, figures and the letters å ä ö æ ø are never folded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Fold(StrEnum):
    """The typographic differences that are allowed for; each one used is listed with the verdict."""

    COMPOSED = "composed-letters"
    SPACES = "spaces"
    LINE_BREAKS = "line-breaks"
    SOFT_HYPHENS = "soft-hyphens"
    LINE_END_HYPHENS = "line-end-hyphens"
    QUOTATION_MARKS = "quotation-marks"
    DASHES = "dashes"
    ELLIPSES = "ellipses"
    LIGATURES = "ligatures"
    FIRST_LETTER = "first-letter"
    NOTE_MARKS = "note-marks"
    EDITORIAL = "editorial-marks"


SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
DASHES = "‐‑‒–—―−⁃﹘﹣－"
DOUBLE_MARKS = "“”„‟＂»«″"
SINGLE_MARKS = "‘’‚‛›‹´`′ʼ＇"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SAME_PLACE = str.maketrans(
    {
        **dict.fromkeys(SPACES, " "),
        **dict.fromkeys(DASHES, "-"),
        **dict.fromkeys(DOUBLE_MARKS, '"'),
        **dict.fromkeys(SINGLE_MARKS, "'"),
        "_": " ",
        "*": " ",
    }
)
_OUT_OF_KEY = str.maketrans({**dict.fromkeys(INVISIBLE, ""), **LIGATURES})
_NEEDS_KEY = re.compile(f"[{INVISIBLE}{''.join(LIGATURES)}\u0300-\u036f⁰¹²³⁴-⁹]")
_RAISED_END = re.compile(r"(?<=[^\W\d_]{3})[⁰¹²³⁴-⁹]+\Z")
_IN_WORD = rf"[\w\u0300-\u036f{INVISIBLE}]"
_TOKEN = re.compile(
    r"(?P<note>\[\^[^\]\n]{1,20}\]:?|(?<=[^\s\[(])\[\d{1,3}\])"
    r"|(?P<figure>(?:(?<![^\s(\"])-(?=\d))?(?:(?<![\d.,])\d{1,3}(?:(?P<by>[ .,'])\d{3}(?!\d))(?:(?P=by)\d{3}(?!\d))*"
    r"(?:[.,]\d+)?|\d+(?:[.,:/]\d+)*)(?!\w))"
    rf"|{_IN_WORD}+(?:['\-]{_IN_WORD}+|:(?=[^\W\d_]{{1,4}}(?!\w))(?<=[^\W\d_]:){_IN_WORD}+)*"
    r"|[%‰§€$£+=<>≤≥≠±×÷°&@]"
)
_BLOCK_MARKER = re.compile(r"\n[ ]*(?:#{1,6}|>|\|)(?=\s)|\n[ ]*\n[ ]*[-+•](?=\s)")
_ITEM_MARKER = re.compile(r"\n[ ]*[-+•](?=\s)")
_NOTE_BLOCK = re.compile(r"^\[\^[^\]\n]{1,20}\]:[^\n]*(?:\n(?!\n)[^\n]+)*", re.MULTILINE)
_NOTE = re.compile(r"\[\^[^\]\n]{1,20}\]:?|(?<=\S)\[\d{1,3}\]|\A\[\d{1,3}\]")
_ELLIPSIS = re.compile(r"\.\s?\.\s?\.")
_NOT_IN_GAP = re.compile(rf"[\s|\\{INVISIBLE}⁰¹²³⁴-⁹]")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order: their keys as written and in lower case, and where each stands.

    A figure with its groups of thousands is one word, and so are the signs that carry meaning (``%``, ``<``, ``€``).
    """

    text: str
    keys: list[str]
    low: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.keys)

    def between(self, number: int) -> str:
        """The characters between a word and the next one, as written."""
        start, end = self.ends[number], self.starts[number + 1]
        return self.text[start:end] if end >= start else "\n\n"


def same_places(text: str) -> str:
    """The text with every folded character replaced by the one it is compared as; the same length."""
    return text.translate(_SAME_PLACE)


def words_of(text: str) -> Words:
    """The words of a text; note marks are none."""
    found = Words(text, [])
    for key, start, end in _read(same_places(text)):
        found.keys.append(key)
        found.low.append(key.lower())
        found.starts.append(start)
        found.ends.append(end)
    return found


def _read(folded: str) -> Iterator[tuple[str, int, int]]:
    for match in _TOKEN.finditer(folded):
        if match.lastgroup == "note":
            continue
        key = match[0]
        if not key.isascii() and _NEEDS_KEY.search(key):
            key = _RAISED_END.sub("", unicodedata.normalize("NFC", key.translate(_OUT_OF_KEY)))
            if not key:
                continue
        yield key, match.start(), match.end()


def note_blocks(text: str) -> list[tuple[int, int]]:
    """Where the footnotes stand that interrupt a text."""
    return [(match.start(), match.end()) for match in _NOTE_BLOCK.finditer(text)] if "[^" in text else []


def marks_between(raw: str, *, items: bool = False) -> str:
    """The marks of punctuation between two words as they are compared: no space, one form of quote, dash, ellipsis.

    ``items`` takes every dash at the start of a line for the mark of a list, not only those behind a blank line.
    """
    if raw == " ":
        return ""
    if "[" in raw:
        raw = _NOTE.sub("", _NOTE_BLOCK.sub("", raw))
    folded = same_places(raw)
    if "\n" in folded:
        folded = _BLOCK_MARKER.sub("", folded)
        folded = _ITEM_MARKER.sub("", folded) if items else folded
    folded = _NOT_IN_GAP.sub("", _ELLIPSIS.sub("…", folded)).replace("'", '"')
    return re.sub("-{2,}", "-", folded)


def same_marks(draft: str, source: str) -> bool:
    """Whether two gaps hold the same marks; a stop or comma may stand on either side of a quotation mark."""
    one, other = marks_between(draft), marks_between(source)
    if one == other or ('"' in one and sorted(one) == sorted(other)):
        return True
    return "\n" in draft and marks_between(draft, items=True) == other


def folds_between(draft: str, source: str, *, word: bool) -> Iterator[Fold]:
    """The folds that make two pieces of text alike which are written differently; ``word`` tells a word from a gap."""
    if draft == source:
        return
    for fold, found in _SEEN:
        if found(draft) != found(source):
            yield fold
    if not word and _blank(draft) != _blank(source):
        yield Fold.LINE_BREAKS if "\n" in draft + source else Fold.SPACES
    if any(character in SPACES for character in draft + source) and _only(SPACES, draft) != _only(SPACES, source):
        yield Fold.SPACES


def _only(characters: str, text: str) -> str:
    return "".join(character for character in text if character in characters)


def _blank(text: str) -> str:
    return "".join("\n" if character == "\n" else " " for character in text if character.isspace())


def _ellipses(text: str) -> str:
    return "".join(_ELLIPSIS.findall(text)) + _only("…", text)


_SEEN = (
    (Fold.QUOTATION_MARKS, lambda text: _only(DOUBLE_MARKS + SINGLE_MARKS + "\"'", text)),
    (Fold.DASHES, lambda text: _only(DASHES + "-", text)),
    (Fold.SOFT_HYPHENS, lambda text: _only(INVISIBLE, text)),
    (Fold.LIGATURES, lambda text: _only("".join(LIGATURES), text)),
    (Fold.ELLIPSES, _ellipses),
    (Fold.NOTE_MARKS, lambda text: "".join(_NOTE.findall(text)) + _only("⁰¹²³⁴⁵⁶⁷⁸⁹", text)),
    (Fold.COMPOSED, lambda text: _only("\u0300\u0301\u0302\u0303\u0308\u030a\u0327", text)),
)
