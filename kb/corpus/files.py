"""The file layer of the corpus: the only place that writes, so that every write is durable and can be interrupted in a test.

A change is a folder written beside its place and renamed into it. Durable means: the bytes are synchronised before
the rename, the folder after it (the order SQLite's atomic commit document and ext4's delayed allocation ask for).
"""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from kb.errors import CorpusNotWritable


class FileLayer:
    """Durable writes on a real file system; a test hands in a twin that stops at a chosen call."""

    def write(self, path: Path, data: bytes) -> None:
        """Write a new file and synchronise it; never overwrites."""
        try:
            with path.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise refused(path, error) from error

    def append(self, path: Path, data: bytes) -> None:
        """Append to a file and synchronise it."""
        try:
            with path.open("ab") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise refused(path, error) from error

    def link(self, old: Path, new: Path) -> None:
        """Give an existing file a second name, or copy it where the file system has no hard links."""
        try:
            try:
                os.link(old, new)
            except OSError as error:
                if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                    raise
                self.write(new, old.read_bytes())
        except OSError as error:
            raise refused(new, error) from error

    def make_folder(self, path: Path) -> None:
        """Make a folder and the ones above it."""
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise refused(path, error) from error

    def move(self, old: Path, new: Path) -> None:
        """Rename a file or folder within the corpus, durably; the target must not exist."""
        try:
            old.rename(new)
            self.synchronise(new.parent)
            if old.parent != new.parent:
                self.synchronise(old.parent)
        except OSError as error:
            raise refused(new, error) from error

    def synchronise(self, folder: Path) -> None:
        """Make the names in a folder durable; a platform that cannot open folders does so by itself."""
        try:
            handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        except OSError:
            return
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
                raise refused(folder, error) from error
        finally:
            os.close(handle)

    def discard(self, folder: Path) -> None:
        """Remove a staged folder that nothing refers to."""
        shutil.rmtree(folder, ignore_errors=True)


def refused(path: Path, error: OSError) -> CorpusNotWritable:
    """The error for a write that the file system refused."""
    problem = "the disk is full" if error.errno in {errno.ENOSPC, errno.EDQUOT} else (error.strerror or "refused")
    return CorpusNotWritable(path, problem)
