"""Footnotes of a page: raised numbers that are links within it, and the items they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

_MARK = re.compile(r"[\[(]?\s*(\d{1,3}|[a-z]|[*†‡§])\s*[\])]?")
_BACK = re.compile(r"\A\s*(?:\^|↑|\u21a9\ufe0e?)\s*|\s*(?:↑|\u21a9\ufe0e?)\s*\Z")


def note_reference(element: Any) -> tuple[str, str] | None:
    """The mark of a raised link to a footnote (``<sup><a href="#fn1">1</a></sup>``) and the id it leads to, or None."""
    mark = _MARK.fullmatch("".join(element.itertext()).strip())
    if mark is None:
        return None
    target = next(_targets(element), None)
    return (mark[1], target) if target else None


def _targets(element: Any) -> Iterator[str]:
    around = element.getparent()
    for link in (*element.iter("a"), *((around,) if around is not None and around.tag == "a" else ())):
        address = (link.get("href") or "").strip()
        if address.startswith("#") and len(address) > 1:
            yield unquote(address[1:])


def note_text(text: str, mark: str) -> str:
    """A footnote without its mark and the arrow that leads back to it."""
    bare = _BACK.sub("", text)
    return re.sub(rf"\A[\[(]?{re.escape(mark)}[\])]?[.:]?\s+(?=\S)", "", bare)
