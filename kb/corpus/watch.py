"""Whether the corpus may have changed, asked by every page that stays open, at the price of a glance.

Every change that kb makes is noted in the journal and counted in the process that makes it, so a glance shows it. A
file that another program writes in place shows only when every file is looked at; that is done again at most every
``TRUSTED`` seconds.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from pathlib import Path

TRUSTED = 0.5
"""Seconds for which a look at every file is believed while a glance shows no change."""

_Glance = tuple[object, ...]
_changes = itertools.count(1)
_last = [0]


def note_change() -> None:
    """Told when this process has changed a document of any corpus; what was seen before is believed no longer."""
    _last[0] = next(_changes)


class Watch:
    """The fingerprint of one corpus, shared by all threads that read it."""

    def __init__(self, *, trusted: float = TRUSTED, clock: Callable[[], float] = time.monotonic) -> None:
        self._trusted = trusted
        self._clock = clock
        self._looking = threading.Lock()
        self._seen: tuple[_Glance, float, str] | None = None

    def stamp(self, root: Path, journal: Path, look: Callable[[], str]) -> str:
        """The fingerprint that ``look`` gives, or gave a moment ago where nothing shows that it is another now."""
        with self._looking:  # who comes while another thread looks waits for what it sees
            glance = (_last[0], _status(root), _status(journal))
            if self._seen is not None:
                seen, at, known = self._seen
                if seen == glance and self._clock() - at < self._trusted:
                    return known
            at = self._clock()
            found = look()
            self._seen = glance, at, found
            return found


def _status(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size
