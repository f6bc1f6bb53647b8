"""Quoting, checking and adding in a real browser, with and without its script."""

from __future__ import annotations

import io

import pytest
from docx import Document

from tests.web.page import leaving

NEWS = "/read/alla-vill-ha-samma-forskare-4468e7"
DRAFT = "Hon säger: ”Vi är duktiga på att hämta hit folk. Vi är inte sämre på att få dem att stanna”."


def test_a_selection_goes_into_the_basket_letter_for_letter(server, opened):
    page = opened()
    page.goto(server + NEWS)
    words = page.evaluate(
        """() => {
            const element = document.querySelectorAll(".text p[data-start]")[2];
            const node = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
            const range = document.createRange();
            range.setStart(node, 2);
            range.setEndAfter(element.lastChild);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return range.toString();
        }"""
    )
    with leaving(page):
        page.click("text=Put the selection into the basket")
    page.goto(f"{server}/basket")
    assert " ".join(words.split()) in page.inner_text(".statements blockquote")


def test_copying_for_word_puts_words_and_footnotes_on_the_clipboard(server, opened):
    page = opened()
    page.goto(f"{server}/quote?what=quotations&speaker=Skovrup")
    with leaving(page):
        page.click("text=Put into the basket")
    page.goto(f"{server}/basket")
    page.click("text=Copy for Word")
    page.wait_for_function("document.querySelector('.copied').innerText === 'Copied.'")
    # Pasting it back shows what really lies there.
    page.evaluate(
        """() => { const box = document.createElement("div"); box.id = "paste"; box.contentEditable = "true";
            document.querySelector("main").append(box);
            box.addEventListener("paste", (event) => { event.preventDefault(); window.html = event.clipboardData.getData("text/html"); }); box.focus(); }"""
    )
    page.keyboard.press("Control+V")
    assert "mso-footnote-id:ftn1" in page.wait_for_function("window.html").json_value()


def test_a_word_draft_is_checked_and_comes_back_with_comments(server, opened, tmp_path):
    document = Document()
    document.add_paragraph(DRAFT)
    draft = tmp_path / "tal.docx"
    document.save(str(draft))
    page = opened(accept_downloads=True)
    page.goto(f"{server}/check")
    page.set_input_files("#file", str(draft))
    with leaving(page):
        page.click("main button")
    with page.expect_download() as waiting:
        page.click("text=The Word draft with comments")
    data = waiting.value.path().read_bytes()
    assert len(list(Document(io.BytesIO(data)).comments)) == 1


def test_without_javascript_files_are_added_quoted_and_checked(own_server, opened, tmp_path):
    source = tmp_path / "bron.txt"
    source.write_text("Bron\n\n”Bron stängs i juni”, säger kaptenen Ylva Strand.\n", encoding="utf-8")
    page = opened(java_script_enabled=False)
    page.goto(f"{own_server}/add")
    page.set_input_files("#file", str(source))
    with leaving(page):
        page.click("main button:has-text('Add')")
    assert "Added: 1" in page.inner_text("[role=status]")
    page.goto(f"{own_server}/quote?what=quotations&speaker=Strand")
    with leaving(page):
        page.click("text=Put into the basket")
    page.goto(f"{own_server}/basket?as=plain")
    assert "Bron stängs i juni" in page.input_value("#rendered")


@pytest.mark.parametrize(("locale", "words"), [("da-DK", "Tilføj dokumenter"), ("sv-SE", "Lägg till dokument")])
def test_the_pages_speak_the_language_of_the_browser(server, opened, locale, words):
    page = opened(locale=locale)
    page.goto(f"{server}/add")
    assert page.inner_text("h1") == words
