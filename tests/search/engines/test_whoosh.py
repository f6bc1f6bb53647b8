"""What the Whoosh engine promises beyond the contract: what damage and a crash between its two files leave."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from kb.errors import EngineError
from kb.search.query import Concept, Request, Term
from kb.search.whoosh import WhooshEngine, catalogue
from tests.search.engines.conftest import described, entry

ALFA = Request(concepts=(Concept(queries={"da": Term("word", "alfa")}),))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with WhooshEngine(tmp_path / "whoosh", "1").update() as writer:
        writer.replace(described("d"), [entry(1, "alfa")])
    return tmp_path / "whoosh"


# Whoosh leaves a file open when it cannot read it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("name", ["kb.json", "*.toc", "*.seg", "catalogue-*"])
def test_a_damaged_index_is_reported_not_raised_through(folder, name):
    for path in folder.glob(f"index-*/{name}"):
        path.write_bytes(b"\x00damaged")
    with pytest.raises(EngineError):
        WhooshEngine(folder, "1").search(ALFA)
    gc.collect()


def test_a_crash_before_the_commit_leaves_the_old_generation(folder, monkeypatch):
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    engine = WhooshEngine(folder, "1")
    with monkeypatch.context() as patch:
        patch.setattr(catalogue, "write", crash)
        with pytest.raises(KeyboardInterrupt), engine.update() as writer:
            writer.replace(described("new"), [entry(1, "alfa")])
    assert WhooshEngine(folder, "1").indexed() == {"d": "d-1"}
    with WhooshEngine(folder, "1").update() as writer:
        writer.remove("d")
    assert engine.indexed() == {}


def test_a_catalogue_without_its_commit_is_not_seen(folder):
    (current,) = folder.glob("index-*")
    generation = max(int(path.name.rpartition("-")[2]) for path in current.glob("catalogue-*"))
    catalogue.write(current, generation + 1, catalogue.Catalogue())
    assert WhooshEngine(folder, "1").indexed() == {"d": "d-1"}
    with WhooshEngine(folder, "1").update() as writer:
        writer.replace(described("e"), [entry(1, "alfa")])
    assert WhooshEngine(folder, "1").search(ALFA).total == 2
