"""The marks that begin list items and footnotes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.ingest.extract.pdf.lines import Line, plain

BULLETS = frozenset(
    "•◦‣⁃∙●○■□▪▫◆◇❖►▶➢➔→✓✔·\uf0b7\uf0a7\uf0d8\uf02d\uf076\uf0fc\uf06f\uf06e\uf071\uf0e0\uf0e8\uf077\uf0a8"
)
DASHES = frozenset("-–—−")

_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-zæøåäö]|[ivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.", re.IGNORECASE)
_DECIMAL = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}")
_CAPITAL = re.compile(r"[^\W\d_a-zæøåäöé]")
_GLUED_BULLET = re.compile(f"([{re.escape(''.join(sorted(BULLETS)))}])(?=\\S)")
_NOTE = re.compile(r"\d{1,3}|[*†‡§]{1,3}|\[\d{1,3}\]")
_NOTE_GLUED = re.compile(r"(\d{1,3})(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class ItemMark:
    """What a line begins with: a bullet (``number`` None), a dash, or a number or letter with its sign."""

    number: str | None
    dash: bool
    rest: str


def item_mark(line: Line) -> ItemMark | None:
    """The list mark a line begins with, None where it begins with a word."""
    if line.table:
        return None
    text, first = line.text, plain(line.words[0].text)
    rest = text[len(first) :].strip()
    if first in BULLETS or (first == "o" and _stands_off(line)):
        return ItemMark(None, dash=False, rest=rest)
    if first in DASHES and rest:
        return ItemMark(None, dash=True, rest=rest)
    if rest and (_NUMBER.fullmatch(first) or (_DECIMAL.fullmatch(first) and _CAPITAL.match(rest))):
        return ItemMark(first, dash=False, rest=rest)
    glued = _GLUED_BULLET.match(text)
    return ItemMark(None, dash=False, rest=text[1:].strip()) if glued and text[0] != "→" else None


def _stands_off(line: Line) -> bool:
    """Whether wide space follows the first word: Word's second bullet is a letter o of a typewriter face."""
    return len(line.words) > 1 and line.words[1].left - line.words[0].right > 0.8 * line.size


def note_mark(line: Line) -> tuple[str, str] | None:
    """The mark of a footnote and the words after it, None where the line does not begin a footnote."""
    text, first = line.text, plain(line.words[0].text)
    if _NOTE.fullmatch(first) and len(line.words) > 1:
        return first.strip("[]"), text[len(first) :].strip()
    glued = _NOTE_GLUED.match(first)
    return (glued[1], text[glued.end() :].strip()) if glued else None
