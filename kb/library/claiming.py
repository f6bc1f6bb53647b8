"""The figures of many documents, read beside what else is done: in worker processes, some documents at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from kb.corpus import CorpusReader
from kb.corpus.reading import Stamp
from kb.errors import KbError
from kb.quote.figures.differing import Claim, claims
from kb.workers import TASK_SECONDS, Broken, in_workers

FEW = 32
"""So many documents are read sooner than a process starts."""
_TOGETHER = 50  # documents handed to a worker at once
_NICENESS = 10

Claims = tuple[str, Stamp, tuple[Claim, ...]]
"""A document's id, what changes with every change of it, and its figures."""


def read_claims(root: Path, ids: Sequence[str], *, jobs: int) -> Iterator[Claims | None]:
    """For each document of the corpus in ``root`` its figures; None for one that is damaged or was removed meanwhile.

    More than a few are read in ``jobs`` worker processes, which give way to whoever waits for an answer.
    """
    if len(ids) <= FEW:
        yield from map(CorpusClaims(root), ids)
        return
    batches = [tuple(ids[at : at + _TOGETHER]) for at in range(0, len(ids), _TOGETHER)]
    work = _Several(root)
    seconds = TASK_SECONDS * _TOGETHER
    for batch, found in zip(batches, in_workers(work, batches, jobs=jobs, seconds=seconds), strict=True):
        # What a worker broke on is read one by one, so that it costs no other document its figures.
        yield from _one_by_one(root, batch) if isinstance(found, Broken) else found


def _one_by_one(root: Path, ids: Iterable[str]) -> Iterator[Claims | None]:
    for found in in_workers(CorpusClaims(root), ids, jobs=1):
        yield None if isinstance(found, Broken) else found


class CorpusClaims:
    """Reads the figures of one document of a corpus."""

    def __init__(self, root: Path) -> None:
        self._corpus = CorpusReader(root)

    def __call__(self, id: str) -> Claims | None:
        """The figures; None where the document is damaged or gone."""
        stamp = self._corpus.stamp_of(id)
        if stamp is None:
            return None
        try:
            return id, stamp, claims(self._corpus.document(id))
        except KbError:
            return None


class _Several:
    """Reads the figures of some documents, for a worker process."""

    def __init__(self, root: Path) -> None:
        self._one = CorpusClaims(root)

    def __call__(self, ids: Iterable[str]) -> tuple[Claims | None, ...]:
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, 0, max(os.getpriority(os.PRIO_PROCESS, 0), _NICENESS))
        return tuple(map(self._one, ids))
