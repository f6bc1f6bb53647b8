"""What a knowledge base holds, in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kb.model import Record
from kb.search.engines import faster


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Counts of documents by language, kind, year and publisher; ``characters`` of text in all.

    ``faster_engine`` is one that so much text is better searched with, None where ``engine`` serves it.
    """

    documents: int
    characters: int
    languages: dict[str, int]
    kinds: dict[str, int]
    years: dict[str, int]
    publishers: dict[str, int]
    engine: str
    faster_engine: str | None = None


def count(records: Iterable[tuple[Record, int]], *, engine: str) -> Stats:
    """The figures of these records, each with the length of its text in characters."""
    documents = characters = 0
    by: dict[str, Counter[str]] = {name: Counter() for name in ("language", "kind", "year", "publisher")}
    for record, length in records:
        documents += 1
        characters += length
        by["language"][record.language] += 1
        by["kind"][record.kind] += 1
        by["year"][str(record.published.year) if record.published else "no date"] += 1
        by["publisher"][record.publisher or "unknown"] += 1
    ordered = {name: dict(sorted(c.items(), key=lambda item: (-item[1], item[0]))) for name, c in by.items()}
    return Stats(
        documents=documents,
        characters=characters,
        languages=ordered["language"],
        kinds=ordered["kind"],
        years=dict(sorted(ordered["year"].items(), reverse=True)),
        publishers=ordered["publisher"],
        engine=engine,
        faster_engine=faster(engine, characters),
    )
