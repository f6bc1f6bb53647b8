"""One writer at a time: an advisory lock that the operating system releases when its process ends, however it ends.

The lock's file also holds a claim, cleared when the lock is given back: which process of which computer holds it, and
since when. A claim that was not cleared is a dead process's if it is of this computer, since the lock was free. One of
another computer may live on a file system whose locks do not reach from one to the other: it counts for a while, as
long as no single change takes, and is then taken for a dead one's too.
"""

from __future__ import annotations

import errno
import os
import platform
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kb.corpus.files import refused
from kb.errors import CorpusLocked, CorpusNotWritable

CLAIM_COUNTS = 120.0  # seconds that a claim of another computer is believed after it was last renewed
_PAUSE = 0.04  # seconds between two tries, and up to twice that so that two who wait do not meet again and again
_CLAIM = re.compile(r"process \d+ on (.+), since [\d:]+")
_HELD = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}


@contextmanager
def writing(path: Path, *, wait: float, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the writer's lock on the file ``path``, waiting up to ``wait`` seconds.

    ``on_wait`` is called once, with who holds the lock, if it has to wait.

    Raises:
        CorpusLocked: The lock was not to be had in time.
        CorpusNotWritable: The folder cannot be written, or its file system has no locks.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b", buffering=0)
    except OSError as error:
        raise refused(path, error) from error
    with file:
        _acquire(file, path, wait, on_wait)
        try:
            _claim(file, f"process {os.getpid()} on {_computer()}, since {time.strftime('%H:%M:%S')}")
            yield
        finally:
            _claim(file, "")
            _release(file)


def _acquire(file: IO[bytes], path: Path, wait: float, on_wait: Callable[[str], None] | None) -> None:
    deadline = time.monotonic() + wait
    told = False
    while True:
        if _locked(file, path):
            if _is_free(file):
                return
            _release(file)
        holder = _holder(file) or "another process"
        if time.monotonic() >= deadline:
            raise CorpusLocked(path, holder)
        if on_wait is not None and not told:
            on_wait(holder)
            told = True
        time.sleep(min(_PAUSE * random.uniform(1, 2), max(0.0, deadline - time.monotonic()) + 0.001))  # noqa: S311


def _locked(file: IO[bytes], path: Path) -> bool:
    try:
        _lock(file)
    except OSError as error:
        if error.errno in _HELD:
            return False
        raise CorpusNotWritable(path, "the file system of this folder cannot lock files") from error
    return True


def _is_free(file: IO[bytes]) -> bool:
    """Whether nobody's claim counts, the lock itself being held by this process."""
    claim = _CLAIM.fullmatch(_holder(file))
    if claim is None or claim[1] == _computer():
        return True
    return abs(time.time() - os.fstat(file.fileno()).st_mtime) > CLAIM_COUNTS


def _holder(file: IO[bytes]) -> str:
    try:
        file.seek(0)
        return file.read(200).decode(errors="replace")
    except OSError:
        return ""


def _claim(file: IO[bytes], claim: str) -> None:
    with suppress(OSError):  # a full disk must not keep a removal from making room
        file.truncate(0)
        file.write(claim.encode())
        file.flush()


def _computer() -> str:
    return platform.node() or "this computer"


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0x7FFF0000)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _release(file: IO[bytes]) -> None:
        file.seek(0x7FFF0000)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
