"""Help with searching: the query language on one page."""

from __future__ import annotations

from starlette.responses import Response

from kb.web.routing import reading
from kb.web.visit import Visit


def query_language(visit: Visit) -> Response:
    """The query language, with examples to follow."""
    return visit.page("help.html", section="help")


ROUTES = (reading("/help", query_language),)
