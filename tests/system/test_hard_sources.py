"""Sources as they come: hostile pages, misnamed and broken files, other languages, long reports, letters with enclosures."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

PROSE = "Havnen blev åbnet i går, og der kom mange gæster for at se den, selv om det regnede hele dagen. "
FINNISH = "Satama avattiin eilen, ja monet vieraat tulivat katsomaan sitä, vaikka koko päivän satoi vettä. Kaupunki uskoo, että satama tuo työtä kahdellesadalle ihmiselle ja että se palvelee koko maakuntaa."
NORWEGIAN = "Havna ble åpnet i går, og det kom mange gjester for å se den, selv om det regnet hele dagen. Kommunen tror at havna vil gi arbeid til to hundre mennesker, og at ingen lenger behøver å reise bort for å jobbe."


def pdf(pages, encryption=None):
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4, encrypt=encryption, pageCompression=1)
    for lines in pages:
        for i, line in enumerate(lines):
            canvas.drawString(60, 780 - 16 * i, line)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def docx(*paragraphs):
    document = Document()
    document.add_heading(paragraphs[0], level=1)
    for text in paragraphs[1:]:
        document.add_paragraph(text)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def added(kb, path, code=0):
    answer = kb("add", path, "--json")
    assert answer.code == code, answer.err
    return answer.lines[0]


def text_of(row):
    return (Path("corpus") / row["document"] / "text.md").read_text(encoding="utf-8")


@pytest.fixture
def source(kb, tmp_path):
    """A function that makes a knowledge base once and writes a file of bytes."""
    kb("init")

    def write(name, data):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


def test_a_page_of_five_thousand_nested_elements_keeps_its_text(kb, source):
    page = "<html><body>" + "<div>" * 5000 + f"<h1>Ny havn</h1><p>{PROSE * 3}</p>" + "</div>" * 5000 + "</body></html>"
    assert PROSE.strip() in text_of(added(kb, source("dyb.html", page)))


def test_a_page_of_two_hundred_thousand_links_ends(kb, source):
    links = "".join(f"<li><a href='/{i}'>Side {i}</a></li>" for i in range(200_000))
    page = f"<html><body><article><h1>Ny havn</h1><p>{PROSE * 3}</p></article><ul>{links}</ul></body></html>"
    answer = kb("add", source("links.html", page), "--json")
    row = answer.lines[0]
    assert row["outcome"] in {"added", "failed"}
    if row["outcome"] == "added":
        assert PROSE.strip() in text_of(row)
    else:
        assert row["error"]["kind"] in {"too-large", "too-slow"}
    assert added(kb, source("ok.txt", f"Et notat\n\n{PROSE * 2}"))["outcome"] == "added"


def test_a_pdf_that_is_called_html_is_read_as_a_pdf(kb, source):
    row = added(kb, source("rapport.html", pdf([["Harbour report", "", "The harbour was opened in May."]])))
    assert "The harbour was opened in May." in text_of(row)
    record = kb("show", row["document"], "--record").json
    assert record["media_type"] == "application/pdf"


def test_a_pdf_with_a_password_says_what_to_do(kb, source):
    row = added(kb, source("laast.pdf", pdf([["Secret"]], StandardEncryption("hemmeligt", canPrint=0))), code=4)
    assert row["error"]["kind"] == "encrypted"
    assert "password" in row["error"]["message"]


def test_a_broken_archive_and_one_that_is_no_document_fail_alone(kb, source):
    broken = docx("Svar", PROSE)
    assert added(kb, source("brudt.docx", broken[: len(broken) // 2]), code=4)["error"]["kind"] == "unreadable"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("noget.bin", b"\0" * 100)
    assert added(kb, source("andet.docx", data.getvalue()), code=4)["error"]["kind"] in {"unsupported", "unreadable"}


@pytest.mark.parametrize(
    "page",
    ["<html><head><title>Intet</title></head><body></body></html>", "<html><body><script>x()</script></body></html>"],
)
def test_a_page_without_a_word_is_no_document(kb, source, page):
    row = added(kb, source("tom.html", page), code=4)
    assert row["error"]["kind"] in {"no-text", "empty"}


@pytest.mark.parametrize(("text", "language"), [(FINNISH, "fi"), (NORWEGIAN, "no")])
def test_another_language_is_kept_named_and_found_by_its_words(kb, source, text, language):
    row = added(kb, source("muu.txt", f"{text}\n\n{text.replace('.', '!')}\n"))
    assert row["language"] == language
    assert any(f"({language})" in warning for warning in row["warnings"])
    assert text in text_of(row)
    assert kb("search", f'"{" ".join(text.split()[:2])}"').code == 0


def test_a_report_of_three_hundred_pages_is_whole(kb, source):
    pages = [
        [
            *(f"On page {n} line {i} speaks of matter {n * 31 + i} in the harbour." for i in range(12)),
        ]
        for n in range(1, 301)
    ]
    row = added(kb, source("lang.pdf", pdf(pages)))
    text = " ".join(text_of(row).split())
    missing = [
        n
        for n in range(1, 301)
        if not all(f"On page {n} line {i} speaks of matter {n * 31 + i} in the harbour." in text for i in range(12))
    ]
    assert missing == []
    record = kb("show", row["document"], "--record").json
    assert len(record["pages"]) == 300
    assert record["intake"]["kept_share"] > 0.99


def test_what_hangs_on_a_letter_becomes_documents_of_its_own(kb, source):
    letter = EmailMessage()
    letter["From"], letter["To"] = "Anna Berg <anna@havn.example>", "Bo Holm <bo@havn.example>"
    letter["Subject"], letter["Date"] = "Materiale til mødet om havnen", "Tue, 04 May 2021 09:15:00 +0200"
    letter.set_content(f"Kære Bo\n\nHer er materialet til mødet i næste uge. {PROSE}\n\nVenlig hilsen\nAnna Berg\n")
    letter.add_attachment(docx("Svar om kajen", PROSE * 2, "Kajen skal være solgul."), maintype="application",
                          subtype="vnd.openxmlformats-officedocument.wordprocessingml.document", filename="svar om kajen.docx")  # fmt: skip
    letter.add_attachment(
        pdf([["Harbour report", "", "The quay is made of basalt from the north."]]),
        maintype="application",
        subtype="pdf",
        filename="report.pdf",
    )
    answer = kb("add", source("brev.eml", bytes(letter)), "--json")
    assert answer.code == 0, answer.err
    rows = answer.lines
    assert [row["outcome"] for row in rows] == ["added"] * 3
    mail, word, paper = rows
    assert (mail["title"], mail["published"]) == ("Materiale til mødet om havnen", "2021-05-04")
    assert "Her er materialet" in text_of(mail)
    assert word["title"] == "Svar om kajen"
    assert "Kajen skal være solgul." in text_of(word)
    assert "basalt" in text_of(paper)
    assert "svar om kajen.docx" in word["source"]
    assert kb("search", "basalt", "--json").json["hits"][0]["document"] == paper["document"]
    again = kb("add", source("brev.eml", bytes(letter)), "--json")
    assert {row["outcome"] for row in again.lines} == {"unchanged"}
