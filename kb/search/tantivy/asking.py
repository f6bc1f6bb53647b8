"""A request put to one generation: documents are counted and narrowed in the index of documents alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tantivy import FieldType, Query

from kb.search.query import Concept, Condition, Either, Every, Has, Holds, Lacks, Published, Request
from kb.search.tantivy import layout
from kb.search.tantivy.snapshot import Snapshot
from kb.search.tantivy.translation import DocumentTranslator, Translator, all_of, any_of, boolean, rarity_of

_VALUES = 60_000  # of a facet; Tantivy answers with up to 65,000
_FIRST, _LAST = 1, 99999999


class Way(NamedTuple):
    """A concept in one partition: where it holds among the entries, and with what scores."""

    language: str
    holds: Query
    scored: Query


class AskedConcept(NamedTuple):
    """A concept translated: the documents that hold it, the same with scores, and its ways among the entries."""

    holds: Query
    scored: Query
    ways: tuple[Way, ...]
    weight: float
    needed: bool


class Asked:
    """A request to one generation, translated."""

    def __init__(self, request: Request, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._documents = snapshot.documents
        self._translators = {name: Translator(one) for name, one in snapshot.partitions.items() if one.size}
        self.concepts = tuple(map(self._concept, request.concepts))
        counted = [one.holds for one in self.concepts if one.weight]
        conditions = request.where.conditions if isinstance(request.where, Every) else (request.where,)
        self.where = [self._condition(one) for one in conditions]
        self.chosen = all_of([any_of(counted) if counted else Query.all_query(), *self.where])

    @property
    def exact(self) -> bool:
        """Whether everything could be asked for as it was meant."""
        return all(one.exact for one in self._translators.values())

    def facet(self, attribute: str) -> Mapping[str, int]:
        """The values of an attribute in the documents that answer, and in how many of them each stands."""
        asked = {"counts": {"terms": {"field": layout.path(attribute), "size": _VALUES}}}
        buckets = self._documents.searcher.aggregate(self.chosen, asked)["counts"]["buckets"]
        counts = {bucket["key"][1:]: bucket["doc_count"] for bucket in buckets}
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def _concept(self, concept: Concept) -> AskedConcept:
        ways, holds, scored = [], [], []
        for language, query in concept.queries.items():
            if language not in self._translators:
                continue
            translator = self._translators[language]
            entries, _ = self._snapshot.manifest.shares.get(language, (0, 0))
            rarity = rarity_of(query, translator, entries)
            ways.append(Way(language, translator.where(query), translator.scored(query, rarity)))
            whole = DocumentTranslator(self._documents, language, translator, self._snapshot.partitions[language])
            holds.append(whole.where(query))
            scored.append(whole.scored(query, rarity * (concept.weight or 1.0)))
        return AskedConcept(any_of(holds), any_of(scored), tuple(ways), concept.weight, concept.needed)

    def _condition(self, condition: Condition) -> Query:
        schema = self._documents.schema
        match condition:
            case Holds(concept):
                return self.concepts[concept].holds
            case Has(attribute, values):
                path = layout.path(attribute)
                return any_of([Query.term_query(schema, path, layout.value(value)) for value in values])
            case Published(since, until):
                first, last = layout.date(since) if since else _FIRST, layout.date(until) if until else _LAST
                return Query.range_query(schema, layout.PUBLISHED, FieldType.Unsigned, first, last)
            case Every(conditions):
                return all_of([self._condition(one) for one in conditions])
            case Either(conditions):
                return any_of([self._condition(one) for one in conditions])
            case Lacks(inner):
                return boolean([Query.all_query()], [], [self._condition(inner)])
