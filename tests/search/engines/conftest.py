"""The engines that the contract is held against, and what every contract test writes and asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kb.errors import EngineError
from kb.search.engine import Described, Engine, Entry
from kb.search.query import Field
from tests.search.tried import KEEPING, LOCAL, NAMES, TRIED, opened


@pytest.fixture(params=NAMES)
def engine(request: pytest.FixtureRequest, tmp_path: Path, need: Callable[..., None]) -> Iterator[Engine]:
    """Every engine in turn, empty."""
    yield from _tried(request.param, tmp_path, need)


@pytest.fixture(params=KEEPING)
def reopen(
    request: pytest.FixtureRequest, tmp_path: Path, need: Callable[..., None]
) -> Iterator[Callable[..., Engine]]:
    """Opens the same index again, as another process would; every engine in turn that keeps one."""
    for _ in _tried(request.param, tmp_path, need):
        yield lambda fingerprint="analysis-1": opened(request.param, tmp_path, fingerprint)


@pytest.fixture(params=LOCAL)
def local(request: pytest.FixtureRequest, need: Callable[..., None]) -> str:
    """The name of every engine in turn that keeps its index in files."""
    need(not TRIED[request.param].missing(), TRIED[request.param].missing())
    return request.param


def _tried(name: str, folder: Path, need: Callable[..., None]) -> Iterator[Engine]:
    missing = TRIED[name].missing()
    need(not missing, missing)
    engine = opened(name, folder)
    yield engine
    with suppress(EngineError):
        engine.drop()


def described(id: str, **fields: object) -> Described:
    return Described(**{"id": id, "checksum": f"{id}-1", "language": "da", **fields})


def entry(number: int, text: str, language: str = "da", **fields: str) -> Entry:
    """An entry whose words and forms are the words of ``text``; other fields are given as text too."""
    words = tuple((word, position) for position, word in enumerate(text.split()))
    given: dict[Field, tuple[tuple[str, int], ...]] = {
        name: tuple((word, 0) for word in value.split()) for name, value in fields.items()
    }
    return Entry(number=number, language=language, length=len(words), fields={"word": words, "form": words, **given})
