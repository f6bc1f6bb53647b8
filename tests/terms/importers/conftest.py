"""Small word lists in every format, written for these tests, and a way to read them."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.terms.concepts import Concept
from kb.terms.importers import Request, read, recognise

BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


@pytest.fixture
def given(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a file."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def imported() -> Callable[..., list[Concept]]:
    """Reads files as an import does."""

    def concepts(
        *paths: Path, languages: tuple[str, ...] = (), request_of: list[Request] | None = None
    ) -> list[Concept]:
        found = recognise(paths)
        request = Request(paths=found.paths, languages=languages)
        if request_of is not None:
            request_of.append(request)
        return list(read(found.format, request))

    return concepts


def number(value: int) -> str:
    """A number as dictd writes it."""
    digits = ""
    while True:
        digits = BASE64[value % 64] + digits
        value //= 64
        if not value:
            return digits


def dictionary(folder: Path, name: str, entries: dict[str, str], *, packed: bool = True) -> Path:
    """A dictionary of the DICT servers; gives its index."""
    text, index = b"", []
    for word, entry in entries.items():
        data = f"{entry}\n".encode()
        index.append(f"{word}\t{number(len(text))}\t{number(len(data))}\n")
        text += data
    (folder / f"{name}.dict{'.dz' if packed else ''}").write_bytes(gzip.compress(text) if packed else text)
    path = folder / f"{name}.index"
    path.write_text("".join(sorted(index)), encoding="utf-8")
    return path
