"""Documents and passages as resources."""

from __future__ import annotations

import json

import pytest
from mcp.shared.exceptions import MCPError

from kb.mcp.notice import NOTICE


def read(assistant, uri):
    async def reading(client):
        try:
            return (await client.read_resource(uri)).contents
        except MCPError as error:
            return [error]

    (content,) = assistant.asking(reading)
    if isinstance(content, MCPError):
        raise content
    assert content.mime_type == "application/json"
    return json.loads(content.text)


def test_every_document_is_listed_and_can_be_read_whole(assistant, library):
    async def listed(client):
        return (await client.list_resources()).resources

    resources = assistant.asking(listed)
    assert sorted(one.name for one in resources) == sorted(record.id for record in library.records())
    for resource in resources:
        document = read(assistant, resource.uri)
        assert document["notice"] == NOTICE
        assert document["title"] == resource.title
        assert [one["text"] for one in document["passages"]] == [one.text for one in library.passages(resource.name)]


def test_a_passage_found_is_the_resource_that_it_names(assistant):
    for hit in assistant.ask("search", query="patient").data["hits"]:
        for found in hit["passages"]:
            (passage,) = read(assistant, found["uri"])["passages"]
            for key in ("number", "span", "text", "page", "heading", "language", "citation", "uri"):
                assert passage[key] == found[key]


def test_a_document_can_be_read_on_from_a_passage(assistant, library):
    id = next(iter(library.records())).id
    assert read(assistant, f"kb://document/{id}?number=2")["passages"][0]["number"] == 2


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        ("kb://document/no-such-document-000000", "There is no document"),
        ("kb://passage/no-such-document-000000/1", "There is no document"),
        ("kb://document/..%2F..%2Fetc%2Fpasswd", "Unknown resource"),
        ("kb://document/%2Fetc%2Fpasswd", "Unknown resource"),
        ("file:///etc/passwd", "Unknown resource"),
        ("kb://passage/{id}/0", "whole number"),
        ("kb://passage/{id}/one", "whole number"),
        ("kb://passage/{id}/99", "numbered 1 to"),
        ("kb://passage/{id}/99999999999999999999", "whole number"),
        ("kb://document/{id}?number=-1", "whole number"),
        ("kb://passage/{id}", "Unknown resource"),
    ],
)
def test_what_is_not_there_is_answered_in_words(assistant, library, uri, said):
    id = next(iter(library.records())).id
    with pytest.raises(MCPError, match=said):
        read(assistant, uri.replace("{id}", id))
