"""Routes of two sorts: those that read, and those that write and must carry the token of this start."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kb.model.messages import N_
from kb.web.site import site_of
from kb.web.visit import Visit

TOKEN_FIELD = "token"  # noqa: S105 - the name of the field, not a secret
TOKEN_HEADER = "x-kb-token"  # noqa: S105
MOST_FIELDS = 500
MOST_FILES = 200
LONGEST_FIELD = 8 * 1024 * 1024
STALE = N_("kb was started again since this page was opened. Nothing was changed: go back, reload the page and repeat.")

View = Callable[[Visit], Response]
Change = Callable[[Visit, FormData], Response]


def reading(path: str, view: View) -> Route:
    """The address of a view that changes nothing; it runs in a thread, with a library of its own."""

    def endpoint(request: Request) -> Response:
        with site_of(request).libraries.borrowed() as library:
            return view(Visit(request, library))

    return Route(path, endpoint, methods=["GET"], name=view.__name__)


def writing(path: str, change: Change) -> Route:
    """The address a form is sent to: refused without the token, read under limits, answered in a thread.

    The token stands in the form's field ``token``, or in the header ``X-KB-Token`` for requests of our own script.
    """

    async def endpoint(request: Request) -> Response:
        async with request.form(max_fields=MOST_FIELDS, max_files=MOST_FILES, max_part_size=LONGEST_FIELD) as form:
            given = request.headers.get(TOKEN_HEADER) or form.get(TOKEN_FIELD)
            token = site_of(request).token
            if not isinstance(given, str) or not secrets.compare_digest(given.encode(), token.encode()):
                raise HTTPException(403, STALE)
            return await run_in_threadpool(_changed, request, form, change)

    return Route(path, endpoint, methods=["POST"], name=change.__name__)


def _changed(request: Request, form: FormData, change: Change) -> Response:
    with site_of(request).libraries.borrowed() as library:
        return change(Visit(request, library), form)
