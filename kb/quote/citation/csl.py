"""A source as a CSL-JSON item (Citation Style Language 1.0.2, ``csl-data.json``)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kb.model import Kind
from kb.quote.citation.names import Name
from kb.quote.citation.source import Source

_TYPES: Mapping[Kind, str] = {
    Kind.ARTICLE: "article-newspaper",
    Kind.REPORT: "report",
    Kind.STRATEGY: "report",
    Kind.CONSULTATION_ANSWER: "report",
    Kind.SPEECH: "speech",
    Kind.WEB_PAGE: "webpage",
}
_IN_A_CONTAINER = frozenset({"article-newspaper", "webpage"})


def csl_item(source: Source) -> dict[str, Any]:
    """The item; what is not known is left out, never guessed."""
    kind = _TYPES.get(source.kind) or ("webpage" if source.url else "document")
    item: dict[str, Any] = {"id": source.id, "type": kind, "title": source.title}
    if source.authors:
        item["author"] = [csl_name(name) for name in source.authors]
    if source.publisher:
        item["container-title" if kind in _IN_A_CONTAINER else "publisher"] = source.publisher
    if source.published:
        item["issued"] = csl_date(source.published)
    if source.url:
        item["URL"] = source.url
    if source.accessed:
        item["accessed"] = csl_date(source.accessed)
    if source.language != "und":
        item["language"] = source.language
    return item


def csl_name(name: Name) -> dict[str, str]:
    """A person's family and given names, or a body's name as ``literal``."""
    if name.literal:
        return {"literal": name.literal}
    return {"family": name.family, "given": name.given}


def csl_date(day: date) -> dict[str, Any]:
    """A date as ``date-parts``."""
    return {"date-parts": [[day.year, day.month, day.day]]}
