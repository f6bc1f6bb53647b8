"""The OpenAPI 3.1 document, made from the endpoints and the contract's types."""

from __future__ import annotations

from typing import Any

from kb.api.checking import BYTES, JSON, NAME, DraftSent, QuotationSent
from kb.api.endpoints import ENDPOINTS, Endpoint
from kb.api.problems import MEDIA_TYPE, ProblemObject
from kb.contract.check import CheckAnswer
from kb.contract.schema import DIALECT, Schema, Schemas
from kb.version import __version__

COMPONENTS = "#/components/schemas/"
TEXT = "text/markdown; charset=utf-8"

_PROBLEMS = {
    "400": "A parameter is missing, does not fit or is not known.",
    "404": "There is no such document.",
    "405": "The address does not take this method.",
    "413": "What was sent is too large.",
    "415": "What was sent is neither JSON nor a file.",
    "422": "The draft cannot be read.",
    "500": "A document is damaged, or kb has a defect.",
    "503": "Another command is writing, or the search engine does not answer.",
}


def document(root: str) -> dict[str, Any]:
    """The whole document; ``root`` is the path below which the API stands."""
    schemas = Schemas(COMPONENTS)
    # What is sent must not hold more than is read; what is answered may come to hold more.
    sent = Schemas(COMPONENTS, closed=True)
    problem = schemas.of(ProblemObject)
    paths = {one.path: {"get": _operation(one, schemas, problem)} for one in ENDPOINTS}
    paths["/check"] = {"post": _check(schemas, sent, problem)}
    paths["/openapi.json"] = {"get": _itself(problem)}
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": DIALECT,
        "info": {
            "title": "kb",
            "version": __version__,
            "summary": "Search, quote and check Danish, Swedish and English documents.",
            "description": "Every text in an answer is a verbatim slice of a document and says where it stands. The "
            "answers are those of the command line's --json. Keys may be added; allow for ones you do not know.",
            "license": {"name": "Apache License 2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": root}],
        "paths": paths,
        # A password is wanted only where the page listens beyond this machine.
        "security": [{}, {"password": []}],
        "components": {
            "schemas": schemas.definitions | sent.definitions,
            "securitySchemes": {"password": {"type": "http", "scheme": "basic"}},
        },
    }


def _operation(endpoint: Endpoint, schemas: Schemas, problem: Schema) -> dict[str, Any]:
    media = TEXT if endpoint.answer is None else JSON
    schema = {"type": "string"} if endpoint.answer is None else schemas.of(endpoint.answer)
    refused = ["400", "405", "500", "503"]
    # A document that is not there can be asked for by its address, or as a parameter.
    if any(one.name in {"id", "document"} for one in endpoint.parameters):
        refused.append("404")
    return {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "parameters": [one.described() for one in endpoint.parameters],
        "responses": _answered(media, schema) | _refused(sorted(refused), problem),
    }


def _check(schemas: Schemas, sent: Schemas, problem: Schema) -> dict[str, Any]:
    return {
        "operationId": "check",
        "summary": "Check every quotation of a draft, or one quotation, against the documents; nothing sent is kept",
        "parameters": [NAME.described()],
        "requestBody": {
            "required": True,
            "content": {
                JSON: {"schema": {"oneOf": [sent.of(QuotationSent), sent.of(DraftSent)]}},
                BYTES: {"schema": {}},
            },
        },
        "responses": _answered(JSON, schemas.of(CheckAnswer))
        | _refused(["400", "405", "413", "415", "422", "500", "503"], problem),
    }


def _itself(problem: Schema) -> dict[str, Any]:
    return {
        "operationId": "openapi",
        "summary": "This document",
        "responses": _answered(JSON, {"type": "object"}) | _refused(["400", "405"], problem),
    }


def _answered(media: str, schema: Schema) -> dict[str, Any]:
    return {"200": {"description": "The answer.", "content": {media: {"schema": schema}}}}


def _refused(statuses: list[str], problem: Schema) -> dict[str, Any]:
    return {
        status: {"description": _PROBLEMS[status], "content": {MEDIA_TYPE: {"schema": problem}}} for status in statuses
    }
