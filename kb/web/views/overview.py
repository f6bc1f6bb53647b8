"""The start page: what the knowledge base holds."""

from __future__ import annotations

from starlette.responses import Response

from kb.web.routing import reading
from kb.web.visit import Visit


def overview(visit: Visit) -> Response:
    """The documents in figures, and what came in lately."""
    everything = visit.library.search("", limit=0)
    return visit.page("overview.html", section="overview", total=everything.total)


ROUTES = (reading("/", overview),)
