"""What can be asked: each endpoint with its parameters, the type of its answer, and the function that makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.api.answers import DocumentsAnswer, documents_to_json
from kb.api.parameters import Parameter, choice, day, flag, pattern, several, text, whole
from kb.contract.documents import (
    PassagesAnswer,
    RecordAnswer,
    RemovedAnswer,
    passages_to_json,
    record_answer,
    removed_to_json,
)
from kb.contract.figures import FiguresAnswer, figures_to_json
from kb.contract.quote import QuoteAnswer, excerpts_to_json
from kb.contract.search import RENOUNCED, SearchAnswer, renounced, results_to_json
from kb.contract.stats import StatsAnswer, stats_to_json
from kb.errors import CorpusDamaged
from kb.library import Library
from kb.model import SERVED_LANGUAGES, Kind

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One address that answers GET; ``answer`` is its type, None for one that gives the text itself."""

    path: str
    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    answer: Any
    view: Callable[[Library, Values], Any]


FILTERS = (
    pattern("language", "Only documents in this language.", "[a-z]{2,3}", "a language as da, sv or en"),
    choice("kind", "Only documents of this kind.", Kind),
    text("tag", "Only documents with this tag."),
    day("since", "Published on or after this date."),
    day("until", "Published on or before this date."),
)
OFFSET = whole("offset", "Items to skip.", least=0, most=100_000, default=0)
ID = text("id", "The id of a document.", most=200, required=True, place="path")
_FILTERED = ("language", "kind", "tag", "since", "until")


def search(library: Library, values: Values) -> SearchAnswer:
    """The documents that answer a query."""
    return results_to_json(library.search(**values))


def documents(library: Library, values: Values) -> DocumentsAnswer:
    """The records that pass the filters, the newest first."""
    damaged: list[CorpusDamaged] = []
    found = library.records(**{name: values[name] for name in _FILTERED}, on_damage=damaged.append)
    records = sorted(found, key=lambda one: (one.published or date.min, one.id), reverse=True)
    unread = [error.path.parent.name for error in damaged]
    return documents_to_json(records, unread, offset=values["offset"], limit=values["limit"])


def document(library: Library, values: Values) -> RecordAnswer:
    """One record."""
    return record_answer(library.reader.record(values["id"]))


def document_text(library: Library, values: Values) -> str:
    """One text."""
    return library.text(values["id"])


def passages(library: Library, values: Values) -> PassagesAnswer:
    """Some passages of a document."""
    found = library.passages(values["id"])
    return passages_to_json(values["id"], found, offset=values["offset"], limit=values["limit"])


def removed(library: Library, values: Values) -> RemovedAnswer:
    """What the cleaner took out."""
    return removed_to_json(values["id"], library.removed(values["id"]))


def quote(library: Library, values: Values) -> QuoteAnswer:
    """Excerpts; where nothing is asked for, every quotation."""
    asked = values["query"] or values["document"] or values["recommendations"]
    wanted = {**values, "quotations_only": values["quotations_only"] or not asked}
    return excerpts_to_json(library.quote(**wanted))


def figures(library: Library, values: Values) -> FiguresAnswer:
    """The figures about a subject."""
    return figures_to_json(library.figures(values["query"], limit=values["limit"]))


def stats(library: Library, values: Values) -> StatsAnswer:  # noqa: ARG001 - the signature of a view
    """What there is, counted."""
    return stats_to_json(library.stats())


ENDPOINTS = (
    Endpoint(
        path="/search",
        name="search",
        summary="Search the documents in Danish, Swedish and English at once",
        parameters=(
            text("query", "Words, phrases and operators, as `kb search` takes them.", required=True),
            *FILTERS,
            choice("sort", "The order.", ("relevance", "date", "title"), "relevance"),
            text("publisher", "Only documents of this publisher."),
            flag("only_my_words", "No translation and no other spelling."),
            several(
                "without",
                "A translation or spelling to do without, as `expansions` shows it; may stand several times.",
                RENOUNCED,
                "a language and a word, as sv:ord",
                most=50,
                read=renounced,
            ),
            whole("limit", "Documents to give.", least=1, most=100, default=10),
            OFFSET,
        ),
        answer=SearchAnswer,
        view=search,
    ),
    Endpoint(
        path="/documents",
        name="documents",
        summary="List the documents, the newest first",
        parameters=(*FILTERS, whole("limit", "Documents to give.", least=1, most=1000, default=100), OFFSET),
        answer=DocumentsAnswer,
        view=documents,
    ),
    Endpoint(
        path="/documents/{id}",
        name="document",
        summary="The record of a document",
        parameters=(ID,),
        answer=RecordAnswer,
        view=document,
    ),
    Endpoint(
        path="/documents/{id}/text",
        name="text",
        summary="The cleaned text of a document, in which all spans count",
        parameters=(ID,),
        answer=None,
        view=document_text,
    ),
    Endpoint(
        path="/documents/{id}/passages",
        name="passages",
        summary="The passages of a document, in order",
        parameters=(ID, whole("limit", "Passages to give.", least=1, most=1000, default=100), OFFSET),
        answer=PassagesAnswer,
        view=passages,
    ),
    Endpoint(
        path="/documents/{id}/removed",
        name="removed",
        summary="What the cleaner removed from a document or changed in it",
        parameters=(ID,),
        answer=RemovedAnswer,
        view=removed,
    ),
    Endpoint(
        path="/quote",
        name="quote",
        summary="Excerpts and quotations ready to paste; without query and document, every quotation",
        parameters=(
            text("query", "What the excerpts should be about."),
            text("document", "Only from the document of this id.", most=200),
            text("speaker", "Only what this person or organisation says."),
            flag("quotations_only", "Only quotations."),
            flag("recommendations", "Only the demands and proposals of lists."),
            whole("max_words", "No longer than this; cut at sentence ends.", least=1, most=10_000),
            choice("into", "The language of the text that receives them.", SERVED_LANGUAGES),
            whole("limit", "Statements to give.", least=1, most=1000, default=10),
        ),
        answer=QuoteAnswer,
        view=quote,
    ),
    Endpoint(
        path="/figures",
        name="figures",
        summary="Sentences that state a number about a subject, the newest documents first",
        parameters=(
            text("query", "The subject.", required=True),
            whole("limit", "Figures to give.", least=1, most=1000, default=100),
        ),
        answer=FiguresAnswer,
        view=figures,
    ),
    Endpoint(
        path="/stats",
        name="stats",
        summary="What the knowledge base holds",
        parameters=(),
        answer=StatsAnswer,
        view=stats,
    ),
)
