"""Erasing documents for good, with every word of them that the knowledge base has derived or kept.

A removal keeps everything, so that it can be undone; whoever has a right to be forgotten needs the opposite. What lies
outside the knowledge base is not reached and is told of: the source itself, backups, exports, saved results.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.corpus import Corpus
from kb.errors import CorpusDamaged, UnknownDocument
from kb.indexing import Indexing
from kb.model import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was erased, and what stands near it.

    ``mended`` are documents whose record named an erased one; ``came_with`` are documents that were attached to one
    and are still there; ``alike`` are documents that hold nearly the same words and are still there.
    """

    ids: tuple[str, ...]
    mended: tuple[str, ...] = ()
    came_with: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()


def erase(corpus: Corpus, indexing: Indexing, ids: Iterable[str]) -> Erased:
    """Erase documents of the corpus or its trash: text, original, editions, former states, index and journal.

    The index is deleted and made anew, since engines and databases keep what they no longer show. It is deleted
    before too, so that a stopped erasure leaves no derived word of a document that is gone.

    Raises:
        UnknownDocument: One is neither in the corpus nor in its trash; nothing is erased.
        CorpusNotWritable: A folder could not be deleted.
        EngineError: The engine cannot be reached, so that its index would keep the words.
    """
    wanted = tuple(dict.fromkeys(ids))
    with corpus.writing():
        corpus.eraser.check(wanted)
        records = [record for id in wanted if (record := _record(corpus, id)) is not None]
        came_with, alike = _near(corpus, records, frozenset(wanted))
        indexing.discard()
        mended = corpus.eraser.erase(wanted)
    indexing.discard()
    indexing.synchronise(rebuild=True)
    return Erased(ids=wanted, mended=mended, came_with=came_with, alike=alike)


def _record(corpus: Corpus, id: str) -> Record | None:
    try:
        return corpus.record(id)
    except (UnknownDocument, CorpusDamaged):
        return None


def _near(corpus: Corpus, records: list[Record], gone: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    letters = tuple(f"{record.source}#" for record in records if record.source != "-")
    twins = {record.near_duplicate_of for record in records} - {None}
    came_with, alike = [], []
    for other in corpus.records():
        if other.id in gone:
            continue
        if letters and other.source.startswith(letters):
            came_with.append(other.id)
        if other.id in twins or other.near_duplicate_of in gone:
            alike.append(other.id)
    return tuple(came_with), tuple(alike)
