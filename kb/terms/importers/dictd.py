"""Dictionaries of the DICT servers, as FreeDict publishes them: an ``.index`` of offsets and a ``.dict`` or ``.dict.dz``.

The index has a headword, an offset and a length a line, the numbers in base 64 (dictfmt(1)); a ``.dz`` file is gzip with
more in its header (dictzip(1)), so it unpacks as gzip. An entry's first line is the headword with its pronunciation,
the lines below are its translations, numbered by sense and parted by commas.
"""

from __future__ import annotations

import re
import string
import zlib
from collections.abc import Iterator
from pathlib import Path

from kb.errors import SourceError
from kb.terms.concepts import Concept
from kb.terms.importers.request import MOST_IN_MEMORY, Format, Request, pair, too_large, whole

_DIGITS = {
    digit: value for value, digit in enumerate(string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/")
}
_ENDINGS = (".index", ".dict", ".dict.dz")
_INDEX_LINE = re.compile(rb"^[^\t\n]*\t[A-Za-z0-9+/]{1,8}\t[A-Za-z0-9+/]{1,8}(?:\t[^\n]*)?\r?$", re.MULTILINE)
_TITLE = re.compile(r"\b([A-Z][a-z]+)\s*[-–]\s*([A-Z][a-z]+)\b")
_CODES = re.compile(r"\b([a-z]{3})-([a-z]{3})\b")
_HEADWORD = re.compile(r"\s*(?:/[^/]*/?|<[^>]*>|\[[^\]]*\])\s*")
_SENSE = re.compile(r"^\s*\d{1,2}\.\s+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
_COLUMNS = 3
_LATER = 0.8
"""How much a translation of a later sense or further back counts of the first."""
_EVERY = 500


def _recognises(path: Path, head: bytes) -> bool:
    if path.name.endswith(".dict.dz"):
        return head.startswith(b"\x1f\x8b")
    if path.name.endswith(".dict"):
        return _stem(path).with_name(f"{_stem(path).name}.index").is_file()
    first = head.split(b"\n", 1)[0]
    return bool(_INDEX_LINE.match(first)) and (b"00database" in head or b"00-database" in head)


def _stem(path: Path) -> Path:
    ending = next((one for one in reversed(_ENDINGS) if path.name.endswith(one)), "")
    return path.with_name(path.name.removesuffix(ending))


def _read(request: Request) -> Iterator[Concept]:
    for stem in dict.fromkeys(map(_stem, request.paths)):
        yield from _dictionary(stem, request)


def _dictionary(stem: Path, request: Request) -> Iterator[Concept]:
    index = whole(_beside(stem, ".index")).decode("utf-8", "replace").splitlines()
    packed, plain = stem.with_name(f"{stem.name}.dict.dz"), stem.with_name(f"{stem.name}.dict")
    text = _unpacked(packed) if packed.is_file() else whole(_beside(stem, ".dict") if not plain.is_file() else plain)
    about = {word: _entry(text, start, size) for word, start, size in _places(index) if word.startswith("00")}
    title = " ".join(said for word, said in about.items() if word.replace("-", "").startswith("00databaseshort"))
    named = _TITLE.search(title) or _CODES.search(stem.name)
    languages = request.sides(named.groups() if named else ())
    request.told.licence = _licence(" ".join(about.values()))
    seen: set[tuple[int, int]] = set()
    for number, (word, start, size) in enumerate(_places(index)):
        if number % _EVERY == 0:
            request.progress(number, len(index))
        if (start, size) not in seen and not word.startswith(("00database", "00-database")):
            seen.add((start, size))
            request.told.entries += 1
            yield from _translations(_entry(text, start, size), languages)


def _beside(stem: Path, ending: str) -> Path:
    path = stem.with_name(f"{stem.name}{ending}")
    if not path.is_file():
        raise SourceError(str(path), "missing", "this half of the dictionary is missing", "put both in one folder")
    return path


def _unpacked(path: Path) -> bytes:
    """The text of a packed dictionary; a bomb ends at the limit."""
    unpack = zlib.decompressobj(wbits=31)
    try:
        text = unpack.decompress(whole(path), MOST_IN_MEMORY)
    except zlib.error as error:
        raise SourceError(str(path), "unreadable", f"it cannot be unpacked: {error}", "get the file again") from error
    if unpack.unconsumed_tail:
        raise too_large(path)
    if not unpack.eof:
        raise SourceError(str(path), "unreadable", "its end is missing", "get the file again")
    return text


def _places(index: list[str]) -> Iterator[tuple[str, int, int]]:
    for line in index:
        columns = line.split("\t")
        if (
            len(columns) >= _COLUMNS
            and (start := _number(columns[1])) is not None
            and (size := _number(columns[2])) is not None
        ):
            yield columns[0], start, size


def _number(digits: str) -> int | None:
    value = 0
    for digit in digits[:8]:
        if digit not in _DIGITS:
            return None
        value = value * 64 + _DIGITS[digit]
    return value


def _entry(text: bytes, start: int, size: int) -> str:
    return text[start : start + min(size, 20_000)].decode("utf-8", "replace")


def _translations(entry: str, languages: tuple[str, str]) -> Iterator[Concept]:
    first, _, below = entry.partition("\n")
    headword = _HEADWORD.split(first, maxsplit=1)[0]
    found: dict[str, None] = {}
    for line in below.splitlines():
        sense = _BRACKETS.sub(" ", _SENSE.sub("", line))
        found.update(dict.fromkeys(" ".join(part.split()) for part in re.split("[,;]", sense)))
    for number, translation in enumerate(part for part in found if part):
        concept = pair(languages, headword, translation, 1.0 if number == 0 else _LATER)
        if concept is not None:
            yield concept


def _licence(about: str) -> str:
    """What the dictionary says of its licence, as far as one clause goes."""
    found = re.search(r"(?:Available|Licen[cs]ed) under.{10,200}?(?:later version|\.\s(?!\d))", " ".join(about.split()))
    return found[0] if found else ""


FORMAT = Format("dictd", "FreeDict (dictd)", _recognises, _read)
