"""Figures: what the documents say in numbers about a subject, side by side, so that those that disagree are seen."""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from starlette.responses import Response

from kb.library import Library
from kb.model import FoundPassage, Span
from kb.model.messages import N_
from kb.quote.figures.stating import Figure
from kb.web.routing import reading
from kb.web.visit import Visit

MOST = 200
MOST_DIFFERING = 50
MOST_TOGETHER = 6


class Sort(StrEnum):
    """What can be set beside each other."""

    COUNT = "count"
    SHARE = "share"
    AMOUNT = "amount"


LABELS: dict[Sort, str] = {Sort.COUNT: N_("Numbers"), Sort.SHARE: N_("Shares"), Sort.AMOUNT: N_("Amounts of money")}


class ShownFigure(NamedTuple):
    """A figure with its sentence cut around it, and the passage it stands in."""

    figure: Figure
    before: str
    written: str
    after: str
    passage: int


class Group(NamedTuple):
    """Figures of one sort, the smallest first; ``currency`` is that of amounts."""

    sort: Sort
    currency: str
    figures: tuple[ShownFigure, ...]


class GivenFigure(NamedTuple):
    """A figure in its sentence, with its citation."""

    shown: ShownFigure
    citation: str


def figures(visit: Visit) -> Response:
    """The figures on the subject in the address; without one, those that differ."""
    subject = visit.value("q")[:500]
    found = visit.library.figures(subject, limit=MOST) if subject else ()
    return visit.page(
        "figures.html",
        section="figures",
        subject=subject,
        groups=_groups(_shown(found, visit.library)),
        labels=LABELS,
        many=len(found) == MOST,
        differing=None if subject else differing(visit, visit.library.state(), most=MOST_DIFFERING),
    )


def differing(visit: Visit, state: str, *, most: int) -> tuple[tuple[GivenFigure, ...], ...] | None:
    """Figures of different documents that differ, at a state of the corpus; None as long as they are being compared."""
    found = visit.site.comparing.found(state, visit.library.reader)
    if found is None:
        return None
    return visit.site.remembered.get(
        ("differing", state, visit.language, most),
        lambda: tuple(_given(one.figures[:MOST_TOGETHER], visit) for one in found[:most]),
    )


def _given(found: tuple[Figure, ...], visit: Visit) -> tuple[GivenFigure, ...]:
    return tuple(
        GivenFigure(one, visit.library.citations(one.figure.document, [one.figure.span], into=visit.language)[0])
        for one in _shown(found, visit.library)
    )


def _shown(found: tuple[Figure, ...], library: Library) -> list[ShownFigure]:
    passages: dict[str, tuple[FoundPassage, ...]] = {}
    shown = []
    for one in found:
        if one.document not in passages:
            passages[one.document] = library.passages_found(one.document, "")
        starts = [passage.span.start for passage in passages[one.document]]
        at = Span(one.written_span.start - one.span.start, one.written_span.end - one.span.start)
        shown.append(
            ShownFigure(
                figure=one,
                before=one.text[: at.start],
                written=one.text[at.start : at.end],
                after=one.text[at.end :],
                passage=max(1, bisect_right(starts, one.span.start)),
            )
        )
    return shown


def _groups(shown: list[ShownFigure]) -> list[Group]:
    """Numbers, shares and amounts of each currency apart; the smallest first, so that near ones are neighbours."""
    keyed = sorted(
        ((*_sort(one.figure), one) for one in shown), key=lambda each: (each[0], each[1], _size(each[2].figure))
    )
    return [
        Group(sort, currency, tuple(one for *_, one in together))
        for (sort, currency), together in groupby(keyed, key=lambda each: each[:2])
    ]


def _sort(figure: Figure) -> tuple[Sort, str]:
    if figure.unit in ("percent", "share"):
        return Sort.SHARE, ""
    if len(figure.unit) == len("DKK") and figure.unit.isupper():
        return Sort.AMOUNT, figure.unit
    return Sort.COUNT, ""


def _size(figure: Figure) -> float:
    return figure.value * 100 if figure.unit == "share" else figure.value


ROUTES = (reading("/figures", figures),)
