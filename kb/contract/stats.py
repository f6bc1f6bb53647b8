"""What a knowledge base holds: ``kb.stats/1``."""

from typing import Literal, TypedDict

from kb.stats import Stats


class StatsAnswer(TypedDict):
    """Counts of documents by value; ``faster_engine`` is named where the text has outgrown the engine in use."""

    schema: Literal["kb.stats/1"]
    documents: int
    characters: int
    engine: str
    faster_engine: str | None
    language: dict[str, int]
    kind: dict[str, int]
    year: dict[str, int]
    publisher: dict[str, int]


def stats_to_json(stats: Stats) -> StatsAnswer:
    """The whole answer."""
    return {
        "schema": "kb.stats/1",
        "documents": stats.documents,
        "characters": stats.characters,
        "engine": stats.engine,
        "faster_engine": stats.faster_engine,
        "language": stats.languages,
        "kind": stats.kinds,
        "year": stats.years,
        "publisher": stats.publishers,
    }
