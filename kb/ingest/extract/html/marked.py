"""Clues in a page's body that its markup names: microdata, ``time`` elements, ``rel=author``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.ingest.blocks import Clue

_FURNITURE = ("comment", "related", "sidebar", "teaser", "card", "recommend", "latest", "popular")
_FURNITURE_TAGS = frozenset({"nav", "aside", "footer"})
_MAX_VALUE, _MAX_NAME, _MAX_FOUND = 200, 80, 40


def marked_clues(tree: Any) -> tuple[Clue, ...]:
    """Dates and authors that the body's markup names; a ``time`` is certain only if the article has no other day."""
    return () if tree is None else tuple(dict.fromkeys((*_dates(tree), *_times(tree), *_authors(tree))))


def _dates(tree: Any) -> Iterator[Clue]:
    for element in tree.xpath("//*[contains(@itemprop, 'datePublished')] | //time[@pubdate]")[:3]:
        value = element.get("content") or element.get("datetime") or _text(element)
        if value:
            yield Clue(field="published", value=value[:_MAX_VALUE], where="itemprop datePublished")


def _times(tree: Any) -> Iterator[Clue]:
    times = [t for t in tree.xpath("//time[@datetime]")[:_MAX_FOUND] if not _in_furniture(t)]
    inside = [t for t in times if any(a.tag in {"article", "main", "header"} for a in t.iterancestors())]
    for time in (inside or times)[:1]:
        days = {t.get("datetime")[:10] for t in times}
        in_header = any(a.tag == "header" for a in time.iterancestors())
        value = time.get("datetime")[:_MAX_VALUE]
        yield Clue(field="published", value=value, where="time element", certain=len(days) == 1 or in_header)


def _authors(tree: Any) -> Iterator[Clue]:
    holders = tree.xpath("//*[contains(@itemprop, 'author')]")[:10]
    named = [n for h in holders for n in (h.xpath(".//*[contains(@itemprop, 'name')]") or [h])]
    for element in (*named, *tree.xpath("//a[contains(concat(' ', @rel, ' '), ' author ')]")[:10]):
        name = element.get("content") or _text(element)
        if name and len(name) < _MAX_NAME and not _in_furniture(element):
            yield Clue(field="authors", value=name, where="author element")


def _in_furniture(element: Any) -> bool:
    for above in element.iterancestors():
        names = f"{above.get('class') or ''} {above.get('id') or ''}".lower()
        if above.tag in _FURNITURE_TAGS or any(word in names for word in _FURNITURE):
            return True
    return False


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
