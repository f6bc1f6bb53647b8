"""The start page: the search box, what the knowledge base holds, and what came in lately."""

from __future__ import annotations

from starlette.responses import Response

from kb.model.messages import N_
from kb.web.charts import GAP, HEIGHT, STEP, bars, columns
from kb.web.routing import reading
from kb.web.visit import Visit

LATELY = 8
BARRED = (("language", N_("By language")), ("kind", N_("By kind")), ("publisher", N_("By publisher")))


def overview(visit: Visit) -> Response:
    """The documents in figures, and what came in lately."""
    library = visit.library
    everything = library.search("", limit=0)
    facets = everything.facets
    years = columns(facets.year)
    return visit.page(
        "overview.html",
        section="overview",
        total=everything.total,
        dated=sum(facets.year.values()),
        years=years,
        chart_width=len(years) * STEP,
        chart_height=HEIGHT,
        column_width=STEP - GAP,
        charts=[(name, label, bars(getattr(facets, name)), len(getattr(facets, name))) for name, label in BARRED],
        latest=visit.site.remembered.get(("latest", library.reader.stamp()), lambda: library.latest(LATELY)),
    )


ROUTES = (reading("/", overview),)
