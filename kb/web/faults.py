"""Errors as pages: what happened, to what, and what to do next, in the visitor's language."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kb import errors
from kb.model.messages import N_
from kb.web.guard import FRESH, HEADERS
from kb.web.visit import Visit

_LOG = logging.getLogger("kb.web")


class Fault(NamedTuple):
    """An error for a person: the status, a heading, what happened (with the ``about`` it happened to), what to do."""

    status: int
    heading: str
    happened: str
    remedy: str
    about: str = ""


NOT_FOUND = Fault(404, N_("There is no such page"), N_("The address leads nowhere."), N_("Start from the search."))
REFUSED = Fault(403, N_("This was not done"), N_("The request could not be accepted."), N_("Go back and try again."))
UNREAD = Fault(400, N_("This cannot be read"), N_("The request could not be understood."), N_("Go back and try again."))
BROKEN = Fault(
    500,
    N_("Something went wrong in kb"),
    N_("Nothing you wrote is to blame; the error stands in the terminal where kb serve runs."),
    N_("Go back and try again. If it happens again, report it with what the terminal says."),
)


def fault_of(error: Exception) -> Fault:  # noqa: PLR0911 - one line an error, read as a table
    """What a person is told of an error."""
    match error:
        case errors.UnknownDocument(id=id):
            return Fault(
                404,
                N_("There is no such document"),
                N_("No document of this knowledge base has this id. It may have been removed."),
                N_("Search for its title."),
                id,
            )
        case errors.BadValue(value=value, expected=expected):
            return Fault(
                400,
                N_("A value does not fit"),
                N_("This was expected instead:"),
                N_("Go back and correct it."),
                expected,
            )._replace(about=f"{value}: {expected}")
        case errors.UsageError(problem=problem):
            return Fault(400, N_("This cannot be done"), N_("The reason:"), N_("Go back and try again."), problem)
        case errors.SourceError(message=message):
            return Fault(422, N_("This cannot be read"), N_("The reason:"), N_("Try another file."), message)
        case errors.CorpusLocked():
            return Fault(
                503,
                N_("Another command is writing"),
                N_("Only one command at a time may change the knowledge base. Nothing was changed."),
                N_("Wait a moment and try again."),
            )
        case errors.CorpusError(problem=problem):
            return Fault(
                500,
                N_("A document is damaged"),
                N_("The files of the knowledge base are not as they should be:"),
                N_("In a terminal, kb doctor says what can be done."),
                problem,
            )
        case errors.EngineError(problem=problem):
            return Fault(
                503,
                N_("The search engine does not answer"),
                N_("The reason:"),
                N_("In a terminal, kb index --rebuild makes the index anew."),
                problem,
            )
    return BROKEN


def on_kb_error(request: Request, error: Exception) -> Response:
    """The page for an error of kb's own."""
    return _page(request, fault_of(error))


def on_http_error(request: Request, error: Exception) -> Response:
    """The page for an address that is not there or a request that is not accepted."""
    assert isinstance(error, HTTPException)
    fault = {404: NOT_FOUND, 403: REFUSED}.get(error.status_code, UNREAD)._replace(status=error.status_code)
    if error.detail and error.detail != HTTPStatus(error.status_code).phrase:
        fault = fault._replace(happened=error.detail)
    return _page(request, fault)


def on_defect(request: Request, error: Exception) -> Response:
    """The page for an error nobody foresaw; the traceback goes to the terminal, never to the page."""
    _LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    response = _page(request, BROKEN)
    # Starlette answers these outside of all middleware, so the guard does not see them.
    response.headers.update({**HEADERS, "Cache-Control": FRESH})
    return response


def _page(request: Request, fault: Fault) -> Response:
    return Visit(request).page("error.html", status=fault.status, fault=fault)
