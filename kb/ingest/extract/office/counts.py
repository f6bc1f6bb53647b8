"""Numbers that stand in attributes, where a file may have written anything."""

from __future__ import annotations

_MOST_DIGITS = 6


def count_of(text: str | None, otherwise: int) -> int:
    """The number of at most six digits that ``text`` is, else ``otherwise``; no real count or level is longer."""
    return int(text) if text and text.isdecimal() and len(text) <= _MOST_DIGITS else otherwise
