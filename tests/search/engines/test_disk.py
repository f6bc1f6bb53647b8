"""What every engine that keeps its index in files promises: whose it opens, what damage and a killed writer leave."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kb.errors import EngineError, StaleIndex
from kb.search.engine import Engine
from kb.search.query import Alternative as Way
from kb.search.query import Concept, Phrase, Prefix, Request, Synonym, Term
from tests.search.engines.conftest import described, entry
from tests.search.tried import opened

ROOT = Path(__file__).parents[3]
NOBODY = 65534
ALFA = Request(
    concepts=(
        Concept(
            queries={
                "da": Synonym(
                    (Way(Term("word", "alfa")), Way(Phrase("word", ("alfa", "beta"))), Way(Prefix("word", "al")))
                )
            }
        ),
    ),
    facets=("tag",),
)


def filled(name: str, folder: Path, fingerprint: str = "1", documents: int = 3) -> Engine:
    engine = opened(name, folder, fingerprint)
    for at in range(documents):
        with engine.update() as writer:
            writer.replace(described(f"d{at}", attributes={"tag": ("x",)}), [entry(1, f"alfa beta gamma{at}")])
    return engine


def calls(engine: Engine) -> list[object]:
    return [
        engine.open,
        engine.indexed,
        lambda: engine.search(ALFA),
        lambda: list(engine.terms("da", "word")),
        lambda: engine.frequency("da", [Term("word", "alfa")]),
    ]


def refused(engine: Engine) -> bool:
    for call in calls(engine):
        with pytest.raises(StaleIndex):
            call()
    with pytest.raises(StaleIndex), engine.update():
        pass
    return True


def rebuilt(engine: Engine) -> bool:
    with engine.rebuild() as writer:
        writer.replace(described("new"), [entry(1, "alfa")])
    return engine.indexed() == {"new": "new-1"}


class TestWhose:
    def test_an_index_of_another_analysis_is_refused_and_made_anew(self, local, tmp_path):
        filled(local, tmp_path)
        other = opened(local, tmp_path, "2")
        assert refused(other)
        assert rebuilt(other)

    def test_an_index_of_another_version_is_refused_and_made_anew(self, local, tmp_path):
        filled(local, tmp_path)
        (marker,) = (tmp_path / local).glob("index-*/kb.json")
        marker.write_text(marker.read_text().replace('"version": "', '"version": "9'))
        assert refused(opened(local, tmp_path, "1"))
        assert rebuilt(opened(local, tmp_path, "1"))

    def test_an_index_that_others_can_write_is_never_opened(self, local, tmp_path):
        filled(local, tmp_path)
        (tmp_path / local).chmod(0o777)
        assert refused(opened(local, tmp_path, "1"))

    @pytest.mark.skipif(not hasattr(os, "getuid"), reason="there are no owners here")
    def test_an_index_of_another_user_is_never_opened(self, local, tmp_path, monkeypatch):
        filled(local, tmp_path)
        monkeypatch.setattr(os, "getuid", lambda: 12345)
        assert refused(opened(local, tmp_path, "1"))

    def test_the_index_folder_is_closed_to_others(self, local, tmp_path):
        filled(local, tmp_path)
        folder = tmp_path / local
        assert all(path.stat().st_mode & 0o077 == 0 for path in (folder, *folder.glob("index-*")))


class TestDamage:
    # Whoosh leaves a file open when it cannot read it.
    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
    @pytest.mark.parametrize("how", ["empty", "half", "gone", "one byte less"])
    def test_a_file_cut_short_is_an_error_of_ours_or_does_no_harm(self, local, tmp_path, how):
        filled(local, tmp_path / "whole", documents=9)
        expected = opened(local, tmp_path / "whole", "1").search(ALFA)
        names = [path.relative_to(tmp_path / "whole") for path in (tmp_path / "whole").rglob("*") if path.is_file()]
        reported = 0
        for at, name in enumerate(names):
            folder = tmp_path / f"copy{at}"
            shutil.copytree(tmp_path / "whole", folder)
            size = (folder / name).stat().st_size
            if how == "gone":
                (folder / name).unlink()
            else:
                os.truncate(folder / name, {"empty": 0, "half": size // 2, "one byte less": max(0, size - 1)}[how])
            reported += not unharmed(opened(local, folder, "1"), expected)
            assert rebuilt(opened(local, folder, "1")), name
        assert reported
        gc.collect()

    def test_a_name_that_leads_out_of_the_folder_is_not_followed(self, local, tmp_path):
        filled(local, tmp_path)
        (tmp_path / local / "current").write_text("../../../etc")
        with pytest.raises(EngineError):
            opened(local, tmp_path, "1").search(ALFA)


def unharmed(engine: Engine, expected: object) -> bool:
    """Whether every call answers as before; anything but an answer or an error of ours fails the test."""
    whole = True
    for call in calls(engine):
        try:
            call()
        except EngineError:
            whole = False
    try:
        answer = engine.search(ALFA)
    except EngineError:
        return False
    if answer.total == 0:
        return False  # the file that names the index is gone: an index that was never written
    assert answer == expected
    return whole


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder that cannot be written by who runs the tests, be it root."""
    everything = [folder, *folder.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    as_root = os.geteuid() == 0
    if as_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if as_root:
            os.seteuid(0)
        for path in everything:
            path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="there are no owners here")
def test_a_folder_that_cannot_be_written_is_read_and_refuses_a_writer(local):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        engine = filled(local, folder)
        expected = engine.search(ALFA)
        with engine.update() as writer:  # everything that a writer needs is loaded
            writer.remove("d2")
        with engine.update() as writer:
            writer.replace(described("d2", attributes={"tag": ("x",)}), [entry(1, "alfa beta gamma2")])
        with read_only(folder):
            reader = opened(local, folder, "1")
            assert reader.search(ALFA).total == expected.total
            for writing in (reader.update, reader.rebuild):
                with pytest.raises(EngineError) as caught, writing() as writer:
                    writer.replace(described("new"), [entry(1, "alfa")])
                assert not isinstance(caught.value, StaleIndex)
            assert reader.search(ALFA).total == expected.total


class TestKilled:
    WRITER = textwrap.dedent("""
        import sys
        from pathlib import Path
        from tests.search.engines.conftest import described, entry
        from tests.search.tried import opened
        engine = opened(sys.argv[1], Path(sys.argv[2]), "1")
        for turn in range(1, 1000):
            with engine.update() as writer:
                for at in range(3):
                    writer.replace(described(f"d{at}", checksum=str(turn)), [entry(1, f"alfa turn{turn}")])
                if sys.argv[3] == "open":
                    print("open", flush=True)
                    sys.stdin.read()
            print(turn, flush=True)
    """)

    def start(self, name: str, folder: Path, how: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", self.WRITER, name, str(folder), how],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def test_a_writer_that_is_killed_before_it_closes_leaves_the_old_view(self, local, tmp_path):
        engine = filled(local, tmp_path)
        before = engine.search(ALFA)
        with self.start(local, tmp_path, "open") as process:
            assert process.stdout.readline() == "open\n"
            assert engine.search(ALFA) == before
            process.kill()
        assert opened(local, tmp_path, "1").search(ALFA) == before
        with engine.update() as writer:
            writer.remove("d0")
        assert engine.indexed().keys() == {"d1", "d2"}

    @pytest.mark.parametrize("turns", [1, 2, 3])
    def test_a_writer_that_is_killed_at_any_moment_leaves_all_documents_old_or_all_new(self, local, tmp_path, turns):
        filled(local, tmp_path)
        with self.start(local, tmp_path, "on") as process:
            for _ in range(turns):
                told = int(process.stdout.readline())
            process.kill()
        engine = opened(local, tmp_path, "1")
        (checksum,) = set(engine.indexed().values())
        assert int(checksum) >= told
        assert engine.search(ALFA).total == 3
        assert engine.frequency("da", [Term("word", f"turn{checksum}")]) == {Term("word", f"turn{checksum}"): 3}
        with engine.update() as writer:
            writer.replace(described("more"), [entry(1, "alfa")])
        assert engine.search(ALFA).total == 4
        left = sorted(path.name.partition("-")[0] for path in (tmp_path / local).iterdir())
        assert left.count("index") == 1


def size(folder: Path) -> int:
    """Bytes on the disk, each file once however many names it has."""
    found = {(status.st_dev, status.st_ino): status.st_size for status in map(Path.stat, folder.rglob("*"))}
    return sum(found.values())


def test_an_index_after_a_thousand_updates_is_at_most_twice_a_fresh_one(local, tmp_path):
    texts = [" ".join(f"ord{(at * 37 + word * word) % 900}" for word in range(60)) for at in range(200)]

    def document(at: int, turn: int) -> tuple[object, list[object]]:
        return described(f"d{at}", checksum=str(turn)), [entry(1, texts[at]), entry(2, texts[(at + turn) % 200])]

    changed, fresh = opened(local, tmp_path / "changed"), opened(local, tmp_path / "fresh")
    with changed.update() as writer:
        for at in range(200):
            writer.replace(*document(at, 0))
    turns = [(turn * 7) % 200 for turn in range(1000)]
    for start in range(0, 1000, UPDATES_A_WRITER):
        with changed.update() as writer:
            for turn in range(start, start + UPDATES_A_WRITER):
                writer.replace(*document(turns[turn], turn + 1))
    with fresh.rebuild() as writer:
        for at in range(200):
            writer.replace(*document(at, 0))
    assert changed.open().passages == fresh.open().passages == 400
    assert size(tmp_path / "changed") <= 2 * size(tmp_path / "fresh")


UPDATES_A_WRITER = 20
"""Fifty generations of twenty updates each: a writer a document takes minutes on a slow disk, and wastes no more."""


def test_no_files_of_old_generations_are_left(local, tmp_path):
    engine = filled(local, tmp_path)
    for _ in range(3):
        with engine.rebuild() as writer:
            writer.replace(described("d"), [entry(1, "alfa")])
    kinds = [path.name.partition("-")[0] for path in (tmp_path / local).iterdir()]
    assert kinds.count("index") == kinds.count("current") == 1
    assert set(kinds) <= {"index", "current", "lock"}
