"""Which character of a cleaned block is which character of the original."""

from __future__ import annotations

from kb.ingest.blocks import Block

_LOOK = 24
_SURE = 3
_MOST_MISSES = 500

Run = tuple[int, int, int]


def align(source: str, text: str) -> tuple[Run, ...]:
    """Runs ``(offset in source, offset in text, length)`` of the characters that both share, rising in both.

    ``text`` must be ``source`` with few and small changes: where they differ, the nearest place at which three
    characters agree again is taken. Linear in the length of both; given up where
    they keep differing.
    """
    runs: list[Run] = []
    here, there = 0, 0
    misses = 0
    while misses < _MOST_MISSES and here < len(source) and there < len(text):
        length = _common(source, here, text, there)
        if length:
            runs.append((here, there, length))
            here, there = here + length, there + length
            continue
        again = _agree_again(source, here, text, there)
        misses += again is None
        here, there = again or (here + 1, there + 1)
    return tuple(runs)


def _common(source: str, here: int, text: str, there: int) -> int:
    length = 0
    most = min(len(source) - here, len(text) - there)
    while length < most and _same(source[here + length], text[there + length]):
        length += 1
    return length


def _same(one: str, other: str) -> bool:
    return one == other or (one.isspace() and other == " ")


def _agree_again(source: str, here: int, text: str, there: int) -> tuple[int, int] | None:
    for total in range(1, _LOOK):
        for ahead in range(total + 1):
            one, other = here + total - ahead, there + ahead
            piece = text[other : other + _SURE]
            if (
                piece
                and source[one : one + len(piece)] == piece
                and (len(piece) == _SURE or one + len(piece) == len(source))
            ):
                return one, other
    return None


def compose(block: Block, text: str) -> tuple[Run, ...]:
    """The runs of a block whose text becomes ``text``: the old runs carried over."""
    if not block.runs:
        return ()
    carried: list[Run] = []
    old = list(block.runs)
    at = 0
    for source, target, length in align(block.text, text):
        while at < len(old) and old[at][0] + old[at][2] <= source:
            at += 1
        index = at
        while index < len(old) and old[index][0] < source + length:
            start = max(source, old[index][0])
            end = min(source + length, old[index][0] + old[index][2])
            if start < end:
                carried.append((target + start - source, old[index][1] + start - old[index][0], end - start))
            index += 1
    return tuple(carried)
