"""The disk: the only calls that write what must not be lost, one method a system call, and a file replaced whole.

Durable means: the bytes are synchronised before the name, and the folder that holds the name after it (the order that
SQLite's atomic commit and ext4's delayed allocation ask for). A test hands in a twin of `Disk` that stops, refuses or
forgets at a chosen call.
"""

from __future__ import annotations

import errno
import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

_NO_SYNCHRONISING = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}
_BINARY = getattr(os, "O_BINARY", 0)
_WAITING = ".new"  # how a file ends that waits to take another's place
_ABANDONED = 3600.0  # seconds after which such a file is one that a stopped process left


class Disk:
    """The calls of the operating system that change a file system, or make a change durable."""

    def create(self, path: Path) -> int:
        """Make a new file, never over another; its handle for writing."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)

    def open_end(self, path: Path) -> int:
        """Open a file that is there, or make it; its handle for writing at the end."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _BINARY, 0o666)

    def write(self, handle: int, data: bytes) -> None:
        """Write all bytes."""
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]

    def synchronise(self, handle: int) -> None:
        """Make what was written durable."""
        os.fsync(handle)

    def close(self, handle: int) -> None:
        """Let go of a handle."""
        os.close(handle)

    def synchronise_folder(self, folder: Path) -> None:
        """Make the names in a folder durable; a platform that cannot open folders does so by itself."""
        try:
            handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        except PermissionError:
            return  # Windows opens no folders
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _NO_SYNCHRONISING:
                raise
        finally:
            os.close(handle)

    def link(self, old: Path, new: Path) -> None:
        """Give a file a second name."""
        os.link(old, new)

    def make_folder(self, path: Path) -> None:
        """Make one folder."""
        path.mkdir()

    def rename(self, old: Path, new: Path) -> None:
        """Give a file or folder another name, in the place of a file that has it."""
        old.replace(new)

    def delete(self, path: Path) -> None:
        """Delete a file."""
        path.unlink()

    def delete_folder(self, path: Path) -> None:
        """Delete an empty folder."""
        path.rmdir()


def write_new(disk: Disk, path: Path, data: bytes) -> None:
    """Write a new file and synchronise it; its name is not durable before its folder is.

    Raises:
        OSError: The system refused.
    """
    _filled(disk, disk.create(path), data)


def append(disk: Disk, path: Path, data: bytes) -> None:
    """Append to a file, made if it is not there, and synchronise it.

    Raises:
        OSError: The system refused; the end of the file may hold a part.
    """
    new = not path.exists()
    _filled(disk, disk.open_end(path), data)
    if new:
        disk.synchronise_folder(path.parent)


def write_whole(path: Path, data: bytes, *, disk: Disk | None = None, keep_mode: bool = True) -> None:
    """Put a file in the place of the one of its name, or make it; whoever reads finds the old or the new one whole.

    A symbolic link stays one: the file it leads to is replaced. What is no file (``/dev/stdout``) is written to.

    Raises:
        OSError: The system refused; the old file is as it was.
    """
    disk = disk or Disk()
    path = Path(os.path.realpath(path))
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    clear_waiting(path, disk=disk)
    waiting = path.with_name(f"{_waiting(path)}{secrets.token_hex(4)}{_WAITING}")
    try:
        write_new(disk, waiting, data)
        if keep_mode and path.exists():
            waiting.chmod(path.stat().st_mode & 0o7777)
        disk.rename(waiting, path)
    except OSError:
        with suppress(OSError):
            disk.delete(waiting)
        raise
    disk.synchronise_folder(path.parent)


def clear_waiting(path: Path, *, disk: Disk | None = None, older_than: float = _ABANDONED) -> list[Path]:
    """Delete what stopped processes left beside ``path`` when they were about to replace it; gives what was deleted."""
    deleted = []
    for left in waiting_for(path):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime >= older_than:
                (disk or Disk()).delete(left)
                deleted.append(left)
    return deleted


def waiting_for(path: Path) -> list[Path]:
    """The files that wait to take the place of ``path``, or were left waiting."""
    try:
        beside = sorted(path.parent.iterdir())
    except OSError:
        return []
    return [other for other in beside if other.name.startswith(_waiting(path)) and other.name.endswith(_WAITING)]


def _waiting(path: Path) -> str:
    return f".{path.name[:100]}."


def make_folders(disk: Disk, path: Path) -> None:
    """Make a folder and those above it that are missing, each name durable.

    Raises:
        OSError: The system refused.
    """
    missing = []
    while not path.is_dir():
        missing.append(path)
        if path == path.parent:
            break
        path = path.parent
    for folder in reversed(missing):
        with suppress(FileExistsError):
            disk.make_folder(folder)
        disk.synchronise_folder(folder.parent)


def delete_below(folder: Path, *, keep: str) -> None:
    """Delete every file below a folder but those named ``keep``, and the folders that are empty then.

    Raises:
        OSError: A file cannot be deleted.
    """
    for path in sorted(folder.rglob("*"), reverse=True):  # what is in a folder before the folder
        if path.is_dir() and not path.is_symlink():
            with suppress(OSError):
                path.rmdir()
        elif path.name != keep:
            path.unlink(missing_ok=True)


def synchronise_file(path: Path) -> None:
    """Make a file durable that another library wrote.

    Raises:
        OSError: The system refused.
    """
    handle = os.open(path, os.O_RDWR | _BINARY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SYNCHRONISING:
            raise
    finally:
        os.close(handle)


def _filled(disk: Disk, handle: int, data: bytes) -> None:
    try:
        disk.write(handle, data)
        disk.synchronise(handle)
    finally:
        disk.close(handle)
