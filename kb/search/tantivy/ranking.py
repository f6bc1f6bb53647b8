"""Which documents come first.

The best ``WINDOW`` documents of every language, by what the index of documents says, have their entries scored and are
put in kb's own order; those after them keep the order of the index. So an answer does not depend on how much of it is
asked for, and the time it takes hardly on how many documents there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tantivy import Query

from kb.search.engine import Found, FoundDocument
from kb.search.grouping import Ranking, Scored, best_of_each, found_documents, order_key
from kb.search.query import Request
from kb.search.tantivy import layout
from kb.search.tantivy.asking import Asked, AskedConcept
from kb.search.tantivy.snapshot import Snapshot
from kb.search.tantivy.translation import all_of, boolean

WINDOW = 100
_DIGITS = 5  # of a score; Tantivy's own have about seven


class _Fetched(NamedTuple):
    """Documents of one language as the index ranks them, all complete or none; ``wanted`` of them are asked for."""

    incomplete: bool
    wanted: int
    numbers: list[int]


class Answering:
    """Answers one request."""

    def __init__(self, request: Request, snapshot: Snapshot) -> None:
        self._request = request
        self._snapshot = snapshot
        self._asked = Asked(request, snapshot)
        self._needed = sum(1 << at for at, concept in enumerate(request.concepts) if concept.needed)

    def answer(self) -> Found:
        """The documents that answer."""
        documents, asked = self._snapshot.documents, self._asked
        total = documents.count(asked.chosen)
        return Found(
            documents=self._ranked() if total else (),
            total=total,
            holding=tuple(documents.count(concept.holds) for concept in asked.concepts),
            total_exact=asked.exact,
            facets={name: asked.facet(name) if total else {} for name in self._request.facets},
        )

    def _ranked(self) -> tuple[FoundDocument, ...]:
        if self._request.order == "relevance" and any(concept.weight for concept in self._asked.concepts):
            fetched = list(self._fetched())
            scored = self._scores([number for one in fetched for number in one.numbers])
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
        needed = [one.holds for one in self._asked.concepts if one.needed]
        complete = set(documents.numbers(all_of([chosen, *needed]), layout.OWNER)) if needed else set(numbers)
        described = self._snapshot.described(numbers)
        key = order_key(self._request.order, described, complete.__contains__, lambda _number: 0.0)
        return best_of_each(sorted(numbers, key=key), described, self._request.limit)

    def _fetched(self) -> Iterator[_Fetched]:
        """For each language its complete documents and then the others: the window, or more if more is asked for."""
        for language, documents in self._snapshot.manifest.languages.items():
            left = documents if self._request.limit is None else min(self._request.limit, documents)
            for incomplete in (False, True) if self._can_lack() else (False,):
                if left > 0:
                    found = self._best(language, max(left, WINDOW), incomplete=incomplete)
                    yield _Fetched(incomplete, left, found)
                    left -= len(found)

    def _can_lack(self) -> bool:
        """Whether a document can answer without holding all that is needed."""
        return bool(self._needed) and len(self._asked.concepts) > 1

    def _best(self, language: str, number: int, *, incomplete: bool) -> list[int]:
        """The first documents of a language among those that hold all that is needed, or those that do not."""
        documents, concepts = self._snapshot.documents, self._asked.concepts
        spoken = Query.term_query(documents.schema, layout.LANGUAGE, language, index_option="basic")
        must, barred = [unscored(spoken), *map(unscored, self._asked.where)], []
        needed = [one.scored if one.weight else unscored(one.holds) for one in concepts if one.needed]
        should = [one.scored for one in concepts if one.weight and (incomplete or not one.needed)]
        if incomplete:
            barred = [all_of([one.holds for one in concepts if one.needed])]
        else:
            must += needed
        if incomplete or not any(one.needed and one.weight for one in concepts):
            must.append(unscored(self._asked.chosen))
        hits = documents.searcher.search(boolean(must, should, barred), limit=number, count=False).hits
        return documents.values(layout.OWNER, [address for _, address in hits])

    def _scores(self, owners: list[int]) -> Scored:
        """What the entries of these documents score for each concept; entries are named by their keys."""
        scores = [self._concept_scores(concept, owners) if owners else {} for concept in self._asked.concepts]
        keys = {key for found in scores for key in found}
        return Scored(
            scores=scores,
            documents={},
            owners={key: key >> layout.NUMBER_BITS for key in keys},
            numbers={key: key & ((1 << layout.NUMBER_BITS) - 1) for key in keys},
        )

    def _concept_scores(self, concept: AskedConcept, owners: list[int]) -> dict[int, float]:
        scores: dict[int, float] = {}
        for way in concept.ways:
            opened = self._snapshot.partitions[way.language]
            among = unscored(Query.term_set_query(opened.schema, layout.OWNER, owners))
            hits = opened.searcher.search(
                boolean([among, way.scored if concept.weight else way.holds], [], []), limit=opened.size, count=False
            ).hits
            keys = opened.values(layout.KEY, [address for _, address in hits])
            scores.update((key, round(score, _DIGITS)) for key, (score, _) in zip(keys, hits, strict=True))
        return scores

    def _in_order(self, fetched: list[_Fetched], ranking: Ranking) -> list[int]:
        """The documents that are asked for; equal scores by id, languages mixed by their scores."""
        rows: list[tuple[bool, float, int, str, int]] = []
        for one in fetched:
            leading = self._leading(one.numbers[:WINDOW], one.wanted, ranking)
            chosen = [*leading, *one.numbers[WINDOW:]][: one.wanted]
            lowest = float("inf")
            for at, (number, described) in enumerate(self._snapshot.described(chosen).items()):
                lowest = min(lowest, ranking.score(number))
                rows.append((one.incomplete, -lowest, max(0, at - WINDOW + 1), described.id, number))
        return [number for *_, number in sorted(rows)]

    def _leading(self, numbers: list[int], wanted: int, ranking: Ranking) -> list[int]:
        """The first ``wanted`` documents of a window by score and id, without looking at the ids of the others."""
        by_score = sorted(numbers, key=lambda number: -ranking.score(number))
        if wanted < len(by_score):
            last = ranking.score(by_score[wanted - 1])
            by_score = [number for number in by_score if ranking.score(number) >= last]
        described = self._snapshot.described(by_score)
        return sorted(by_score, key=lambda number: (-ranking.score(number), described[number].id))[:wanted]


def unscored(query: Query) -> Query:
    """The same documents, scoring nothing."""
    return Query.const_score_query(query, 0.0)
