"""What the Whoosh engine promises beyond the contract: whose index it opens, and what a crash leaves."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from kb.errors import EngineError, StaleIndex
from kb.search.query import Concept, Request, Term
from kb.search.whoosh import WhooshEngine, catalogue
from tests.search.engines.conftest import described, entry

ALFA = Request(concepts=(Concept(queries={"da": Term("word", "alfa")}),))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with WhooshEngine(tmp_path / "whoosh", "1").update() as writer:
        writer.replace(described("d"), [entry(1, "alfa")])
    return tmp_path / "whoosh"


def calls(engine: WhooshEngine) -> list[object]:
    return [engine.open, engine.indexed, lambda: engine.search(ALFA), lambda: list(engine.terms("da", "word"))]


def refused(engine: WhooshEngine) -> bool:
    for call in calls(engine):
        with pytest.raises(StaleIndex):
            call()
    with pytest.raises(StaleIndex), engine.update():
        pass
    return True


def test_an_index_of_another_analysis_is_refused_and_can_be_rebuilt(folder):
    engine = WhooshEngine(folder, "2")
    assert refused(engine)
    with engine.rebuild() as writer:
        writer.replace(described("new"), [entry(1, "alfa")])
    assert engine.indexed().keys() == {"new"}


def test_an_index_that_others_can_write_is_never_opened(folder):
    folder.chmod(0o777)
    assert refused(WhooshEngine(folder, "1"))


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="there are no owners here")
def test_an_index_of_another_user_is_never_opened(folder, monkeypatch):
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert refused(WhooshEngine(folder, "1"))


def test_the_index_folder_is_closed_to_others(folder):
    assert all(path.stat().st_mode & 0o077 == 0 for path in (folder, *folder.glob("index-*")))


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


def test_no_files_of_old_indexes_are_left(folder):
    engine = WhooshEngine(folder, "1")
    for _ in range(3):
        with engine.rebuild() as writer:
            writer.replace(described("d"), [entry(1, "alfa")])
    assert sorted(path.name.partition("-")[0] for path in folder.iterdir()) == ["current", "index"]


def test_changes_do_not_make_the_index_grow(tmp_path):
    def size(folder: Path) -> int:
        return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

    text = " ".join(f"ord{number}" for number in range(300))
    engine = WhooshEngine(tmp_path / "changed", "1")
    for turn in range(25):
        with engine.update() as writer:
            for at in range(4):
                writer.replace(described(f"d{at}", checksum=str(turn)), [entry(1, text)])
    fresh = WhooshEngine(tmp_path / "fresh", "1")
    with fresh.update() as writer:
        for at in range(4):
            writer.replace(described(f"d{at}"), [entry(1, text)])
    assert size(tmp_path / "changed") <= 2 * size(tmp_path / "fresh")
