"""What a hyphen at a line end was: a broken word, a hyphenated word, or a word that waits for its second half.

Three kinds: ``fonds-/finansiering`` is one word (join), ``offentligt-/privat`` keeps its hyphen (keep), and in
``forsknings-/og udviklingsmidler`` the hyphen stands for what follows later (suspended). The document itself is the
first witness: the same word elsewhere on an unbroken line decides. Then rules, then, in English alone, a lexicon:
two known halves whose union is no word keep their hyphen. In Danish and Swedish that would tear closed compounds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from kb.ingest.clean.hyphen_words import (
    CONJUNCTIONS,
    CONJUNCTIONS_OR_ENDINGS,
    ENGLISH_ENDINGS,
    ENGLISH_PREFIXES,
    ENGLISH_SECOND_HALVES,
    FIRST_PARTS,
    LAST_PARTS,
    NATIONS,
    NUMBERS,
    PAIRED,
)

_HYPHENATED = re.compile(r"(?<![^\W_])[^\W_]+(?:-[^\W_]+)+")
_CLOSED = re.compile(r"[^\W\d_]{5,}")
_ADJECTIVE_LEFT = re.compile(r"\w{2,}(?:isk|iskt|ligt|lig|ellt|elt|ivt)")
_ADJECTIVE_RIGHT = re.compile(
    r"\w+(?:isk|iskt|iska|iske|lig|ligt|lige|liga|iv|ivt|ive|iva|el|elt|elle|ell|ellt|ella|al|alt|ale|ala|ig|igt|ige|iga|at|ate|ata)"
)
_SHORTEST_ADJECTIVE = 4
_STEM = 5


class Hyphen(StrEnum):
    """What becomes of a hyphen at a line end."""

    JOIN = "join"
    KEEP = "keep"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """How a document writes its words away from line ends, in lower case."""

    closed: frozenset[str]
    hyphenated: frozenset[str]
    halves: frozenset[tuple[str, str]]
    lefts: dict[str, int]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Witness:
        """Collect from texts whose lines are parted by newlines; the last and first words of a line do not count."""
        closed: set[str] = set()
        hyphenated: set[str] = set()
        for text in texts:
            for line in text.lower().split("\n"):
                hyphenated.update(_HYPHENATED.findall(line))
                closed.update(_CLOSED.findall(line))
        pairs = [tuple(word.rsplit("-", 1)) for word in hyphenated]
        halves = frozenset((left, right[:_STEM]) for left, right in pairs)
        lefts = Counter(left for left, _ in pairs)
        return cls(closed=frozenset(closed), hyphenated=frozenset(hyphenated), halves=halves, lefts=dict(lefts))

    def says(self, left: str, right: str) -> Hyphen | None:
        """The kind that the document's own spelling shows, or None where it shows none or both."""
        one, two = left + right, f"{left}-{right}"
        whole, parted = one in self.closed, two in self.hyphenated
        if whole != parted:
            return Hyphen.JOIN if whole else Hyphen.KEEP
        if not whole and len(right) >= _STEM and (left, right[:_STEM]) in self.halves:
            return Hyphen.KEEP
        return None


def decide(
    left: str,
    right: str,
    *,
    language: str,
    witness: Witness,
    is_word: Callable[[str, str], bool],
    soft: bool = False,
    inside: bool = False,
) -> Hyphen:
    """Decide one hyphen; ``left`` and ``right`` are the letters and hyphens next to it, ``soft`` a producer's mark.

    Args:
        left: what stands before the hyphen, without it (``"fonds"``).
        right: the first word of the next line.
        language: of the block, ``da``, ``sv``, ``en`` or another.
        witness: the document's own words.
        is_word: whether a word is in the lexicon of a language.
        soft: the producer broke the word itself and marked the hyphen as its own, so the word is one.
        inside: the word stands inside a sentence, so that a capital makes it a name.
    """
    if soft:
        return Hyphen.JOIN
    if right.lower() in CONJUNCTIONS and not _is_ending(left, right, language, is_word):
        return Hyphen.SUSPENDED
    if _keeps_by_form(left, right):
        return Hyphen.KEEP
    small_left, small_right = left.lower().rpartition("-")[2], right.lower()
    witnessed = witness.says(left.lower(), small_right) or witness.says(small_left, small_right)
    if witnessed is not None:
        return witnessed
    named = inside and language != "en" and _is_name_and_noun(left, small_right, language, is_word)
    return Hyphen.KEEP if named else _decide_parts(small_left, small_right, language, is_word)


def _decide_parts(left: str, right: str, language: str, is_word: Callable[[str, str], bool]) -> Hyphen:
    if left in NUMBERS and right in NUMBERS:
        return Hyphen.KEEP
    if language == "en":
        return _decide_english(left, right, is_word)
    return Hyphen.KEEP if _keeps_by_parts(left, right) else Hyphen.JOIN


def _is_name_and_noun(left: str, right: str, language: str, is_word: Callable[[str, str], bool]) -> bool:
    """A foreign name before a noun (``Brexit-aftalen``); names of agencies begin with a word (``Naturstyrelsen``)."""
    return (
        left[0].isupper()
        and len(left) >= _SHORTEST_ADJECTIVE
        and len(right) >= _STEM
        and not left.endswith("s")
        and is_word(right, language)
        and not is_word(left, language)
        and not is_word(left + right, language)
    )


def _is_ending(left: str, right: str, language: str, is_word: Callable[[str, str], bool]) -> bool:
    """Whether what looks like a conjunction ends the broken word (``gemen-/samt``, ``operat-/or``)."""
    word = (left + right).lower()
    return right.lower() in CONJUNCTIONS_OR_ENDINGS and (
        is_word(word, language) if language in {"da", "sv", "en"} else False
    )


def _keeps_by_form(left: str, right: str) -> bool:
    """A digit, an acronym, an abbreviation, a single letter or a capital beside the hyphen is none of a broken word."""
    if not left or not right:
        return True
    part = left.rpartition("-")[2]
    if part.isupper() and right.isupper() and len(part) > 1 and len(right) > 1:
        return False  # text set in capitals says nothing
    capital_inside = any(c.isupper() for c in part[1:])
    return (
        any(c.isdigit() for c in part)
        or right[0].isdigit()
        or right[0].isupper()
        or capital_inside
        or not part
        or len(part) == 1
        or part.endswith(".")
        or "://" in left
        or left.startswith("www.")
        or "@" in left
    )


def _keeps_by_parts(left: str, right: str) -> bool:
    """Danish and Swedish words that are written with a hyphen: paired adjectives, loans, first parts like *icke*."""
    if left in FIRST_PARTS or right in LAST_PARTS or (left, right) in PAIRED:
        return True
    if left in NATIONS and right.startswith(tuple(NATIONS)):
        return True
    return bool(
        len(left) >= _SHORTEST_ADJECTIVE
        and len(right) >= _SHORTEST_ADJECTIVE
        and _ADJECTIVE_LEFT.fullmatch(left)
        and _ADJECTIVE_RIGHT.fullmatch(right)
    )


def _decide_english(left: str, right: str, is_word: Callable[[str, str], bool]) -> Hyphen:
    if right in ENGLISH_ENDINGS or not is_word(right, "en"):
        return Hyphen.JOIN
    if right in ENGLISH_SECOND_HALVES and is_word(left, "en"):
        return Hyphen.KEEP
    if left in ENGLISH_PREFIXES and left + right not in {"nonsense", "selfish", "wellington"}:
        return Hyphen.KEEP
    if is_word(left + right, "en") or not is_word(left, "en"):
        return Hyphen.JOIN
    return Hyphen.KEEP
