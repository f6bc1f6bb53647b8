"""What an index keeps of a document, worked out from that document alone: in worker processes where there are many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import chain, islice
from typing import NamedTuple

from kb.errors import CorpusDamaged, UnknownDocument
from kb.model import Document, Passage, Record
from kb.search.engine import Described, Entry
from kb.search.entries import Analyzers, Words, analyzed, describe, entries, identified
from kb.search.passages import passages
from kb.search.query import PARTITIONS
from kb.search.store import Tokens, tokens
from kb.search.vocabulary import KnownWord
from kb.workers import Broken, in_workers, may_fork

FEW = 24
"""So many documents are prepared sooner than workers start and meet the first words."""

Load = Callable[[str], Document]
Speakers = Callable[[str], Iterable[str]]


class Prepared(NamedTuple):
    """A document as the engine and the passage table get it.

    ``words`` are those by partition that were not met in the documents prepared before by the same process.
    """

    record: Record
    described: Described
    entries: tuple[Entry, ...]
    passages: tuple[tuple[Passage, Tokens], ...]
    words: Mapping[str, Mapping[str, KnownWord]]


class Preparing:
    """Prepares documents by id; ``checksums`` give the version each is indexed as."""

    def __init__(self, load: Load, speakers: Speakers, analyzers: Analyzers, checksums: Mapping[str, str]) -> None:
        self._load = load
        self._speakers = speakers
        self._analyzers = analyzers
        self._checksums = checksums
        self._words = Words()

    def begin(self) -> None:
        """Open the lists of words of all languages, so that workers begin with them."""
        for partition in PARTITIONS:
            self._analyzers(partition)

    def __call__(self, id: str) -> Prepared | None:
        """The document; None where it was removed since it was listed, or is damaged: it costs no other anything."""
        try:
            document = self._load(id)
            speakers = tuple(self._speakers(id))
        except (UnknownDocument, CorpusDamaged):
            return None
        record = document.record
        found = analyzed(passages(record, document.text), self._analyzers)
        return Prepared(
            record=record,
            described=describe(record, self._checksums[id], speakers, identified(found)),
            entries=tuple(entries(record, found, self._analyzers, self._words)),
            passages=tuple((one.passage, tokens(one.terms)) for one in found),
            words=self._words.taken(),
        )


@contextmanager
def prepared(preparing: Preparing, ids: Sequence[str], *, jobs: int) -> Iterator[Iterator[Prepared | None]]:
    """Every document in the order of ``ids``, with ``jobs`` workers where that is worth it and a fork is possible.

    The workers are started before this gives anything: a writer that is opened inside may have threads, which a fork
    would copy half way. A document that breaks its worker is prepared here.
    """
    if jobs < 2 or len(ids) <= FEW or not may_fork():  # noqa: PLR2004 - one worker only carries things about
        yield map(preparing, ids)
        return
    preparing.begin()
    with closing(in_workers(preparing, ids, jobs=jobs)) as found:
        begun = chain(list(islice(found, 1)), found)
        yield (preparing(id) if isinstance(one, Broken) else one for id, one in zip(ids, begun, strict=True))
