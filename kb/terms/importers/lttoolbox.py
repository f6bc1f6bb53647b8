"""Apertium's bilingual dictionaries as Debian ships them: transducers compiled by lttoolbox (``.autobil.bin``).

The file is a header, the letters, the grammatical symbols, the pairs of symbols that transitions stand for, and named
transducers as differences of state and pair numbers (the layout of lttoolbox 3.5 and later, read here from scratch).
A path from the initial to a final state spells a word and its translation, one pair at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kb.errors import SourceError
from kb.terms.concepts import LONGEST, Concept
from kb.terms.importers.request import Format, Request, pair, whole

_FILE, _TRANSDUCER = b"LTTB", b"LTTD"
_WEIGHTS = 1  # the feature of a transducer whose transitions have weights
_MOST_STEPS = 5_000_000
_EVERY = 500
_NAME = re.compile(r"([a-z]{2,3})-([a-z]{2,3})\.autobil")


class _Transducer(NamedTuple):
    initial: int
    finals: frozenset[int]
    states: list[list[tuple[int, int]]]
    """For each state its transitions: the number of a pair, the next state."""


class _Bytes:
    """The numbers of the file, which are one to four bytes long, as the first two bits of each say."""

    def __init__(self, path: Path, data: bytes) -> None:
        self._path = path
        self._data = data
        self._at = 0

    def number(self) -> int:
        data, at = self._data, self._at
        if at >= len(data):
            raise self.damaged()
        more = data[at] >> 6
        self._at = at + 1 + more
        value = data[at] & 0x3F
        for byte in data[at + 1 : at + 1 + more]:
            value = value << 8 | byte
        return value

    def count(self) -> int:
        """A number of things that follow, each at least a byte."""
        value = self.number()
        if value > len(self._data) - self._at:
            raise self.damaged()
        return value

    def text(self) -> str:
        try:
            return "".join(chr(self.number()) for _ in range(self.count()))
        except ValueError:
            raise self.damaged() from None

    def header(self, mark: bytes) -> int | None:
        """The features behind a mark, None where another thing stands there."""
        if not self._data.startswith(mark, self._at):
            return None
        self._at += len(mark) + 8
        return int.from_bytes(self._data[self._at - 8 : self._at], "little")

    def damaged(self) -> SourceError:
        return SourceError(
            str(self._path), "unreadable", "the compiled dictionary is damaged", "install its package again"
        )


def _recognises(_path: Path, head: bytes) -> bool:
    return head.startswith(_FILE)


def _read(request: Request) -> Iterator[Concept]:
    for path in request.paths:
        named = _NAME.search(path.name)
        languages = request.sides(named.groups() if named else ())
        data = _Bytes(path, whole(path))
        symbols = _symbols(data)
        for transducer in _transducers(data, path):
            for left, right in _paths(transducer, symbols, path, request):
                request.told.entries += 1
                if (concept := pair(languages, left, right)) is not None:
                    yield concept


class _Symbols(NamedTuple):
    names: list[str]
    pairs: list[tuple[int, int]]


def _symbols(data: _Bytes) -> _Symbols:
    data.header(_FILE)
    data.text()  # the letters, which the pairs name again
    names = [data.text() for _ in range(data.count())]
    bias = len(names)
    pairs = [(data.number() - bias, data.number() - bias) for _ in range(data.count())]
    return _Symbols(names, pairs)


def _transducers(data: _Bytes, path: Path) -> Iterator[_Transducer]:
    for _ in range(data.count()):
        data.text()  # its name: main@standard, final@inconditional …
        features = data.header(_TRANSDUCER) or 0
        if features > _WEIGHTS:
            raise SourceError(str(path), "unsupported", "it was compiled by a newer lttoolbox than kb knows")
        yield _transducer(data, weighted=bool(features & _WEIGHTS))


def _transducer(data: _Bytes, *, weighted: bool) -> _Transducer:
    initial = data.number()
    finals, at = set(), 0
    for _ in range(data.count()):
        at += data.number()
        finals.add(at)
        _skip_weight(data, weighted)
    size = data.count()
    states: list[list[tuple[int, int]]] = []
    for state in range(size):
        label, transitions = 0, []
        for _ in range(data.count()):
            label += data.number()
            transitions.append((label, (state + data.number()) % size))
            _skip_weight(data, weighted)
        states.append(transitions)
    return _Transducer(initial, frozenset(finals), states)


def _skip_weight(data: _Bytes, weighted: bool) -> None:
    """A weight is two numbers, mantissa and exponent, each in two halves where it is large."""
    if weighted:
        for _ in range(2):
            if data.number() >= 0x04000000:  # noqa: PLR2004 - the mark of a number in two halves
                data.number()


def _paths(transducer: _Transducer, symbols: _Symbols, path: Path, request: Request) -> Iterator[tuple[str, str]]:
    """What the paths from the initial to a final state spell on both sides, each once.

    Words that begin with the same capital are names that both languages share, millions of them, and are passed over;
    so are spellings with digits. Many paths differ in grammatical symbols alone and meet again, so a state is left once
    for each spelling.
    """
    found: set[tuple[str, str]] = set()
    seen: set[tuple[int, str, str]] = set()
    waiting = [(transducer.initial, "", "")]
    while waiting:
        state, left, right = waiting.pop()
        if len(seen) > _MOST_STEPS:
            raise SourceError(str(path), "too-large", "the compiled dictionary spells more words than can be kept")
        if state in transducer.finals and (left, right) not in found:
            found.add((left, right))
            if len(found) % _EVERY == 0:
                request.progress(len(found), 0)
            yield left, right
        if state >= len(transducer.states):
            continue
        for label, following in transducer.states[state]:
            if not 0 <= label < len(symbols.pairs):
                continue
            one, other = map(_letter, symbols.pairs[label])
            step = (following, left + one, right + other)
            if step not in seen and len(step[1]) <= LONGEST and not _is_passed_over(one, other, first=not left):
                seen.add(step)
                waiting.append(step)


def _is_passed_over(one: str, other: str, *, first: bool) -> bool:
    return one.isdigit() or "_" in one + other or (first and one == other and one.isupper())


def _letter(symbol: int) -> str:
    """A letter; a grammatical symbol (negative) and the empty one (0) write nothing."""
    return chr(symbol) if 0 < symbol < 0x110000 else ""  # noqa: PLR2004 - the end of Unicode


FORMAT = Format("lttoolbox", "Apertium, compiled", _recognises, _read)
