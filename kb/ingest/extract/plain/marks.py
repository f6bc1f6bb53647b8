"""Marks at the start of a line that say what it begins: a heading, a list item, a quote, a footnote."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.ingest.blocks import BlockKind

# The private-use characters are the bullets of the Symbol and Wingdings fonts, as every PDF reader hands them out.
_SYMBOL = re.compile("(?P<sign>[•◦▪▫‣⁃●○■□◆◇▶►➢➤❖✓✔∙⋅➔\uf020-\uf0ff])\\s*")
_SPACED_SIGN = re.compile(r"(?P<sign>[-*+–—·»])(?:\s+|$)")
_LETTER_O = re.compile(r"(?P<sign>o)\s+(?=\S)")
_NUMBER = re.compile(r"(?P<marker>\(?(?:\d{1,3}|[a-zæøåäö]|[ivx]{1,4})\)|\d{1,3}\.)(?:\s+(?=\S)|$)")
_SECTION = re.compile(r"(?P<marker>\d{1,2}(?:\.\d{1,2}){1,3}\.?)\s+(?=[^\W\d_])")
_HASHES = re.compile(r"(?P<hashes>#{1,6})(?:\s+(?P<text>.*?))?(?:\s+#+)?$")
_FOOTNOTE = re.compile(r"\[\^(?P<marker>[^\]\s]{1,20})\]:\s*")
_DASHES = frozenset("-–—")
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a line begins; ``width`` is the number of characters of the mark itself."""

    kind: BlockKind
    width: int
    level: int = 0
    marker: str | None = None
    sign: str = ""

    @property
    def is_dash(self) -> bool:
        """Whether the sign may also begin a line of speech or resume a sentence."""
        return self.sign in _DASHES


def mark_of(text: str, *, markdown: bool, letter_o: bool = False) -> Mark | None:
    """The mark ``text`` starts with, or None.

    In a Markdown file a dash other than ``-`` is a dash. ``letter_o`` says that this text uses the letter o as a
    bullet, as word processors do on the second level.
    """
    if (hashes := _HASHES.match(text)) and (markdown or hashes["text"]):
        start = hashes.start("text") if hashes["text"] else len(text)
        return Mark(kind=BlockKind.HEADING, width=start, level=len(hashes["hashes"]))
    if text.startswith(">"):
        return Mark(kind=BlockKind.QUOTE, width=len(text) - len(text.lstrip("> ")))
    if footnote := _FOOTNOTE.match(text):
        return Mark(kind=BlockKind.FOOTNOTE, width=footnote.end(), marker=footnote["marker"])
    return _list_mark(text, markdown=markdown, letter_o=letter_o)


def _list_mark(text: str, *, markdown: bool, letter_o: bool) -> Mark | None:
    for pattern in (_SYMBOL, _SPACED_SIGN, *((_LETTER_O,) if letter_o else ())):
        if found := pattern.match(text):
            if markdown and found["sign"] in "–—·»":
                return None
            return Mark(kind=BlockKind.LIST_ITEM, width=found.end(), sign=found["sign"])
    if found := _SECTION.match(text):
        return Mark(kind=BlockKind.LIST_ITEM, width=found.end(), marker=found["marker"])
    if (found := _NUMBER.match(text)) and not _is_date(text, found):
        return Mark(kind=BlockKind.LIST_ITEM, width=found.end(), marker=found["marker"])
    return None


def _is_date(text: str, found: re.Match[str]) -> bool:
    """Whether ``4.`` is an ordinal (``4. maj``, ``20. århundrede``): a word in lower case follows."""
    return found["marker"].endswith(".") and text[found.end() : found.end() + 1].islower()


def uses_letter_o(texts: list[str]) -> bool:
    """Whether at least two lines start with a lone o, which no word of the three languages explains."""
    return sum(bool(_LETTER_O.match(text)) for text in texts) > 1


def section_depth(marker: str) -> int:
    """How deep a numbered heading stands: 2 for ``1)`` and ``3.``, one more for every further number."""
    return min(6, 1 + max(1, len(re.findall(r"\d+", marker))))


def follows(marker: str, previous: str) -> bool:
    """Whether ``marker`` is the next in a row after ``previous`` (``2)`` after ``1)``, ``b)`` after ``a)``)."""
    one, other = marker.strip("()."), previous.strip("().")
    if all(each.isdecimal() and len(each) <= _MOST_DIGITS for each in (one, other)):
        return int(one) == int(other) + 1
    if len(one) == len(other) == 1:
        return ord(one) == ord(other) + 1
    return "." in one and one.rpartition(".")[0] == other.rpartition(".")[0]
