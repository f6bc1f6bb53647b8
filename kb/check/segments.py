"""The postings of the inverted index: sorted files of 64-bit numbers, read through a memory map.

A posting is the number of a gram (40 bits) and the number of a text (24 bits) in one unsigned integer, so that all
texts of a gram stand next to each other and two bisections find them. A segment is never changed, only replaced.
"""

from __future__ import annotations

import mmap
import os
import secrets
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path

from kb.corpus.files import refused
from kb.errors import EngineError

TEXT_BITS = 24
MOST_TEXTS = 1 << TEXT_BITS
_TEXT = MOST_TEXTS - 1
_WIDTH = 8
SUFFIX = ".postings"


def posting(gram: int, text: int) -> int:
    """One posting."""
    return gram << TEXT_BITS | text


def write(folder: Path, postings: Iterable[int]) -> str:
    """Write a segment and return its file name.

    Raises:
        CorpusNotWritable: The folder cannot be written.
    """
    numbers = array("Q", sorted(postings))
    if sys.byteorder == "big":
        numbers.byteswap()
    name = f"{secrets.token_hex(8)}{SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / name).open("xb") as file:
            numbers.tofile(file)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise refused(folder / name, error) from error
    return name


class Segment:
    """One file of postings, opened for reading."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise EngineError("check", f"{path.name}: {error}") from error
        if len(self._map) % _WIDTH:
            raise EngineError("check", f"{path.name} is cut short")
        self._view = memoryview(self._map)
        self._numbers = self._view.cast("Q") if sys.byteorder == "little" else _swapped(self._map)

    def __len__(self) -> int:
        return len(self._numbers)

    def texts(self, gram: int) -> list[int]:
        """The numbers of the texts that hold a gram, rising."""
        return [number & _TEXT for number in self.between(gram << TEXT_BITS, (gram + 1) << TEXT_BITS)]

    def between(self, first: int, last: int) -> Sequence[int]:
        """The postings from one number up to another."""
        start = bisect_left(self._numbers, first)
        end = len(self._numbers) if last >= 1 << 64 else bisect_left(self._numbers, last, start)
        return self._numbers[start:end]

    def close(self) -> None:
        """Let go of the file."""
        if isinstance(self._numbers, memoryview):
            self._numbers.release()
        self._view.release()
        self._map.close()


def _swapped(data: mmap.mmap) -> Sequence[int]:
    numbers = array("Q")
    numbers.frombytes(data[:])
    numbers.byteswap()
    return numbers
