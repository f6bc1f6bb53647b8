"""What an assistant can ask, what it gets, and what it is told when it asks wrongly."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from kb.contract.schema import schema_of
from kb.mcp.answers import (
    DocumentsListed,
    ExcerptsFound,
    FiguresFound,
    PassagesRead,
    QuotationChecked,
    SearchFound,
)
from kb.mcp.notice import NOTICE, SHORT_NOTICE

TOOLS = ["search", "read_passage", "quote", "check_quotation", "figures", "list_documents"]
ASKED = [
    ("search", {"query": "sundhedsdata"}, SearchFound),
    ("search", {"query": "patient", "language": "en", "kind": "article", "sort": "date"}, SearchFound),
    ("search", {"query": "sundhetsdatta", "only_my_words": True}, SearchFound),
    ("quote", {"query": "patient", "into": "sv"}, ExcerptsFound),
    ("quote", {"quotations_only": True}, ExcerptsFound),
    ("quote", {"speaker": "Marsh", "max_words": 5}, ExcerptsFound),
    ("check_quotation", {"quotation": "Ingen ska behöva fylla i samma blankett två gånger"}, QuotationChecked),
    ("check_quotation", {"quotation": "Ingen ska behöva fylla i samma blankett tre gånger"}, QuotationChecked),
    ("check_quotation", {"quotation": "Det her har aldrig stået i noget dokument, og ingen har sagt det."}, QuotationChecked),
    ("figures", {"query": "gränsen"}, FiguresFound),
    ("list_documents", {}, DocumentsListed),
    ("list_documents", {"language": "da", "since": "2020-01-01", "until": "2030-12-31"}, DocumentsListed),
]  # fmt: skip


def ids(library):
    return {record.language: record.id for record in library.records()}


def texts_in(value):
    """Every object of an answer that holds the words of a document."""
    if isinstance(value, dict):
        if "text" in value and "span" in value and "document" not in value.get("selector", {}):
            yield value
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


def test_there_are_six_tools_that_only_read(assistant):
    async def tools(client):
        return (await client.list_tools()).tools

    listed = assistant.asking(tools)
    assert [tool.name for tool in listed] == TOOLS
    for tool in listed:
        assert tool.title
        assert len(tool.description) > 80
        hints = tool.annotations
        assert (hints.read_only_hint, hints.destructive_hint, hints.idempotent_hint) == (True, False, True)
        assert hints.open_world_hint is False
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema["type"] == "object"
        Draft202012Validator.check_schema(tool.input_schema)
        Draft202012Validator.check_schema(tool.output_schema)


@pytest.mark.parametrize(("tool", "arguments", "kind"), ASKED, ids=lambda value: str(value)[:40])
def test_an_answer_has_its_declared_type_and_no_key_beside_it(assistant, tool, arguments, kind):
    answer = assistant.ask(tool, **arguments)
    Draft202012Validator(schema_of(kind, closed=True)).validate(answer.data)


def test_a_passage_read_has_its_declared_type(assistant, library):
    answer = assistant.ask("read_passage", document=ids(library)["da"], number=1)
    Draft202012Validator(schema_of(PassagesRead, closed=True)).validate(answer.data)


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("search", {"query": "patient"}),
        ("quote", {"query": "patient"}),
        ("quote", {"quotations_only": True}),
        ("figures", {"query": "gränsen"}),
    ],
)
def test_every_text_is_verbatim_cited_and_marked_as_data(assistant, library, tool, arguments):
    data = assistant.ask(tool, **arguments).data
    found = [(hit["document"], one) for hit in data.get("hits", []) for one in hit["passages"]]
    found += [(one["document"], one) for one in data.get("excerpts", data.get("figures", []))]
    assert found
    assert len(found) == len(list(texts_in(data)))
    assert data["notice"] == NOTICE
    for document, one in found:
        start, end = one["span"]
        assert library.text(document)[start:end] == one["text"]
        assert library.document(document).record.title in one["citation"]
        assert one["notice"] == SHORT_NOTICE
        assert one["uri"].startswith(("kb://document/", "kb://passage/"))
        assert document in one["uri"]


def test_a_translation_is_found_and_said_to_be_one(assistant):
    hits = assistant.ask("search", query="biobank").data["hits"]
    vias = {(hit["language"], word["via"]) for hit in hits for one in hit["passages"] for word in one["matches"]}
    assert vias == {("da", "form"), ("en", "translation")}


def test_a_translation_that_is_not_wanted_is_left_out(assistant):
    with_all = assistant.ask("search", query="biobank").data
    renderings = [f"{one['language']}:{one['term']}" for word in with_all["expansions"] for one in word["to"]]
    assert renderings
    without = assistant.ask("search", query="biobank", without=renderings).data
    assert with_all["total"] > without["total"]
    assert {word["via"] for hit in without["hits"] for one in hit["passages"] for word in one["matches"]} == {"form"}


def test_citations_follow_the_language_of_the_receiving_text(assistant):
    for into, word in (("da", "afsn."), ("sv", "st."), ("en", "para.")):
        for tool in ("search", "quote"):
            data = assistant.ask(tool, query="trials", into=into).data
            one = data["excerpts"][0] if tool == "quote" else data["hits"][0]["passages"][0]
            assert word in one["citation"]


def test_only_the_very_words_pass(assistant, library):
    right = assistant.ask("check_quotation", quotation="”Ingen ska behöva fylla i samma blankett två gånger”").data
    assert right["passes"] is True
    assert right["quotation"]["verdict"] in {"exact", "typographic"}
    assert "Gränspendlare får enklare regler" in right["quotation"]["citation"]
    wrong = assistant.ask("check_quotation", quotation="Ingen ska behöva fylla i samma blankett tre gånger").data
    assert wrong["passes"] is False
    assert [(one["from"], one["to"]) for one in wrong["quotation"]["differences"]] == [("två", "tre")]
    document, (start, end) = wrong["quotation"]["document"], wrong["quotation"]["source_span"]
    assert library.text(document)[start:end] == wrong["quotation"]["source_text"]


REFUSED = [
    ("search", {"quer": "x"}, ["no argument quer", "did you mean query?", "query is missing"]),
    ("search", {"query": "x", "max_results": 5}, ["no argument max_results", "limit"]),
    ("search", {"query": ""}, ["query should have at least 1 character"]),
    ("search", {"query": "x", "limit": 0}, ["limit should be greater than or equal to 1, not 0"]),
    ("search", {"query": "x", "limit": 51}, ["limit should be less than or equal to 50, not 51"]),
    ("search", {"query": "x", "limit": "many"}, ["limit should be a valid integer"]),
    ("search", {"query": "x" * 1001}, ["query should have at most 1000 characters"]),
    ("search", {"query": "x", "offset": -1}, ["offset should be greater than or equal to 0"]),
    ("search", {"query": "x", "sort": "size"}, ["sort should be 'relevance', 'date' or 'title'"]),
    ("search", {"query": "x", "kind": "book"}, ["kind should be 'article'"]),
    ("search", {"query": "x", "since": "last year"}, ["since should be a valid date"]),
    ("search", {"query": "x", "language": "Danish"}, ["language"]),
    ("search", {"query": {"match": "x"}}, ["query should be a valid string"]),
    ("search", {"query": "x", "without": ["forsker"]}, ["without.0 should match pattern"]),
    ("search", {"query": "x", "into": "de"}, ["into should be 'da', 'sv' or 'en'"]),
    ("read_passage", {"document": "no-such-document-000000"}, ["There is no document", "list_documents"]),
    ("read_passage", {"document": "../../etc/passwd"}, ["There is no document"]),
    ("read_passage", {"document": "x", "count": 41}, ["count should be less than or equal to 40"]),
    ("quote", {}, ["Nothing is asked for", "query"]),
    ("quote", {"document": "no-such-document-000000"}, ["There is no document", "list_documents"]),
    ("check_quotation", {"quotation": "… —"}, ["There are no words"]),
    ("check_quotation", {"quotation": "x" * 20_001}, ["at most 20000 characters"]),
    ("forget", {}, ["Unknown tool"]),
]  # fmt: skip


@pytest.mark.parametrize(("tool", "arguments", "said"), REFUSED, ids=lambda value: str(value)[:40])
def test_a_wrong_call_is_answered_with_what_to_do(assistant, tool, arguments, said):
    answer = assistant.ask(tool, **arguments)
    assert answer.is_error
    assert [words for words in said if words not in answer.words] == []
    assert "Traceback" not in answer.words
    assert "pydantic" not in answer.words
    assert len(answer.words) < 600


def test_a_passage_that_is_not_there_is_answered_with_those_that_are(assistant, library):
    answer = assistant.ask("read_passage", document=ids(library)["en"], number=99)
    assert answer.is_error
    assert "numbered 1 to" in answer.words


@pytest.mark.parametrize("query", ["\x00", "\ud800", "(((", '"', "a" * 1000, "☃ OR -", "title:", "\u202e", "NOT"])
def test_no_query_is_a_fault_because_of_its_characters(assistant, query):
    answer = assistant.ask("search", query=query)
    assert not answer.is_error or "query" in answer.words


def test_null_means_left_out(assistant):
    alone = assistant.ask("search", query="patient").data
    nulls = dict.fromkeys(("language", "kind", "tag", "since", "sort", "limit", "offset", "without", "into"))
    assert assistant.ask("search", query="patient", **nulls).data == alone
    assert "query is missing" in assistant.ask("search", query=None).words


def test_numbers_that_come_as_texts_are_numbers(assistant):
    assert len(assistant.ask("search", query="patient", limit="1").data["hits"]) == 1
