"""Word lists in the formats of the field, told apart by their content, as concepts in Danish, Swedish and English.

A format says whether a file is one of its own and reads the concepts of one or several such files. Only the three
languages are kept; a concept that has one of them alone says nothing about another language and is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kb.errors import SourceError, UsageError
from kb.terms.concepts import Concept
from kb.terms.importers import apertium, delimited, dictd, lttoolbox, skos, tbx, wordnet
from kb.terms.importers.request import MOST_BYTES, MOST_CONCEPTS, Format, Request

FORMATS: tuple[Format, ...] = (
    lttoolbox.FORMAT,
    dictd.FORMAT,
    tbx.FORMAT,
    apertium.FORMAT,
    wordnet.LMF,
    skos.RDF_XML,
    wordnet.TAB,
    skos.JSON_LD,
    skos.TURTLE,
    delimited.FORMAT,
)
_HEAD = 65_536
_PACKED = {b"PK\x03\x04": "a zip archive", b"\x1f\x8b": "packed with gzip", b"BZh": "packed with bzip2"}

__all__ = ["FORMATS", "Request", "read", "recognise"]


class Recognised(NamedTuple):
    """The format of some files, and the files it reads (a dictionary's two are one)."""

    format: Format
    paths: tuple[Path, ...]


def recognise(paths: Iterable[Path]) -> Recognised:
    """The one format of these files.

    Raises:
        SourceError: One cannot be read, is too large, or is of no format that is known.
        UsageError: They are of different formats.
    """
    found = {path: _format_of(path) for path in dict.fromkeys(paths)}
    formats = {one.name: one for one in found.values()}
    if len(formats) != 1:
        raise UsageError(
            "the files are of different formats: " + ", ".join(one.title for one in formats.values()),
            "import each format with a command of its own",
        )
    return Recognised(next(iter(formats.values())), tuple(found))


def read(format: Format, request: Request) -> Iterator[Concept]:
    """The concepts of the files, each once, in the order of the files.

    Raises:
        SourceError: A file is damaged, hostile, or holds more concepts than can be kept.
    """
    seen: set[object] = set()
    for concept in format.read(request):
        if concept.terms in seen:
            continue
        seen.add(concept.terms)
        if len(seen) > MOST_CONCEPTS:
            raise SourceError(
                str(request.paths[0]),
                "too-large",
                f"it holds more than {MOST_CONCEPTS:,} concepts",
                "export the subjects you need and import those",
            )
        yield concept


def _format_of(path: Path) -> Format:
    head = _head(path)
    for format in FORMATS:
        if format.recognises(path, head):
            return format
    known = ", ".join(dict.fromkeys(one.title for one in FORMATS))
    raise SourceError(str(path), "unsupported", "it is no word list that kb knows", f"kb reads {known}")


def _head(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise SourceError(str(path), "missing", error.strerror or "cannot be read", "check the path") from error
    if not head:
        raise SourceError(str(path), "empty", "it is empty")
    if size > MOST_BYTES:
        raise SourceError(
            str(path),
            "too-large",
            f"it is larger than {MOST_BYTES // 1_000_000} MB",
            "export the subjects or the languages you need and import those",
        )
    packed = next((said for start, said in _PACKED.items() if head.startswith(start)), None)
    if packed and not path.name.endswith(".dict.dz"):
        raise SourceError(str(path), "unsupported", f"it is {packed}", "unpack it and import what is in it")
    return head
