"""Lines that are a person's name and nothing else."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from itertools import pairwise

_PART = r"[A-ZÆØÅÄÖÉÜ][^\W\d_]*(?:[-'’][A-ZÆØÅÄÖÉÜa-z][^\W\d_]*)*"
_NAME = re.compile(rf"({_PART})((?: (?:{_PART}|[A-Z]\.|von|van|de|der|den|af|du|la|al|el|ben|bin)){{1,3}})")
_ENDS_IN_NAME = re.compile(rf"(?:^|.*?\s)({_PART}) ({_PART})$")
_TYPO = 1
_LONG_ENOUGH = 5
_LONGEST = 60


@cache
def _given_names() -> frozenset[str]:
    text = resources.files("kb.ingest.clean").joinpath("data/given_names.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def is_given_name(word: str) -> bool:
    """Whether ``word`` is a given name that is common in Denmark, Sweden or the English-speaking countries."""
    return word.partition("-")[0] in _given_names()


def is_person(text: str) -> bool:
    """Whether ``text`` is a full name: a given name and one to three further name words, nothing else."""
    if len(text) > _LONGEST:
        return False
    found = _NAME.fullmatch(text)
    return found is not None and is_given_name(found[1]) and text.rsplit(maxsplit=1)[-1][0].isupper()


def person_at_end(text: str) -> str | None:
    """The full name that ``text`` ends in, or None."""
    words = text.split()
    for count in (3, 2):
        tail = " ".join(words[-count:])
        if len(words) >= count and is_person(tail):
            return tail
    return None


def person_at_start(text: str) -> str | None:
    """The full name before the first comma of ``text``, or None."""
    head = text.partition(",")[0]
    return head if is_person(head) else None


def same_person(one: str, other: str) -> bool:
    """Whether two full names are the same but for one letter a word (``Peter Hartman``, ``Petter Hartman``)."""
    ones, others = one.split(), other.split()
    return len(ones) == len(others) and all(a == b or _nearly(a, b) for a, b in zip(ones, others, strict=True))


def _nearly(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > _TYPO or min(len(one), len(other)) < _LONG_ENOUGH:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest = at + 1
    return short[at:] == long[rest:] if len(short) < len(long) else short[rest:] == long[rest:]


def persons_in(text: str) -> frozenset[str]:
    """Pairs of capitalised words that start with a given name, as they stand in running text."""
    found: set[str] = set()
    words = re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", text)
    for first, second in pairwise(words):
        if first[0].isupper() and second[0].isupper() and is_given_name(first):
            found.add(f"{first} {second}")
    return frozenset(found)
