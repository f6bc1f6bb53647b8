"""One writer at a time: an advisory lock that the operating system releases when its process ends, however it ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kb.corpus.files import refused
from kb.errors import CorpusLocked

_PAUSE = 0.05  # seconds between two tries


@contextmanager
def writing(path: Path, *, wait: float, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the writer's lock on the file ``path``, waiting up to ``wait`` seconds.

    ``on_wait`` is called once, with who holds the lock, if it has to wait.

    Raises:
        CorpusLocked: The lock was not to be had in time.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b")
    except OSError as error:
        raise refused(path, error) from error
    with file:
        _acquire(file, path, wait, on_wait)
        try:
            file.truncate(0)
            file.write(f"process {os.getpid()}".encode())
            file.flush()
            yield
        finally:
            _release(file)


def _acquire(file: IO[bytes], path: Path, wait: float, on_wait: Callable[[str], None] | None) -> None:
    deadline = time.monotonic() + wait
    told = False
    while not _try_lock(file):
        file.seek(0)
        holder = file.read(100).decode(errors="replace") or "another process"
        if time.monotonic() >= deadline:
            raise CorpusLocked(path, holder)
        if on_wait is not None and not told:
            on_wait(holder)
            told = True
        time.sleep(_PAUSE)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            file.seek(0x7FFF0000)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(file: IO[bytes]) -> None:
        file.seek(0x7FFF0000)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _release(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
