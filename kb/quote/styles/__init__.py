"""The forms an excerpt is given out in: to paste, to import, to annotate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Protocol, cast

from kb.model import Excerpt, Record
from kb.quote.styles.statements import Statement, statements

# The name of each form and the module that writes it; loaded one at a time, since some need large libraries.
_MODULES = {
    "plain": "plain",
    "markdown": "markdown",
    "html": "html",
    "apa": "author_date",
    "harvard": "author_date",
    "chicago": "author_date",
    "footnote": "footnote",
    "csl-json": "csl_json",
    "bibtex": "bibtex",
    "ris": "ris",
    "annotation": "annotation",
    "docx": "docx",
}
STYLES = tuple(_MODULES)


class Style(Protocol):
    """What a module of a form offers."""

    def render(self, statements: Sequence[Statement], style: str) -> str | bytes:
        """The statements in this form; bytes for one that is no text."""


def render(style: str, excerpts: Sequence[Excerpt], records: Mapping[str, Record]) -> str | bytes:
    """Excerpts in one of the `STYLES`; text ends in a newline.

    ``records`` holds the record of every document that an excerpt is from. The receiving language is the one the
    excerpts were made for.
    """
    module = cast("Style", import_module(f"kb.quote.styles.{_MODULES[style]}"))
    return module.render(statements(excerpts, records), style)
