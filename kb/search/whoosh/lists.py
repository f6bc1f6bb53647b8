"""Reading posting lists a block at a time; one by one, as Whoosh's matchers give them, costs ten times as much."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Any

Weights = tuple[float, ...] | float | None
"""How often each entry of a block holds the term: one number where all are alike, None where all are 1."""


def blocks(matcher: Any) -> Iterator[tuple[list[int], Weights, tuple[bytes, ...] | None]]:
    """The blocks of a list: entries, how often each holds the term, and payloads; removed entries are among them."""
    matcher = getattr(matcher, "child", matcher)  # the filter that leaves removed entries out
    while matcher.is_active():
        matcher._read_data()  # noqa: SLF001 - Whoosh gives whole blocks to nobody
        deltas, weights, payloads = matcher._data  # noqa: SLF001
        yield list(accumulate(deltas)), weights, payloads
        matcher._next_block()  # noqa: SLF001


def spread(weights: Weights, number: int) -> list[float]:
    """The weight of each of so many entries."""
    if weights is None:
        return [1.0] * number
    return [weights] * number if isinstance(weights, float) else list(weights)
