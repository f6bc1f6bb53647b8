"""What the first visitor after a start would wait for, made ready before: pages are put together as for a person."""

from __future__ import annotations

from contextlib import suppress

from starlette.applications import Starlette
from starlette.requests import Request

from kb.errors import KbError
from kb.web.languages import LOCALES
from kb.web.routing import View
from kb.web.site import Site
from kb.web.views import overview, search
from kb.web.visit import Visit

# A word of any text: the search that needs the terms and the forms of all three languages.
_PAGES: tuple[tuple[str, bytes, View], ...] = (("/", b"", overview.overview), ("/search", b"q=region", search.search))


def warm(app: Starlette) -> None:
    """Put the start page and a page of results together in every language of the interface, for nobody.

    What is wrong with the knowledge base is left to be told to the person who asks.
    """
    site: Site = app.state.site
    for path, query, view in _PAGES:
        for language in LOCALES:
            scope = {
                "type": "http",
                "method": "GET",
                "scheme": "http",
                "server": ("127.0.0.1", 80),
                "path": path,
                "query_string": query,
                "headers": [(b"accept-language", language.encode())],
                "app": app,
            }
            with suppress(KbError), site.libraries.borrowed() as library:
                view(Visit(Request(scope), library))
