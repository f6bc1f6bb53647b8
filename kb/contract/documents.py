"""Documents as JSON: their records (``kb.list/1``), one with its text (``kb.show/1``), their passages and removals."""

from collections.abc import Iterable
from typing import Annotated, Any, Final, Literal, TypedDict, cast

from kb.contract.schema import keywords
from kb.contract.search import PassageFacts, passage_facts
from kb.contract.values import DateValue, SpanValue, date_or_none
from kb.corpus.records import record_to_json
from kb.editions import Edition
from kb.model import Document, Kind, Passage, Record, Removal

LIST: Final = "kb.list/1"
SHOW: Final = "kb.show/1"


class ReadFromObject(TypedDict):
    """Where a field was read, in words, and whether the reading is certain."""

    where: str
    certain: bool


class PageObject(TypedDict):
    """One page of a paged original."""

    number: int
    label: Annotated[str | None, "The printed page number, where the file gives one."]
    span: SpanValue


class RecordIntakeObject(TypedDict):
    """What intake did to the document, in figures."""

    kept_share: Annotated[float, "Share of the visible source characters that are in the text."]
    pages_without_text: list[int]
    joins: int
    warnings: list[str]


class RecordObject(TypedDict):
    """A document's record, as it is stored."""

    id: str
    title: str
    language: str
    languages: Annotated[dict[str, float], "Share of the characters by language."]
    kind: Kind
    published: DateValue | None
    published_from: ReadFromObject | None
    authors: list[str]
    publisher: str | None
    source: Annotated[str, "The path or address as it was given."]
    source_key: str | None
    url: str | None
    media_type: str
    fetched: Annotated[str, keywords(format="date-time")]
    original_checksum: str
    text_checksum: str
    extractor: str
    cleaner_version: str
    tags: list[str]
    pages: list[PageObject]
    near_duplicate_of: str | None
    translation_of: Annotated[str | None, "The id of the document that this one says in another language."]
    edited: Annotated[list[str], "Fields that a person has set."]
    described_from: dict[str, ReadFromObject | None]
    intake: RecordIntakeObject | None
    concerns: Annotated[list[str], "Whom the document holds personal data about."]
    retention: Annotated[DateValue | None, "The last day the document may be kept."]


class ListedObject(RecordObject):
    """One document of a list."""

    schema: Literal["kb.list/1"]


class ShowAnswer(TypedDict):
    """A document's record and cleaned text."""

    schema: Literal["kb.show/1"]
    record: RecordObject
    text: str


class RecordAnswer(TypedDict):
    """A document's record."""

    schema: Literal["kb.show/1"]
    record: RecordObject


class TextPassageObject(PassageFacts):
    """A passage of a document's text."""

    is_heading: bool


class PassagesAnswer(TypedDict):
    """Passages of a document, in order; ``total`` counts all it has."""

    schema: Literal["kb.passages/1"]
    document: str
    total: int
    offset: int
    passages: list[TextPassageObject]


class RemovalObject(TypedDict):
    """What the cleaner removed or changed."""

    number: int
    rule: str
    text: str
    where: str
    changed_to: str | None
    restored: bool


class RemovedAnswer(TypedDict):
    """Everything the cleaner removed from a document or changed in it."""

    schema: Literal["kb.show/1"]
    document: str
    removed: list[RemovalObject]


class EditionObject(TypedDict):
    """One edition of a document."""

    number: int
    current: bool
    title: str
    published: DateValue | None
    fetched: Annotated[str, keywords(format="date-time")]
    original_checksum: str
    characters: int


def record_object(record: Record) -> RecordObject:
    """A record as it is stored."""
    return cast("RecordObject", record_to_json(record))


def listed_to_json(record: Record) -> ListedObject:
    """A line of a list."""
    return cast("ListedObject", {"schema": LIST, **cast("dict[str, Any]", record_object(record))})


def record_answer(record: Record) -> RecordAnswer:
    """A record by itself."""
    return {"schema": SHOW, "record": record_object(record)}


def document_to_json(document: Document) -> ShowAnswer:
    """A record with its text."""
    return {"schema": SHOW, "record": record_object(document.record), "text": document.text}


def passages_to_json(document: str, passages: tuple[Passage, ...], *, offset: int, limit: int) -> PassagesAnswer:
    """Some passages of all those of a document."""
    return {
        "schema": "kb.passages/1",
        "document": document,
        "total": len(passages),
        "offset": offset,
        "passages": [
            {**passage_facts(passage), "is_heading": passage.is_heading}
            for passage in passages[offset : offset + limit]
        ],
    }


def removed_to_json(document: str, removals: Iterable[Removal]) -> RemovedAnswer:
    """What was removed, numbered from 1 as ``kb edit --restore`` counts."""
    return {
        "schema": SHOW,
        "document": document,
        "removed": [
            {
                "number": number,
                "rule": one.rule,
                "text": one.text,
                "where": one.where,
                "changed_to": one.changed_to,
                "restored": one.restored,
            }
            for number, one in enumerate(removals, 1)
        ],
    }


def edition_to_json(edition: Edition) -> EditionObject:
    """An edition's number and what its record says."""
    record = edition.record
    return {
        "number": edition.number,
        "current": edition.current,
        "title": record.title,
        "published": date_or_none(record.published),
        "fetched": record.fetched.isoformat(timespec="seconds"),
        "original_checksum": record.original_checksum,
        "characters": len(edition.text),
    }
