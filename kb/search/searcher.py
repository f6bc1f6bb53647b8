"""A question answered: parsed, widened, asked of the engine, and put in order for a person."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import islice
from typing import NamedTuple

from kb.model import SERVED_LANGUAGES, Expansion, Facets, FoundPassage, Hit, Passage, Rendering, Results
from kb.search.conditions import between
from kb.search.engine import Found, FoundDocument
from kb.search.everywhere import Everywhere, found_passage
from kb.search.index import Index
from kb.search.marking import Marked, Marker
from kb.search.plan import Plan, plan
from kb.search.query import Condition, Every, Has, Order, Request, every
from kb.search.question import Question, described
from kb.search.sharing import CORPUS
from kb.search.sought import Sought
from kb.search.suggestions import near_words
from kb.search.syntax import asks_for_all, parse, render
from kb.search.turns import in_turns

PASSAGES = 3
FACETS = ("language", "kind", "year", "publisher", "tag", "identifier")
MOST_IDENTIFIERS = 100
"""Values of the facet of identifiers; a law has hundreds of sections, each an identifier."""
_FIRST = range(1, 4)
"""The passages of which one is shown where only the title answers."""
_NAMES = {"da": "Danish", "sv": "Swedish", "en": "English"}


class Filters(NamedTuple):
    """What narrows a search besides the question; tuples hold the values of which any will do."""

    language: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def condition(self) -> Condition:
        """The same as a condition of an engine."""
        given = (("language", self.language), ("kind", self.kind), ("tag", self.tag), ("publisher", self.publisher))
        return every((*(Has(name, values) for name, values in given if values), between(self.since, self.until)))


class Searcher:
    """Answers questions from an index."""

    def __init__(self, index: Index, *, clock: Callable[[], float] = time.perf_counter) -> None:
        self._index = index
        self._clock = clock

    @property
    def state(self) -> str:
        """The fingerprint of the corpus that the index stands for; answers change only with it, or with the terms."""
        return self._index.store.meta(CORPUS) or ""

    def search(  # noqa: PLR0913 - the choices of the contract
        self,
        query: str,
        *,
        filters: Filters | None = None,
        limit: int = 10,
        offset: int = 0,
        sort: Order = "relevance",
        only_my_words: bool = False,
        without: Iterable[tuple[str, str]] = (),
        today: date,
    ) -> Results:
        """The documents that answer ``query``; any text is a query.

        ``limit`` and ``offset`` count documents. ``today`` is what relative dates count from. ``without`` are
        expansions to do without, each as ``(language, term)`` of a `Rendering`.

        Raises:
            StaleIndex: The index must be made again.
            EngineError: The engine cannot answer.
        """
        started = self._clock()
        question = parse(query)
        planned = plan(question, self._index, today=today, only_my_words=only_my_words, without=frozenset(without))
        found = self._found(query, planned, filters or Filters(), sort, max(0, limit + offset))
        ordered = found.documents if sort != "relevance" else in_turns(found.documents, planned.language)
        marker = Marker((*planned.sought, *planned.named), self._index.store.vocabulary)
        page = ordered[offset : offset + max(0, limit)]
        self._index.store.gather({(one.document, one.checksum): _wanted(one) for one in page})
        hits = (self._hit(document, planned, marker) for document in page)
        unknown = _unknown(planned, found)
        return Results(
            query=query,
            read_as=_read_as(question, planned, unknown),
            language_of_query=planned.language,
            expansions=tuple(expansions(planned)),
            total=found.total,
            total_exact=found.total_exact,
            hits=tuple(hit for hit in hits if hit is not None),
            facets=_facets(found.facets),
            suggestions=self._suggestions(question, planned, unknown),
            unknown=tuple(one.label for one in unknown),
            notes=planned.notes,
            took_ms=round((self._clock() - started) * 1000, 3),
        )

    def everywhere(self, query: str, *, today: date) -> Everywhere:
        """What tells of any document all of its passages that hold words of a query, where ``search`` shows the best."""
        planned = plan(parse(query), self._index, today=today)
        return Everywhere(Marker(planned.sought, self._index.store.vocabulary), self._index.store)

    def passages(
        self,
        document: str,
        query: str,
        *,
        only_my_words: bool = False,
        without: Iterable[tuple[str, str]] = (),
        today: date,
    ) -> tuple[FoundPassage, ...]:
        """All passages of one document in reading order, each with its matches; none where it is not indexed."""
        checksum = self._index.engine.indexed().get(document)
        if checksum is None:
            return ()
        planned = plan(parse(query), self._index, today=today, only_my_words=only_my_words, without=frozenset(without))
        marker = Marker(planned.sought, self._index.store.vocabulary)
        stored = self._index.store.passages(document, checksum)
        return tuple(found_passage(passage, marker.mark(passage, tokens)) for passage, tokens in stored)

    def _found(self, query: str, planned: Plan, filters: Filters, sort: Order, limit: int | None) -> Found:
        if not asks_for_all(query) and not planned.sought and not _narrows(planned.where):
            return Found(documents=(), total=0)
        return self._index.engine.search(
            Request(
                concepts=tuple(one.concept() for one in planned.sought),
                where=every((planned.where, filters.condition())),
                facets=FACETS,
                order=sort,
                limit=limit,
            )
        )

    def _hit(self, found: FoundDocument, planned: Plan, marker: Marker) -> Hit | None:
        """A hit with its best passages; None where the document went while the search ran."""
        shown = self._index.store.shown(found.document, found.checksum)
        if shown is None:
            return None
        return Hit(
            document=found.document,
            title=shown.title,
            language=shown.language,
            kind=shown.kind,
            published=shown.published,
            publisher=shown.publisher,
            score=round(found.score, 4),
            missing=tuple(
                one.label
                for at, one in enumerate(planned.sought)
                if one.needed and one.scored and at not in found.concepts
            ),
            passages=tuple(found_passage(passage, marked) for passage, marked in self._best(found, planned, marker)),
        )

    def _best(self, found: FoundDocument, planned: Plan, marker: Marker) -> list[tuple[Passage, Marked]]:
        """The passages that hold most of the words, closest together.

        Where only the title or a condition answers, those that name the identifier of the condition, or the first one.
        """
        store = self._index.store
        ranked = {one.number: one for one in found.passages}
        stored = store.passages(found.document, found.checksum, ranked) if ranked else ()
        texts = [one for one in stored if not one[0].is_heading] or list(stored)
        if not texts:
            first = store.passages(found.document, found.checksum, None if planned.named else _FIRST)
            texts = [one for one in first if not one[0].is_heading] or list(first)
            naming = [
                (passage, marker.mark(passage, tokens)) for passage, tokens in texts[: None if planned.named else 1]
            ]
            return [one for one in naming if one[1].matches][:PASSAGES] or naming[:1]
        texts.sort(
            key=lambda pair: (-len(ranked[pair[0].number].concepts), -ranked[pair[0].number].score, pair[0].number)
        )
        if len(ranked[texts[0][0].number].concepts) == 1:
            texts = texts[:PASSAGES]  # one word is as close as can be everywhere
        marked = [(passage, marker.mark(passage, tokens)) for passage, tokens in texts]
        marked.sort(
            key=lambda pair: (
                -len(ranked[pair[0].number].concepts),
                -pair[1].held,
                pair[1].close,
                -ranked[pair[0].number].score,
                pair[0].number,
            )
        )
        return marked[:PASSAGES]

    def _suggestions(self, question: Question, planned: Plan, unknown: tuple[Sought, ...]) -> tuple[str, ...]:
        """The question with an unknown word put right, for each near word of the texts."""
        suggested: dict[str, None] = {}
        typed = render(question)
        for one in unknown:
            for language in (planned.language, *(other for other in SERVED_LANGUAGES if other != planned.language)):
                near = near_words(one.label.lower(), language, self._index.store.vocabulary, self._index.engine)
                suggested.update(dict.fromkeys(typed.replace(one.label, other) for other in near))
                if near:
                    break
        return tuple(suggested)


def _facets(counted: Mapping[str, Mapping[str, int]]) -> Facets:
    """The counts of each facet, the commonest value first; of identifiers the commonest alone."""
    counts = {name: dict(counted.get(name, {})) for name in FACETS}
    counts["identifier"] = dict(islice(counts["identifier"].items(), MOST_IDENTIFIERS))
    return Facets(**counts)


def _wanted(found: FoundDocument) -> Iterable[int]:
    """The passages of a hit that may be shown."""
    return [one.number for one in found.passages] or _FIRST


def _narrows(where: Condition) -> bool:
    return not isinstance(where, Every) or bool(where.conditions)


def _unknown(planned: Plan, found: Found) -> tuple[Sought, ...]:
    """What is sought and stands in no document at all."""
    holding = found.holding or (0,) * len(planned.sought)
    return tuple(one for one, count in zip(planned.sought, holding, strict=True) if one.scored and not count)


def _read_as(question: Question, planned: Plan, unknown: Iterable[Sought]) -> str:
    parts = [described(question)]
    if planned.sought:
        parts.append(f"read as {_NAMES[planned.language]}")
    parts += planned.notes
    parts += [f"no document has {one.label}" for one in unknown]
    return "; ".join(parts)


def expansions(planned: Plan) -> Iterable[Expansion]:
    """What each word was widened to, and where from."""
    for one in planned.sought:
        to = {
            (way.text, way.language): Rendering(
                term=way.text, language=way.language, source=way.source, off=way not in one.ways
            )
            for way in one.switchable
            if (way.text, way.language) != (one.label, planned.language)
        }
        if to:
            yield Expansion(term=one.label, language=planned.language, to=tuple(to.values()))
