"""Counts as bars: the geometry of small SVG charts; templates draw them and put the table beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

WIDTH = 100.0
HEIGHT = 96.0
"""The height of the tallest column, in units of the chart."""
STEP = 40.0
GAP = 8.0
MOST_YEARS = 16


class Bar(NamedTuple):
    """One value with its count; ``share`` (0 to 1) is that of the largest count."""

    value: str
    documents: int
    share: float


class Column(NamedTuple):
    """One year (``""`` for all that are earlier) with its count and the rectangle that stands for it."""

    year: str
    documents: int
    x: float
    y: float
    height: float


def bars(counts: Mapping[str, int], most: int = 8) -> tuple[Bar, ...]:
    """The largest counts first, at most ``most`` of them."""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    top = max((count for _, count in ordered), default=1)
    return tuple(Bar(value, count, round(count / top, 4)) for value, count in ordered)


def columns(years: Mapping[str, int]) -> tuple[Column, ...]:
    """One column a year without gaps up to the last one; what lies further back is one column at the left."""
    known = {int(year): count for year, count in years.items() if year.isdecimal()}
    if not known:
        return ()
    last = max(known)
    first = max(min(known), last - MOST_YEARS + 1)
    counted = [(str(year), known.get(year, 0)) for year in range(first, last + 1)]
    if earlier := sum(count for year, count in known.items() if year < first):
        counted.insert(0, ("", earlier))
    top = max(count for _, count in counted)
    heights = [round(HEIGHT * count / top, 1) for _, count in counted]
    return tuple(
        Column(year, count, at * STEP + GAP / 2, HEIGHT - height, height)
        for at, ((year, count), height) in enumerate(zip(counted, heights, strict=True))
    )
