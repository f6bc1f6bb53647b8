"""What is kept of a document: its record, its pages, its blocks of text, and what the cleaner took out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

SERVED_LANGUAGES = ("da", "sv", "en")
UNDETERMINED = "und"

LINKS = ("near_duplicate_of", "translation_of")
"""The fields of a record that hold the id of another document."""


class Span(NamedTuple):
    """A half-open range ``[start, end)`` in Unicode code points of one text."""

    start: int
    end: int

    def slice(self, text: str) -> str:
        """The characters of ``text`` that this span covers."""
        return text[self.start : self.end]


class Kind(StrEnum):
    """What sort of document it is (``kind`` of the record)."""

    ARTICLE = "article"
    REPORT = "report"
    STRATEGY = "strategy"
    CONSULTATION_ANSWER = "consultation-answer"
    SPEECH = "speech"
    WEB_PAGE = "web-page"
    NOTE = "note"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFrom:
    """Where a described field was read, in words for a person, and whether the reading is certain."""

    where: str
    certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a paged original: its number from 1, its printed label if the file has one, its span in the text."""

    number: int
    label: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A block or characters the cleaner removed or changed (a line of ``removed.jsonl``).

    ``rule`` is the name of the cleaning rule; ``text`` the words as the extractor gave them; ``where`` says where they
    stood, in words (``"page 3, line 1"``); ``changed_to`` holds the new words of a change and is None for a removal.
    """

    rule: str
    text: str
    where: str
    changed_to: str | None = None
    restored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The intake report of one document: what the pipeline did to it, in figures.

    ``kept_share`` is the share (0 to 1) of the visible source characters that are in the text.
    """

    kept_share: float
    pages_without_text: tuple[int, ...] = ()
    joins: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The record of one document (``record.json``); the field names are the file's keys.

    ``source`` is the path or URL as given; ``source_key`` tells whether two sources are the same place without
    storing where on one machine that was (see `kb.ingest.fetch`). It is None for standard input. ``concerns`` names the
    people it holds personal data about, ``retention`` the last day it may be kept, ``translation_of`` the document that
    it says in another language; all three are set by hand only.
    """

    id: str
    title: str
    language: str
    languages: dict[str, float]
    kind: Kind
    published: date | None
    published_from: ReadFrom | None
    authors: tuple[str, ...]
    publisher: str | None
    source: str
    url: str | None
    media_type: str
    fetched: datetime
    original_checksum: str
    text_checksum: str
    extractor: str
    cleaner_version: str
    tags: tuple[str, ...] = ()
    pages: tuple[Page, ...] = ()
    near_duplicate_of: str | None = None
    edited: tuple[str, ...] = ()
    described_from: dict[str, ReadFrom] = field(default_factory=dict)
    intake: Intake | None = None
    source_key: str | None = None
    concerns: tuple[str, ...] = ()
    retention: date | None = None
    translation_of: str | None = None

    def is_expired(self, today: date) -> bool:
        """Whether the day until which the document may be kept is over."""
        return self.retention is not None and self.retention < today


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document of the corpus: its record and its text."""

    record: Record
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A consecutive piece of one text, the unit that is indexed and shown.

    ``number`` counts from 1 in the document; ``text`` is ``document.text[span]``; ``page`` is the printed label, or
    the number where there is none, of the page the passage starts on; ``heading`` is the nearest heading above it.
    """

    document: str
    number: int
    span: Span
    text: str
    language: str
    heading: str | None = None
    page: str | None = None
    is_heading: bool = False
