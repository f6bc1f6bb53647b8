"""Quotation marks of one paragraph: which characters are marks, and which way each may turn.

The side a mark turns to is decided by the characters beside it and never by its shape: ”…”, »…», »…«, «…», „…“, "…" and
wrongly turned marks then are one case (Retskrivningsordbogen § 58 calls the shape a matter of typography).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.model import Span

_MARK = re.compile(r"[“”„‟\"＂»«‘’‚‛'›‹]|``|,,")
_DOUBLE = '“”„‟"＂»«'
_OPENS_AFTER = "([{<–—-/*_|>"
_CLOSES_BEFORE = ",.;:!?)]}>…–—-/*_|"
_DECADE = re.compile(r"\d0|\d\d(?!\d)")
_INVISIBLE = "\u200b\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u2066\u2067\u2069"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One quotation mark: where it stands, whether it is a double one, and which way it may turn."""

    start: int
    end: int
    double: bool
    opens: bool
    closes: bool
    after_digit: bool = False


def marks(text: str, span: Span) -> tuple[Mark, ...]:
    """The marks of ``text`` within ``span``; apostrophes and decades are none."""
    found: list[Mark] = []
    for start, end in _glyphs(text, span):
        mark = _turned(text, span, start, end, found[-1] if found else None)
        if mark is not None:
            found.append(mark)
    return tuple(found)


def _glyphs(text: str, span: Span) -> Iterator[tuple[int, int]]:
    place = span.start
    while match := _MARK.search(text, place, span.end):
        start, end = match.span()
        if match.group() == "'" and text.startswith("''", start):
            end += 1
        place = end
        yield start, end


def _beside(text: str, span: Span, place: int, step: int) -> str:
    """The nearest visible character from ``place`` on, "" at the paragraph's edge; asterisks of Markdown are passed."""
    for at in range(place, place + 4 * step, step):
        if not span.start <= at < span.end:
            return ""
        if text[at] not in _INVISIBLE:
            return text[at]
    return ""


def _turned(text: str, span: Span, start: int, end: int, previous: Mark | None) -> Mark | None:
    left, right = _beside(text, span, start - 1, -1), _beside(text, span, end, 1)
    glyph = text[start:end]
    double = glyph[0] in _DOUBLE or end - start > 1
    if not double and _is_apostrophe(text, left, right, end):
        return None
    follows_opening = previous is not None and previous.end == start and previous.opens
    follows_closing = previous is not None and previous.end == start and not previous.opens
    at_start = not left or left.isspace() or left in _OPENS_AFTER or follows_opening
    at_end = not right or right.isspace() or right in _CLOSES_BEFORE or _MARK.match(right) is not None
    opens = at_start and bool(right) and not right.isspace() and not follows_closing
    closes = bool(left) and not left.isspace() and at_end and not follows_opening
    if glyph in {",,", "``"}:
        closes = False
        if not opens:
            return None
    return Mark(
        start=start,
        end=end,
        double=double,
        opens=opens and not (closes and glyph == "''"),
        closes=closes,
        after_digit=left.isdigit() and end - start == 1,
    )


def _is_apostrophe(text: str, left: str, right: str, end: int) -> bool:
    if left.isalnum() and right.isalnum():
        return True
    return _DECADE.match(text, end) is not None and not left.isalnum()
