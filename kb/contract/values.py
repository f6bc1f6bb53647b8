"""Values that stand in many answers: spans and dates."""

from datetime import date
from typing import Annotated

from kb.contract.schema import keywords
from kb.model import Span

SpanValue = Annotated[
    list[int],
    keywords(minItems=2, maxItems=2),
    "[start, end) in Unicode code points of the document's cleaned text.",
]
DateValue = Annotated[str, keywords(format="date")]


def span_value(span: Span) -> list[int]:
    """A span as JSON."""
    return [span.start, span.end]


def span_or_none(span: Span | None) -> list[int] | None:
    """A span as JSON, null where there is none."""
    return None if span is None else span_value(span)


def date_or_none(day: date | None) -> str | None:
    """A date as JSON, null where there is none."""
    return day.isoformat() if day else None
