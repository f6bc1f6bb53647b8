"""From scored passages to documents: for engines that hold all scores in memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kb.search.engine import PASSAGES_PER_DOCUMENT, Described, Found, FoundDocument, Ranked
from kb.search.query import Condition, Either, Every, Has, Holds, Lacks, Published, Request

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


@dataclass(slots=True)
class _Candidate:
    owner: int
    document: Described
    concepts: int
    score: float
    passages: list[int]


def answer(request: Request, scored: Scored) -> Found:
    """The documents of the request, from the scores of all passages."""
    totals, concepts = _passages(request, scored)
    found = _candidates(request, scored, totals, concepts)
    candidates = _chosen(request, found)
    needed = sum(1 << at for at, concept in enumerate(request.concepts) if concept.needed)
    ordered = sorted(candidates, key=_order(request, needed))
    return Found(
        documents=tuple(
            _found(candidate, needed, scored, totals, concepts) for candidate in _best(ordered, request.limit)
        ),
        total=len(candidates),
        holding=_holding(len(request.concepts), found, concepts, scored),
        facets={name: _counts(name, candidates) for name in request.facets},
    )


def _passages(request: Request, scored: Scored) -> tuple[dict[int, float], dict[int, int]]:
    """For each passage its score and the bits of its concepts."""
    totals: dict[int, float] = {}
    concepts: dict[int, int] = {}
    for at, (concept, scores) in enumerate(zip(request.concepts, scored.scores, strict=True)):
        bit, weight = 1 << at, concept.weight
        for passage, score in scores.items():
            totals[passage] = totals.get(passage, 0.0) + weight * score
            concepts[passage] = concepts.get(passage, 0) | bit
    return totals, concepts


def _candidates(
    request: Request, scored: Scored, totals: Mapping[int, float], concepts: Mapping[int, int]
) -> list[_Candidate]:
    passages: dict[int, list[int]] = {}
    owners = scored.owners
    for passage in totals:
        owner = owners[passage]
        if owner in passages:
            passages[owner].append(passage)
        else:
            passages[owner] = [passage]
    counted = sum(1 << at for at, concept in enumerate(request.concepts) if concept.weight)
    documents = scored.documents
    found = []
    for owner in passages if counted else documents:
        if owner not in documents:
            continue
        held = passages.get(owner, [])
        bits = 0
        for passage in held:
            bits |= concepts[passage]
        if bits & counted or not counted:
            score = _score(held, totals, request, scored) if held else 0.0
            found.append(_Candidate(owner, documents[owner], bits, score, held))
    return found


def _score(passages: list[int], totals: Mapping[int, float], request: Request, scored: Scored) -> float:
    """The best passage's score and some of what other passages add to it."""
    if len(passages) == 1:
        return totals[passages[0]]
    best = max([totals[passage] for passage in passages])
    spread = 0.0
    for concept, scores in zip(request.concepts, scored.scores, strict=True):
        held = [scores[passage] for passage in passages if passage in scores]
        if held:
            spread += concept.weight * max(held)
    return best + SPREAD * (spread - best)


def _chosen(request: Request, candidates: list[_Candidate]) -> list[_Candidate]:
    if isinstance(request.where, Every) and not request.where.conditions:
        return candidates
    test = _test(request.where)
    return [candidate for candidate in candidates if test(candidate.concepts, candidate.document)]


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


def _order(request: Request, needed: int) -> Callable[[_Candidate], tuple[object, ...]]:
    if request.order == "title":
        return lambda candidate: (candidate.document.title, candidate.document.id)
    if request.order == "date":
        newest = lru_cache(maxsize=None)(lambda date: tuple(-ord(character) for character in date) or (1,))
        return lambda candidate: (newest(candidate.document.published), candidate.document.id)
    return lambda candidate: (
        candidate.concepts & needed != needed,
        -round(candidate.score, _DIGITS),
        candidate.document.id,
    )


def _best(ordered: list[_Candidate], limit: int | None) -> list[_Candidate]:
    """The first ``limit`` of each document language, in the given order."""
    if limit is None:
        return ordered
    seen: defaultdict[str, int] = defaultdict(int)
    best = []
    for candidate in ordered:
        language = candidate.document.language
        if seen[language] < limit:
            seen[language] += 1
            best.append(candidate)
    return best


def _found(
    candidate: _Candidate, needed: int, scored: Scored, totals: Mapping[int, float], concepts: Mapping[int, int]
) -> FoundDocument:
    numbers = scored.numbers
    ranked = sorted(
        (-concepts[passage].bit_count(), -round(totals[passage], _DIGITS), numbers[passage], passage)
        for passage in candidate.passages
        if numbers[passage]
    )
    return FoundDocument(
        document=candidate.document.id,
        checksum=candidate.document.checksum,
        language=candidate.document.language,
        score=round(candidate.score, _DIGITS),
        complete=candidate.concepts & needed == needed,
        concepts=_numbers(candidate.concepts),
        passages=tuple(
            Ranked(number=number, score=round(totals[passage], _DIGITS), concepts=_numbers(concepts[passage]))
            for _, _, number, passage in ranked[:PASSAGES_PER_DOCUMENT]
        ),
    )


def _numbers(bits: int) -> frozenset[int]:
    return frozenset(at for at in range(bits.bit_length()) if bits >> at & 1)


def _holding(size: int, found: list[_Candidate], concepts: Mapping[int, int], scored: Scored) -> tuple[int, ...]:
    """For each concept the number of documents that hold it, candidates or not."""
    bits: dict[int, int] = {}
    if not found:
        for passage, held in concepts.items():
            owner = scored.owners[passage]
            bits[owner] = bits.get(owner, 0) | held
        held_by = [held for owner, held in bits.items() if owner in scored.documents]
    else:
        held_by = [candidate.concepts for candidate in found]
    return tuple(sum(held >> at & 1 for held in held_by) for at in range(size))


def _counts(attribute: str, candidates: list[_Candidate]) -> dict[str, int]:
    values = [value for one in candidates for value in one.document.attributes.get(attribute, ())]
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))
