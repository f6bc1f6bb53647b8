"""Adding on the page: files and texts come in, are reported on, corrected, put back, removed and undone."""

from __future__ import annotations

from contextlib import closing
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from starlette.testclient import TestClient

from kb import Library
from kb.web.app import create_app
from tests.web.forms import sent
from tests.web.page import Page

ARTICLE = b"""<html><head><title>Bron - Nyheter</title></head><body><nav>Start Om oss Kontakt</nav><article><h1>Bron st\xc3\xa4ngs</h1>
<p>Bron \xc3\xb6ver sundet st\xc3\xa4ngs i tre dagar i juni, meddelar Sundsregionens brokontor i g\xc3\xa5r kv\xc3\xa4ll.</p>
<p>Under tiden g\xc3\xa5r f\xc3\xa4rjan varje timme fr\xc3\xa5n hamnen, och biljetterna kostar inte mer \xc3\xa4n vanligt.</p>
<p>Relaterade artiklar</p></article><footer>Copyright 2026</footer></body></html>"""


def added(client, *, files=None, **fields) -> Page:
    return sent(client, Page(client.get("/add")), "/add", files=files, **fields)


def ids(root) -> set[str]:
    return set(Library.open(root).reader.ids())


def test_a_file_comes_in_and_is_found_at_once(own_client):
    page = added(own_client, files={"file": ("bron.html", ARTICLE)})
    assert page.words("h2") == ["Bron stängs"]
    assert "Added: 1" in page.words("[role=status]")[0]
    assert "Bron stängs" in own_client.get("/search", params={"q": "brokontor"}).text


def test_good_and_bad_files_are_told_apart_and_the_good_ones_are_in(own_client, own_samples):
    before = ids(own_samples)
    files = [("file", ("bron.html", ARTICLE)), ("file", ("x.pdf", b"%PDF-1.7 broken")), ("file", ("y.txt", b""))]
    page = added(own_client, files=files)
    assert "Not added: 2" in page.words("[role=status]")[0]
    assert len(ids(own_samples) - before) == 1
    assert any("damaged" in one for one in page.words(".missing"))
    assert any("nothing in it" in one for one in page.words(".missing"))


def test_a_pasted_text_takes_the_title_that_was_given(own_client, own_samples):
    page = added(own_client, text="Färjan går varje timme, också på natten.\n", title="Anteckning", kind="note")
    assert page.words("h2") == ["Anteckning"]
    assert "Note" in " ".join(page.words(".facts"))


def test_the_same_file_again_is_unchanged(own_client):
    added(own_client, files={"file": ("bron.html", ARTICLE)})
    page = added(own_client, files={"file": ("annat namn.html", ARTICLE)})
    assert "There already" in page.words("[role=status]")[0]


def test_two_files_of_one_name_are_two_documents(own_client, own_samples):
    before = ids(own_samples)
    added(own_client, files={"file": ("notat.txt", "Bron stängs i juni i tre dagar.".encode())})
    added(own_client, files={"file": ("notat.txt", "Färjan går varje timme hela natten.".encode())})
    assert len(ids(own_samples) - before) == 2


def test_adding_can_be_taken_back(own_client, own_samples):
    before = ids(own_samples)
    page = added(own_client, files={"file": ("bron.html", ARTICLE)})
    assert ids(own_samples) != before
    done = sent(own_client, page, "/undo")
    assert "taken back" in done.words(".note")[0]
    assert ids(own_samples) == before


def test_only_what_was_changed_is_set_by_hand(own_client, own_samples):
    page = added(own_client, files={"file": ("bron.html", ARTICLE)})
    form = Page(own_client.get(page.link("Correct title")))
    id = page.link("Read").removeprefix("/read/")
    sent(own_client, form, f"/read/{id}/edit", title="Bron stängs i juni", published="2026-05-30")
    record = Library.open(own_samples).reader.record(id)
    assert (record.title, record.published.isoformat()) == ("Bron stängs i juni", "2026-05-30")
    assert set(record.edited) == {"title", "published"}


@pytest.mark.parametrize(
    ("field", "value"), [("published", "31 juni"), ("kind", "roman"), ("url", "javascript:alert(1)")]
)
def test_a_value_that_does_not_fit_changes_nothing(own_client, own_samples, field, value):
    id = min(ids(own_samples))
    before = (own_samples / "corpus" / id / "record.json").read_bytes()
    form = Page(own_client.get(f"/read/{id}/edit"))
    assert sent(own_client, form, f"/read/{id}/edit", **{field: value}).status == 400
    assert (own_samples / "corpus" / id / "record.json").read_bytes() == before


def test_what_the_cleaner_removed_can_be_put_back(own_client, own_samples):
    page = added(own_client, files={"file": ("bron.html", ARTICLE)})
    id = page.link("Read").removeprefix("/read/")
    removed = Page(own_client.get(f"/read/{id}/removed"))
    assert removed.all("form")
    sent(own_client, removed, f"/read/{id}/restore")
    assert any(one.restored for one in Library.open(own_samples).removed(id))


def test_a_document_moved_to_the_trash_comes_back(own_client, own_samples):
    id = min(ids(own_samples))
    done = sent(own_client, Page(own_client.get(f"/read/{id}/edit")), f"/read/{id}/remove")
    assert id not in ids(own_samples)
    sent(own_client, done, "/undo")
    assert id in ids(own_samples)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/x", "notaddress"])
def test_only_web_addresses_are_fetched(own_client, url):
    page = added(own_client, url=url)
    assert page.status == 400
    assert "not a web address" in page.html


def test_an_address_inside_the_network_is_not_fetched(own_client, own_samples):
    before = ids(own_samples)
    page = added(own_client, url="http://10.0.0.1/secret")
    assert "Not added" in page.words("[role=status]")[0]
    assert ids(own_samples) == before


def test_an_empty_form_says_what_is_missing(own_client):
    assert "nothing was sent" in added(own_client).html


@pytest.mark.parametrize(
    ("hosts", "origins", "afar"),
    [
        (["127.0.0.1"], [], False),
        (["localhost"], [], False),
        (["::1"], [], False),
        (["0.0.0.0"], [], True),
        (["kb.example.org"], [], True),
        (["127.0.0.1", ""], ["https://kb.example.org"], True),
    ],
)
def test_who_asks_from_another_machine_does_not_reach_what_listens_on_this_one(own_samples, hosts, origins, afar):
    app = create_app(lambda: Library.open(own_samples), hosts=hosts, origins=origins)
    assert app.state.site.from_afar is afar
    with ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        client = TestClient(app, base_url=f"http://{hosts[0] if hosts[0] != '::1' else '[::1]'}")
        with closing(client):
            page = added(client, url=f"http://127.0.0.1:{server.server_port}/nothing-here")
        server.shutdown()
    assert ("inside a private network" in page.html) is afar
