"""The zip packages of Word, PowerPoint, OpenDocument and EPUB, opened with suspicion."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from urllib.parse import unquote

from lxml import etree

from kb.errors import SourceError
from kb.ingest.blocks import Original

LARGEST_PART = 64 * 1024 * 1024
LARGEST_WHOLE = 256 * 1024 * 1024
MOST_PARTS = 20_000
HIGHEST_RATIO = 200
RATIO_MATTERS_FROM = 8 * 1024 * 1024

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, IndexError)


class Package:
    """The parts of one zip package; reads each part within bounds.

    Raises:
        SourceError: unreadable, encrypted or too-large, on opening and on reading a part.
    """

    def __init__(self, original: Original) -> None:
        self.source = original.source
        self._left = LARGEST_WHOLE
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(original.data))
        except _BROKEN as error:
            encrypted = original.data.startswith(b"\xd0\xcf\x11\xe0")
            if encrypted:
                raise SourceError(
                    self.source,
                    "encrypted",
                    "the file is locked with a password, or from before 2007",
                    "Save it again without a password, in a present format.",
                ) from error
            raise self._broken("this is not a whole file of its kind") from error
        if len(self._zip.infolist()) > MOST_PARTS:
            raise SourceError(self.source, "too-large", "the file holds too many parts", "")
        self._names = {info.filename: info for info in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def part(self, name: str) -> bytes:
        """The bytes of a part; it must exist."""
        info = self._names.get(name)
        if info is None:
            raise self._broken(f"its part {name} is missing")
        if info.flag_bits & 1:
            raise SourceError(self.source, "encrypted", "the file is locked with a password", "Save a copy without it.")
        limit = min(LARGEST_PART, self._left)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(limit + 1)
        except _BROKEN as error:
            raise self._broken("a part of it is damaged") from error
        bomb = len(data) > RATIO_MATTERS_FROM and len(data) > HIGHEST_RATIO * max(info.compress_size, 1)
        if len(data) > limit or bomb:
            raise SourceError(self.source, "too-large", "the file unpacks to more than can be read", "")
        self._left -= len(data)
        return data

    def tree(self, name: str) -> etree._Element:
        """A part as XML: no entities, no network, no external definitions, bounded depth."""
        try:
            return etree.fromstring(self.part(name), safe_parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._broken(f"its part {name} is damaged") from error

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """The relations of a part: id → (last word of the type, name of the part it leads to)."""
        folder, file = posixpath.split(name)
        place = posixpath.join(folder, "_rels", f"{file}.rels")
        if place not in self:
            return {}
        found = {}
        for relation in self.tree(place).iter("{*}Relationship"):
            if relation.get("TargetMode") == "External":
                continue
            target = unquote(relation.get("Target", ""))
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], path)
        return found

    def _broken(self, problem: str) -> SourceError:
        return SourceError(self.source, "unreadable", problem, "Open it in its program and save it again.")


def safe_parser() -> etree.XMLParser:
    """An XML parser that resolves nothing outside the bytes it is given."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
