"""A change that is stopped, refused or half lost at any call leaves every document old or new, and the next change converges.

Every call of `kb.files.Disk` that writes is tried for every change: stopped before, after and in the middle of it;
refused by a full disk and by a broken one; and every state that a lost power line may leave behind.
"""

from __future__ import annotations

import errno
import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kb.corpus import Corpus
from kb.corpus.verify import verify
from kb.errors import CorpusNotWritable

from .changes import BEFORE, CHANGES, THROWS_AWAY, opened, prepared, state, trash, words
from .disks import NEEDS_ROOM, CountingDisk, ForgettingDisk, QuickDisk, RefusingDisk, Stopped, StoppingDisk
from .documents import contents

EACH = pytest.mark.parametrize("change", CHANGES, ids=lambda c: c.__name__)


class Interrupted:
    """One change, with a fresh corpus for every try and the states it may leave."""

    def __init__(self, change, folder: Path) -> None:
        self.change = change
        self._template, self._folder, self._tries = folder / "template", folder, 0
        corpus = BEFORE.get(change, prepared)(self._template, QuickDisk())
        self.before = state(corpus)
        self.words = {*words(self.before), *trash(corpus)}
        root, disk = self.fresh(), CountingDisk()
        change(opened(root, disk))
        self.calls, self.after = disk.names, state(opened(root))
        assert len(self.calls) > 4

    def fresh(self) -> Path:
        self._tries += 1
        root = self._folder / f"{self._tries}"
        shutil.copytree(self._template, root)
        return root

    def may_be(self, found: dict[str, bytes]) -> bool:
        """Each document is as it was before or as it is after the change."""
        ids = {name.split("/")[0] for name in (*self.before, *self.after, *found)}
        return all(_only(found, id) in (_only(self.before, id), _only(self.after, id)) for id in ids)

    def check(self, root: Path, told: str) -> None:
        """Readers find whole documents; the next change works, and leaves each old or new, sound and without debris."""
        corpus = opened(root, QuickDisk())
        for record in corpus.records(lambda error: pytest.fail(f"{told}: {error}")):
            assert corpus.document(record.id).record == record
        corpus.add(contents(original=b"next", title="Næste"), "next-change")
        found = {name: data for name, data in state(corpus).items() if not name.startswith("naeste")}
        assert self.may_be(found), told
        left = [one for one in verify(corpus) if self.change not in THROWS_AWAY or one.damage]
        assert not left, told
        assert corpus.undo().change == "next-change"
        if self.change not in THROWS_AWAY:
            assert self.words <= {*trash(corpus), *words(found)}, told
        shutil.rmtree(root)


def _only(files: dict[str, bytes], id: str) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name.startswith(f"{id}/")}


@pytest.fixture
def interrupted(change, tmp_path):
    return Interrupted(change, tmp_path)


@pytest.mark.parametrize("how", ["before", "half"])
@EACH
def test_every_stopping_point_leaves_the_old_or_the_new_state(interrupted, change, how):
    for point, name in enumerate(interrupted.calls):
        if how == "half" and name != "write":
            continue  # after one call is before the next; only a write has a middle
        root = interrupted.fresh()
        with pytest.raises(Stopped):
            change(opened(root, StoppingDisk(point, how)))
        interrupted.check(root, f"stopped {how} call {point}")


@pytest.mark.parametrize(
    ("code", "on"),
    [
        (errno.ENOSPC, frozenset()),
        (errno.ENOSPC, NEEDS_ROOM),
        (errno.EIO, frozenset()),
        (errno.EROFS, NEEDS_ROOM | {"rename", "delete"}),
    ],
    ids=["full-once", "full", "broken-once", "read-only"],
)
@EACH
def test_a_refused_call_is_said_and_what_is_said_is_true(interrupted, change, code, on):
    for point, name in enumerate(interrupted.calls):
        if code == errno.ENOSPC and name not in NEEDS_ROOM:
            continue
        root, told = interrupted.fresh(), f"call {point} refused"
        try:
            change(opened(root, RefusingDisk(point, code, frozenset(on))))
        except CorpusNotWritable as error:
            if not error.begun and change.__name__ != "undo_many":
                assert state(opened(root)) == interrupted.before, told  # a person reads "Nothing was changed"
        else:
            assert state(opened(root)) == interrupted.after, told
        interrupted.check(root, told)


@EACH
def test_every_state_that_a_lost_power_line_leaves_is_recovered_from(interrupted, change):
    root = interrupted.fresh()
    disk = ForgettingDisk(root)
    change(opened(root, disk))
    assert check_every_state(interrupted, disk, root) >= 5


@pytest.mark.parametrize("forgotten", ["synchronise", "synchronise_folder"])
def test_the_model_of_a_lost_power_line_notices_what_was_not_synchronised(tmp_path, forgotten):
    interrupted = Interrupted(CHANGES[0], tmp_path)
    root = interrupted.fresh()
    disk = ForgettingDisk(root)
    setattr(disk, forgotten, lambda _: None)
    interrupted.change(opened(root, disk))
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        check_every_state(interrupted, disk, root)


def check_every_state(interrupted, disk, root) -> int:
    tried = 0
    for told, nodes in disk.states():
        shutil.rmtree(root, ignore_errors=True)
        disk.write_out(nodes, root)
        interrupted.check(root, told)
        tried += 1
    return tried


@EACH
def test_what_was_said_to_be_done_survives_a_lost_power_line(interrupted, change):
    root = interrupted.fresh()
    disk = ForgettingDisk(root)
    change(opened(root, disk))
    shutil.rmtree(root)
    done = len(disk.log)
    for told, nodes in disk.states():
        if told.startswith(f"moment {done},"):
            disk.write_out(nodes, root)
            corpus = opened(root, QuickDisk())
            corpus.recover()
            assert state(corpus) == interrupted.after, told
            shutil.rmtree(root)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="SIGKILL is a POSIX signal")
@EACH
def test_a_real_kill_at_every_call_leaves_the_old_or_the_new_state(interrupted, change):
    roots = [str(interrupted.fresh()) for _ in interrupted.calls]
    script = Path(__file__).with_name("killed.py")
    done = subprocess.run(
        [sys.executable, str(script), change.__name__],
        input=json.dumps(roots),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == [-signal.SIGKILL] * len(roots)
    for point, root in enumerate(roots):
        interrupted.check(Path(root), f"killed at call {point}")


def test_a_reader_finds_the_document_of_a_command_that_was_killed_between_its_moves(tmp_path):
    prepared(tmp_path, QuickDisk())
    moves = [n for n, name in enumerate(_names(tmp_path, "edit")) if name == "rename"]
    id = next(iter(opened(tmp_path).ids()))
    with pytest.raises(Stopped):
        CHANGES[1](opened(tmp_path, StoppingDisk(moves[0], "after")))
    assert not (tmp_path / "corpus" / id).exists()
    reader = Corpus(tmp_path / "corpus")
    assert reader.ids() == (id,)
    assert reader.unfinished() is not None
    reader.recover()
    assert reader.unfinished() is None
    assert reader.text(id) == "ny tekst\n"


def _names(root: Path, change: str) -> list[str]:
    copy = root / "copy"
    shutil.copytree(root / "corpus", copy / "corpus")
    disk = CountingDisk()
    next(c for c in CHANGES if c.__name__ == change)(opened(copy, disk))
    shutil.rmtree(copy)
    return disk.names
