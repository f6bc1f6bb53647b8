"""A request answered: first everything is counted, then the best documents of every language are fetched.

The score of a document is that of ``kb.search.grouping``: its best passage's, and some of what other passages add.
Within a concept OpenSearch scores, by its own BM25 and the best of the ways.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from kb.search.engine import PASSAGES_PER_DOCUMENT, Found, FoundDocument, Ranked
from kb.search.grouping import SPREAD
from kb.search.opensearch.asking import NOTHING, Clause, all_of, any_of, concept, condition, held, leaves, within
from kb.search.opensearch.layout import ENTRIES
from kb.search.query import Request

Ask = Callable[[list[dict[str, Any]]], list[dict[str, Any]]]
"""Answers several searches at once."""

Walk = Callable[[dict[str, Any]], Iterator[dict[str, Any]]]
"""All hits of a search, page after page."""

WINDOW = 10_000
"""Hits that OpenSearch gives in one answer at most."""

_LANGUAGES = 1_000
_VALUES = 20_000
_EACH = 256.0
"""What every concept adds to the score by which passages are chosen, so that those that hold more come first."""

_DIGITS = 5
_SHOWN = ("id", "checksum", "language", "published", "title")
_SORTS: dict[str, list[dict[str, Any]]] = {
    "relevance": [{"_score": "desc"}, {"id": "asc"}],
    "date": [{"published": {"order": "desc", "missing": "_last"}}, {"id": "asc"}],
    "title": [{"title": "asc"}, {"id": "asc"}],
}


_CLAUSES = 900
"""Clauses that one query may have to score by; OpenSearch takes 1,024, and conditions need some."""


class _Tier(NamedTuple):
    """Documents that are fetched together: of one language, the ``complete`` ones only or all, at most so many."""

    language: str
    most: int
    complete: bool


class Search:
    """One request as OpenSearch understands it."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._entries = [held(one) for one in request.concepts]
        self._held = [within(one) for one in self._entries]
        counted = [one for one, asked in zip(self._held, request.concepts, strict=True) if asked.weight]
        self._met = condition(request.where, self._entries)
        self._asked = all_of([*([any_of(counted)] if counted else []), self._met])
        self._complete = all_of(one for one, asked in zip(self._held, request.concepts, strict=True) if asked.needed)
        self._everything = not counted
        self._scoring, self._together = self._scored_by()

    def answer(self, ask: Ask, walk: Walk) -> Found:
        """What is found."""
        (counts,) = ask([self._counting()])
        aggregations = counts["aggregations"]
        chosen = aggregations["chosen"]
        holding = aggregations["holding"]["buckets"] if self._held else {}
        return Found(
            documents=tuple(self._documents(ask, walk, chosen)),
            total=chosen["doc_count"],
            holding=tuple(holding[str(at)]["doc_count"] for at in range(len(self._held))),
            facets={facet: self._facet(ask, facet, chosen[f"facet {facet}"]) for facet in self._request.facets},
        )

    def _counting(self) -> dict[str, Any]:
        within_chosen: dict[str, Any] = {
            "language": {
                "terms": {"field": "language", "size": _LANGUAGES},
                "aggs": {"complete": {"filter": self._complete}},
            }
        }
        for facet in self._request.facets:
            within_chosen[f"facet {facet}"] = {"terms": {"field": f"attributes.{facet}", "size": _VALUES}}
        aggregations: dict[str, Any] = {"chosen": {"filter": self._asked, "aggs": within_chosen}}
        if self._held:
            filters = {str(at): held for at, held in enumerate(self._held)}
            aggregations["holding"] = {"filters": {"filters": filters}}
        query = {"match_all": {}} if self._everything else any_of(self._held)
        return {"size": 0, "query": {"bool": {"filter": [query]}}, "aggs": aggregations}

    def _facet(self, ask: Ask, facet: str, counted: dict[str, Any]) -> dict[str, int]:
        """The documents with each value; where there are very many values, all of them, page after page."""
        buckets = {bucket["key"]: bucket["doc_count"] for bucket in counted["buckets"]}
        after: dict[str, Any] | None = {}
        while counted["sum_other_doc_count"] and after is not None:
            composite = {"size": WINDOW, "sources": [{"value": {"terms": {"field": f"attributes.{facet}"}}}]}
            page = {"composite": composite | ({"after": after} if after else {})}
            (found,) = ask([{"size": 0, "query": self._asked, "aggs": {"page": page}}])
            found = found["aggregations"]["page"]
            buckets |= {bucket["key"]["value"]: bucket["doc_count"] for bucket in found["buckets"]}
            after = found.get("after_key")
        return dict(sorted(buckets.items(), key=lambda item: (-item[1], item[0])))

    def _documents(self, ask: Ask, walk: Walk, chosen: dict[str, Any]) -> list[FoundDocument]:
        limit = self._request.limit
        if limit == 0 or not chosen["doc_count"]:
            return []
        found: dict[str, tuple[tuple[object, ...], FoundDocument]] = {}
        tiers = list(self._tiers(chosen, limit))
        if limit is None or limit > WINDOW:
            answers: Iterable[Iterable[dict[str, Any]]] = (walk(self._fetching(tier)) for tier in tiers)
        else:
            bodies = [{**self._fetching(tier), "size": tier.most} for tier in tiers]
            answers = (answer["hits"]["hits"] for answer in (ask(bodies) if bodies else ()))
        for tier, hits in zip(tiers, answers, strict=True):
            for hit in islice(hits, tier.most):
                one = self._found(hit)
                found.setdefault(one[1].document, one)
        return self._best([one for _, one in sorted(found.values(), key=lambda pair: pair[0])])

    def _best(self, ordered: list[FoundDocument]) -> list[FoundDocument]:
        """The first of every language, as many as are asked for."""
        seen: Counter[str] = Counter()
        best = []
        for one in ordered:
            seen[one.language] += 1
            if self._request.limit is None or seen[one.language] <= self._request.limit:
                best.append(one)
        return best

    def _tiers(self, chosen: dict[str, Any], limit: int | None) -> Iterator[_Tier]:
        """The complete documents of every language, and the best of all where those are fewer than asked for."""
        for bucket in chosen["language"]["buckets"]:
            language, total, complete = bucket["key"], bucket["doc_count"], bucket["complete"]["doc_count"]
            if limit is None or self._request.order != "relevance":
                yield _Tier(language, total if limit is None else min(limit, total), complete=False)
                continue
            if complete:
                yield _Tier(language, min(limit, complete), complete=True)
            if total > complete and complete < limit:
                # The complete ones among them are dropped, so there must be room for them too.
                yield _Tier(language, min(limit, total), complete=False)

    def _fetching(self, tier: _Tier) -> dict[str, Any]:
        of = {"term": {"language": tier.language}}
        narrowed = [of, self._met] if tier.complete and not self._everything else [of, self._asked]
        scored = list(self._documents_scored())
        needed = [one for one, asked in zip(scored, self._request.concepts, strict=True) if asked.needed]
        others = [one for one, asked in zip(scored, self._request.concepts, strict=True) if not asked.needed]
        if not tier.complete:
            needed, others = [], scored
        elif not any(asked.needed and asked.weight for asked in self._request.concepts):
            narrowed = [of, self._asked]
        if self._together is not None:
            others = [*others, within(self._together, score="max", boost=1 - SPREAD)]
        if self._held:
            others = [*others, within(self._passages(), boost=0.0, inner_hits=_inner())]
        return {
            "query": {"bool": {"filter": narrowed, "must": needed, "should": others}},
            "sort": _SORTS[self._request.order],
            "track_scores": True,
            "track_total_hits": False,
            "_source": False,
            "docvalue_fields": list(_SHOWN),
        }

    def _scored_by(self) -> tuple[list[Clause], Clause | None]:
        """The scored clause of each concept, and of all of them in one passage where there is room for them twice.

        They stand in one query up to three times. A question of very many ways is scored by each concept's best
        passage alone, then its passages only by the number of concepts, and what still does not fit counts for being
        there. What is found is the same.
        """
        scoring: list[Clause] = []
        used = 0
        for entries, asked in zip(self._entries, self._request.concepts, strict=True):
            one = concept(asked)
            used += leaves(one)
            scoring.append(one if used <= _CLAUSES else {"constant_score": {"filter": entries}})
        weighted = [
            {"bool": {"must": [one], "boost": asked.weight}}
            for one, asked in zip(scoring, self._request.concepts, strict=True)
            if asked.weight
        ]
        self._passages_scored = 2 * used <= _CLAUSES
        return scoring, any_of(weighted) if len(weighted) > 1 and 3 * used <= _CLAUSES else None

    def _documents_scored(self) -> Iterator[Clause]:
        """For each concept the score of its best passage: a share of it where passages count as a whole too."""
        share = 1.0 if self._together is None else SPREAD
        for at, (one, asked) in enumerate(zip(self._scoring, self._request.concepts, strict=True)):
            yield within(one, score="max", boost=share * asked.weight, _name=f"document {at}")

    def _passages(self) -> Clause:
        """The passages that hold something asked for, those that hold more concepts before all others."""
        clauses: list[Clause] = []
        for at, asked in enumerate(self._request.concepts):
            each = {"filter": self._entries[at], "boost": _EACH, "_name": f"passage {at}"}
            clauses.append({"constant_score": each})
            if asked.weight and self._passages_scored:
                clauses.append({"bool": {"must": [self._scoring[at]], "boost": asked.weight}})
        return {
            "bool": {
                "must": [any_of(clauses) if clauses else NOTHING],
                "must_not": [{"term": {f"{ENTRIES}.number": 0}}],
            }
        }

    def _found(self, hit: dict[str, Any]) -> tuple[tuple[object, ...], FoundDocument]:
        fields = {name: (hit["fields"].get(name) or [""])[0] for name in _SHOWN}
        concepts = _numbers(hit, "document")
        needed = {at for at, one in enumerate(self._request.concepts) if one.needed}
        document = FoundDocument(
            document=fields["id"],
            checksum=fields["checksum"],
            language=fields["language"],
            score=round(hit["_score"] or 0.0, _DIGITS),
            complete=needed <= concepts,
            concepts=concepts,
            passages=_ranked(hit),
        )
        return self._place(document, fields), document

    def _place(self, document: FoundDocument, fields: dict[str, str]) -> tuple[object, ...]:
        """What documents are ordered by."""
        if self._request.order == "title":
            return fields["title"], document.document
        if self._request.order == "date":
            newest = tuple(-ord(character) for character in fields["published"]) or (1,)
            return newest, document.document
        return not document.complete, -document.score, document.document


def _inner() -> dict[str, Any]:
    number = f"{ENTRIES}.number"
    return {
        "size": PASSAGES_PER_DOCUMENT,
        "sort": [{"_score": "desc"}, {number: "asc"}],
        "_source": False,
        "docvalue_fields": [number],
    }


def _ranked(hit: dict[str, Any]) -> tuple[Ranked, ...]:
    ranked = []
    for inner in hit.get("inner_hits", {}).get(ENTRIES, {}).get("hits", {}).get("hits", ()):
        concepts = _numbers(inner, "passage")
        score = round((inner["_score"] or 0.0) - _EACH * len(concepts), 3)
        ranked.append(Ranked(int(inner["fields"][f"{ENTRIES}.number"][0]), score, concepts))
    ranked.sort(key=lambda one: (-len(one.concepts), -one.score, one.number))
    return tuple(ranked)


def _numbers(hit: dict[str, Any], kind: str) -> frozenset[int]:
    """The concepts that a document or passage holds, from the names of the queries that matched."""
    names = (name.split() for name in hit.get("matched_queries", ()))
    return frozenset(int(number) for what, number in names if what == kind)
