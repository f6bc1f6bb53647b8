"""Plain text: the words in marks, the citation on the line under them."""

from __future__ import annotations

from collections.abc import Sequence

from kb.quote.styles.statements import Statement


def render(statements: Sequence[Statement], style: str) -> str:  # noqa: ARG001 - the signature of all forms
    """The statements, a blank line between them."""
    return "\n".join(f"{one.marked}\n— {one.first.citation}\n" for one in statements)
