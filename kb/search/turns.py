"""Languages take turns in a list whose scores cannot be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kb.model import SERVED_LANGUAGES
from kb.search.engine import FoundDocument


def in_turns(documents: Iterable[FoundDocument], first: str) -> list[FoundDocument]:
    """Complete documents before the others, and in each half the languages by turns, the question's own first."""
    halves: dict[bool, defaultdict[str, list[FoundDocument]]] = {True: defaultdict(list), False: defaultdict(list)}
    for document in documents:
        halves[document.complete][document.language].append(document)
    return [*_round(halves[True], first), *_round(halves[False], first)]


def _round(by_language: dict[str, list[FoundDocument]], first: str) -> Iterator[FoundDocument]:
    served = [first, *(language for language in SERVED_LANGUAGES if language != first)]
    languages = [*served, *sorted(set(by_language) - set(served))]
    queues = [by_language.get(language, []) for language in languages]
    for turn in range(max(map(len, queues), default=0)):
        yield from (queue[turn] for queue in queues if turn < len(queue))
