"""Reading saved excerpts back: the output of ``kb quote --json``, or W3C annotations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kb.errors import UsageError
from kb.model import Selector

_DOCUMENT = "urn:kb:document:"
_EXCERPT = "urn:kb:excerpt:"
_DEEPEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """An excerpt as it was saved. ``start`` and ``text_checksum`` are None where the file does not tell.

    ``occurrences`` is how often the exact words stood in the text then: 1, 2 for more, 0 where the file does not tell.
    """

    id: str
    document: str
    selector: Selector
    start: int | None = None
    text_checksum: str | None = None
    occurrences: int = 0


def read_saved(data: bytes) -> tuple[Saved, ...]:
    """The excerpts of a file.

    Raises:
        UsageError: it is not JSON, or holds no excerpts.
    """
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UsageError("the file is not JSON", "Give the output of kb quote --json, or a W3C annotation") from error
    found = tuple(_excerpts(value))
    if not found:
        raise UsageError("the file holds no excerpts", "Give the output of kb quote --json, or a W3C annotation")
    return found


def _excerpts(value: Any, depth: int = 0) -> Iterator[Saved]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _excerpts(one, depth + 1)
    elif isinstance(value, dict):
        if "target" in value:
            yield from _annotated(value)
        elif "selector" in value and "document" in value:
            yield from _own(value)
        else:
            for key in ("excerpts", "items", "first"):
                yield from _excerpts(value.get(key), depth + 1)


def _own(value: dict[str, Any]) -> Iterator[Saved]:
    selector = _selector(value["selector"])
    span = value.get("span")
    if selector is None:
        return
    yield Saved(
        id=_text(value.get("id")),
        document=_text(value["document"]),
        selector=selector,
        start=span[0] if isinstance(span, list) and span and _is_position(span[0]) else None,
        text_checksum=_text(value.get("text_checksum")) or None,
        occurrences=_count(value.get("occurrences")),
    )


def _annotated(value: dict[str, Any]) -> Iterator[Saved]:
    target = value["target"]
    for one in target if isinstance(target, list) else [target]:
        if not isinstance(one, dict):
            continue
        given = one.get("selector")
        selectors = given if isinstance(given, list) else [given]
        quote = next((found for found in map(_selector, selectors) if found), None)
        if quote is None:
            continue
        state = one.get("state")
        told: dict[str, Any] = state if isinstance(state, dict) else {}
        yield Saved(
            id=_text(value.get("id")).removeprefix(_EXCERPT),
            document=_document(one.get("source")),
            selector=quote,
            start=_position(selectors),
            text_checksum=_text(told.get("kb:textChecksum")) or None,
            occurrences=_count(told.get("kb:occurrences")),
        )


def _selector(value: Any) -> Selector | None:
    if not isinstance(value, dict) or value.get("type") != "TextQuoteSelector" or not _text(value.get("exact")):
        return None
    return Selector(exact=_text(value["exact"]), prefix=_text(value.get("prefix")), suffix=_text(value.get("suffix")))


def _position(selectors: list[Any]) -> int | None:
    for one in selectors:
        if isinstance(one, dict) and one.get("type") == "TextPositionSelector" and _is_position(one.get("start")):
            return int(one["start"])
    return None


def _document(source: Any) -> str:
    """The id of the document, or its address where the annotation was made elsewhere."""
    if isinstance(source, dict):
        return _text(source.get("kb:document")) or _text(source.get("id")).removeprefix(_DOCUMENT)
    return _text(source).removeprefix(_DOCUMENT)


def _is_position(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _count(value: Any) -> int:
    return value if _is_position(value) else 0


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
