"""What is worked out once and shown many times."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")
MOST = 64


class Remembered:
    """The values worked out last, by key; a key must change whenever the value would."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()
        self._coming: dict[Hashable, threading.Event] = {}

    def get(self, key: Hashable, work_out: Callable[[], T], *, still: Callable[[], bool] = lambda: True) -> T:
        """The value of a key, worked out now if it is not known; who comes meanwhile waits for it.

        A value is kept only if afterwards its key is ``still`` the right one.
        """
        while True:
            with self._lock:
                if key in self._values:
                    self._values.move_to_end(key)
                    known: T = self._values[key]
                    return known
                coming = self._coming.get(key)
                if coming is None:
                    self._coming[key] = threading.Event()
                    break
            coming.wait()
        try:
            value = work_out()
            if still():
                self._keep(key, value)
        finally:
            with self._lock:
                self._coming.pop(key).set()
        return value

    def _keep(self, key: Hashable, value: object) -> None:
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
