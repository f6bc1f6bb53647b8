"""Who may ask for a page, and who may ask for a change."""

from __future__ import annotations

import pytest
from starlette.routing import Route

from kb.credentials import Secret
from kb.web.app import create_app
from kb.web.guard import HEADERS, POLICY
from tests.web.conftest import client_of

OURS = "http://127.0.0.1:8460"


def test_every_answer_tells_the_browser_to_trust_nothing_from_elsewhere(client):
    for path in ("/", "/static/kb.css", "/nowhere"):
        headers = client.get(path).headers
        assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


@pytest.mark.parametrize("host", ["127.0.0.1:8460", "localhost", "LOCALHOST:1", "[::1]:8460"])
def test_the_names_of_this_machine_are_answered(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8460", "", "[::1", "127.0.0.1@evil"]
)
def test_another_name_is_refused_so_that_rebound_names_reach_nothing(client, host):
    assert client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}, 200),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}, 403),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"}, 403),
    ],
)
def test_another_site_may_link_to_a_page_but_not_load_it(client, headers, status):
    assert client.get("/", headers=headers).status_code == status


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": OURS, "sec-fetch-site": "cross-site"},
        {"origin": OURS, "sec-fetch-site": "same-site"},
    ],
)
def test_another_page_cannot_ask_for_a_change(client, headers):
    answer = client.post("/", headers=headers)
    assert answer.status_code == 403
    assert "Nothing was changed" in answer.text


def test_our_own_page_seen_through_a_proxy_may_ask_for_a_change(samples):
    client = client_of(samples, origins=["https://kb.example.org"])
    assert client.post("/", headers={"origin": "https://kb.example.org"}).status_code == 405


def test_every_address_that_takes_a_form_refuses_one_without_the_token(client):
    posts = [route.path for route in client.app.routes if isinstance(route, Route) and "POST" in route.methods]
    for path in posts:
        for data in ({}, {"token": ""}, {"token": "x" * 32}):
            assert client.post(path.replace("{id}", "x"), data=data).status_code == 403


def test_a_password_is_asked_for_where_there_is_one(samples):
    client = client_of(samples, password=Secret("blåbær og brød"))
    assert client.get("/").status_code == 401
    assert client.get("/", auth=("anyone", "wrong")).status_code == 401
    assert client.get("/", headers={"authorization": "Basic %%%"}).status_code == 401
    assert client.get("/", auth=("anyone", "blåbær og brød")).status_code == 200


def test_an_error_nobody_foresaw_is_told_without_its_inside(samples, caplog):
    def broken():
        raise RuntimeError("a secret of the inside")

    from starlette.testclient import TestClient

    client = TestClient(create_app(broken), base_url=OURS, raise_server_exceptions=False)
    answer = client.get("/", headers={"accept-language": "en"})
    assert answer.status_code == 500
    assert "Something went wrong in kb" in answer.text
    assert "secret" not in answer.text
    assert "a secret of the inside" in caplog.text
    assert answer.headers["content-security-policy"] == POLICY


def test_the_files_of_the_page_are_kept_by_the_browser_and_no_other_file_is_given(client):
    answer = client.get("/static/kb.css")
    assert "immutable" in answer.headers["cache-control"]
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/", "/static/nothing"):
        assert client.get(path).status_code == 404
