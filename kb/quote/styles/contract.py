"""Excerpts as the objects of ``kb.quote/1``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kb.model import Excerpt

SCHEMA = "kb.quote/1"


def excerpts_to_json(excerpts: Iterable[Excerpt]) -> dict[str, Any]:
    """The whole answer."""
    return {"schema": SCHEMA, "excerpts": [excerpt_to_json(excerpt) for excerpt in excerpts]}


def excerpt_to_json(excerpt: Excerpt) -> dict[str, Any]:
    """One excerpt as an object of ``kb.quote/1``."""
    speaker = excerpt.speaker
    return {
        "id": excerpt.id,
        "kind": excerpt.kind,
        "text": excerpt.text,
        "closed": excerpt.closed,
        "speaker": speaker
        and {
            "name": speaker.name,
            "mention": speaker.mention,
            "role": speaker.role,
            "how": speaker.how,
            "rule": speaker.rule,
        },
        "cue": excerpt.cue,
        "document": excerpt.document,
        "title": excerpt.title,
        "language": excerpt.language,
        "published": excerpt.published.isoformat() if excerpt.published else None,
        "span": list(excerpt.span),
        "original_span": list(excerpt.original_span) if excerpt.original_span else None,
        "page": excerpt.page,
        "paragraph": excerpt.paragraph,
        "selector": {
            "type": "TextQuoteSelector",
            "exact": excerpt.selector.exact,
            "prefix": excerpt.selector.prefix,
            "suffix": excerpt.selector.suffix,
        },
        "context": {"before": excerpt.before, "after": excerpt.after},
        "warnings": list(excerpt.warnings),
        "citation": excerpt.citation,
        "link": excerpt.link,
        **excerpt.extra,
    }
