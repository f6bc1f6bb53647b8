"""W3C Web Annotations as JSON-LD (https://www.w3.org/TR/annotation-model/), one for each excerpt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from kb.model import Excerpt
from kb.quote.styles.statements import Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
DOCUMENT = "urn:kb:document:"
EXCERPT = "urn:kb:excerpt:"
_PDF_FRAGMENTS = "http://tools.ietf.org/rfc/rfc3778"


def render(statements: Sequence[Statement], style: str) -> str:  # noqa: ARG001 - the signature of all forms
    """An ``AnnotationPage`` whose items are the excerpts, every part of a split statement by itself."""
    page = {
        "@context": [CONTEXT, {"kb": "urn:kb:"}],
        "type": "AnnotationPage",
        "items": [_annotation(statement, part) for statement in statements for part in statement.parts],
    }
    return json.dumps(page, ensure_ascii=False, indent=2) + "\n"


def _annotation(statement: Statement, part: Excerpt) -> dict[str, Any]:
    return {
        "id": f"{EXCERPT}{part.id}",
        "type": "Annotation",
        "motivation": "highlighting",
        "body": {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "language": statement.into,
            "value": part.citation,
        },
        "target": _target(statement, part),
    }


def _target(statement: Statement, part: Excerpt) -> dict[str, Any]:
    record = statement.record
    return {
        "type": "SpecificResource",
        "source": {
            "id": statement.source.url or f"{DOCUMENT}{part.document}",
            "type": "Text",
            "format": record.media_type,
            "language": part.language,
            "kb:document": part.document,
        },
        "selector": list(_selectors(statement, part)),
        "state": {
            "type": "TimeState",
            "sourceDate": record.fetched.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "kb:textChecksum": part.extra.get("text_checksum"),
            "kb:occurrences": part.extra.get("occurrences"),
        },
    }


def _selectors(statement: Statement, part: Excerpt) -> list[dict[str, Any]]:
    chosen = part.selector
    selectors: list[dict[str, Any]] = [
        {"type": "TextQuoteSelector", "exact": chosen.exact, "prefix": chosen.prefix, "suffix": chosen.suffix},
        {"type": "TextPositionSelector", "start": part.span.start, "end": part.span.end},
    ]
    if statement.source.is_pdf and part.link and "#page=" in part.link:
        page = part.link.rpartition("#")[2]
        selectors.append({"type": "FragmentSelector", "value": page, "conformsTo": _PDF_FRAGMENTS})
    return selectors
