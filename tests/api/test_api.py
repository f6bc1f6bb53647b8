"""The API gives the command line's answers, of the types it declares, and says what is wrong with a request."""

from __future__ import annotations

import io
import json
import shutil

import docx
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from starlette.testclient import TestClient

from kb import Library
from kb.api import app as api
from kb.api.checking import LARGEST
from kb.api.problems import ProblemObject
from kb.cli import main
from kb.contract.schema import schema_of
from kb.library.lending import Libraries
from tests.api.conftest import app_of

BORDER = "a-border-is-a-place-to-meet-66bfed"
PAYING = "It is paying already"


@pytest.fixture(scope="module")
def described(client):
    return client.get("/openapi.json").json()


@pytest.fixture
def kb(samples, capsysbinary):
    """The answer of the command line as JSON."""

    def run(*arguments):
        main(["--kb", str(samples), *arguments, "--json"])
        return json.loads(capsysbinary.readouterr()[0])

    return run


def untimed(answer):
    return {key: value for key, value in answer.items() if key != "took_ms"}


SAME = [
    ("/search?query=gr%C3%A6nsependlere", ("search", "grænsependlere")),
    ("/search?query=biobank&language=sv&limit=2&offset=1", ("search", "biobank", "--language", "sv", "--limit", "2", "--offset", "1")),
    ("/search?query=forskare&only_my_words=true&sort=date", ("search", "forskare", "--only-my-words", "--sort", "date")),
    ("/search?query=forskare&without=da:forsker&without=en:researcher", ("search", "forskare", "--without", "da:forsker", "--without", "en:researcher")),
    ("/search?query=data&since=2025-01-01&until=2025-12-31", ("search", "data", "--since", "2025-01-01", "--until", "2025-12-31")),
    ("/quote?query=gr%C3%A6nsependlere&into=sv&limit=3", ("quote", "grænsependlere", "--into", "sv", "--limit", "3")),
    (f"/quote?document={BORDER}&quotations_only=true&limit=1000", ("quote", "--document", BORDER, "--quotations-only")),
    ("/quote?limit=1000", ("quote", "--quotations-only")),
    ("/quote?recommendations=true&max_words=20&limit=1000", ("quote", "--recommendations", "--max-words", "20")),
    ("/quote?speaker=Vallby&limit=1000", ("quote", "--speaker", "Vallby")),
    ("/figures?query=members&limit=5", ("figures", "members", "--limit", "5")),
    ("/stats", ("stats",)),
    (f"/documents/{BORDER}", ("show", BORDER, "--record")),
    (f"/documents/{BORDER}/removed", ("show", BORDER, "--removed")),
]  # fmt: skip


@pytest.mark.parametrize(("address", "command"), SAME, ids=[address for address, _ in SAME])
def test_the_api_gives_the_answer_of_the_command_line(client, kb, address, command):
    answer = client.get(address)
    assert answer.status_code == 200
    assert untimed(answer.json()) == untimed(kb(*command))


def test_documents_come_in_pages_newest_first(client, library):
    pages = [client.get(f"/documents?limit=5&offset={offset}").json() for offset in range(0, 20, 5)]
    found = [record for page in pages for record in page["documents"]]
    assert {page["total"] for page in pages} == {len(found)} == {17}
    assert sorted(record["id"] for record in found) == sorted(record.id for record in library.records())
    dates = [record["published"] or "" for record in found]
    assert dates == sorted(dates, reverse=True)
    danish = client.get("/documents?language=da&since=2025-01-01").json()["documents"]
    assert danish
    assert all(record["language"] == "da" and record["published"] >= "2025" for record in danish)


def test_spans_count_in_the_text_that_is_given(client, library):
    answer = client.get(f"/documents/{BORDER}/text")
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert answer.text == library.text(BORDER)
    passages = client.get(f"/documents/{BORDER}/passages").json()
    assert passages["total"] == len(passages["passages"]) == len(library.passages(BORDER))
    for passage in passages["passages"]:
        assert answer.text[slice(*passage["span"])] == passage["text"]
    assert client.get(f"/documents/{BORDER}/passages?offset=3&limit=2").json()["passages"] == passages["passages"][3:5]


@pytest.mark.parametrize(
    ("sent", "verdict"),
    [(PAYING, "exact"), ("Vi havde ventet, at lønnen ville være det afgørende. Det er den.", "altered")],
)
def test_a_quotation_and_a_draft_are_checked(client, kb, sent, verdict):
    answer = client.post("/check", json={"quotation": sent})
    assert answer.json() == kb("check", "--quote", sent)
    assert answer.json()["drafts"][0]["quotations"][0]["verdict"] == verdict
    drafted = client.post("/check?name=tale.md", json={"draft": f"Vallby said: “{PAYING}.” And that was that."}).json()
    assert drafted["drafts"][0]["draft"] == "tale.md"
    assert [one["verdict"] for one in drafted["drafts"][0]["quotations"]] == ["exact"]


def test_a_word_draft_is_checked(client):
    word, written = docx.Document(), io.BytesIO()
    word.add_paragraph(f"Ingrid Vallby said: “{PAYING}.” The rest is silence.")
    word.save(written)
    headers = {"content-type": "application/octet-stream"}
    answer = client.post("/check?name=tale.docx", content=written.getvalue(), headers=headers)
    assert answer.status_code == 200
    assert answer.json()["verbatim"] is True


def test_what_is_checked_is_not_kept(client, library):
    before = [record.id for record in library.records()]
    client.post("/check", json={"draft": "Zyxelfantens udkast: »Ingen må se det her endnu, siger ministeren.«"})
    assert [record.id for record in library.records()] == before
    assert client.get("/search?query=zyxelfantens").json()["total"] == 0


REFUSED = [
    ("/search", 400, "usage", "query is missing"),
    ("/search?query=", 400, "bad-value", "1 to 1000 characters"),
    ("/search?query=x&limt=3", 400, "usage", "limit"),
    ("/search?query=x&query=y", 400, "usage", "once"),
    ("/search?query=x&limit=0", 400, "bad-value", "from 1 to 100"),
    ("/search?query=x&limit=+5", 400, "bad-value", "whole number"),
    ("/search?query=x&limit=%D9%A3", 400, "bad-value", "whole number"),
    ("/search?query=x&limit=99999999999", 400, "bad-value", "whole number"),
    ("/search?query=x&since=20251120", 400, "bad-value", "a date as"),
    ("/search?query=x&since=2025-02-30", 400, "bad-value", "a date as"),
    ("/search?query=x&kind=book", 400, "bad-value", "article"),
    ("/search?query=x&language=Danish", 400, "bad-value", "da, sv or en"),
    ("/search?query=x&only_my_words=yes", 400, "bad-value", "true or false"),
    ("/search?query=x&sort=size", 400, "bad-value", "relevance"),
    ("/search?query=x&without=forsker", 400, "bad-value", "sv:ord"),
    ("/search?query=x" + "&without=sv:ord" * 51, 400, "usage", "at most 50 times"),
    ("/stats?x=1", 400, "usage", "none here"),
    ("/openapi.json?x=1", 400, "usage", "none here"),
    ("/documents/no-such-document-000000", 404, "unknown-document", "GET /documents"),
    ("/documents/a-border-is-a-place-to-meet", 404, "unknown-document", BORDER),
    ("/documents/..%2F..%2Fkb.toml/text", 404, "unknown-address", "/openapi.json"),
    ("/documents/%2e%2e/text", 404, "unknown-document", "GET /documents"),
    ("/documents/%00/text", 404, "unknown-document", "GET /documents"),
    ("/documents/a%0Ab/text", 404, "unknown-document", "GET /documents"),
    ("/quote?document=no-such-document-000000", 404, "unknown-document", "GET /documents"),
    ("/nothing", 404, "unknown-address", "/openapi.json"),
    ("/search/", 404, "unknown-address", "/openapi.json"),
    ("/check", 405, "unknown-method", "/openapi.json"),
]


def problem(answer, status, kind, said):
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    Draft202012Validator(schema_of(ProblemObject, closed=True)).validate(answer.json())
    assert answer.json()["status"] == status
    assert answer.json()["kind"] == kind
    assert answer.json()["type"] == f"urn:kb:problem:{kind}"
    assert said in f"{answer.json()['detail']} {answer.json().get('remedy', '')}"


@pytest.mark.parametrize(("address", "status", "kind", "said"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_wrong_request_is_answered_with_what_to_do(client, address, status, kind, said):
    problem(client.get(address), status, kind, said)


JSON = "application/json"
BYTES = "application/octet-stream"
UNCHECKED = [
    (b"", JSON, 400, "bad-value", "JSON"),
    (b"{", JSON, 400, "bad-value", "JSON"),
    (b"\xff\xfe\x00", JSON, 400, "bad-value", "JSON"),
    (b"[" * 100_000, JSON, 400, "bad-value", "JSON"),
    (b"[]", JSON, 400, "bad-value", '{"quotation"'),
    (b"{}", JSON, 400, "bad-value", '{"quotation"'),
    (b'{"quotation": 5}', JSON, 400, "bad-value", '{"quotation"'),
    (b'{"quotation": "x", "draft": "y"}', JSON, 400, "bad-value", '{"quotation"'),
    (b'{"path": "/etc/passwd"}', JSON, 400, "bad-value", '{"quotation"'),
    (b'{"quotation": ""}', JSON, 400, "bad-value", "1 to 20000"),
    (b'{"quotation": "\\ud800"}', JSON, 400, "bad-value", "whole characters"),
    (b'{"quotation": "' + b"x" * 20_001 + b'"}', JSON, 400, "bad-value", "1 to 20000"),
    (b"x", "text/plain", 415, "not-accepted", JSON),
    (b"", BYTES, 422, "empty", "nothing in it"),
    (b"PK\x03\x04 no archive", BYTES, 422, "unreadable", "damaged"),
    (b"\x00" * (LARGEST + 1), BYTES, 413, "too-large", "larger"),
]


@pytest.mark.parametrize(("body", "media", "status", "kind", "said"), UNCHECKED, ids=lambda value: str(value)[:30])
def test_what_cannot_be_checked_is_told(client, body, media, status, kind, said):
    problem(client.post("/check", content=body, headers={"content-type": media}), status, kind, said)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_changed(client, method):
    for address in ("/documents", f"/documents/{BORDER}", "/search", "/stats"):
        answer = client.request(method, address)
        problem(answer, 405, "unknown-method", "/openapi.json")
        assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_a_damaged_document_is_told_without_the_place_of_the_folder(samples, tmp_path):
    root = shutil.copytree(samples, tmp_path / "damaged")
    (root / "corpus" / BORDER / "record.json").write_text("{", "utf-8")
    client = TestClient(app_of(lambda: Library.open(root)), base_url=f"http://127.0.0.1{api.PATH}")
    answer = client.get(f"/documents/{BORDER}")
    problem(answer, 500, "corpus-damaged", "kb doctor")
    assert f"{BORDER}/record.json" in answer.json()["detail"]
    assert str(tmp_path) not in answer.text
    listed = client.get("/documents").json()
    assert (listed["total"], listed["damaged"]) == (16, [BORDER])


def test_a_defect_says_nothing_of_itself():
    def broken():
        raise RuntimeError("secret of the inside")

    client = TestClient(app_of(broken), base_url=f"http://127.0.0.1{api.PATH}", raise_server_exceptions=False)
    answer = client.get("/stats")
    problem(answer, 500, "defect", "terminal")
    assert "secret" not in answer.text


# The document and the answers


def test_the_document_is_openapi_and_its_schemas_are_schemas(described):
    assert described["openapi"] == "3.1.0"
    assert described["servers"] == [{"url": api.PATH}]
    for schema in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
        assert schema["description"]
    names = [operation["operationId"] for path in described["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))


def test_every_address_of_the_app_is_described_and_no_other(described):
    routes = api.create_api(Libraries(lambda: Library.open(None))).routes
    served = {(route.path, method) for route in routes for method in route.methods - {"HEAD"}}
    told = {(path, method.upper()) for path, methods in described["paths"].items() for method in methods}
    assert served == told


ANSWERS = [
    ("/search?query=forskare", "/search"),
    ("/documents", "/documents"),
    (f"/documents/{BORDER}", "/documents/{id}"),
    (f"/documents/{BORDER}/passages", "/documents/{id}/passages"),
    (f"/documents/{BORDER}/removed", "/documents/{id}/removed"),
    ("/quote?limit=1000", "/quote"),
    ("/quote?recommendations=true&limit=1000", "/quote"),
    ("/figures?query=forskere", "/figures"),
    ("/stats", "/stats"),
]


@pytest.mark.parametrize(("address", "path"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_an_answer_has_the_type_that_the_document_says(client, described, address, path):
    told = described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    schema = {**told, "components": described["components"]}
    answer = client.get(address)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(answer.json())


def test_a_report_has_the_type_that_the_document_says(client, described):
    told = described["paths"]["/check"]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
    report = client.post("/check", json={"draft": f"She said: “{PAYING}”, and: “It is not paying any more at all.”"})
    Draft202012Validator({**told, "components": described["components"]}).validate(report.json())
    assert len(report.json()["drafts"][0]["quotations"]) == 2
