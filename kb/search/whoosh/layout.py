"""How entries lie in a Whoosh index.

One Whoosh document is one entry. The five kinds of terms are five fields for all languages, and a field with positions
is two, since most searches read none and a list without them is read several times faster; a term is stored as
``language:text``, so the statistics of each language are kept apart though one commit publishes them together.
Four columns say of each entry whose it is, its number, its length and its language.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Generator, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from whoosh.columns import Column, ColumnReader, ColumnWriter
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Existence, Positions
from whoosh.index import FileIndex

from kb.files import Disk, synchronise_file
from kb.search.query import FIELDS, PARTITIONS, POSITIONAL

VERSION = 2
"""Raised whenever an index of an older kb could not be read."""

OWNER, NUMBER, LENGTH, LANGUAGE = "owner", "number", "length", "language"
CODES = {language: code for code, language in enumerate(PARTITIONS)}


def key(language: str, text: str) -> bytes:
    """A term as it is stored."""
    return f"{language}:{text}".encode("utf-8", "replace")


def places(field: str) -> str:
    """The name of the field that holds the positions of a field."""
    return f"{field}_places"


class WholeColumn(Column):
    """A number for each entry, read all at once; Whoosh's own numeric column reads one by one."""

    _default = 0

    def __init__(self, typecode: str) -> None:
        self.typecode = typecode

    def writer(self, dbfile: Any) -> _Numbers:
        """What collects the numbers."""
        return _Numbers(dbfile, self.typecode)

    def reader(self, dbfile: Any, basepos: int, length: int, doccount: int) -> _AllNumbers:
        """What gives them back."""
        return _AllNumbers(dbfile, basepos, length, doccount, self.typecode)


class _Numbers(ColumnWriter):
    def __init__(self, dbfile: Any, typecode: str) -> None:
        self._file = dbfile
        self._values = array(typecode)

    def add(self, docnum: int, value: int) -> None:
        self._pad(docnum)
        self._values.append(value)

    def finish(self, doccount: int) -> None:
        self._pad(doccount)
        self._file.write(self._values.tobytes())

    def _pad(self, size: int) -> None:
        self._values.extend(0 for _ in range(size - len(self._values)))


class _AllNumbers(ColumnReader):
    def __init__(self, dbfile: Any, basepos: int, length: int, doccount: int, typecode: str) -> None:
        super().__init__(dbfile, basepos, length, doccount)
        self._values = array(typecode)
        self._values.frombytes(bytes(dbfile.get(basepos, length)))

    def __getitem__(self, docnum: int) -> int:
        return self._values[docnum]

    def load(self) -> array[int]:  # type: ignore[override]
        return self._values


class _Given(FieldType):
    """Terms that are made already: (stored term, position) pairs."""

    scorable = stored = False
    vector = None

    def __init__(self) -> None:
        self.analyzer = None

    def index(
        self, value: Iterable[tuple[bytes, int]], **_options: Any
    ) -> Generator[tuple[bytes, int, float | int, bytes], Any, None]:
        """Each term with its frequency, weight and payload, as Whoosh asks for it."""
        raise NotImplementedError


class Places(_Given):
    """A field with positions; the payload holds them as unsigned 32-bit numbers."""

    format = Positions()

    def index(
        self, value: Iterable[tuple[bytes, int]], **_options: Any
    ) -> Generator[tuple[bytes, int, float | int, bytes], Any, None]:
        """Each term with how often and where it stands."""
        places: defaultdict[bytes, array[int]] = defaultdict(lambda: array("I"))
        for term, position in value:
            places[term].append(position)
        for term, positions in places.items():
            yield term, len(positions), float(len(positions)), positions.tobytes()


class Bag(_Given):
    """A field without positions."""

    format = Existence()

    def index(
        self, value: Iterable[tuple[bytes, int]], **_options: Any
    ) -> Generator[tuple[bytes, int, float | int, bytes], Any, None]:
        """Each term with how often it occurs."""
        for term, count in Counter(term for term, _ in value).items():
            yield term, count, float(count), b""


class DurableStorage(FileStorage):
    """A folder whose generations are durable before they are published.

    Whoosh writes segments without synchronising them; after a lost power line a published generation could name
    segments whose bytes are not there, and nothing would tell.
    """

    def __init__(self, path: str) -> None:
        super().__init__(path)  # type: ignore[no-untyped-call]
        self._made: set[str] = set()

    def create_file(self, name: str, *arguments: Any, **options: Any) -> Any:
        """Make a file and remember to synchronise it."""
        self._made.add(name)
        return super().create_file(name, *arguments, **options)  # type: ignore[no-untyped-call]

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a file; what was made before is durable by then, and the new name is durable after it."""
        folder = Path(self.folder)
        for name in sorted(self._made):
            if (folder / name).is_file():
                synchronise_file(folder / name)
        self._made.clear()
        super().rename_file(oldname, newname, safe=safe)  # type: ignore[no-untyped-call]
        Disk().synchronise_folder(folder)


def opened(folder: Path) -> Any:
    """The index in a folder."""
    index: Any = FileIndex  # Whoosh is typed in part only
    return index(storage(folder), schema=schema())


def storage(folder: Path) -> Any:
    """The folder as Whoosh asks for it."""
    return DurableStorage(str(folder))


@cache
def schema() -> Schema:
    """The fields and columns of every index."""
    fields = {name: Bag() for name in FIELDS} | {places(name): Places() for name in POSITIONAL}
    columns = {OWNER: "I", NUMBER: "I", LENGTH: "I", LANGUAGE: "B"}
    return Schema(**fields, **{name: COLUMN(WholeColumn(typecode)) for name, typecode in columns.items()})
