"""Which state every document is in, asked often: only what was changed since the last time is read again."""

from __future__ import annotations

from collections.abc import Callable

from kb.corpus.reading import CorpusReader, Stamp
from kb.model import Record


class Versions:
    """The versions of all documents; ``version`` tells that of a record."""

    def __init__(self, corpus: CorpusReader, version: Callable[[Record], str]) -> None:
        self._corpus = corpus
        self._version = version
        self._known: dict[str, tuple[Stamp, str]] = {}

    def now(self) -> dict[str, str]:
        """Id to version of every document that can be read."""
        found: dict[str, tuple[Stamp, str]] = {}
        for id in self._corpus.ids():
            stamp, known = self._corpus.stamp_of(id), self._known.get(id)
            if stamp is None:
                continue
            if known is not None and known[0] == stamp:
                found[id] = known
            elif (record := self._corpus.record_if_whole(id)) is not None:
                found[id] = stamp, self._version(record)
        self._known = found
        return {id: version for id, (_, version) in found.items()}
