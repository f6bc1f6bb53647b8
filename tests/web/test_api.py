"""The web page carries the API behind its own guard."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from kb import Library
from kb.credentials import Secret
from tests.web.conftest import client_of

SENT = {"quotation": "It is paying already"}


def test_the_api_answers_below_its_path(client):
    assert client.get("/api/1/search?query=forskare").json()["schema"] == "kb.search/1"
    assert client.get("/api/1/openapi.json").json()["servers"] == [{"url": "/api/1"}]
    assert client.post("/api/1/check", json=SENT).json()["verbatim"] is True


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 400),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
    ],
)
def test_another_site_cannot_have_anything_checked(client, headers, status):
    assert client.post("/api/1/check", json=SENT, headers=headers).status_code == status


def test_another_site_cannot_read_an_answer(client):
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"}
    answer = client.get("/api/1/stats", headers=headers)
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in client.get("/api/1/stats").headers


def test_where_there_is_a_password_the_api_wants_it_too(samples):
    locked = client_of(samples, password=Secret("en meget lang adgangskode"))
    assert locked.get("/api/1/stats").status_code == 401
    assert locked.get("/api/1/stats", auth=("kb", "en meget lang adgangskode")).status_code == 200


def test_an_error_of_the_api_is_no_page(client):
    for address in ("/api/1/nothing", "/api/1/documents/a%0Ab", "/api/1/search"):
        assert client.get(address).headers["content-type"] == "application/problem+json"


def test_a_real_server_answers_a_program(server):
    answer = httpx2.get(f"{server}/api/1/quote", params={"query": "grænsependlere", "limit": 1, "into": "sv"})
    assert answer.status_code == 200
    (excerpt,) = answer.json()["excerpts"]
    text = httpx2.get(f"{server}/api/1/documents/{excerpt['document']}/text").text
    assert text[slice(*excerpt["span"])] == excerpt["text"]


def test_readers_are_answered_while_documents_are_added(own_server, own_samples, tmp_path):
    def read(number):
        return httpx2.get(
            f"{own_server}/api/1/search", params={"query": "forskare", "limit": 5}, timeout=60
        ).status_code

    def write():
        for n in range(4):
            (tmp_path / f"{n}.md").write_text(f"# Rapport {n}\n\nForskare nummer {n} skriver till regionen.\n", "utf-8")
            list(Library.open(own_samples).add(tmp_path / f"{n}.md", jobs=1))

    with ThreadPoolExecutor(21) as pool:
        writer = pool.submit(write)
        statuses = []
        while not writer.done():
            statuses += pool.map(read, range(20))
        writer.result()
    assert set(statuses) == {200}
    found = httpx2.get(
        f"{own_server}/api/1/search", params={"query": "+forskare +nummer +regionen", "limit": 50}, timeout=60
    )
    assert sum(hit["title"].startswith("Rapport") for hit in found.json()["hits"]) == 4
