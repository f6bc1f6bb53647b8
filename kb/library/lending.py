"""Libraries for threads: each answer borrows one that no other thread uses meanwhile."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from kb.corpus.watch import Watch
from kb.library import Library
from kb.settings import SETTINGS_FILE, Settings

MOST = 4

Stamp = tuple[int, int] | None


class _Kept(NamedTuple):
    library: Library
    stamp: Stamp


class Libraries:
    """At most ``most`` open libraries of one knowledge base, opened when first needed.

    What a library opens (Whoosh's readers, SQLite's connections) may be used by one thread at a time, so none is ever
    shared; more than a few bring nothing, because one process computes one thing at a time. Who comes when all are
    lent waits. Changed documents and terms a library sees by itself; where another process changed the settings, it is
    opened anew.
    """

    def __init__(self, opened: Callable[[], Library], most: int = MOST) -> None:
        self._opened = opened
        self._watch = Watch()
        self._free: queue.LifoQueue[_Kept | None] = queue.LifoQueue()
        for _ in range(most):
            self._free.put(None)

    @contextmanager
    def borrowed(self) -> Iterator[Library]:
        """A library for this thread alone.

        Raises:
            KbError: The knowledge base cannot be opened.
        """
        kept = self._free.get()
        try:
            kept = self._current(kept)
            yield kept.library
        finally:
            self._free.put(kept)

    def _current(self, kept: _Kept | None) -> _Kept:
        stamp = None if kept is None else _stamp(kept.library.settings)
        if kept is not None and stamp == kept.stamp:
            return kept
        library = self._opened()
        library.reader.watch = self._watch
        return _Kept(library, stamp if kept is not None else _stamp(library.settings))


def _stamp(settings: Settings) -> Stamp:
    """A mark that changes with what a library reads only when it is opened."""
    try:
        status = (settings.root / SETTINGS_FILE).stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
