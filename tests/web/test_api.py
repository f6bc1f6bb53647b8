"""The web page carries the API behind its own guard."""

from __future__ import annotations

import pytest

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
    locked = client_of(samples, password="en meget lang adgangskode")
    assert locked.get("/api/1/stats").status_code == 401
    assert locked.get("/api/1/stats", auth=("kb", "en meget lang adgangskode")).status_code == 200


def test_an_error_of_the_api_is_no_page(client):
    for address in ("/api/1/nothing", "/api/1/documents/a%0Ab", "/api/1/search"):
        assert client.get(address).headers["content-type"] == "application/problem+json"
