from __future__ import annotations

import errno
import os
from contextlib import suppress
from dataclasses import replace

import pytest

from kb import settings
from kb.files import clear_waiting, waiting_for, write_whole
from kb.settings import read_settings, write_engine, write_new_settings

from .corpus.disks import CountingDisk, ForgettingDisk, RefusingDisk, Stopped, StoppingDisk


def calls_of(path):
    disk = CountingDisk()
    write_whole(path, b"old" * 1000, disk=disk)
    return disk.calls


@pytest.mark.parametrize("how", ["before", "half", "after"])
def test_a_file_that_is_replaced_is_the_old_or_the_new_one_wherever_the_process_stops(tmp_path, how):
    path = tmp_path / "speech.md"
    for point in range(calls_of(path)):
        path.write_bytes(b"old")
        with pytest.raises(Stopped):
            write_whole(path, b"new and longer", disk=StoppingDisk(point, how))
        assert path.read_bytes() in {b"old", b"new and longer"}


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_file_that_cannot_be_replaced_stays_as_it_was_and_leaves_nothing_beside_it(tmp_path, code):
    path = tmp_path / "speech.md"
    for point in range(calls_of(path) - 1):  # the last call makes durable what is there
        path.write_bytes(b"old")
        with pytest.raises(OSError, match=os.strerror(code)):
            write_whole(path, b"new", disk=RefusingDisk(point, code))
        assert path.read_bytes() == b"old"
        assert sorted(tmp_path.iterdir()) == [path]


def test_a_lost_power_line_leaves_the_old_or_the_new_file(tmp_path):
    root = tmp_path / "disk"
    root.mkdir()
    (root / "speech.md").write_bytes(b"old")
    disk = ForgettingDisk(root)
    write_whole(root / "speech.md", b"new", disk=disk)
    for number, (told, nodes) in enumerate(disk.states()):
        disk.write_out(nodes, tmp_path / f"{number}")
        assert (tmp_path / f"{number}" / "speech.md").read_bytes() in {b"old", b"new"}, told


def test_a_replaced_file_keeps_its_permissions_and_a_link_stays_a_link(tmp_path):
    path, link = tmp_path / "real.md", tmp_path / "link.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_what_a_stopped_process_left_beside_a_file_is_cleared_by_the_next_one(tmp_path):
    path = tmp_path / "speech.md"
    with pytest.raises(Stopped):
        write_whole(path, b"new", disk=StoppingDisk(2, "before"))
    assert len(waiting_for(path)) == 1
    assert clear_waiting(path) == []  # it may be another process's that goes on
    (left,) = waiting_for(path)
    os.utime(left, (1, 1))
    write_whole(path, b"newer")
    assert sorted(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "change", [lambda root: write_engine(replace(read_settings(root), engine="memory")), write_new_settings]
)
def test_settings_can_be_read_wherever_their_writing_stops(tmp_path, monkeypatch, change):
    for point in range(9):
        root = tmp_path / f"{point}"
        if change is not write_new_settings:
            write_new_settings(root)
        monkeypatch.setattr(settings, "write_whole", lambda path, data, **_: write_whole(path, data, disk=disk))  # noqa: B023
        disk = StoppingDisk(point, "half")
        with suppress(Stopped):
            change(root)
        monkeypatch.undo()
        if not (root / "kb.toml").exists():
            write_new_settings(root)
        assert read_settings(root).engine in {"whoosh", "memory"}
        assert (root / "kb.toml").read_text(encoding="utf-8").startswith("# This folder")
