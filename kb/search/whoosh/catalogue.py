"""The documents of a Whoosh index: one file beside each generation, written before the generation is published."""

from __future__ import annotations

import marshal
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kb.search.engine import Described

Statistics = dict[str, tuple[int, int]]


@dataclass(slots=True)
class Catalogue:
    """Documents by their number in this index, and for each the (entries, words) it has in every language.

    A replaced document gets a new number; a number is never given twice.
    """

    documents: dict[int, Described] = field(default_factory=dict)
    shares: dict[int, Statistics] = field(default_factory=dict)
    following: int = 1

    def add(self, document: Described, share: Mapping[str, tuple[int, int]]) -> None:
        """Give the document the next number."""
        self.documents[self.following] = document
        self.shares[self.following] = dict(share)
        self.following += 1

    def remove(self, id: str) -> int | None:
        """Forget a document; its number, None where it is not there."""
        number = next((number for number, document in self.documents.items() if document.id == id), None)
        if number is not None:
            del self.documents[number], self.shares[number]
        return number

    def statistics(self) -> Statistics:
        """Entries and words of each language."""
        sums: dict[str, tuple[int, int]] = {}
        for share in self.shares.values():
            for language, (entries, words) in share.items():
                before = sums.get(language, (0, 0))
                sums[language] = before[0] + entries, before[1] + words
        return sums


def _path(folder: Path, generation: int) -> Path:
    return folder / f"catalogue-{generation}"


def read(folder: Path, generation: int) -> Catalogue:
    """The catalogue of a generation.

    Raises:
        OSError: There is none.
        ValueError: It is damaged.
    """
    try:
        rows, following = marshal.loads(_path(folder, generation).read_bytes())  # noqa: S302 - owner was checked
        catalogue = Catalogue(following=following)
        for number, (fields, attributes, share) in rows.items():
            id, checksum, language, published, title = fields
            catalogue.documents[number] = Described(
                id=id, checksum=checksum, language=language, published=published, title=title, attributes=attributes
            )
            catalogue.shares[number] = share
    except (EOFError, TypeError) as error:
        raise ValueError("the catalogue is damaged") from error
    return catalogue


def write(folder: Path, generation: int, catalogue: Catalogue) -> None:
    """Write the catalogue of a generation that is not published yet, and drop those two generations old."""
    rows = {
        number: (_fields(document), {k: tuple(v) for k, v in document.attributes.items()}, catalogue.shares[number])
        for number, document in catalogue.documents.items()
    }
    data: Any = (rows, catalogue.following)
    with _path(folder, generation).open("wb") as file:
        file.write(marshal.dumps(data))
        file.flush()
        os.fsync(file.fileno())
    for old in folder.glob("catalogue-*"):
        if int(old.name.rpartition("-")[2]) < generation - 1:
            old.unlink(missing_ok=True)


def _fields(document: Described) -> tuple[str, str, str, str, str]:
    return document.id, document.checksum, document.language, document.published, document.title
