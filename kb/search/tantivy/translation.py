"""Queries of kb as queries of Tantivy.

Tantivy would weigh every way to say a word by its own rarity and add them up. kb counts them as one word (Pirkola
1998), so each way's own idf is divided out, that of the whole concept multiplied in, and the best way taken, with a
little of the others. What is found is exactly what ``kb.search.query`` says; only the weight within a concept is near
to it.
"""

from __future__ import annotations

import struct
from itertools import accumulate, combinations_with_replacement, pairwise
from math import log

from tantivy import Occur, Query, Schema

from kb.search import query as kb
from kb.search.query import POSITIONAL
from kb.search.scoring import K1, idf
from kb.search.tantivy import layout
from kb.search.tantivy.snapshot import Opened

OTHERS = 0.2
"""How much of what the other ways would have scored is added to the best one."""

NOWHERE = Query.empty_query()
"""The query that holds nowhere; most ways to say a word do not occur, and Tantivy is not asked for them."""

_MOST_SPREADS = 300
"""Ways to spread a phrase's gaps that are asked for one by one, which is exact; for more, Tantivy's own slop is not."""


def weight(factor: float) -> float:
    """The part of a whole occurrence's score that an occurrence counting ``factor`` has in an average passage."""
    return factor * (K1 + 1) / (factor + K1)


class Translator:
    """Translates for one opened index of entries; ``exact`` says whether everything could be."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._schema: Schema = opened.schema
        self._frequencies: dict[tuple[str, str], int] = {}
        self.exact = True

    def where(self, query: kb.Query) -> Query:
        """Where the query holds, without scores."""
        return self._of(query, 1.0, 0.0)

    def scored(self, query: kb.Query, rarity: float) -> Query:
        """The same with scores, for a concept of this idf."""
        return self._of(query, 1.0, rarity)

    def commonness(self, query: kb.Query, entries: int) -> float:
        """About the number of entries where a query holds; one that counts less counts less here too."""
        match query:
            case kb.Term(field, text):
                return self._frequency(field, layout.term(text))
            case kb.Synonym(alternatives):
                found = (min(1.0, one.weight) * self.commonness(one.query, entries) for one in alternatives)
                return min(float(entries), sum(found))
            case kb.Or(queries) | kb.DisMax(queries):
                return min(float(entries), sum(self.commonness(one, entries) for one in queries))
            case kb.Boost(inner, factor):
                return min(1.0, factor) * self.commonness(inner, entries)
        return self._opened.count(self.where(query))

    def _of(self, query: kb.Query, factor: float, rarity: float) -> Query:  # noqa: PLR0911, C901 - one line a kind
        match query:
            case _ if factor <= 0:
                return NOWHERE
            case kb.Term(field, text):
                return self._term(field, layout.term(text), factor, rarity)
            case kb.Phrase(field, terms, gaps):
                return self._phrase(field, terms, gaps, factor, rarity)
            case kb.Prefix(field, text):
                return self._constant(self._prefix(field, text), factor, rarity)
            case kb.And(queries):
                return self._and(queries, factor, rarity)
            case kb.Or(queries):
                return self._any([self._of(one, factor, rarity) for one in queries], OTHERS, rarity)
            case kb.Not(inner):
                return self._constant(boolean([Query.all_query()], [], [self.where(inner)]), factor, rarity)
            case kb.Synonym(alternatives):
                ways = [self._of(one.query, factor * one.weight, rarity) for one in alternatives]
                return self._any(ways, OTHERS, rarity)
            case kb.DisMax(queries, tie):
                return self._any([self._of(one, factor, rarity) for one in queries], tie, rarity)
            case kb.Boost(inner, by):
                return self._of(inner, factor * by, rarity)
            case kb.All():
                return self._constant(Query.all_query(), factor, rarity)

    def _name(self, field: str) -> str:
        return field

    def _term(self, field: str, text: str, factor: float, rarity: float) -> Query:
        if not self._occurs(field, text):
            return NOWHERE
        name = self._name(field)
        if not rarity or field == "place":
            return self._constant(Query.term_query(self._schema, name, text, index_option="basic"), factor, rarity)
        own = own_idf(self._frequency(field, text), self._opened.size)
        found = Query.term_query(self._schema, name, text, index_option="freq")
        return _weighed(found, weight(factor) * rarity, own)

    def _prefix(self, field: str, text: str) -> Query:
        start = layout.term(text) if text else ""
        return Query.fuzzy_term_query(self._schema, self._name(field), start, distance=0, prefix=True)

    def _phrase(self, field: str, terms: tuple[str, ...], gaps: int, factor: float, rarity: float) -> Query:
        if field not in POSITIONAL or not terms:
            return NOWHERE
        stored = [layout.term(text) for text in terms]
        if len(stored) == 1:
            return self._term(field, stored[0], factor, rarity)
        if not all(self._occurs(field, text) for text in stored):
            return NOWHERE
        own = sum(own_idf(self._frequency(field, text), self._opened.size) for text in stored)
        found = [self._placed(field, stored, places) for places in _spreads(len(stored), gaps)]
        if not found:
            self.exact = False
            found = [Query.phrase_query(self._schema, field, list(stored), slop=min(gaps, 2**31))]
        if not rarity:
            return any_of(found)
        return self._any([_weighed(one, weight(factor) * rarity, own) for one in found], OTHERS, rarity)

    def _placed(self, field: str, terms: list[str], places: tuple[int, ...]) -> Query:
        return Query.phrase_query(self._schema, field, list(zip(places, terms, strict=True)))

    def _and(self, queries: tuple[kb.Query, ...], factor: float, rarity: float) -> Query:
        wanted = [one for one in queries if not isinstance(one, kb.Not)]
        barred = [self.where(one.query) for one in queries if isinstance(one, kb.Not)]
        if not wanted:
            return self._constant(boolean([Query.all_query()], [], barred), factor, rarity) if queries else any_of([])
        # The scores of the members are added, so each brings its share.
        found = [self._of(one, factor, rarity / len(wanted)) for one in wanted]
        if any(one is NOWHERE for one in found):
            return NOWHERE
        return boolean(found, [], barred)

    def _any(self, ways: list[Query], others: float, rarity: float) -> Query:
        somewhere = [one for one in ways if one is not NOWHERE]
        return Query.disjunction_max_query(somewhere, others) if rarity and len(somewhere) > 1 else any_of(somewhere)

    def _constant(self, found: Query, factor: float, rarity: float) -> Query:
        if found is NOWHERE:
            return found
        return Query.const_score_query(found, weight(factor) * rarity) if rarity else found

    def _occurs(self, field: str, text: str) -> bool:
        return self._frequency(field, text) > 0

    def _frequency(self, field: str, text: str) -> int:
        at = field, text
        if at not in self._frequencies:
            self._frequencies[at] = self._opened.searcher.doc_freq(self._name(field), text)
        return self._frequencies[at]


class DocumentTranslator(Translator):
    """Translates for the index of documents, where a query holds if it does in any entry of one language.

    What can only be seen within an entry (phrases, words together or absent) is asked of the entries themselves, by
    ``entries``; the documents that have such an entry are then named by their numbers.
    """

    def __init__(self, opened: Opened, language: str, entries: Translator, partition: Opened) -> None:
        super().__init__(opened)
        self._language = language
        self._entries = entries
        self._partition = partition
        self._known: dict[tuple[int, ...], Query] = {}

    def _of(self, query: kb.Query, factor: float, rarity: float) -> Query:
        match query:
            case kb.Phrase() | kb.And() | kb.Not() | kb.All() if factor > 0:
                return self._constant(self._owners([query]), factor, rarity)
            case kb.Synonym(alternatives) if factor > 0:
                inside = [one for one in alternatives if _is_within(one)]
                if len(inside) > 1:
                    # Asked for together: each alone would read its owners again.
                    outside = [one for one in alternatives if not _is_within(one)]
                    ways = [self._of(one.query, factor * one.weight, rarity) for one in outside]
                    best = factor * max(one.weight for one in inside)
                    ways.append(self._constant(self._owners([one.query for one in inside]), best, rarity))
                    return self._any(ways, OTHERS, rarity)
        return super()._of(query, factor, rarity)

    def _name(self, field: str) -> str:
        return layout.within(field, self._language)

    def _occurs(self, field: str, text: str) -> bool:
        return self._entries._occurs(field, text)  # noqa: SLF001 - a translator asks its like

    def _owners(self, queries: list[kb.Query]) -> Query:
        asked = tuple(map(id, queries))  # by identity: queries of different kinds can be equal
        if asked not in self._known:
            found = any_of([self._entries.where(query) for query in queries])
            if found is NOWHERE:
                return found
            numbers = {key >> layout.NUMBER_BITS for key in self._partition.numbers(found, layout.KEY)}
            self._known[asked] = Query.term_set_query(self._schema, layout.OWNER, sorted(numbers))
        return self._known[asked]


def rarity_of(query: kb.Query, translator: Translator, entries: int) -> float:
    """The idf of a concept in a partition of so many entries."""
    return idf(entries, translator.commonness(query, entries)) if entries else 1.0


def boolean(must: list[Query], should: list[Query], barred: list[Query]) -> Query:
    """Where all of the first hold and none of the last, scored by the first two."""
    members = ((Occur.Must, must), (Occur.Should, should), (Occur.MustNot, barred))
    return Query.boolean_query([(occur, one) for occur, queries in members for one in queries])


def all_of(queries: list[Query]) -> Query:
    """Where all of them hold; everywhere if there are none."""
    if len(queries) == 1:
        return queries[0]
    return boolean(queries, [], []) if queries else Query.all_query()


def any_of(queries: list[Query]) -> Query:
    """Where any of them holds."""
    somewhere = [one for one in queries if one is not NOWHERE]
    if len(somewhere) == 1:
        return somewhere[0]
    return boolean([], somewhere, []) if somewhere else NOWHERE


def unscored(query: Query) -> Query:
    """The same documents, scoring nothing."""
    return Query.const_score_query(query, 0.0)


def own_idf(frequency: int, documents: int) -> float:
    """What Tantivy makes of a term's frequency, in its 32-bit numbers."""
    return log(_single(1 + _single((documents - frequency + 0.5) / (frequency + 0.5))))


def _is_within(one: kb.Alternative) -> bool:
    return isinstance(one.query, kb.Phrase | kb.And) and one.weight > 0


def _weighed(found: Query, wanted: float, own: float) -> Query:
    """A query whose own idf is replaced; one that rounds to nothing is as common as can be, and scores as much."""
    return Query.boost_query(found, wanted / own) if own > 1e-6 else Query.const_score_query(found, wanted)  # noqa: PLR2004


def _spreads(terms: int, gaps: int) -> list[tuple[int, ...]]:
    """The places of a phrase's terms for every way to spread up to ``gaps`` others between; none if there are too many."""
    count = 1
    for step in range(1, terms):
        count = count * (gaps + step) // step
        if count > _MOST_SPREADS:
            return []
    # Borders between gaps, each not before the one before it, say how many stand between two terms.
    borders = combinations_with_replacement(range(gaps + 1), terms - 1)
    steps = ([before[0], *(b - a for a, b in pairwise(before))] for before in borders)
    return [tuple(accumulate((1 + step for step in between), initial=0)) for between in steps]


def _single(number: float) -> float:
    return float(struct.unpack("f", struct.pack("f", number))[0])
