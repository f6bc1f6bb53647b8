"""The figures of all documents set against each other, beside answering: nobody waits for it."""

from __future__ import annotations

import threading

from kb.corpus import CorpusReader
from kb.corpus.reading import Stamp
from kb.library.claiming import FEW, read_claims
from kb.quote.figures.differing import Claim, Difference, differences

NAME = "comparing figures"
PATIENCE = 0.2
"""Seconds a page waits for what may be done in a moment: a small knowledge base, or one more document."""


class Comparing:
    """Which figures differ, for one state of the corpus; a thread of its own reads the documents that were changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._known: dict[str, tuple[Stamp, tuple[Claim, ...]]] = {}
        self._found: tuple[str, tuple[Difference, ...]] | None = None

    def found(self, state: str, corpus: CorpusReader) -> tuple[Difference, ...] | None:
        """Where figures differ at a state of the corpus; None as long as they are being compared."""
        with self._lock:
            if self._found is not None and self._found[0] == state:
                return self._found[1]
            if self._thread is not None and self._thread.is_alive():
                return None  # who opened the page that began it has waited
            done_or_long = threading.Event()
            self._thread = threading.Thread(
                target=self._compare, args=(state, CorpusReader(corpus.root), done_or_long), name=NAME, daemon=True
            )
            self._thread.start()
        done_or_long.wait(PATIENCE)
        found = self._found
        return found[1] if found is not None and found[0] == state else None

    def _compare(self, state: str, corpus: CorpusReader, done_or_long: threading.Event) -> None:
        known: dict[str, tuple[Stamp, tuple[Claim, ...]]] = {}
        unread: list[str] = []
        for id in corpus.ids():
            held = self._known.get(id)
            if held is not None and held[0] == corpus.stamp_of(id):
                known[id] = held
            else:
                unread.append(id)
        if len(unread) > FEW:
            done_or_long.set()
        # In another process: while one thread computes, every other one of this waits for its turn at each file it opens.
        for found in read_claims(corpus.root, unread, jobs=1):
            if found is not None:  # damaged, or removed meanwhile: it costs no other document anything
                id, stamp, given = found
                known[id] = stamp, given
        self._known = known
        self._found = state, differences(one for _, found in known.values() for one in found)
        done_or_long.set()
