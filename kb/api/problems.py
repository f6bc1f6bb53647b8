"""Errors as ``application/problem+json`` (RFC 9457): the contract's kinds, what happened, what to do next."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Annotated, NotRequired, TypedDict

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from kb.contract.problems import Problem, problem_of
from kb.contract.schema import keywords
from kb.errors import CorpusError, KbError, SourceError

MEDIA_TYPE = "application/problem+json"
_LOG = logging.getLogger("kb.api")

_STATUSES = {
    "unknown-document": 404,
    "bad-value": 400,
    "usage": 400,
    "too-large": 413,
    "corpus-locked": 503,
    "corpus-not-writable": 503,
    "engine-missing": 503,
    "engine-unreachable": 503,
    "engine-failed": 503,
    "stale-index": 503,
}
_REMEDIES = {"unknown-document": "GET /documents lists the ids."}
_HTTP = {
    404: Problem("unknown-address", "There is nothing at this address.", "GET /openapi.json describes what there is."),
    405: Problem("unknown-method", "This address does not take that method.", "GET /openapi.json says which it takes."),
    413: Problem("too-large", "What was sent is larger than is accepted.", "Send the part that holds the quotations."),
}
_DEFECT = Problem("defect", "Something went wrong in kb.", "The terminal where it runs says what; please report it.")


class ProblemObject(TypedDict):
    """An error."""

    type: Annotated[str, "urn:kb:problem: and the kind."]
    title: str
    status: Annotated[int, keywords(minimum=400, maximum=599)]
    detail: Annotated[str, "What happened, and to what."]
    kind: Annotated[str, "One word for programs."]
    remedy: NotRequired[Annotated[str, "What to do next."]]


def on_kb_error(request: Request, error: Exception) -> JSONResponse:  # noqa: ARG001 - the signature of a handler
    """An error of kb's own."""
    assert isinstance(error, KbError)
    problem = problem_of(error)
    status = _STATUSES.get(problem.kind, 422 if isinstance(error, SourceError) else 500)
    return response(status, _for_programs(error, problem))


def on_http_error(request: Request, error: Exception) -> JSONResponse:  # noqa: ARG001
    """An address that is not there, or a request that is not accepted."""
    assert isinstance(error, HTTPException)
    phrase = HTTPStatus(error.status_code).phrase
    problem = _HTTP.get(error.status_code, Problem("not-accepted", f"{error.detail or phrase}."))
    return response(error.status_code, problem, dict(error.headers or {}))


def on_defect(request: Request, error: Exception) -> JSONResponse:
    """An error nobody foresaw; the traceback goes to the terminal, never to the answer."""
    _LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    return response(500, _DEFECT)


def response(status: int, problem: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    """A problem as an answer."""
    content: ProblemObject = {
        "type": f"urn:kb:problem:{problem.kind}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": problem.detail,
        "kind": problem.kind,
    }
    if problem.remedy:
        content["remedy"] = problem.remedy
    return JSONResponse(content, status, headers, media_type=MEDIA_TYPE)


def _for_programs(error: KbError, problem: Problem) -> Problem:
    """The problem without the places on the server's disk, and with a remedy that a program has."""
    if isinstance(error, CorpusError):
        if problem.kind == "corpus-locked":
            return problem._replace(detail="Another command is writing to this knowledge base.")
        short = f"{error.path.parent.name}/{error.path.name}"
        return problem._replace(detail=problem.detail.replace(str(error.path), short))
    if problem.kind in _REMEDIES and not problem.remedy.startswith("Did you mean"):
        return problem._replace(remedy=_REMEDIES[problem.kind])
    return problem
