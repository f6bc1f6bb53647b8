"""Concepts as lines of plain text: ``da | sv | en``, synonyms parted by ``; ``, the preferred one first.

``-`` stands for none; lines that begin with ``#`` are comments (``##`` names a section). A fourth column may hold how much
the line counts, from 0 to 1, and behind it how often it was seen: ``sundhed | hälsa | - | 0.83 12``. The comments a file
begins with may describe it as ``# key: value``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kb.errors import BadValue
from kb.model import SERVED_LANGUAGES

LONGEST = 120
"""Characters of the longest term that can be added or imported."""

_FACT = re.compile(r"#\s*([a-z]+):\s*(\S.*)")
_WEIGHT = re.compile(r"(0(?:\.\d+)?|1(?:\.0+)?)(?:\s+(\d{1,9}))?")
_SEPARATORS = "|;"
_MOST_FACTS = 40

Terms = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""The terms in Danish, Swedish and English."""


class Concept(NamedTuple):
    """One line of a source file: the terms of each language, preferred ones first.

    ``weight`` is how much it counts (0 to 1); ``seen`` how often the pair was seen where it was learned.
    """

    terms: Terms
    source: str = ""
    weight: float = 1.0
    seen: int = 0


def concepts(text: str, source: str) -> Iterator[Concept]:
    """The concepts of one source file; a line that is none is passed over."""
    for line in text.splitlines():
        if (concept := concept_of(line, source)) is not None:
            yield concept


def concept_of(line: str, source: str = "") -> Concept | None:
    """The concept of one line, None where it holds none."""
    cells = _cells(line)
    if len(cells) not in {len(SERVED_LANGUAGES), len(SERVED_LANGUAGES) + 1}:
        return None
    danish, swedish, english = map(_terms, cells[:3])
    weight, count = _weight(cells[3]) if len(cells) > len(SERVED_LANGUAGES) else (1.0, 0)
    if bool(danish) + bool(swedish) + bool(english) < 2:  # noqa: PLR2004 - a concept says the same in two languages
        return None
    return Concept(terms=(danish, swedish, english), source=source, weight=weight, seen=count)


def false_friends(text: str) -> Iterator[tuple[str, str, str]]:
    """The Danish and Swedish words of each line of the false friends, and what they mean."""
    for line in text.splitlines():
        cells = _cells(line)
        if len(cells) > 1 and (danish := _terms(cells[0])) and (swedish := _terms(cells[1])):
            yield danish[0], swedish[0], " ".join(cells[2].split()) if len(cells) > 2 else ""  # noqa: PLR2004


def facts(text: str) -> dict[str, str]:
    """What the comments at the head of a file say of it, as ``# key: value``."""
    found: dict[str, str] = {}
    for line in text.splitlines()[:_MOST_FACTS]:
        if not line.startswith("#"):
            break
        if fact := _FACT.fullmatch(line.strip()):
            found.setdefault(fact[1], fact[2])
    return found


def line_of(concept: Concept) -> str:
    """A concept as a line."""
    cells = ["; ".join(terms) or "-" for terms in concept.terms]
    if concept.seen or concept.weight != 1:
        cells.append(f"{round(concept.weight, 3):g}" + (f" {concept.seen}" if concept.seen else ""))
    return " | ".join(cells)


def new_concept(terms: Mapping[str, tuple[str, ...]]) -> Concept:
    """A concept from terms given by hand, by language.

    Raises:
        BadValue: A term cannot stand in a line, or fewer than two languages have one.
    """
    columns = tuple(
        tuple(dict.fromkeys(_checked(term) for term in terms.get(language, ()))) for language in SERVED_LANGUAGES
    )
    if sum(map(bool, columns)) < 2:  # noqa: PLR2004 - a concept says the same in two languages
        given = " | ".join("; ".join(column) or "-" for column in columns)
        raise BadValue("concept", given, "terms in at least two of Danish, Swedish and English: da | sv | en")
    danish, swedish, english = columns
    return Concept(terms=(danish, swedish, english))


def _checked(term: str) -> str:
    import unicodedata

    flat = unicodedata.normalize("NFC", " ".join(term.split()))
    wrong = next((c for c in flat if c in _SEPARATORS or unicodedata.category(c).startswith("C")), None)
    if wrong is not None or not any(map(str.isalnum, flat)) or len(flat) > LONGEST or flat.startswith("#"):
        raise BadValue("term", term, f"words of up to {LONGEST} characters, without | and ; and not beginning with #")
    return flat


def _cells(line: str) -> list[str]:
    line = line.strip().removeprefix("\ufeff")
    return [] if not line or line.startswith("#") else line.split("|")


def _terms(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for part in cell.split(";") if (term := " ".join(part.split())) not in {"", "-"}))


def _weight(cell: str) -> tuple[float, int]:
    """How much a line counts and how often it was seen; a remark there says neither."""
    found = _WEIGHT.fullmatch(cell.strip())
    return (float(found[1]), int(found[2] or 0)) if found else (1.0, 0)
