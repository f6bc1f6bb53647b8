"""A document as something to cite."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kb.model import Kind, Record
from kb.quote.citation.names import Name, name_of

PDF = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is known of a document for its citation. ``accessed`` is set only for what was read on the web."""

    id: str
    kind: Kind
    title: str
    language: str
    authors: tuple[Name, ...] = ()
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    accessed: date | None = None
    is_pdf: bool = False

    @property
    def publisher_is_author(self) -> bool:
        """Whether naming the publisher would say the author again."""
        return self.publisher is not None and any(_same(self.publisher, name.shown) for name in self.authors)


def source_of(record: Record) -> Source:
    """The source that a record describes."""
    url = record.url if record.url and record.url.startswith(("http://", "https://")) else None
    return Source(
        id=record.id,
        kind=record.kind,
        title=" ".join(record.title.split()),
        language=record.language,
        authors=tuple(name_of(author, record.publisher) for author in record.authors if author.strip()),
        publisher=" ".join(record.publisher.split()) if record.publisher else None,
        published=record.published,
        url=url,
        accessed=record.fetched.date() if url else None,
        is_pdf=record.media_type == PDF,
    )


def is_own(speaker: str, source: Source) -> bool:
    """Whether a speaker speaks for the document itself: an author, or its publisher where no author is named."""
    named = [name.shown for name in source.authors] or ([source.publisher] if source.publisher else [])
    return any(_same(speaker, name) for name in named)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
