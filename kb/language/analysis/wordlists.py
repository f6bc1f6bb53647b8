"""The word lists written by hand, in ``data/``: one entry a line, ``#`` starts a comment."""

from __future__ import annotations

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


def _lines(name: str) -> tuple[str, ...]:
    text = (DATA / name).read_text(encoding="utf-8")
    return tuple(line for raw in text.splitlines() if (line := raw.partition("#")[0].strip()))


@cache
def words(name: str) -> frozenset[str]:
    """The words of a list; several may stand on a line."""
    return frozenset(word for line in _lines(name) for word in line.split())


@cache
def pairs(name: str) -> dict[str, str]:
    """A list whose lines hold a form and then the spellings that lead to it, as spelling to form."""
    return {word: line.split()[0] for line in _lines(name) for word in line.split()[1:]}


@cache
def lists(name: str) -> dict[str, tuple[str, ...]]:
    """A list whose lines hold a word and then what belongs to it."""
    return {line.split()[0]: tuple(line.split()[1:]) for line in _lines(name)}
