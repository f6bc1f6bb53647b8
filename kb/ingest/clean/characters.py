"""Characters as they were meant: broken encodings mended, invisible ones out, spaces plain. Quotation marks stay."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from kb.ingest.extract.plain.decode import stream_safe

if TYPE_CHECKING:
    from collections.abc import Callable

# What ftfy leaves when a single letter of UTF-8 read as Windows-1252 stands among sound text.
_LONE_MOJIBAKE = {
    "Ã¥": "å", "Ã¦": "æ", "Ã¸": "ø", "Ã¤": "ä", "Ã¶": "ö", "Ã©": "é", "Ã¼": "ü", "Ã…": "Å", "Ã†": "Æ", "Ã˜": "Ø",
    "Ã„": "Ä", "Ã–": "Ö", "Ã‰": "É", "â€“": "–", "â€”": "—", "â€œ": "“", "â€\u009d": "”", "â€™": "’", "â€˜": "‘",
    "â€¦": "…", "â€¢": "•", "Â§": "§", "Â½": "½", "Â´": "´", "Â°": "°",
}  # fmt: skip
_LONE = re.compile("|".join(map(re.escape, _LONE_MOJIBAKE)))
_SUSPECT = re.compile("[Ãâ€Â\ufffd\x80-\x9f\x1b\ud800-\udfff]|[Ðàáãäåæøö][^\\W\\d_]?[¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶¸¹º»¼½¾¿]")
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u061c\ufeff\ufffe\uffff\ufff9-\ufffb]"
    "|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_SOFT_INSIDE = re.compile("\u00ad(?!\\s*\n)")
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LINE_ENDS = re.compile("[ ]?(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])[ ]?")
_LIGATURES = str.maketrans({
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
})  # fmt: skip
_PLAIN = str.maketrans({
    "\u2010": "-", "\u2011": "-", "\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf0fc": "•", "\uf02d": "–",
    "\uf0e0": "→",
})  # fmt: skip
_SURROGATE = re.compile("[\ud800-\udfff]")
_ROUNDS = 3


def repair(text: str) -> str:
    """``text`` with its encoding mended, in NFC; the words change only where the encoding was broken.

    Uses ftfy with quotation marks left as they are and without compatibility folding (m² stays m²).
    """
    text = stream_safe(text)
    if text.isascii() or not _SUSPECT.search(text):
        return unicodedata.normalize("NFC", text)
    for _ in range(_ROUNDS):
        repaired = _LONE.sub(lambda m: _LONE_MOJIBAKE[m.group()], _ftfy()(text))
        if repaired == text:
            break
        text = repaired
    return unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", text))


def tidy(text: str) -> str:
    """``text`` without invisible characters, with plain spaces and hyphens and whole letters for ligatures.

    Line ends stay as newlines, and so does a soft hyphen before one.
    """
    text = _INVISIBLE.sub("", text)
    text = _SOFT_INSIDE.sub("", text).translate(_PLAIN).translate(_LIGATURES)
    text = _LINE_ENDS.sub("\n", _SPACES.sub(" ", text))
    return unicodedata.normalize("NFC", text).strip(" \n")


def tidy_set(text: str) -> str:
    """As `tidy`, for text whose spaces and lines carry meaning (tables, code)."""
    lines = re.split("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text)
    tidied = (_SOFT_INSIDE.sub("", _INVISIBLE.sub("", line)).replace("\u00a0", " ").rstrip() for line in lines)
    return unicodedata.normalize("NFC", "\n".join(tidied).translate(_LIGATURES)).strip("\n")


@cache
def _ftfy() -> Callable[[str], str]:
    import ftfy

    config = ftfy.TextFixerConfig(
        unescape_html=False, uncurl_quotes=False, fix_character_width=False, normalization="NFC", explain=False
    )
    return lambda text: ftfy.fix_text(text, config)
