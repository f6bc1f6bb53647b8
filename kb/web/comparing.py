"""The figures of all documents set against each other, beside answering: nobody waits for it."""

from __future__ import annotations

import threading

from kb.corpus import CorpusReader
from kb.corpus.reading import Stamp
from kb.errors import KbError
from kb.quote.figures.differing import Claim, Difference, claims, differences

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
            self._thread = threading.Thread(
                target=self._compare, args=(state, CorpusReader(corpus.root)), name=NAME, daemon=True
            )
            self._thread.start()
            thread = self._thread
        thread.join(PATIENCE)
        found = self._found
        return found[1] if found is not None and found[0] == state else None

    def _compare(self, state: str, corpus: CorpusReader) -> None:
        known: dict[str, tuple[Stamp, tuple[Claim, ...]]] = {}
        for id in corpus.ids():
            stamp = corpus.stamp_of(id)
            if stamp is None:
                continue
            held = self._known.get(id)
            if held is not None and held[0] == stamp:
                known[id] = held
                continue
            try:
                known[id] = stamp, claims(corpus.document(id))
            except KbError:
                continue  # damaged, or removed meanwhile: it costs no other document anything
        self._known = known
        self._found = state, differences(one for _, found in known.values() for one in found)
