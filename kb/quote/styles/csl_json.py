"""CSL-JSON: one item a source, its quoted words in ``note``, as Zotero and citeproc read it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kb.quote.citation.csl import csl_item
from kb.quote.citation.own import locator
from kb.quote.citation.words import words_of
from kb.quote.styles.statements import Statement


def render(statements: Sequence[Statement], style: str) -> str:  # noqa: ARG001 - the signature of all forms
    """A JSON array of items."""
    items = [csl_item(group[0].source) | {"note": "\n".join(map(noted, group))} for group in by_source(statements)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def by_source(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements by source, sources in the order they come up."""
    grouped: dict[str, list[Statement]] = {}
    for statement in statements:
        grouped.setdefault(statement.source.id, []).append(statement)
    return list(grouped.values())


def noted(statement: Statement) -> str:
    """The words with their place, and whose they are: ``Anna Berg: »…« (s. 3)``."""
    place = statement.place
    said = f"{place.speaker}: " if place.speaker else ""
    return f"{said}{statement.marked} ({locator(place, words_of(statement.into))})"
