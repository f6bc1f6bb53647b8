"""An index of invented documents, with the compiled lexicon and glossary made once for all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kb.model import Document, Kind, Page, Record, Results
from kb.search.entries import checksum
from kb.search.index import Index
from kb.search.indexing import synchronise
from kb.search.searcher import Searcher
from tests.search.tried import NAMES, TRIED

TODAY = date(2026, 11, 20)


def document(id: str, language: str, text: str, **fields: object) -> Document:
    """A document of one language with invented record fields."""
    record: dict[str, object] = {
        "id": id,
        "title": "",
        "language": language,
        "languages": {language: 1.0},
        "kind": Kind.ARTICLE,
        "published": None,
        "published_from": None,
        "authors": (),
        "publisher": None,
        "source": id,
        "url": None,
        "media_type": "text/plain",
        "fetched": datetime(2026, 1, 1, tzinfo=UTC),
        "original_checksum": id,
        "text_checksum": str(hash(text)),
        "extractor": "test",
        "cleaner_version": "1",
    }
    return Document(record=Record(**(record | fields)), text=text)


@pytest.fixture(scope="session")
def compiled(one_cache: Path) -> Path:
    """A folder with the compiled lexicon and glossary, kept from one run to the next."""
    return one_cache / "search"


@pytest.fixture(scope="session", params=NAMES)
def engine_name(request: pytest.FixtureRequest, need: Callable[..., None]) -> str:
    """The name of every engine in turn."""
    need(not TRIED[request.param].missing(), TRIED[request.param].missing())
    return request.param


@pytest.fixture(scope="session")
def index_of(compiled: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Index]:
    """Makes an index of documents; ``engine`` names another than memory."""

    def make(documents: Iterable[Document], engine: str = "memory", **options: object) -> Index:
        folder = tmp_path_factory.mktemp("index")
        index = Index(folder, engine=engine, options=TRIED[engine].options(folder), cache=compiled, **options)
        by_id = {one.record.id: one for one in documents}
        checksums = {id: checksum(one.record) for id, one in by_id.items()}
        synchronise(checksums, by_id.__getitem__, index, rebuild=True)
        return index

    return make


@pytest.fixture(scope="session")
def search() -> Callable[..., Results]:
    """Asks an index a question."""

    def ask(index: Index, query: str, **options: object) -> Results:
        return Searcher(index).search(query, **{"today": TODAY, **options})

    return ask


__all__ = ["TODAY", "Page", "document"]
