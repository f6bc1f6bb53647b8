"""Indexing that is stopped at any call of the operating system that writes: the next search is right, and nothing is left."""

from __future__ import annotations

import gc
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kb import Library
from kb.search.whoosh import layout

ROOT = Path(__file__).parents[2]


class Stopped(BaseException):
    """The process is gone."""


@pytest.fixture
def home(tmp_path, three_files):
    library = Library.create(tmp_path / "home")
    list(library.add([three_files / "data.txt", three_files / "pendlare.txt"]))
    library.index()
    return tmp_path / "home"


def changed(home, three_files):
    """A change of every sort that the index has not been told of: one new, one edited, one gone."""
    library = Library.open(home)
    ids = {record.language: record.id for record in library.records()}
    list(library.add(three_files / "trials.txt"))
    library.edit(ids["da"], {"title": "Nye tal om data"})
    library.remove([ids["sv"]])


class Phases:
    """Whoosh and SQLite write through a few calls; each is a phase at which the process may be stopped."""

    def __init__(self, monkeypatch, at=None):
        self.names, self.at = [], at
        for owner, name in (
            (layout.DurableStorage, "create_file"),
            (layout.DurableStorage, "rename_file"),
            (layout.FileStorage, "delete_file"),
            (os, "fsync"),
            (os, "replace"),
            (os, "unlink"),
            (os, "mkdir"),
            (os, "rmdir"),
            (Path, "replace"),
        ):
            monkeypatch.setattr(owner, name, self._watched(name, getattr(owner, name)))

    def _watched(self, name, act):
        def call(*arguments, **options):
            if self.at is not None and len(self.names) >= self.at:
                raise Stopped  # and nothing after it is done either
            self.names.append(name)
            return act(*arguments, **options)

        return call


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # what a stopped process has open
@pytest.mark.parametrize("rebuild", [False, True], ids=["update", "rebuild"])
def test_indexing_that_is_stopped_at_any_phase_is_healed_by_the_next_search(home, three_files, tmp_path, rebuild):
    changed(home, three_files)
    copy = tmp_path / "copy"
    with pytest.MonkeyPatch.context() as patch:
        shutil.copytree(home, copy)
        library, phases = Library.open(copy), Phases(patch)
        library.index(rebuild=rebuild)
    count = len(phases.names)
    assert count > 15
    for point in range(count):
        shutil.rmtree(copy)
        shutil.copytree(home, copy)
        with pytest.MonkeyPatch.context() as patch:
            library = Library.open(copy)
            Phases(patch, point)
            with pytest.raises(Stopped):
                library.index(rebuild=rebuild)
        del library
        gc.collect()  # a process that was stopped holds no lock
        library = Library.open(copy)
        told = f"stopped at phase {point} ({phases.names[point]})"
        assert library.search("biobanks", only_my_words=True).total == 1, told
        assert [hit.title for hit in library.search("title:tal").hits] == ["Nye tal om data"], told
        assert library.search("blankett", only_my_words=True).total == 0, told
        assert not list(library.verify()), told
        library.index(rebuild=True)
        left = [path.name for path in (copy / "index" / "whoosh").iterdir()]
        assert len([name for name in left if name.startswith("index-")]) == 1, left
        assert not [path for path in (copy / "index").rglob("*") if re.search(r"\.toc\.|\.new$", path.name)], told


def test_a_generation_is_durable_before_it_is_published(tmp_path, monkeypatch):
    """After a lost power line a published generation must not name segments whose bytes are not there."""
    synchronised, published = set(), []
    real_fsync = os.fsync

    def fsync(handle):
        synchronised.add(str(Path(f"/proc/self/fd/{handle}").readlink()))
        real_fsync(handle)

    def rename(self, old, new, safe=False):
        names = {name for name in self.list() if not re.search(r"\.toc$|LOCK|\.tmp$", name)}
        published.append((new, {str(Path(self.folder) / name) for name in names}, set(synchronised)))
        return real_rename(self, old, new, safe=safe)

    real_rename = layout.FileStorage.rename_file
    if not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc")
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(layout.FileStorage, "rename_file", rename)
    library = Library.create(tmp_path / "home")
    (tmp_path / "a.txt").write_text("Havnen ved Sundet udvides.\n", encoding="utf-8")
    list(library.add(tmp_path / "a.txt"))
    library.index()
    assert len(published) >= 2
    for name, there, durable in published:
        assert {path for path in there if not path.endswith("kb.json")} <= durable, name


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="SIGKILL is a POSIX signal")
@pytest.mark.parametrize(
    ("call", "number"), [("write", 3), ("fsync", 4), ("fsync", 9), ("rename", 2), ("unlink", 1), ("pwrite64", 6)]
)
def test_the_program_killed_by_the_system_while_it_indexes_is_healed_by_the_next_search(
    home, three_files, need, call, number
):
    """A few real kills; ``python -m bench.kill`` tries every one."""
    need(shutil.which("strace"), "strace")
    changed(home, three_files)
    killed = subprocess.run(
        ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}",
         sys.executable, "-m", "kb", "--kb", str(home), "index"],
        cwd=ROOT, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert killed.returncode in {-signal.SIGKILL, 128 + signal.SIGKILL, 0}
    library = Library.open(home)
    assert library.search("biobanks", only_my_words=True).total == 1
    assert library.search("blankett", only_my_words=True).total == 0
    assert not list(library.verify())
