"""The API as an ASGI application, to be mounted below ``/api/1``."""

from __future__ import annotations

import re

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from kb.api import openapi, problems
from kb.api.checking import check
from kb.api.endpoints import ENDPOINTS, Endpoint
from kb.api.parameters import read_all
from kb.errors import KbError
from kb.library.lending import Libraries

PATH = "/api/1"


def create_api(libraries: Libraries) -> Starlette:
    """The API of the knowledge base that the libraries are of; who may ask is decided by what it is mounted in."""
    app = Starlette(
        routes=[
            *(_route(endpoint) for endpoint in ENDPOINTS),
            Route("/check", check, methods=["POST"]),
            Route("/openapi.json", described, methods=["GET"]),
        ],
        exception_handlers={
            KbError: problems.on_kb_error,
            HTTPException: problems.on_http_error,
            Exception: problems.on_defect,
        },
    )
    app.router.redirect_slashes = False
    app.state.libraries = libraries
    return app


def mounted(libraries: Libraries) -> Mount:
    """The API at its path, for the routes of another application."""
    mount = Mount(PATH, create_api(libraries))
    # Starlette's own expression stops at a line break, and what answers then is the outer application.
    mount.path_regex = re.compile(mount.path_regex.pattern, re.DOTALL)
    return mount


def described(request: Request) -> Response:
    """The OpenAPI document."""
    read_all([], request.query_params.multi_items())
    return JSONResponse(openapi.document(request.scope.get("root_path", "")))


def _route(endpoint: Endpoint) -> Route:
    in_query = [one for one in endpoint.parameters if one.place == "query"]
    in_path = [one for one in endpoint.parameters if one.place == "path"]

    def answer(request: Request) -> Response:
        values = read_all(in_path, request.path_params.items())
        values |= read_all(in_query, request.query_params.multi_items())
        libraries: Libraries = request.app.state.libraries
        with libraries.borrowed() as library:
            answered = endpoint.view(library, values)
        if isinstance(answered, str):
            return Response(answered, media_type=openapi.TEXT)
        return JSONResponse(answered)

    return Route(endpoint.path, answer, methods=["GET"], name=endpoint.name)
