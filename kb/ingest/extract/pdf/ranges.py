"""Page numbers as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence


def ranges(numbers: Sequence[int]) -> str:
    """Numbers for a person: ``1–3, 7``."""
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1] = [ranges[-1][0], number]
        else:
            ranges.append([number])
    return ", ".join(
        "–".join(str(number) for number in (found[0], found[-1])[: 1 + (len(found) > 1)]) for found in ranges
    )
