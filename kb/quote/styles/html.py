"""HTML: a block quote that says its language and its source, everything escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kb.quote.styles.statements import Statement


def render(statements: Sequence[Statement], style: str) -> str:  # noqa: ARG001 - the signature of all forms
    """One ``figure`` a statement."""
    return "".join(map(_figure, statements))


def _figure(statement: Statement) -> str:
    address = statement.first.link or statement.source.url
    cite = f' cite="{escape(address)}"' if address else ""
    return (
        "<figure>\n"
        f'<blockquote lang="{escape(statement.first.language)}"{cite}>\n'
        f"<p>{escape(statement.blocked, quote=False)}</p>\n"
        "</blockquote>\n"
        f'<figcaption lang="{statement.into}">{_citation(statement, address)}</figcaption>\n'
        "</figure>\n"
    )


def _citation(statement: Statement, address: str | None) -> str:
    words = escape(statement.first.citation, quote=False)
    url = escape(statement.source.url or "", quote=False)
    if address is None or not url or url not in words:
        return words
    return words.replace(url, f'<a href="{escape(address)}">{url}</a>', 1)
