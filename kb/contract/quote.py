"""Excerpts ready to paste: ``kb.quote/1``."""

from collections.abc import Iterable
from typing import Annotated, Any, Final, Literal, NotRequired, TypedDict, cast

from kb.contract.values import DateValue, SpanValue, date_or_none, span_or_none, span_value
from kb.model import Excerpt, ExcerptKind, How, QuotationKind, Speaker

SCHEMA: Final = "kb.quote/1"


class SpeakerObject(TypedDict):
    """Who said it; name and mention stand in the text."""

    name: str
    mention: str
    role: str | None
    how: Annotated[How, "How sure that is; inferred is the least sure."]
    rule: str


class SelectorObject(TypedDict):
    """A W3C TextQuoteSelector that fits one place of the document only."""

    type: Literal["TextQuoteSelector"]
    exact: str
    prefix: str
    suffix: str


class ContextObject(TypedDict):
    """The sentences beside the excerpt."""

    before: str
    after: str


class ExcerptObject(TypedDict):
    """A verbatim slice of a document, cut at sentence ends, with its citation."""

    id: str
    kind: ExcerptKind
    text: Annotated[str, "Verbatim: the characters of the document's text at this span."]
    closed: Annotated[bool, "False where the closing quotation mark is missing in the source."]
    speaker: SpeakerObject | None
    cue: str | None
    document: Annotated[str, "The document's id."]
    title: str
    language: str
    published: DateValue | None
    span: SpanValue
    original_span: SpanValue | None
    page: str | None
    paragraph: int
    selector: SelectorObject
    context: ContextObject
    warnings: Annotated[list[str], "What a reader of the excerpt alone would not know."]
    citation: Annotated[str, "Where it stands, in words, in the language of `into`."]
    link: str | None
    text_checksum: NotRequired[str]
    extractor: NotRequired[str]
    cleaner_version: NotRequired[str]
    occurrences: NotRequired[Annotated[int, "2 where the same words stand twice or more in the document."]]
    into: NotRequired[Annotated[str, "The language of marks and citation."]]
    if_translated: NotRequired[Annotated[str, "What to write beside a translation of the words."]]
    omission: NotRequired[str]
    utterance: NotRequired[Annotated[str, "The same for all parts of a statement that its attribution splits."]]
    part: NotRequired[int]
    parts: NotRequired[int]
    form: NotRequired[QuotationKind]
    repeated_at: NotRequired[Annotated[list[SpanValue], "Pull quotes that repeat it."]]
    lead_in: NotRequired[Annotated[str, "The words that make a list item a recommendation."]]
    heading: NotRequired[str | None]
    number: NotRequired[str | None]


class QuoteAnswer(TypedDict):
    """Excerpts, the best first."""

    schema: Literal["kb.quote/1"]
    excerpts: list[ExcerptObject]


def excerpts_to_json(excerpts: Iterable[Excerpt]) -> QuoteAnswer:
    """The whole answer."""
    return {"schema": SCHEMA, "excerpts": [excerpt_to_json(excerpt) for excerpt in excerpts]}


def excerpt_to_json(excerpt: Excerpt) -> ExcerptObject:
    """One excerpt."""
    known: ExcerptObject = {
        "id": excerpt.id,
        "kind": excerpt.kind,
        "text": excerpt.text,
        "closed": excerpt.closed,
        "speaker": _speaker(excerpt.speaker),
        "cue": excerpt.cue,
        "document": excerpt.document,
        "title": excerpt.title,
        "language": excerpt.language,
        "published": date_or_none(excerpt.published),
        "span": span_value(excerpt.span),
        "original_span": span_or_none(excerpt.original_span),
        "page": excerpt.page,
        "paragraph": excerpt.paragraph,
        "selector": {
            "type": "TextQuoteSelector",
            "exact": excerpt.selector.exact,
            "prefix": excerpt.selector.prefix,
            "suffix": excerpt.selector.suffix,
        },
        "context": {"before": excerpt.before, "after": excerpt.after},
        "warnings": list(excerpt.warnings),
        "citation": excerpt.citation,
        "link": excerpt.link,
    }
    return cast("ExcerptObject", {**cast("dict[str, Any]", known), **excerpt.extra})


def _speaker(speaker: Speaker | None) -> SpeakerObject | None:
    if speaker is None:
        return None
    return {
        "name": speaker.name,
        "mention": speaker.mention,
        "role": speaker.role,
        "how": speaker.how,
        "rule": speaker.rule,
    }
