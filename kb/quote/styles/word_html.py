"""HTML as word processors read it from the clipboard: block quotes, each with a footnote that cites it.

The footnotes are written the way Word itself writes them in HTML (``mso-footnote-id``, ``mso-element:footnote``), so
that they become real ones there; other programs show numbered notes under the quotations.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kb.quote.styles.statements import Statement


def render(statements: Sequence[Statement], style: str = "word-html") -> str:  # noqa: ARG001 - the signature of all forms
    """One paragraph a statement, then the notes; everything escaped."""
    quotes = "".join(_quote(number, one) for number, one in enumerate(statements, 1))
    notes = "".join(_note(number, one) for number, one in enumerate(statements, 1))
    return f'<html><body>{quotes}<div style="mso-element:footnote-list"><hr size="1">{notes}</div></body></html>'


def _quote(number: int, one: Statement) -> str:
    language = escape(one.first.language)
    words = escape(one.marked, quote=False)
    return f'<blockquote><p class="MsoQuote" lang="{language}">{words}{_mark(number, "ref", "")}</p></blockquote>'


def _note(number: int, one: Statement) -> str:
    citation = escape(one.first.citation, quote=False)
    return (
        f'<div style="mso-element:footnote" id="ftn{number}">'
        f'<p class="MsoFootnoteText" lang="{escape(one.into)}">{_mark(number, "", "ref")} {citation}</p></div>'
    )


def _mark(number: int, here: str, there: str) -> str:
    return (
        f'<a style="mso-footnote-id:ftn{number}" href="#_ftn{there}{number}" name="_ftn{here}{number}">'
        f'<sup><span style="mso-special-character:footnote">[{number}]</span></sup></a>'
    )
