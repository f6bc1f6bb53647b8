"""Quotations with who said them, and excerpts ready to paste."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kb.model.document import Span


class How(StrEnum):
    """How sure the speaker is: named beside the quotation, resolved from a mention, or inferred from the context."""

    EXPLICIT = "explicit"
    RESOLVED = "resolved"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who said it. ``name`` and ``mention`` both stand in the text; ``rule`` is the sieve that found the speaker."""

    name: str
    mention: str
    role: str | None
    how: How
    rule: str
    mention_span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The words that report the speech (``siger``, ``according to``) and where they stand."""

    text: str
    span: Span


class QuotationKind(StrEnum):
    """The form a quotation takes in the text."""

    DIRECT = "direct"
    FRAGMENT = "fragment"
    DASH = "dash"
    WRITTEN = "written"
    PULL_QUOTE = "pull-quote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Somebody's words between marks, one consecutive span of them.

    ``span`` covers the words without their marks. A statement split by its attribution is one ``utterance`` with
    ``parts`` quotations numbered by ``part`` from 1. ``closed`` is False where the closing mark is missing in the
    source. ``nested`` are the spans of quotations inside this one.
    """

    span: Span
    kind: QuotationKind
    utterance: int
    part: int = 1
    parts: int = 1
    closed: bool = True
    speaker: Speaker | None = None
    cue: Cue | None = None
    language: str = "und"
    nested: tuple[Span, ...] = ()
    warnings: tuple[str, ...] = ()


class ExcerptKind(StrEnum):
    """What an excerpt is."""

    QUOTATION = "quotation"
    PASSAGE = "passage"
    RECOMMENDATION = "recommendation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """A W3C TextQuoteSelector; prefix and suffix are lengthened until the place is unique in its document."""

    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A verbatim slice of a document, cut at sentence ends, with its citation (one of ``kb.quote/1``'s excerpts)."""

    id: str
    kind: ExcerptKind
    text: str
    closed: bool
    speaker: Speaker | None
    cue: str | None
    document: str
    title: str
    language: str
    published: date | None
    span: Span
    original_span: Span | None
    page: str | None
    paragraph: int
    selector: Selector
    before: str
    after: str
    warnings: tuple[str, ...]
    citation: str
    link: str | None
    extra: dict[str, object] = field(default_factory=dict)
