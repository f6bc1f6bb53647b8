"""Libraries for threads: each answer borrows one that no other thread uses meanwhile."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kb.library import Library

MOST = 4


class Libraries:
    """At most ``most`` open libraries of one knowledge base, opened when first needed.

    What a library opens (Whoosh's readers, SQLite's connections) may be used by one thread at a time, so none is ever
    shared; more than a few bring nothing, because one process computes one thing at a time. Who comes when all are
    lent waits.
    """

    def __init__(self, opened: Callable[[], Library], most: int = MOST) -> None:
        self._opened = opened
        self._free: queue.LifoQueue[Library | None] = queue.LifoQueue()
        for _ in range(most):
            self._free.put(None)

    @contextmanager
    def borrowed(self) -> Iterator[Library]:
        """A library for this thread alone.

        Raises:
            KbError: The knowledge base cannot be opened.
        """
        library = self._free.get()
        try:
            if library is None:
                library = self._opened()
            yield library
        finally:
            self._free.put(library)
