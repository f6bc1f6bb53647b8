"""The reading page: the whole text, its marks, what was removed, and the original."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from kb import Library
from tests.web.conftest import ROOT, client_of
from tests.web.page import Page

STRATEGY = "en-region-to-lande-faelles-styrke-indspil-til-den-0c8433"
NEWS = "alla-vill-ha-samma-forskare-4468e7"
DOCUMENTS = sorted(path.parent.name for path in (ROOT / "corpus").glob("*/record.json"))


@pytest.fixture
def read(client):
    def get(id=STRATEGY, **query):
        return Page(client.get(f"/read/{id}", params=query))

    return get


@pytest.mark.parametrize("id", DOCUMENTS)
def test_what_an_element_says_to_hold_is_letter_for_letter_there(read, samples, id):
    text = Library.open(samples).text(id)
    elements = read(id).all("[data-start]")
    assert elements
    for element in elements:
        start, words = int(element.get("data-start")), element.text
        assert text[start : start + len(words)] == words


@pytest.mark.parametrize("id", DOCUMENTS)
def test_no_word_of_the_text_is_missing_from_the_page(read, samples, id):
    text = Library.open(samples).text(id)
    shown = [False] * len(text)
    for element in read(id).all("[data-start]"):
        start = int(element.get("data-start"))
        shown[start : start + len(element.text)] = [True] * len(element.text)
    left = "".join(c if not there else " " for c, there in zip(text, shown, strict=True))
    assert not any(c.isalpha() for c in left), left.split()


def test_matches_are_marked_and_listed_with_their_pages(read):
    page = read(q="sundhedsdata")
    assert page.words(".count") == [f"{len(page.all('.text mark'))} matches for “sundhedsdata”"]
    assert any("page 5" in one for one in page.words(".answers li"))
    anchors = {element.get("id") for element in page.all("[id]")}
    assert all(link.get("href").removeprefix("#") in anchors for link in page.all(".answers a"))


def test_pages_of_the_original_are_marked_where_they_begin(read):
    assert read().words(".page-mark") == [f"page {number}" for number in range(1, 6)]


def test_quotations_are_marked_and_who_is_quoted_is_listed(read):
    page = read(NEWS)
    listed = " ".join(page.words(".speaking li"))
    assert "Lene Skovrup" in listed
    assert "named beside the quotation" in listed
    assert "Vi är duktiga på att hämta hit folk" in " ".join(page.words(".said"))
    anchors = {element.get("id") for element in page.all("[id]")}
    assert all(link.get("href").removeprefix("#") in anchors for link in page.all(".speaking a"))


def test_the_outline_leads_to_the_headings(read):
    page = read()
    anchors = {element.get("id") for element in page.all("[id]")}
    assert len(page.all(".outline a")) >= 5
    assert all(link.get("href").removeprefix("#") in anchors for link in page.all(".outline a"))


def test_a_passage_in_another_language_is_tagged(own_samples):
    library = Library.open(own_samples)
    folder = own_samples / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Et dansk dokument om sundhed\n\nRegionerne vil gerne samarbejde om forskning i sundhedsdata på tværs af grænsen.\n\n"
        "The regions would like to work together on research with health data across the border between them.\n\n"
        "Det kræver, at biobankerne bruger de samme regler for samtykke, og at patienterne kender dem.\n"
    )
    (added,) = library.add([folder / "a.txt"])
    page = Page(client_of(own_samples).get(f"/read/{added.record.id}"))
    assert page.all(".text")[0].get("lang") == "da"
    assert [element.text[:11] for element in page.all('.text p[lang="en"]')] == ["The regions"]


def test_what_was_removed_is_shown_with_rule_and_place(client):
    page = Page(client.get(f"/read/{STRATEGY}/removed"))
    assert "Page number page 1" in page.words(".removals h2")
    assert "Side 1 af 5" in page.words(".removals .gone")
    danish = Page(client.get(f"/read/{STRATEGY}/removed", headers={"accept-language": "da"}))
    assert "Sidetal side 1" in danish.words(".removals h2")


def test_the_original_is_a_download_of_a_safe_type(client):
    answer = client.get(f"/read/{STRATEGY}/original")
    assert answer.content == (ROOT / "corpus" / STRATEGY / "original.pdf").read_bytes()
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("id", [id for id in DOCUMENTS if list((ROOT / "corpus" / id).glob("original.htm*"))])
def test_a_web_page_is_never_handed_out_as_one(client, id):
    answer = client.get(f"/read/{id}/original")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("view", ["", "/removed", "/original"])
@pytest.mark.parametrize("id", ["../../kb.toml", "..%2f..%2fkb.toml", "nobody-000000", "x", ".kb", "%00", "a" * 3000])
def test_no_path_from_outside_is_opened(client, view, id):
    answer = client.get(f"/read/{quote(id)}{view}")
    assert answer.status_code == 404


def test_a_link_in_place_of_an_original_is_not_followed(own_samples, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    folder = own_samples / "corpus" / STRATEGY
    (folder / "original.pdf").unlink()
    (folder / "original.pdf").symlink_to(secret)
    answer = client_of(own_samples).get(f"/read/{STRATEGY}/original")
    assert answer.status_code == 404
    assert "secret" not in answer.text


HOSTILE = '</p><script>alert("x")</script><img src=x onerror=alert(1)> {{ 7*7 }} {% raw %} javascript:alert(1)'


def test_hostile_titles_tags_and_texts_are_shown_as_text(own_samples):
    library = Library.open(own_samples)
    source = own_samples / "hostile.txt"
    source.write_text(
        f"{HOSTILE}\n\nEn tekst om sundhedsdata med {HOSTILE} i sig, som skal vises som den er.\n\n| {HOSTILE} | b |\n| --- | --- |\n| {HOSTILE} | d |\n"
    )
    (added,) = library.add([source], title=HOSTILE, tag=HOSTILE, publisher=HOSTILE, author=HOSTILE)
    record = own_samples / "corpus" / added.record.id / "record.json"
    record.write_text(record.read_text().replace('"url": null', '"url": "javascript:alert(1)//https://x"'))
    client = client_of(own_samples)
    for path in (
        f"/read/{added.record.id}?q=sundhedsdata",
        f"/read/{added.record.id}/removed",
        "/search?q=sundhedsdata",
        "/",
    ):
        page = Page(client.get(path))
        assert page.status == 200
        assert [script.get("src").split("?")[0] for script in page.all("script")] == ["/static/kb.js"]
        assert not page.all("img")
        assert not [a for a in page.all("a") if a.get("href").lower().startswith("javascript")]
        assert HOSTILE in page.tree.text
        assert "{{ 7*7 }}" in page.html
    assert not [a for a in page.all("*") if any(name.startswith("on") for name in a.attrs)]


def test_a_long_text_is_shown_in_parts_and_a_passage_leads_to_its_own(own_samples):
    library = Library.open(own_samples)
    source = own_samples / "long.txt"
    words = " ".join(f"ord{n}" for n in range(40))
    paragraphs = [f"Afsnit nummer {n} handler om kommunen og dens borgere. {words}." for n in range(400)]
    source.write_text(
        "En lang rapport om kommunen\n\n"
        + "\n\n".join(paragraphs)
        + "\n\nTil sidst nævnes giraffen i haven ved kommunens hus.\n"
    )
    (added,) = library.add([source], kind="report")
    client = client_of(own_samples)
    page = Page(client.get(f"/read/{added.record.id}?q=giraffen"))
    assert "1" in page.words(".pages a[aria-current]")[0]
    assert not page.all(".text mark")
    led = Page(client.get(page.all(".answers a")[0].get("href")))
    assert led.words(".text mark") == ["giraffen"]
    assert all(len(client.get(f"/read/{added.record.id}?part={n}").content) < 100_000 for n in (1, 3, 99))


def test_a_damaged_document_is_told_and_costs_no_other(own_samples):
    folder = own_samples / "corpus" / STRATEGY
    (folder / "record.json").write_text(json.dumps({"id": STRATEGY}))
    client = client_of(own_samples)
    assert client.get(f"/read/{STRATEGY}").status_code == 500
    assert "kb doctor" in client.get(f"/read/{STRATEGY}").text
    assert client.get(f"/read/{NEWS}").status_code == 200
    assert client.get("/").status_code == 200
    assert client.get("/search?q=biobanker").status_code == 200
