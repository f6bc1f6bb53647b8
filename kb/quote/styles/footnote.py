"""Words with a raised number, and the citations as notes under them."""

from __future__ import annotations

from collections.abc import Sequence

from kb.quote.styles.statements import Statement

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def render(statements: Sequence[Statement], style: str) -> str:  # noqa: ARG001 - the signature of all forms
    """The statements, then their notes in the same order."""
    words = [f"{one.marked}{raised(number)}\n" for number, one in enumerate(statements, 1)]
    notes = [f"{raised(number)} {one.first.citation}\n" for number, one in enumerate(statements, 1)]
    return "\n".join([*words, "".join(notes)]) if words else ""


def raised(number: int) -> str:
    """A number in superscript digits."""
    return str(number).translate(_RAISED)
