"""Writing for a person on a terminal, plainly for a pipe, and never letting a document write to the terminal itself."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any

import click

from kb.model import Span

MAX_WIDTH = 100
# Marks, embeddings and isolates that change the direction of what follows (Unicode UAX #9).
_BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LANGUAGE_NAMES = {
    "da": "Danish",
    "sv": "Swedish",
    "en": "English",
    "no": "Norwegian",
    "de": "German",
    "fi": "Finnish",
    "und": "language unclear",
}


def width() -> int:
    """The columns to write in."""
    return min(MAX_WIDTH, shutil.get_terminal_size((80, 24)).columns)


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def plain(text: str, *, keep: str = "") -> str:
    """Text without control characters and direction marks, which a document could use to forge what is shown."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(c for c in text if c in keep or (unicodedata.category(c) != "Cc" and c not in _BIDI))


def flat(text: str) -> str:
    """Text on one line."""
    return plain(" ".join(text.split()))


def echo(text: str = "") -> None:
    """Write a line of the answer."""
    click.echo(text)


def note(text: str, *, quiet: bool = False) -> None:
    """Write a remark for the person, beside the answer."""
    if not quiet:
        click.echo(text, err=True)


def echo_json(value: Any, *, compact: bool = False) -> None:
    """Write one JSON object: indented for reading, or on one line for a stream."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=None if compact else 2))


def title(text: str) -> str:
    """A document's title as it stands out in a list."""
    return click.style(flat(text), bold=True)


def dim(text: str) -> str:
    """Something secondary."""
    return click.style(text, dim=True)


def marked(text: str, start: int, spans: Iterable[Span]) -> str:
    """Text with the given spans marked; the text begins at ``start`` of the document the spans count in.

    On a terminal a mark is bold and underlined (never colour alone); in a pipe it is nothing.
    """
    pieces, at = [], 0
    for span in spans:
        begin, end = max(span.start - start, at), min(span.end - start, len(text))
        if begin >= end:
            continue
        pieces += [plain(text[at:begin], keep="\n"), click.style(plain(text[begin:end]), bold=True, underline=True)]
        at = end
    pieces.append(plain(text[at:], keep="\n"))
    return "".join(pieces)


def wrapped(text: str, indent: str = "    ") -> str:
    """A paragraph wrapped to the terminal; in a pipe it stays one line, which is easier to work with."""
    line = " ".join(text.split())
    if not on_terminal():
        return indent + line
    lines: list[str] = []
    current: list[str] = []
    length = 0
    for word in line.split(" "):
        visible = len(click.unstyle(word))
        if current and length + 1 + visible > width() - len(indent):
            lines.append(" ".join(current))
            current, length = [], 0
        current.append(word)
        length += visible + (1 if length else 0)
    lines.append(" ".join(current))
    return textwrap.indent("\n".join(lines), indent)


def described(*, language: str, kind: str, published: date | None, publisher: str | None) -> str:
    """The line under a title: language, kind, date and publisher."""
    facts = [LANGUAGE_NAMES.get(language, language), kind.replace("-", " ")]
    facts.append(published.isoformat() if published else "no date")
    if publisher:
        facts.append(flat(publisher))
    return " · ".join(facts)
