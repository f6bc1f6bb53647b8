"""Which documents come first.

The best ``WINDOW`` documents of every language, by what the index of documents says, have their entries scored and are
put in kb's own order; those after them keep the order of the index. So an answer does not depend on how much of it is
asked for, and the time it takes hardly on how many documents there are.
"""

from __future__ import annotations

from collections import defaultdict

from tantivy import DocAddress, Query

from kb.search.engine import Found, FoundDocument
from kb.search.grouping import Ranking, Scored, best_of_each, found_documents, order_key
from kb.search.query import Request
from kb.search.tantivy import layout
from kb.search.tantivy.asking import Asked, AskedConcept
from kb.search.tantivy.snapshot import Snapshot
from kb.search.tantivy.translation import all_of, boolean, unscored

WINDOW = 50
_FEW = 200  # documents that are ranked at once, whatever their languages
_DIGITS = 5  # of a score; Tantivy's own have about seven


class Answering:
    """Answers one request."""

    def __init__(self, request: Request, snapshot: Snapshot) -> None:
        self._request = request
        self._snapshot = snapshot
        self._asked = Asked(request, snapshot)
        self._needed = sum(1 << at for at, concept in enumerate(request.concepts) if concept.needed)

    def answer(self) -> Found:
        """The documents that answer."""
        asked = self._asked
        facets, by_language = asked.counted(self._request.facets)
        total = sum(by_language.values())
        return Found(
            documents=self._ranked(by_language) if total else (),
            total=total,
            holding=asked.holding(total),
            total_exact=asked.exact,
            facets=facets,
        )

    def _ranked(self, by_language: dict[int, int]) -> tuple[FoundDocument, ...]:
        if self._request.order == "relevance" and any(concept.weight for concept in self._asked.concepts):
            fetched = self._fetched(by_language)
            numbers = [number for found in fetched for number in found]
            whole = len(numbers) == sum(by_language.values()) and not self._asked.narrowed
            scored = self._scores(None if whole else numbers)
            ranking = Ranking(self._request, scored)
            ordered = self._in_order(fetched, ranking)
        else:
            ordered = self._by_record()
            scored = self._scores(ordered)
            ranking = Ranking(self._request, scored)
        scored = scored._replace(documents=self._snapshot.described(ordered))
        return found_documents(ordered, self._needed, scored, ranking)

    def _by_record(self) -> list[int]:
        """All documents by their date, title or id, cut to the limit of each language."""
        documents, chosen = self._snapshot.documents, self._asked.chosen
        numbers = documents.numbers(chosen, layout.OWNER)
        needed = [one.holds() for one in self._asked.concepts if one.needed]
        complete = set(documents.numbers(all_of([chosen, *needed]), layout.OWNER)) if needed else set(numbers)
        described = self._snapshot.described(numbers)
        key = order_key(self._request.order, described, complete.__contains__, lambda _number: 0.0)
        return best_of_each(sorted(numbers, key=key), described, self._request.limit)

    def _fetched(self, by_language: dict[int, int]) -> list[list[int]]:
        """The first documents of each language as the index ranks them: the window, or more if more is asked for."""
        if sum(by_language.values()) <= _FEW:
            return self._all_at_once(sum(by_language.values()))
        fetched = []
        for language in self._snapshot.manifest.languages:
            if found := by_language.get(layout.code(language), 0):
                hits = self._best(self._asked.ranked(language), self._most(found))
                places = [address for _, address in hits]
                fetched.append(self._snapshot.documents.values(layout.OWNER, places))
        return fetched

    def _all_at_once(self, total: int) -> list[list[int]]:
        documents = self._snapshot.documents
        places = [address for _, address in self._best(self._asked.ranked(None), total)]
        fetched: defaultdict[int, list[int]] = defaultdict(list)
        languages, numbers = documents.values(layout.LANGUAGE_CODE, places), documents.values(layout.OWNER, places)
        for language, number in zip(languages, numbers, strict=True):
            fetched[language].append(number)
        return [found[: self._most(len(found))] for found in fetched.values()]

    def _most(self, found: int) -> int:
        """How many documents of a language are looked at, of so many."""
        return found if self._request.limit is None else min(found, max(self._request.limit, WINDOW))

    def _best(self, query: Query, number: int) -> list[tuple[float, DocAddress]]:
        return self._snapshot.documents.searcher.search(query, limit=number, count=False).hits

    def _scores(self, owners: list[int] | None) -> Scored:
        """What the entries of these documents, or of all, score for each concept; entries are named by their keys."""
        scores = [self._concept_scores(concept, owners) for concept in self._asked.concepts]
        keys = {key for found in scores for key in found}
        return Scored(
            scores=scores,
            documents={},
            owners={key: key >> layout.NUMBER_BITS for key in keys},
            numbers={key: key & ((1 << layout.NUMBER_BITS) - 1) for key in keys},
        )

    def _concept_scores(self, concept: AskedConcept, owners: list[int] | None) -> dict[int, float]:
        scores: dict[int, float] = {}
        for language, asked in concept.entries:
            opened = self._snapshot.partitions[language]
            if owners is not None:
                among = unscored(Query.term_set_query(opened.schema, layout.OWNER, owners))
                asked = boolean([among, asked], [], [])  # noqa: PLW2901 - the same, narrowed
            hits = opened.searcher.search(asked, limit=opened.size, count=False).hits
            keys = opened.values(layout.KEY, [address for _, address in hits])
            scores.update((key, round(score, _DIGITS)) for key, (score, _) in zip(keys, hits, strict=True))
        return scores

    def _in_order(self, fetched: list[list[int]], ranking: Ranking) -> list[int]:
        """The documents that are asked for; equal scores by id, languages mixed by their scores."""
        rows: list[tuple[bool, float, int, str, int]] = []
        for numbers in fetched:
            chosen = [*self._leading(numbers[:WINDOW], ranking), *numbers[WINDOW:]][: self._request.limit]
            lowest = {True: float("inf"), False: float("inf")}
            for at, (number, described) in enumerate(self._snapshot.described(chosen).items()):
                incomplete = not ranking.holds(number, self._needed)
                lowest[incomplete] = min(lowest[incomplete], ranking.score(number))
                rows.append((incomplete, -lowest[incomplete], max(0, at - WINDOW + 1), described.id, number))
        return [number for *_, number in sorted(rows)]

    def _leading(self, numbers: list[int], ranking: Ranking) -> list[int]:
        """The documents of a window by score and id, as many as are asked for; the ids of the others are not read."""
        keys = {number: (not ranking.holds(number, self._needed), -ranking.score(number)) for number in numbers}
        by_score = sorted(numbers, key=keys.__getitem__)
        wanted = len(numbers) if self._request.limit is None else min(self._request.limit, len(numbers))
        if 0 < wanted < len(by_score):
            last = keys[by_score[wanted - 1]]
            by_score = [number for number in by_score if keys[number] <= last]
        described = self._snapshot.described(by_score)
        return sorted(by_score, key=lambda number: (*keys[number], described[number].id))[:wanted]
