"""The engines that the contract is held against, and what every contract test writes and asks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.search.engine import Described, Engine, Entry
from kb.search.memory import MemoryEngine
from kb.search.query import Field
from kb.search.whoosh import WhooshEngine

FINGERPRINT = "analysis-1"

MAKERS: dict[str, Callable[[Path], Engine]] = {
    "memory": lambda _folder: MemoryEngine(FINGERPRINT),
    "whoosh": lambda folder: WhooshEngine(folder / "whoosh", FINGERPRINT),
}
ON_DISK = ("whoosh",)


@pytest.fixture(params=sorted(MAKERS))
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    return MAKERS[request.param](tmp_path)


@pytest.fixture(params=sorted(MAKERS.keys() & set(ON_DISK)))
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., Engine]:
    """Opens the same index again, as another process would."""
    return lambda: MAKERS[request.param](tmp_path)


def described(id: str, **fields: object) -> Described:
    return Described(**{"id": id, "checksum": f"{id}-1", "language": "da", **fields})


def entry(number: int, text: str, language: str = "da", **fields: str) -> Entry:
    """An entry whose words and forms are the words of ``text``; other fields are given as text too."""
    words = tuple((word, position) for position, word in enumerate(text.split()))
    given: dict[Field, tuple[tuple[str, int], ...]] = {
        name: tuple((word, 0) for word in value.split()) for name, value in fields.items()
    }
    return Entry(number=number, language=language, length=len(words), fields={"word": words, "form": words, **given})
