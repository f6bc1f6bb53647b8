"""What a document is: title, date of publication, authors, publisher, kind, language hint, each with where it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kb.ingest.blocks import Block, Clue
from kb.ingest.describe.kinds import kind_of
from kb.ingest.describe.makers import authors_of, publisher_of
from kb.ingest.describe.publication import published_of
from kb.ingest.describe.titles import title_of
from kb.model import Kind, ReadFrom, Removal

__all__ = ["Described", "describe"]

_SERVED_BY_NAME = {
    "dan": "da",
    "swe": "sv",
    "eng": "en",
    "danish": "da",
    "swedish": "sv",
    "english": "en",
    "dansk": "da",
    "svenska": "sv",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """The described fields of one document.

    ``described_from`` says for each field that has a value where it was read. ``language`` is what the document says
    about itself (BCP 47, primary subtag), not what its words show.
    """

    title: str
    published: date | None = None
    published_from: ReadFrom | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    kind: Kind = Kind.OTHER
    language: str | None = None
    url: str | None = None
    described_from: dict[str, ReadFrom] = field(default_factory=dict)


def describe(
    clues: Sequence[Clue],
    blocks: Sequence[Block],
    removed: Sequence[Removal] = (),
    *,
    source_name: str = "",
    language: str = "und",
    today: date,
) -> Described:
    """Describe a document from clues and, where they are silent, from its cleaned text and the lines taken out of it.

    ``language`` (what the text is written in) settles whether 3/5/2019 is in March or May; a date after ``today`` is
    no date of publication.
    """
    title, title_where, title_certain = title_of(clues, blocks, source_name)
    published = published_of(clues, blocks, removed, source_name, language, today)
    authors, authors_from = authors_of(clues, blocks, removed, today)
    publisher, publisher_from = publisher_of(clues, blocks, removed, authors)
    kind, kind_where = kind_of(title, clues, blocks, removed)
    hint, hint_from = _language(clues)
    address = next((c for c in clues if c.field == "url"), None)
    found = {
        "title": ReadFrom(where=title_where, certain=title_certain),
        "published": published.read_from if published else None,
        "authors": authors_from,
        "publisher": publisher_from,
        "kind": ReadFrom(where=kind_where, certain=False),
        "language": hint_from,
        "url": ReadFrom(where=address.where, certain=address.certain) if address else None,
    }
    return Described(
        title=title,
        published=published.day if published else None,
        published_from=published.read_from if published else None,
        authors=authors,
        publisher=publisher,
        kind=kind,
        language=hint,
        url=address.value if address else None,
        described_from={name: read for name, read in found.items() if read is not None},
    )


def _language(clues: Sequence[Clue]) -> tuple[str | None, ReadFrom | None]:
    for clue in sorted((c for c in clues if c.field == "language"), key=lambda c: not c.certain):
        primary = clue.value.strip().lower().replace("_", "-").split("-")[0]
        code = _SERVED_BY_NAME.get(primary, primary)
        if len(code) == 2 and code.isalpha():  # noqa: PLR2004
            return {"nb": "no", "nn": "no"}.get(code, code), ReadFrom(where=clue.where, certain=clue.certain)
    return None, None
