"""What the rooms of the façade share: the settings, the corpus and the clock of one knowledge base."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from kb.corpus import Corpus
from kb.settings import Settings

Progress = Callable[[str, int, int], None]


class OpenedLibrary:
    """A knowledge base that is open.

    ``clock`` gives the time that is written into records; ``progress`` is told ``(what, done, of)`` during long work;
    ``on_wait`` is told who holds the lock when a change has to wait for another process.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        progress: Progress | None = None,
        on_wait: Callable[[str], None] | None = None,
    ) -> None:
        self.settings = settings
        self.corpus = Corpus(settings.corpus, clock=clock, on_wait=on_wait)
        self._clock = clock
        self._progress = progress
