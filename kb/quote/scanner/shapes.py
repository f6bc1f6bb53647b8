"""What the scanner finds: paragraphs, and stretches of them between marks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kb.model import Span


class BlockKind(StrEnum):
    """What a block of the Markdown text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One block between blank lines, without its Markdown marker, in the language its words belong to."""

    span: Span
    kind: BlockKind
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Words between marks, or speech after a dash.

    ``span`` are the words, ``outer`` the words with their marks. ``closed`` is False where a mark is missing in the
    source and its place was recovered. ``continues`` says that the next paragraph takes the same statement up again.
    ``tentative`` is a dash line without an attribution: speech only if its surroundings say so.
    """

    span: Span
    outer: Span
    closed: bool = True
    dash: bool = False
    tentative: bool = False
    continues: bool = False
    inner: tuple[Span, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """A paragraph and the stretches between marks in it, in order and without overlap.

    ``plain`` are the stretches if a line after a dash that may be speech turns out to be none.
    """

    paragraph: Paragraph
    marked: tuple[Marked, ...]
    plain: tuple[Marked, ...] = ()
