"""Progress of long work, on a terminal only, on one line that erases itself."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

_QUIET_SECONDS = 0.5  # work that is done before nobody asks about
_PAUSE = 0.1


def progress_for(*, quiet: bool) -> Callable[[str, int, int], None] | None:
    """A function that shows ``what: done of total``, or None where nobody looks."""
    if quiet or not sys.stderr.isatty():
        return None
    return _Line()


class _Line:
    def __init__(self) -> None:
        self._began = time.monotonic()
        self._shown = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if done >= total > 0:
            if self._shown:
                sys.stderr.write("\r\x1b[K")
            self._began, self._shown = now, 0.0
        elif now - self._began > _QUIET_SECONDS and now - self._shown > _PAUSE:
            counted = f"{done:,} of {total:,}" if total else f"{done:,}"
            sys.stderr.write(f"\r\x1b[K{what}: {counted}")
            self._shown = now
        sys.stderr.flush()
