"""What passes between the steps of the pipeline: an original, its blocks, and clues about the document."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from kb.model import Removal, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The bytes of one source as they were fetched.

    ``source`` is the path or URL as given, ``name`` the file name (for its extension and as the last resort for a
    title), ``url`` the address after redirects, ``charset`` what the server said. ``placed`` is False for bytes that
    were handed over: their source is a name, not a place where a later edition would be found.
    """

    source: str
    name: str
    data: bytes
    fetched: datetime
    url: str | None = None
    charset: str | None = None
    placed: bool = True


class BlockKind(StrEnum):
    """What a block is in the document's structure."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    TABLE = "table"
    QUOTE = "quote"
    CODE = "code"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    r"""One piece of a document's structure, in reading order.

    ``text`` may hold ``\n`` where the original's line ended (hard wraps; the cleaner joins them), except in tables,
    where ``text`` is a finished Markdown table, and in code. A hyphen that the original shows at a line end stays
    before its ``\n`` (U+00AD for one that a producer marked as soft). ``level`` is 1 to 6 for headings and the depth from 0 for list
    items; ``marker`` is the list item's own number or letter (``"1)"``), None for a bullet. ``page`` counts from 1.
    ``origin`` is the span in the decoded original, for text formats; ``runs`` say it character by character, as
    ``(offset in text, offset in the decoded original, length)``, rising in both.
    """

    kind: BlockKind
    text: str
    level: int = 0
    marker: str | None = None
    page: int | None = None
    origin: Span | None = None
    runs: tuple[tuple[int, int, int], ...] = ()


Field = Literal["title", "published", "authors", "publisher", "kind", "language", "url"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """A value for one described field that an extractor or the cleaner met, where, and whether it can be trusted.

    ``value`` is text as found; a date is ISO 8601 where the source was machine-readable, else as written.
    One clue per author.
    """

    field: Field
    value: str
    where: str
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PageInfo:
    """A page of a paged original: its number from 1, its printed label, and whether any text was found on it."""

    number: int
    label: str | None = None
    has_text: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What an extractor made of an original.

    ``visible_characters`` counts the non-space characters a reader of the original would see, as the denominator of
    the intake report's kept share. ``removed`` lists what the extractor itself left out (navigation, page headers).
    """

    media_type: str
    extractor: str
    blocks: tuple[Block, ...]
    clues: tuple[Clue, ...] = ()
    pages: tuple[PageInfo, ...] = ()
    removed: tuple[Removal, ...] = ()
    warnings: tuple[str, ...] = ()
    visible_characters: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """Blocks ready to be rendered: one line each (tables and code aside), and everything that was taken or changed."""

    blocks: tuple[Block, ...]
    removed: tuple[Removal, ...] = ()
    clues: tuple[Clue, ...] = ()
    joins: int = 0
    warnings: tuple[str, ...] = field(default=())
