"""Quoting: what is found, the basket it is put into, and the forms it is given out in."""

from __future__ import annotations

import io
import json

import pytest
from docx import Document

from kb import Library
from kb.model import Span
from kb.web import basket
from tests.web.forms import sent
from tests.web.page import Page

NEWS = "alla-vill-ha-samma-forskare-4468e7"
SAID = "Vi är duktiga på att hämta hit folk"


@pytest.fixture
def own(own_client):
    """A client with an empty basket."""
    return own_client


def quotes(client, **query) -> Page:
    return Page(client.get("/quote", params=query))


def filled(client, **query) -> Page:
    page = quotes(client, **query)
    return sent(client, page, "/basket/put", button="Put into the basket")


def test_every_statement_shows_its_words_its_speaker_and_its_citation(client):
    page = quotes(client, what="quotations", speaker="Skovrup", into="en")
    first = page.all(".statements > li")[0]
    assert SAID in first.select_one("blockquote").text
    assert first.select_one("blockquote")["lang"] == "sv"
    assert "Lene Skovrup" in first.select_one(".speaker").text
    assert "quoted in" in first.select_one(".citation").text
    assert first.select_one(".citation")["lang"] == "en"


def test_what_is_put_into_the_basket_stands_there_and_can_be_taken_out(own):
    page = filled(own, what="quotations", speaker="Skovrup")
    assert "Take out of the basket" in page.words(".statements button")[0]
    held = Page(own.get("/basket"))
    assert SAID in held.words(".statements blockquote")[0]
    emptied = sent(own, held, "/basket/change", button="Take out")
    assert emptied.all(".statements li") == []


def test_the_order_of_the_basket_can_be_changed(own):
    filled(own, what="quotations", speaker="Skovrup")
    page = quotes(own, what="recommendations")
    sent(own, page, "/basket/put", button="Put into")
    before = Page(own.get("/basket")).words(".statements blockquote")
    assert len(before) == 2
    after = sent(own, Page(own.get("/basket")), "/basket/change", button="Down").words(".statements blockquote")
    assert after == before[::-1]


@pytest.mark.parametrize(("into", "marks"), [("da", "»«"), ("sv", "””"), ("en", "“”")])
def test_the_marks_follow_the_receiving_language_and_the_words_stay(own, into, marks):
    filled(own, what="quotations", speaker="Skovrup")
    page = Page(own.get("/basket", params={"into": into, "as": "plain"}))
    shown = page.all("#rendered")[0].text
    assert shown.strip().startswith(marks[0])
    assert SAID in shown
    assert f"stanna{marks[1]}" in shown


def test_the_rich_copy_holds_a_footnote_for_each_quotation_and_no_script(own):
    filled(own, what="quotations", speaker="Skovrup")
    rich = Page(own.get("/basket")).all("[data-rich]")[0]["data-rich"]
    assert rich.count('mso-element:footnote"') == 1
    assert SAID in rich
    assert "<script" not in rich


def test_the_word_file_of_the_basket_is_read_back_by_another_reader(own):
    filled(own, what="quotations", speaker="Skovrup")
    answer = own.get("/basket/file", params={"as": "docx", "into": "sv"})
    assert "attachment" in answer.headers["content-disposition"]
    assert SAID in "\n".join(one.text for one in Document(io.BytesIO(answer.content)).paragraphs)


@pytest.mark.parametrize("style", ["plain", "markdown", "html", "csl-json", "bibtex", "ris", "annotation"])
def test_every_form_is_a_download_and_never_a_page(own, style):
    filled(own, what="quotations", speaker="Skovrup")
    answer = own.get("/basket/file", params={"as": style})
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    if style in {"csl-json", "annotation"}:
        json.loads(answer.text)


def test_an_entry_whose_words_have_changed_says_so_and_shows_no_others(own, own_samples):
    filled(own, what="quotations", speaker="Skovrup")
    path = own_samples / "corpus" / NEWS / "text.md"
    path.write_text("Något helt annat.\n" * 40 + path.read_text(encoding="utf-8"), encoding="utf-8")
    page = Page(own.get("/basket"))
    assert "no longer stand" in page.words(".missing")[0]
    assert page.all("blockquote") == []


def test_a_document_that_is_not_there_is_no_excerpt(own):
    own.cookies.set(basket.COOKIE, "zzzzzz.0.10.00000000!nonsense!<script>", domain="127.0.0.1")
    page = Page(own.get("/basket"))
    assert page.status == 200
    assert len(page.all(".missing")) == 1
    assert "<script>" not in page.html


@pytest.mark.parametrize("place", ["", "x", f"{NEWS}:0:999999999", f"{NEWS}:9:3", f"{NEWS}:-1:5", "../../etc:0:5"])
def test_a_place_that_is_none_is_refused(own, place):
    page = sent(own, quotes(own, what="quotations"), "/basket/put", place=place)
    assert page.status in (400, 404)


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_nobody_is_led_off_this_site(own, back):
    token = quotes(own, what="quotations").all("[name=token]")[0]["value"]
    answer = own.post("/basket/put", data={"token": token, "back": back}, follow_redirects=False)
    assert answer.headers["location"].startswith("/")
    assert not answer.headers["location"].startswith(("//", "/\\"))


def test_a_full_basket_fits_into_a_cookie(samples):
    text = Library.open(samples).text(NEWS)
    entries = [basket.entry_of(NEWS, Span(900_000_000 + n, 990_000_000 + n), text) for n in range(basket.MOST)]
    assert len(basket.written(entries)) < 4000
    assert basket.read(basket.written(entries)) == tuple(entries)


def test_an_entry_is_moved_only_inside_the_basket():
    entries = tuple(basket.Entry(f"aaaaa{n}", Span(0, 1), "00000000") for n in range(3))
    assert basket.moved(entries, entries[0], -1) == entries
    assert basket.moved(entries, entries[2], 1) == entries
    assert basket.moved(entries, entries[0], 1) == (entries[1], entries[0], entries[2])
    assert basket.moved(entries, basket.Entry("bbbbbb", Span(0, 1), "00000000"), 1) == entries
