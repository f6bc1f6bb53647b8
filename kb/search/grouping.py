"""From scored passages to documents: kb's own order of documents and passages, the same for all engines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kb.search.engine import PASSAGES_PER_DOCUMENT, Described, Found, FoundDocument, Ranked
from kb.search.query import Condition, Either, Every, Has, Holds, Lacks, Order, Published, Request

SPREAD = 0.3
"""How much a word counts that the best passage lacks and another passage of the document has."""

_DIGITS = 9  # scores that differ by less are equal, whatever the order of additions

Test = Callable[[int, Described], bool]


class Scored(NamedTuple):
    """What an engine worked out: for each concept the scores of its passages, and whose passage each is.

    Passages and documents are numbers of the engine's own; ``numbers`` are the entry numbers, 0 for a title.
    """

    scores: Sequence[Mapping[int, float]]
    documents: Mapping[int, Described]
    owners: Sequence[int] | Mapping[int, int]
    numbers: Sequence[int] | Mapping[int, int]


class Ranking:
    """For every owner: the bits of its concepts, its best passage's score, and its best score for each concept."""

    def __init__(self, request: Request, scored: Scored) -> None:
        self.totals: dict[int, float] = {}
        self.bits: dict[int, int] = {}
        self.spread: dict[int, float] = {}
        self.top: dict[int, float] = {}
        for at, (concept, scores) in enumerate(zip(request.concepts, scored.scores, strict=True)):
            self._add(1 << at, concept.weight, scores, scored)
        owners, top = scored.owners, self.top
        for passage, total in self.totals.items():
            owner = owners[passage]
            if total > top.get(owner, -1.0):
                top[owner] = total

    def _add(self, bit: int, weight: float, scores: Mapping[int, float], scored: Scored) -> None:
        totals, owners = self.totals, scored.owners
        best: dict[int, float] = {}
        for passage, score in scores.items():
            totals[passage] = totals.get(passage, 0.0) + weight * score
            owner = owners[passage]
            if score > best.get(owner, -1.0):
                best[owner] = score
        for owner, score in best.items():
            self.bits[owner] = self.bits.get(owner, 0) | bit
            self.spread[owner] = self.spread.get(owner, 0.0) + weight * score

    def holds(self, owner: int, needed: int) -> bool:
        """Whether a document has all the concepts whose bits are needed."""
        return self.bits.get(owner, 0) & needed == needed

    def score(self, owner: int) -> float:
        """The best passage's score and some of what other passages add to it."""
        best = self.top.get(owner, 0.0)
        return round(best + SPREAD * (self.spread.get(owner, 0.0) - best), _DIGITS)

    def by_relevance(self, owners: Iterable[int], needed: int, documents: Mapping[int, Described]) -> list[int]:
        """Owners as ``order_key`` sorts them by relevance: with keys made at once, since there are many."""
        bits, top, spread = self.bits, self.top, self.spread
        scored = [(owner, top.get(owner, 0.0), spread.get(owner, 0.0)) for owner in owners]
        keys = [
            (
                bits.get(owner, 0) & needed != needed,
                -round(best + SPREAD * (all_ - best), _DIGITS),
                documents[owner].id,
                owner,
            )
            for owner, best, all_ in scored
        ]
        keys.sort()
        return [key[3] for key in keys]


def answer(request: Request, scored: Scored) -> Found:
    """The documents of the request, from the scores of all passages."""
    ranking = Ranking(request, scored)
    held = [owner for owner in ranking.bits if owner in scored.documents]
    chosen = _chosen(request, scored, ranking, held)
    needed = sum(1 << at for at, concept in enumerate(request.concepts) if concept.needed)
    if request.order == "relevance":
        ordered = ranking.by_relevance(chosen, needed, scored.documents)
    else:
        complete = lambda one: ranking.holds(one, needed)  # noqa: E731
        ordered = sorted(chosen, key=order_key(request.order, scored.documents, complete, ranking.score))
    attributes = [scored.documents[owner].attributes for owner in chosen] if request.facets else []
    return Found(
        documents=found_documents(best_of_each(ordered, scored.documents, request.limit), needed, scored, ranking),
        total=len(chosen),
        holding=tuple(sum(ranking.bits[owner] >> at & 1 for owner in held) for at in range(len(request.concepts))),
        facets={name: _counts([one.get(name, ()) for one in attributes]) for name in request.facets},
    )


def _chosen(request: Request, scored: Scored, ranking: Ranking, held: list[int]) -> list[int]:
    """The owners that hold something asked for, or all where nothing is, if they meet the conditions."""
    counted = sum(1 << at for at, concept in enumerate(request.concepts) if concept.weight)
    bits = ranking.bits
    owners = [owner for owner in held if bits[owner] & counted] if counted else list(scored.documents)
    if isinstance(request.where, Every) and not request.where.conditions:
        return owners
    test = _test(request.where)
    return [owner for owner in owners if test(bits.get(owner, 0), scored.documents[owner])]


def _test(condition: Condition) -> Test:
    match condition:
        case Holds(concept):
            bit = 1 << concept
            return lambda bits, _document: bool(bits & bit)
        case Has(attribute, values):
            wanted = frozenset(values)
            return lambda _bits, document: not wanted.isdisjoint(document.attributes.get(attribute, ()))
        case Published(since, until):
            first, last = since or "", until or "9999-99-99"
            return lambda _bits, document: bool(document.published) and first <= document.published <= last
        case Every(conditions):
            tests = tuple(map(_test, conditions))
            return lambda bits, document: all(test(bits, document) for test in tests)
        case Either(conditions):
            tests = tuple(map(_test, conditions))
            return lambda bits, document: any(test(bits, document) for test in tests)
        case Lacks(inner):
            test = _test(inner)
            return lambda bits, document: not test(bits, document)


def order_key(
    order: Order, documents: Mapping[int, Described], complete: Callable[[int], bool], score: Callable[[int], float]
) -> Callable[[int], tuple[object, ...]]:
    """What documents are sorted by."""
    if order == "title":
        return lambda owner: (documents[owner].title, documents[owner].id)
    if order == "date":
        newest = lru_cache(maxsize=None)(lambda date: tuple(-ord(character) for character in date) or (1,))
        return lambda owner: (newest(documents[owner].published), documents[owner].id)
    return lambda owner: (not complete(owner), -score(owner), documents[owner].id)


def best_of_each(ordered: list[int], documents: Mapping[int, Described], limit: int | None) -> list[int]:
    """The first ``limit`` of each document language, in the given order."""
    if limit is None:
        return ordered
    seen: defaultdict[str, int] = defaultdict(int)
    best = []
    for owner in ordered:
        language = documents[owner].language
        if seen[language] < limit:
            seen[language] += 1
            best.append(owner)
    return best


def found_documents(owners: list[int], needed: int, scored: Scored, ranking: Ranking) -> tuple[FoundDocument, ...]:
    """Documents in this order with what they hold and their best passages; ``needed`` are the bits of concepts."""
    passages: dict[int, list[int]] = {owner: [] for owner in owners}
    for passage in ranking.totals:
        owner = scored.owners[passage]
        if owner in passages and scored.numbers[passage]:
            passages[owner].append(passage)
    found = []
    for owner in owners:
        document, bits = scored.documents[owner], ranking.bits.get(owner, 0)
        found.append(
            FoundDocument(
                document=document.id,
                checksum=document.checksum,
                language=document.language,
                score=ranking.score(owner),
                complete=bits & needed == needed,
                concepts=frozenset(at for at in range(bits.bit_length()) if bits >> at & 1),
                passages=_ranked(passages[owner], scored, ranking),
            )
        )
    return tuple(found)


def _ranked(passages: list[int], scored: Scored, ranking: Ranking) -> tuple[Ranked, ...]:
    """The passages with most concepts first, then by score."""
    ranked = [
        Ranked(
            number=scored.numbers[passage],
            score=round(ranking.totals[passage], _DIGITS),
            concepts=frozenset(at for at, scores in enumerate(scored.scores) if passage in scores),
        )
        for passage in passages
    ]
    ranked.sort(key=lambda one: (-len(one.concepts), -one.score, one.number))
    return tuple(ranked[:PASSAGES_PER_DOCUMENT])


def _counts(of_documents: list[tuple[str, ...]]) -> dict[str, int]:
    """How many documents have each value; most have one of a few sets of values, which are counted first."""
    counts: defaultdict[str, int] = defaultdict(int)
    for values, times in Counter(of_documents).items():
        for value in values:
            counts[value] += times
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
