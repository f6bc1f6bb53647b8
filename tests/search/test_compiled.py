"""What all knowledge bases of a person share: made once, and taken from nobody who uses it."""

from __future__ import annotations

import os
import shutil
import threading
import time

import pytest

from kb.language.analysis import fingerprint, lexicon
from kb.search import compiled as shared
from kb.search import index as indexes
from kb.search.compiled import UNUSED, discard_unused, note_use
from kb.search.index import Index

DAY = 24 * 3600


@pytest.fixture
def ready(compiled, tmp_path):
    """The lexicon and the glossary of this version, compiled."""
    index = Index(tmp_path / "first", engine="memory", cache=compiled)
    index.analyzer("da")
    index.glossary.close()
    return [compiled / f"lexicon-{fingerprint()}.bin", *index.glossary.paths]


@pytest.fixture
def counted(monkeypatch, ready):
    """How often the lexicon and the glossary are made; the lexicon is copied, which is quicker."""
    made: list[str] = []
    real = indexes.compile_glossary

    def build(path):
        made.append("lexicon")
        time.sleep(0.2)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ready[0], path)

    monkeypatch.setattr(lexicon, "build_lexicon", build)
    monkeypatch.setattr(indexes, "compile_glossary", lambda *a: made.append("glossary") or real(*a))
    return made


def test_threads_that_begin_together_make_each_once_and_all_can_use_it(tmp_path, counted):
    cache, faults, known = tmp_path / "cache", [], []
    together = threading.Barrier(5)

    def begin(number):
        try:
            together.wait(60)
            index = Index(tmp_path / str(number), engine="memory", cache=cache)
            index.prepare()
            known.append(index.glossary.knows("da", ("skat",)))
            index.glossary.close()
        except Exception as fault:  # noqa: BLE001 - told below
            faults.append(fault)

    threads = [threading.Thread(target=begin, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert faults == []
    assert known == [True] * 5
    assert sorted(counted) == ["glossary", "lexicon"]
    assert {path.suffix for path in cache.iterdir()} == {".sqlite", ".bin"}
    assert not list(tmp_path.glob("*/glossary-*.sqlite*"))[1:]


def aged(path, seconds):
    path.write_bytes(b"x")
    os.utime(path, (time.time() - seconds,) * 2)
    return path


def test_what_another_version_uses_stays_and_what_nobody_used_for_long_goes(tmp_path):
    kept = [aged(tmp_path / "glossary-other.sqlite", 3 * DAY), aged(tmp_path / "glossary-a.sqlite.0f.new", 60)]
    gone = [
        aged(tmp_path / "glossary-old.sqlite", UNUSED + DAY),
        aged(tmp_path / "glossary-b.sqlite.31394.new", 2 * 3600),
        aged(tmp_path / "glossary-b.sqlite.31394.new-journal", 2 * 3600),
    ]
    stranger = aged(tmp_path / "lexicon-1.bin", 2 * UNUSED)
    discard_unused(tmp_path, "glossary-*.sqlite")
    assert [path for path in (*kept, stranger) if not path.exists()] == []
    assert [path for path in gone if path.exists()] == []


def test_using_a_file_keeps_it(tmp_path):
    path = aged(tmp_path / "lexicon-1.bin", UNUSED + DAY)
    note_use(path)
    discard_unused(tmp_path, "lexicon-*.bin")
    assert path.exists()
    note_use(tmp_path / "missing")


def test_opening_a_knowledge_base_counts_as_use(tmp_path, ready):
    cache = tmp_path / "cache"
    cache.mkdir()
    for path in ready:
        shutil.copy(path, cache)
        os.utime(cache / path.name, (time.time() - UNUSED - DAY,) * 2)
    index = Index(tmp_path / "index", engine="memory", cache=cache)
    index.analyzer("da")
    index.glossary.close()
    discard_unused(cache, "lexicon-*.bin")
    discard_unused(cache, "glossary-*.sqlite")
    assert sorted(path.name for path in cache.iterdir()) == sorted(path.name for path in ready)


def test_a_damaged_lexicon_is_made_again(tmp_path, counted):
    cache = tmp_path / "cache"
    Index(tmp_path / "one", engine="memory", cache=cache).analyzer("da")
    (path,) = cache.glob("lexicon-*.bin")
    path.write_bytes(b"damaged")
    assert shared.lexicon_at(path).form("da", "kommunerne") == "kommune"
    assert counted == ["lexicon", "lexicon"]
