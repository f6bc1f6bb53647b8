"""What the rooms of the façade share: the settings, the corpus and the clock of one knowledge base."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from kb.corpus import CorpusReader
from kb.settings import Settings

if TYPE_CHECKING:
    from kb.corpus import Corpus

LOCK_WAIT = 30.0  # seconds
Progress = Callable[[str, int, int], None]


class OpenedLibrary:
    """A knowledge base that is open.

    ``clock`` gives the time that is written into records; ``progress`` is told ``(what, done, of)`` during long work;
    ``on_wait`` is told who holds the lock when a change has to wait for another process; after ``lock_wait`` seconds
    it gives up. ``on_notice`` is told in a sentence what a person should know beside an answer.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        progress: Progress | None = None,
        on_wait: Callable[[str], None] | None = None,
        on_notice: Callable[[str], None] | None = None,
        lock_wait: float = LOCK_WAIT,
    ) -> None:
        self.settings = settings
        self.reader = CorpusReader(settings.corpus)
        self._clock = clock
        self._progress = progress
        self._on_wait = on_wait
        self._on_notice = on_notice
        self._lock_wait = lock_wait

    @cached_property
    def corpus(self) -> Corpus:
        """The corpus, for changing it; what only reads uses ``reader`` and starts sooner."""
        from kb.corpus import Corpus

        return Corpus(self.settings.corpus, clock=self._clock, on_wait=self._on_wait, lock_wait=self._lock_wait)

    def recover(self) -> None:
        """Finish or take back a change that a stopped command left half way; one that another command makes goes on.

        Looked for before every answer, since a library may stay open longer than the commands that write.
        """
        if self.reader.unfinished() is None:
            return
        from contextlib import suppress

        from kb.corpus import Corpus
        from kb.errors import CorpusLocked, CorpusNotWritable

        with suppress(CorpusLocked, CorpusNotWritable):
            Corpus(self.settings.corpus, lock_wait=0.0).recover()
