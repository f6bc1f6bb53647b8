"""Markdown: a block quote with its citation as its last paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.quote.styles.statements import Statement

_ACTIVE = re.compile(r"[\\`*_<]|^(?=[#>+-])|^\d{1,9}(?=[.)]\s)")


def render(statements: Sequence[Statement], style: str) -> str:  # noqa: ARG001 - the signature of all forms
    """The statements, a blank line between them."""
    return "\n".join(f"> {literal(one.blocked)}\n>\n> — {literal(_cited(one))}\n" for one in statements)


def literal(words: str) -> str:
    """Words with what Markdown would read as its own marks escaped, so that they are shown as they are."""
    return _ACTIVE.sub(_escaped, words)


def _escaped(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def _cited(statement: Statement) -> str:
    return statement.first.citation
