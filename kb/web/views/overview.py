"""The start page: the search box, what the knowledge base holds, and what came in lately."""

from __future__ import annotations

from typing import NamedTuple

from starlette.responses import Response

from kb.library import Library
from kb.model import Facets, Record
from kb.model.messages import N_
from kb.web.charts import GAP, HEIGHT, STEP, bars, columns
from kb.web.routing import reading
from kb.web.views.figures import differing
from kb.web.visit import Visit

LATELY = 8
DIFFERING = 2
BARRED = (("language", N_("By language")), ("kind", N_("By kind")), ("publisher", N_("By publisher")))


class Holdings(NamedTuple):
    """What the start page tells of a knowledge base."""

    total: int
    facets: Facets
    latest: tuple[Record, ...]


def overview(visit: Visit) -> Response:
    """The documents in figures, and what came in lately."""
    library = visit.library
    state = library.state()
    held = visit.site.remembered.get(
        ("overview", state), lambda: _held(library), still=lambda: library.state() == state
    )
    years = columns(held.facets.year)
    return visit.page(
        "overview.html",
        section="overview",
        total=held.total,
        dated=sum(held.facets.year.values()),
        years=years,
        chart_width=len(years) * STEP,
        chart_height=HEIGHT,
        column_width=STEP - GAP,
        charts=[
            (name, label, bars(getattr(held.facets, name)), len(getattr(held.facets, name))) for name, label in BARRED
        ],
        latest=held.latest,
        differing=differing(visit, state, most=DIFFERING) if held.total else (),
    )


def _held(library: Library) -> Holdings:
    everything = library.search("", limit=0)
    return Holdings(everything.total, everything.facets, library.latest(LATELY))


ROUTES = (reading("/", overview),)
