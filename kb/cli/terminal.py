"""Writing for a person on a terminal, plainly for a pipe, and never letting a document write to the terminal itself."""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable
from datetime import date
from typing import Any

import click

from kb.model import Record, Span

MAX_WIDTH = 100
# What a document could use to forge what is shown: controls, the two separators that some terminals take for line ends,
# marks, embeddings and isolates that change the direction of what follows (Unicode UAX #9), and half characters.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# The only commands to a terminal that kb itself writes: bold, dim, underlined, a colour, and back.
_OWN_STYLE = re.compile(r"(\x1b\[(?:[0124]|3[0-7]|9[0-7])m)")
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


def counted(count: int, noun: str) -> str:
    """``1 document``, ``2,500 documents``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def plain(text: str, *, keep: str = "") -> str:
    """Text without control characters and direction marks, which a document could use to forge what is shown."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(lambda found: found[0] if found[0] in keep else "", text)


def flat(text: str) -> str:
    """Text on one line."""
    return plain(" ".join(text.split()))


def shown(text: str) -> str:
    """Text with nothing that commands a terminal but kb's own styles; the last guard, whatever a command let through."""
    pieces = _OWN_STYLE.split(text)
    return "".join(piece if place % 2 else plain(piece, keep="\n\t") for place, piece in enumerate(pieces))


def echo(text: str = "") -> None:
    """Write a line of the answer."""
    click.echo(shown(text))


def note(text: str, *, quiet: bool = False) -> None:
    """Write a remark for the person, beside the answer."""
    if not quiet:
        click.echo(shown(text), err=True)


def echo_json(value: Any, *, compact: bool = False) -> None:
    """Write one JSON object: indented for reading, or on one line for a stream."""
    click.echo(json_text(value, compact=compact))


def json_text(value: Any, *, compact: bool = False) -> str:
    """A value as JSON that commands no terminal: what would is written as an escape, which reads back the same."""
    written = json.dumps(value, ensure_ascii=False, indent=None if compact else 2)
    if written.isascii() and "\x7f" not in written:
        return written
    return _UNSAFE.sub(lambda found: found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}", written)


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


def facts_of(record: Record) -> str:
    """The line under the title of a document: language, kind, date (whether it is a guess) and publisher."""
    return described(
        language=record.language,
        kind=record.kind,
        published=record.published,
        publisher=record.publisher,
        guessed=record.published_from is not None and not record.published_from.certain,
    )


def described(*, language: str, kind: str, published: date | None, publisher: str | None, guessed: bool = False) -> str:
    """The same from its parts; a ``guessed`` date says so."""
    facts = [LANGUAGE_NAMES.get(language, language), kind.replace("-", " ")]
    facts.append(f"{published.isoformat()}{' (a guess)' if guessed else ''}" if published else "no date")
    if publisher:
        facts.append(flat(publisher))
    return " · ".join(facts)
