"""POST /check: a quotation or a draft that is sent, against the documents; nothing of it is kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated, Any, NamedTuple, TypedDict

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kb.api.parameters import read_all, text
from kb.contract.check import CheckAnswer, report_to_json
from kb.contract.schema import keywords
from kb.errors import BadValue, SourceError
from kb.ingest.blocks import Original
from kb.library import Library
from kb.library.lending import Libraries
from kb.model import Report

LARGEST = 50 * 1024 * 1024
"""Bytes of a draft."""
LARGEST_JSON = 16 * 1024 * 1024
"""Bytes of JSON: the longest draft with every character escaped."""
LONGEST_QUOTATION = 20_000
LONGEST_DRAFT = 2_000_000

JSON, BYTES = "application/json", "application/octet-stream"
NAME = text("name", "What to call the draft in the answer; for a file its name.", most=200)


class QuotationSent(TypedDict):
    """One quotation to check."""

    quotation: Annotated[str, keywords(minLength=1, maxLength=LONGEST_QUOTATION)]


class DraftSent(TypedDict):
    """A draft to check, as Markdown or plain text."""

    draft: Annotated[str, keywords(minLength=1, maxLength=LONGEST_DRAFT)]


class Sent(NamedTuple):
    """What is to be checked: a quotation, or the bytes of a draft."""

    quotation: str | None
    data: bytes


async def check(request: Request) -> Response:
    """Check what was sent."""
    name = read_all([NAME], QueryParams(request.url.query).multi_items())["name"] or "draft"
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in {JSON, BYTES}:
        raise HTTPException(415, f"Send {JSON} with a quotation or a draft, or a file as {BYTES}")
    body = await read_body(request, LARGEST_JSON if kind == JSON else LARGEST)
    sent = read_json(body) if kind == JSON else Sent(None, body)
    answer = await run_in_threadpool(_checked, request.app.state.libraries, name, sent)
    return JSONResponse(answer)


async def read_body(request: Request, most: int) -> bytes:
    """What was sent, if it is at most ``most`` bytes; the rest of a larger one is not read.

    Raises:
        HTTPException: 413, it is larger.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise HTTPException(413, headers={"Connection": "close"})
    return bytes(body)


def read_json(body: bytes) -> Sent:
    """What a JSON body asks to check.

    Raises:
        BadValue: It holds neither a quotation nor a draft, or something else beside it.
    """
    try:
        values = json.loads(body)
    except (ValueError, RecursionError):
        raise BadValue("the request", body[:60].decode(errors="replace"), "JSON in UTF-8") from None
    expected = '{"quotation": "..."} or {"draft": "..."}'
    if not isinstance(values, dict) or len(values) != 1:
        raise BadValue("the request", _shown(values), expected)
    ((key, value),) = values.items()
    longest = {"quotation": LONGEST_QUOTATION, "draft": LONGEST_DRAFT}.get(key)
    if longest is None or not isinstance(value, str):
        raise BadValue("the request", _shown(values), expected)
    if not 0 < len(value) <= longest:
        raise BadValue(key, _shown(value), f"1 to {longest} characters")
    try:
        data = value.encode()
    except UnicodeEncodeError:
        raise BadValue(key, json.dumps(value)[:60], "whole characters, not halves of surrogate pairs") from None
    return Sent(value, b"") if key == "quotation" else Sent(None, data)


def _shown(value: Any) -> str:
    return (value if isinstance(value, str) else json.dumps(value))[:60]


def _checked(libraries: Libraries, name: str, sent: Sent) -> CheckAnswer:
    with libraries.borrowed() as library:
        report = library.check(quote=sent.quotation) if sent.quotation is not None else _draft(library, name, sent.data)
    return report_to_json(report)


def _draft(library: Library, name: str, data: bytes) -> Report:
    report = library.check(Original(source=name, name=name, data=data, fetched=datetime.now(UTC)))
    for draft in report.drafts:
        if draft.error is not None:
            raise SourceError(draft.draft, draft.error_kind or "unreadable", draft.error)
    return report
