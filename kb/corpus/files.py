"""What the corpus does to the disk, durably: new files, second names, folders moved whole.

A change is a folder written beside its place and renamed into it. Every write goes through a `kb.files.Disk`.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kb import files
from kb.errors import CorpusNotWritable
from kb.files import Disk

_FULL = {errno.ENOSPC, errno.EDQUOT}


class FileLayer:
    """Durable writes, each of which raises `CorpusNotWritable` where the file system refuses."""

    def __init__(self, disk: Disk | None = None) -> None:
        self._disk = disk or Disk()

    def write(self, path: Path, data: bytes) -> None:
        """Write a new file and synchronise it; never overwrites."""
        _told(path, lambda: files.write_new(self._disk, path, data))

    def write_whole(self, path: Path, data: bytes) -> None:
        """Put a file in the place of the one of its name; it is the old or the new one whenever the process stops."""
        _told(path, lambda: files.write_whole(path, data, disk=self._disk))

    def clear_waiting(self, path: Path) -> None:
        """Delete what stopped commands left when they were about to replace a file; only for whoever holds the lock."""
        files.clear_waiting(path, disk=self._disk, older_than=0)

    def append(self, path: Path, data: bytes) -> None:
        """Append to a file and synchronise it."""
        _told(path, lambda: files.append(self._disk, path, data))

    def link(self, old: Path, new: Path) -> None:
        """Give an existing file a second name, or copy it where the file system has no hard links."""
        try:
            self._disk.link(old, new)
        except OSError as error:
            if error.errno in _FULL:
                raise refused(new, error) from error
            _told(new, lambda: files.write_new(self._disk, new, old.read_bytes()))

    def make_folder(self, path: Path) -> None:
        """Make a folder and the ones above it."""
        _told(path, lambda: files.make_folders(self._disk, path))

    def move(self, old: Path, new: Path) -> None:
        """Rename a file or folder within the corpus, durably; the target must not exist."""
        _told(new, lambda: self._disk.rename(old, new))
        self.synchronise(new.parent)
        if old.parent != new.parent:
            self.synchronise(old.parent)

    def synchronise(self, folder: Path) -> None:
        """Make the names in a folder durable."""
        _told(folder, lambda: self._disk.synchronise_folder(folder))

    def discard(self, folder: Path) -> None:
        """Remove a folder, or a file, that nothing refers to; what cannot be removed stays for the next time."""
        with suppress(OSError):
            if folder.is_symlink() or not folder.is_dir():
                self._disk.delete(folder)
                return
            for path in sorted(Path(folder).iterdir()):
                self.discard(path)
            self._disk.delete_folder(folder)


def _told(path: Path, act: Callable[[], None]) -> None:
    try:
        act()
    except OSError as error:
        raise refused(path, error) from error


def refused(path: Path, error: OSError) -> CorpusNotWritable:
    """The error for a write that the file system refused."""
    problem = "the disk is full" if error.errno in _FULL else (error.strerror or "refused")
    return CorpusNotWritable(path, problem)
