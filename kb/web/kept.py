"""What a person sent in and gets an answer to: kept in memory until the server stops or newer answers need the room."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict

MOST = 50
MOST_BYTES = 256 * 1024 * 1024


class Kept:
    """Answers by a key that cannot be guessed, the oldest forgotten first.

    A draft under embargo is never written to disk for the sake of showing its report.
    """

    def __init__(self, most: int = MOST, most_bytes: int = MOST_BYTES) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._values: OrderedDict[str, tuple[object, int]] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, value: object, *, size: int = 0) -> str:
        """Keep a value of about ``size`` bytes; returns its key. The newest value is always kept."""
        key = secrets.token_urlsafe(16)
        with self._lock:
            self._values[key] = value, size
            while len(self._values) > 1 and (len(self._values) > self._most or self._held() > self._most_bytes):
                self._values.popitem(last=False)
        return key

    def get(self, key: str) -> object | None:
        """The value of a key; None where it is not known, or no longer."""
        with self._lock:
            found = self._values.get(key)
            return found[0] if found else None

    def _held(self) -> int:
        return sum(size for _, size in self._values.values())
