"""Checking a draft on the page: the verdicts, the Word draft with comments, and that nothing of it is kept on disk."""

from __future__ import annotations

import io

import pytest
from docx import Document

from tests.web.forms import sent
from tests.web.page import Page

TRUE = "”Vi är duktiga på att hämta hit folk. Vi är mycket sämre på att få dem att stanna”"
TURNED = "”Vi är duktiga på att hämta hit folk. Vi är inte sämre på att få dem att stanna”"


def checked(client, *, text="", files=None) -> Page:
    return sent(client, Page(client.get("/check")), "/check", text=text, files=files)


def word_draft(*paragraphs: str) -> bytes:
    document = Document()
    for one in paragraphs:
        document.add_paragraph(one)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_a_pasted_text_is_checked_quotation_by_quotation(client):
    page = checked(client, text=f"Lene Skovrup säger: {TRUE}.\n\nOch hon säger: {TURNED}.")
    assert "1 of 2" in page.words(".count")[0]
    signs = [one["class"] for one in page.all(".verdicts > li")]
    assert signs == [["passes"], ["fails"]]
    assert "mycket" in page.words(".differences del")[0]
    assert "inte" in page.words(".differences ins")[0]
    assert "may turn what is said" in page.words(".differences li")[0]


def test_a_word_draft_comes_back_with_comments(client):
    data = word_draft(f"Lene Skovrup säger: {TURNED}.")
    page = checked(client, files={"file": ("tal till mässan.docx", data)})
    answer = client.get(page.link("The Word draft with comments"))
    assert answer.status_code == 200
    document = Document(io.BytesIO(answer.content))
    assert len(list(document.comments)) == 1
    assert "-checked.docx" in answer.headers["content-disposition"]


def test_the_report_can_be_had_as_markdown(client):
    page = checked(client, text=f"Hon säger: {TRUE}.")
    answer = client.get(page.link("Markdown"))
    assert "Vi är duktiga" in answer.text
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_draft_that_cannot_be_read_says_so(client):
    page = checked(client, files={"file": ("draft.docx", b"PK\x03\x04 broken")})
    assert "could not be read" in page.words(".missing")[0]
    assert client.get(page.answer.url.path + "/commented.docx").status_code == 404


def test_an_empty_form_says_what_is_missing(client):
    page = checked(client)
    assert page.status == 400
    assert "no draft was sent" in page.html


def test_a_report_that_is_not_kept_is_not_found(client):
    page = Page(client.get("/check/unknown"))
    assert page.status == 404
    assert "Check the draft again" in page.html


def test_no_word_of_a_draft_is_written_to_disk(own_client, own_samples):
    checked(own_client, text="Hun siger: »Zzyzxord er et ord, som ingen andre bruger her«.")
    for path in own_samples.rglob("*"):
        assert not path.is_file() or b"Zzyzxord" not in path.read_bytes(), path


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\Users\\x\\draft.txt", "<script>alert(1)</script>.txt", ".txt"]
)
def test_the_name_of_a_file_is_only_shown(client, name):
    page = checked(client, files={"file": (name, f"Hon säger: {TRUE}.".encode())})
    assert page.status == 200
    assert "<script>alert" not in page.html
    assert "etc/passwd" not in page.words("h1")[0]


def test_words_and_titles_say_which_language_they_are_in(client):
    page = checked(client, text=f"Lene Skovrup säger: {TURNED}.")
    assert [one["lang"] for one in page.all(".compared blockquote")] == ["sv", "sv"]
    assert [one["lang"] for one in page.all(".verdicts p a span")] == ["sv"]
