"""A request put to one generation: documents are counted and narrowed in the index of documents alone."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import NamedTuple

from tantivy import FieldType, Query

from kb.search.query import Concept, Condition, Either, Every, Has, Holds, Lacks, Published, Request
from kb.search.tantivy import layout
from kb.search.tantivy.snapshot import Snapshot
from kb.search.tantivy.translation import DocumentTranslator, Translator, all_of, any_of, boolean, rarity_of, unscored

_VALUES = 60_000  # of a facet; Tantivy answers with up to 65,000
COMPLETE = 16_384.0
"""What is added to the score of a document that holds all that is needed, more than any score comes to."""

_FIRST, _LAST = 1, 99999999


class Way(NamedTuple):
    """A concept in one partition: the documents where it holds, and with what scores."""

    language: str
    holds: Query
    scored: Query


class AskedConcept(NamedTuple):
    """A concept translated: for each partition the query for its entries, and its ways among the documents.

    Only one with a weight has its entries scored.
    """

    entries: tuple[tuple[str, Query], ...]
    documents: tuple[Way, ...]
    weight: float
    needed: bool

    def holds(self, languages: Container[str] | None = None) -> Query:
        """The documents that hold it, looked for in the partitions of these languages, None for all."""
        return any_of([way.holds for way in self.documents if languages is None or way.language in languages])

    def scored(self, languages: Container[str] | None) -> Query:
        """The same with scores."""
        return any_of([way.scored for way in self.documents if languages is None or way.language in languages])


class Asked:
    """A request to one generation, translated."""

    def __init__(self, request: Request, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._documents = snapshot.documents
        self._translators = {name: Translator(one) for name, one in snapshot.partitions.items() if one.size}
        self.concepts = tuple(map(self._concept, request.concepts))
        counted = [one.holds() for one in self.concepts if one.weight]
        conditions = request.where.conditions if isinstance(request.where, Every) else (request.where,)
        self._where = [self._condition(one) for one in conditions]
        self.chosen = all_of([any_of(counted) if counted else Query.all_query(), *self._where])

    @property
    def exact(self) -> bool:
        """Whether everything could be asked for as it was meant."""
        return all(one.exact for one in self._translators.values())

    def counted(self, facets: Iterable[str]) -> tuple[dict[str, dict[str, int]], dict[int, int]]:
        """For each facet the values in the documents that answer, and in how many; and how many are of each language.

        A language is named by its `layout.code`.
        """
        names = {f"facet{at}": name for at, name in enumerate(facets)}
        asked = {key: _terms(layout.path(name)) for key, name in names.items()}
        found = self._documents.searcher.aggregate(self.chosen, asked | {"languages": _terms(layout.LANGUAGE_CODE)})
        counts = {
            name: {bucket["key"][1:]: bucket["doc_count"] for bucket in found[key]["buckets"]}
            for key, name in names.items()
        }
        sorted_counts = {
            name: dict(sorted(values.items(), key=lambda item: (-item[1], item[0]))) for name, values in counts.items()
        }
        return sorted_counts, {int(one["key"]): one["doc_count"] for one in found["languages"]["buckets"]}

    @property
    def narrowed(self) -> bool:
        """Whether conditions narrow what the concepts find."""
        return bool(self._where)

    def holding(self, total: int) -> tuple[int, ...]:
        """For each concept how many documents hold it, whatever the conditions; ``total`` answer the request."""
        if len(self.concepts) == 1 and self.concepts[0].weight and not self._where:
            return (total,)
        return tuple(self._documents.count(concept.holds()) for concept in self.concepts)

    def ranked(self, language: str | None) -> Query:
        """The documents that answer, of one language or all: those with all that is needed first, then by score."""
        spoken = None if language is None else self._snapshot.manifest.spoken.get(language, {})
        counted = [one for one in self.concepts if one.weight]
        should = [one.scored(spoken) for one in counted]
        must = list(self._where)
        if language is not None:
            must.append(Query.term_query(self._documents.schema, layout.LANGUAGE, language, index_option="basic"))
        needed = [one.holds(spoken) for one in self.concepts if one.needed]
        if needed and len(self.concepts) > 1:
            should.append(Query.const_score_query(all_of(needed), COMPLETE))
        return boolean([any_of(should), *map(unscored, must)], [], [])

    def _concept(self, concept: Concept) -> AskedConcept:
        entries, documents = [], []
        for language, query in concept.queries.items():
            if language not in self._translators:
                continue
            translator, opened = self._translators[language], self._snapshot.partitions[language]
            rarity = rarity_of(query, translator, self._snapshot.manifest.shares.get(language, (0, 0))[0])
            asked = translator.scored(query, rarity) if concept.weight else translator.where(query)
            entries.append((language, asked))
            whole = DocumentTranslator(self._documents, language, translator, opened)
            scored = whole.scored(query, rarity * (concept.weight or 1.0))
            documents.append(Way(language, whole.where(query), scored))
        return AskedConcept(tuple(entries), tuple(documents), concept.weight, concept.needed)

    def _condition(self, condition: Condition) -> Query:
        schema = self._documents.schema
        match condition:
            case Holds(concept):
                return self.concepts[concept].holds()
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


def _terms(field: str) -> dict[str, dict[str, object]]:
    return {"terms": {"field": field, "size": _VALUES}}
