"""The web page as an ASGI application: routes, guard, error pages; everything it needs comes in as an argument."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from kb.api import app as api
from kb.credentials import Secret
from kb.errors import KbError
from kb.ingest.fetch.addresses import is_loopback
from kb.library import Library
from kb.library.lending import MOST, Libraries
from kb.web import faults
from kb.web.guard import LOOPBACK, Guard
from kb.web.password import Password
from kb.web.site import Site
from kb.web.templating import STATIC
from kb.web.views import adding, baskets, checking, figures, helping, overview, quoting, read, search

LARGEST_REQUEST = 512 * 1024 * 1024
"""Bytes; what one file may be is the pipeline's to say."""
VIEWS = (overview, search, quoting, baskets, checking, adding, read, figures, helping)


class OwnFiles(StaticFiles):
    """The style sheet, the script and the icon; their addresses change with them, so they are kept for a year."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file of ours."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def create_app(
    opened: Callable[[], Library],
    *,
    hosts: Iterable[str] = (),
    origins: Iterable[str] = (),
    password: Secret | None = None,
    most_libraries: int = MOST,
) -> Starlette:
    """The application that shows one knowledge base.

    Args:
        opened: Opens the library; called once for each that is needed at the same time.
        hosts: The names it may be called by besides those of the loopback address.
        origins: Where its pages are seen if a proxy stands before it (``https://kb.example.org``).
        password: What a browser must send, if given.
        most_libraries: How many threads may work at once, each with a library of its own (see `Libraries`).
    """
    names, seen = tuple(hosts), tuple(origins)
    guards = [Middleware(Guard, hosts=(*LOOPBACK, *names), origins=seen)]
    if password is not None:
        guards.append(Middleware(Password, password=password))
    libraries = Libraries(opened, most_libraries)
    app = Starlette(
        routes=[
            *(route for view in VIEWS for route in view.ROUTES),
            Mount("/static", OwnFiles(directory=STATIC)),
            api.mounted(libraries),
        ],
        middleware=guards,
        exception_handlers={
            KbError: faults.on_kb_error,
            HTTPException: faults.on_http_error,
            Exception: faults.on_defect,
        },
        max_body_size=LARGEST_REQUEST,
    )
    app.state.site = Site(libraries=libraries, from_afar=bool(seen) or not all(map(is_loopback, names)))
    return app
