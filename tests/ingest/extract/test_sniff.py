"""What an original is, from its bytes and not its name."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import SourceError
from kb.ingest.blocks import Original
from kb.ingest.extract import extract, media_type, sniff


def original(data, name="fil"):
    return Original(source=name, name=name, data=data, fetched=datetime(2026, 1, 1, tzinfo=UTC))


def archive(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        for name, text in files.items():
            # A date of its own would make every run collect other tests.
            opened.writestr(zipfile.ZipInfo(name.replace("__", "/")), text)
    return buffer.getvalue()


MAIL = b"From: anna@example.org\r\nTo: bo@example.org\r\nSubject: Sagen\r\nDate: Fri, 3 May 2019 10:00:00 +0200\r\n\r\nHej Bo\r\n"
SAVED = b'From: <Saved>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--b--\r\n'
KINDS = [
    (b"%PDF-1.7\n...", sniff.PDF),
    (b"\n\n%PDF-1.4", sniff.PDF),
    (rb"{\rtf1\ansi hej}", sniff.RTF),
    (archive(word__document="x"), sniff.DOCX),
    (archive(ppt__presentation="x"), sniff.PPTX),
    (archive(mimetype="application/vnd.oasis.opendocument.text", content="x"), sniff.ODT),
    (archive(mimetype="application/epub+zip", content="x"), sniff.EPUB),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0_0037001F".encode("utf-16-le"), sniff.OUTLOOK),
    (b"<!DOCTYPE html><p>Hej", sniff.HTML),
    (b"\xef\xbb\xbf  <html><body>Hej", sniff.HTML),
    (b"<!-- gemt fra nettet -->\n<html>", sniff.HTML),
    (b"<frameset cols=2><frame src=a>", sniff.HTML),
    ("<html><body>Hej".encode("utf-16"), sniff.HTML),
    (b"<div class=a><p>Hej</p></div>", sniff.HTML),
    (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', sniff.XHTML),
    (MAIL, sniff.EMAIL),
    (SAVED, sniff.MHTML),
    ("Hej på dig, här är en text.".encode(), sniff.TEXT),
    ("Smörgåsbord".encode("latin-1"), sniff.TEXT),
    ("Hej på dig".encode("utf-16-le"), sniff.TEXT),
    (b"Til: Anna\nVi skriver om <b>broen</b> og byen.", sniff.TEXT),
    (b"5 < 7 og 8 > 3", sniff.TEXT),
]


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(200),
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"GIF89a" + bytes(40),
        b"RIFF\x00\x01\x00\x00WEBPVP8 ",
    ],
)
def test_a_picture_is_called_one_and_never_text(data):
    with pytest.raises(SourceError, match="picture") as caught:
        media_type(original(data, "billede.txt"))
    assert caught.value.kind == "unsupported"


def test_bytes_that_are_mostly_noughts_are_no_utf_16():
    with pytest.raises(SourceError, match="no text"):
        media_type(original(b"Hej\x00\x10" + bytes(200)))


@pytest.mark.parametrize(("data", "expected"), KINDS, ids=[f"{kind}-{i}" for i, (_, kind) in enumerate(KINDS)])
def test_the_bytes_tell_the_kind(data, expected):
    assert media_type(original(data, "noget.pdf")) == expected


def test_only_markdown_needs_its_name():
    assert media_type(original(b"# Titel\n\nTekst", "a.md")) == sniff.MARKDOWN
    assert media_type(original(b"# Titel\n\nTekst", "a.txt")) == sniff.TEXT


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b" \r\n\t\x00", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"PK\x03\x04 cut short", "unreadable"),
        (archive(word__document="x")[:60], "unreadable"),
        (archive(billede="x"), "unsupported"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "unsupported"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00" * 20, "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "unsupported"),
    ],
)
def test_what_cannot_be_read_says_why(data, kind):
    with pytest.raises(SourceError) as caught:
        media_type(original(data))
    assert caught.value.kind == kind
    assert caught.value.message


def test_a_name_that_lies_is_a_warning_and_no_error():
    page = b"<!DOCTYPE html><h1>Broen</h1><p>En hel saetning om broen og byen ved sundet.</p>"
    assert any(".pdf" in warning for warning in extract(original(page, "broen.pdf")).warnings)
    assert extract(original(page, "broen.html")).warnings == ()
    assert extract(original(page, "broen.2019")).warnings == ()


def test_plain_text_under_the_name_of_a_page_is_read_as_text():
    found = extract(original("Overskrift\n\nEn sætning om broen og byen.".encode(), "side.html"))
    assert "En sætning om broen og byen." in [block.text for block in found.blocks]


@given(st.binary(max_size=2000))
def test_any_bytes_have_a_kind_or_a_reason(data):
    assert kind_or_reason(data)


def kind_or_reason(data):
    try:
        return "/" in media_type(original(data))
    except SourceError as error:
        return error.kind in {"empty", "unreadable", "unsupported"}
