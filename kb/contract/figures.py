"""The figures about a subject, ``kb.figures/1``, and those of which documents disagree, ``kb.differences/1``."""

from collections.abc import Iterable
from typing import Annotated, Final, Literal, TypedDict

from kb.contract.values import DateValue, SpanValue, date_or_none, span_value
from kb.quote.figures.differing import Difference
from kb.quote.figures.stating import Figure

SCHEMA: Final = "kb.figures/1"
DIFFERENCES: Final = "kb.differences/1"


class FigureObject(TypedDict):
    """A number that a sentence states."""

    value: Annotated[float, "The number itself: 62 for 62 percent, 96000000 for 96 million."]
    to: Annotated[float | None, "The upper end of a range."]
    unit: Annotated[str, "A currency code, percent, share, or the nouns that are counted."]
    qualifier: Annotated[str | None, "Its bound: more than, up to ..."]
    text: Annotated[str, "The whole sentence, verbatim."]
    as_written: str
    document: Annotated[str, "The document's id."]
    title: str
    language: str
    published: DateValue | None
    span: SpanValue
    written_span: SpanValue
    page: str | None


class FiguresAnswer(TypedDict):
    """The figures about a subject, the newest documents first."""

    schema: Literal["kb.figures/1"]
    figures: list[FigureObject]


class DifferenceObject(TypedDict):
    """One thing of which documents give different figures, the smallest first."""

    unit: str
    figures: list[FigureObject]


class DifferencesAnswer(TypedDict):
    """Where documents give different figures in sentences that otherwise say the same, the newest first."""

    schema: Literal["kb.differences/1"]
    differences: list[DifferenceObject]


def figures_to_json(figures: Iterable[Figure]) -> FiguresAnswer:
    """The whole answer."""
    return {"schema": SCHEMA, "figures": [figure_to_json(figure) for figure in figures]}


def differences_to_json(differences: Iterable[Difference]) -> DifferencesAnswer:
    """All differences."""
    shown: list[DifferenceObject] = [
        {"unit": one.unit, "figures": [figure_to_json(figure) for figure in one.figures]} for one in differences
    ]
    return {"schema": DIFFERENCES, "differences": shown}


def figure_to_json(figure: Figure) -> FigureObject:
    """One figure."""
    return {
        "value": plain_number(figure.value),
        "to": None if figure.to is None else plain_number(figure.to),
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "text": figure.text,
        "as_written": figure.as_written,
        "document": figure.document,
        "title": figure.title,
        "language": figure.language,
        "published": date_or_none(figure.published),
        "span": span_value(figure.span),
        "written_span": span_value(figure.written_span),
        "page": figure.page,
    }


def plain_number(value: float) -> float | int:
    """A number; a whole one is written without a decimal point."""
    return int(value) if value.is_integer() else value
