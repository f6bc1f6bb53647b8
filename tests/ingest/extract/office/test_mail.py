"""Messages and what is attached to them."""

import importlib.util
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import SourceError
from kb.ingest.extract.office import EMAIL, OUTLOOK, attachments, extract_office

_spec = importlib.util.spec_from_file_location("compound", Path(__file__).with_name("compound.py"))
compound = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(compound)


def message(plain=None, html=None, **headers):
    made = EmailMessage()
    for name, value in headers.items():
        made[name] = value
    if plain is not None:
        made.set_content(plain)
    if html is not None:
        (made.add_alternative if plain is not None else made.set_content)(html, subtype="html")
    return made


def test_headers_are_certain_clues(make_original):
    made = message(
        "Hej",
        Subject="SV: Re: Ny bro på Ærø",
        From="Åse Holm <aase@ex.example>",
        Date="Fri, 03 May 2024 10:00:00 +0200",
    )
    clues = [(clue.field, clue.value, clue.certain) for clue in extract_office(make_original(bytes(made)), EMAIL).clues]
    assert clues == [("title", "Ny bro på Ærø", True), ("authors", "Åse Holm", True), ("published", "2024-05-03", True)]


def test_plain_words_are_preferred_to_marked_up_ones(make_original):
    made = message("Kære Bo\n\nHavnen åbner\ni maj.\n\n> Hvornår\n> åbner den?\n", html="<p>Andet</p>")
    found = [(block.kind.value, block.text) for block in extract_office(make_original(bytes(made)), EMAIL).blocks]
    assert found == [("paragraph", "Kære Bo"), ("paragraph", "Havnen åbner\ni maj."), ("quote", "Hvornår\nåbner den?")]


def test_marked_up_words_are_read_where_there_are_no_others(make_original):
    made = message(html="<h1>Nyt</h1><p>Havnen åbner.</p><div style='display: none'>skjult</div>")
    assert [block.text for block in extract_office(make_original(bytes(made)), EMAIL).blocks] == [
        "Nyt",
        "Havnen åbner.",
    ]


def test_attachments_are_originals_of_their_own(make_original):
    made = message("Se bilag.", Subject="Svar")
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="svar/på.pdf")
    held = make_original(bytes(made), "mail.eml")
    assert [(file.source, file.name, file.data) for file in attachments(held)] == [
        ("mail.eml#svar_på.pdf", "svar_på.pdf", b"%PDF-1.4")
    ]
    assert "svar_på.pdf" in extract_office(held, EMAIL).warnings[0]


@pytest.mark.parametrize(
    "data",
    [
        b"Subject: =?utf-8?b?####?=\nDate: never\nFrom: <<>\n\nHavnen",
        b"Content-Type: text/plain; charset=no-such\n\nHavnen",
        b"Content-Type: multipart/mixed\n\nHavnen",
        b"Content-Transfer-Encoding: base64\n\nHavnen",
        b"Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nHavnen\n--b",
    ],
)
def test_careless_messages_are_read(make_original, data):
    assert extract_office(make_original(data), EMAIL).media_type == EMAIL


def test_messages_within_messages_thousands_deep_end(make_original):
    data = (
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)) + b"\nHavnen"
    )
    assert _outcome(make_original(data), EMAIL) in {"read", "unreadable"}


def _outcome(original, media_type):
    try:
        extract_office(original, media_type)
        attachments(original)
    except SourceError as error:
        return error.kind
    return "read"


OUTLOOK_MESSAGE = compound.message(
    "Sv: Havnen",
    "Kære Maja\r\n\r\nHavnen åbner i maj.",
    "Bo Falk",
    sent=133_500_000_000_000_000,
    files=[("svar.txt", b"Hej " * 100)],
)


def test_outlook_messages_are_read(make_original):
    extracted = extract_office(make_original(OUTLOOK_MESSAGE), OUTLOOK)
    assert [block.text for block in extracted.blocks] == ["Kære Maja", "Havnen åbner i maj."]
    assert [(clue.field, clue.value) for clue in extracted.clues] == [
        ("title", "Havnen"),
        ("authors", "Bo Falk"),
        ("published", "2024-01-17"),
    ]


def test_outlook_attachments_are_originals(make_original):
    assert [(file.name, file.data) for file in attachments(make_original(OUTLOOK_MESSAGE))] == [
        ("svar.txt", b"Hej " * 100)
    ]


@settings(max_examples=60, deadline=None)
@given(places=st.lists(st.tuples(st.integers(0, len(OUTLOOK_MESSAGE) - 1), st.integers(0, 255)), max_size=30))
def test_damaged_outlook_messages_raise_nothing_but_source_errors(make_damaged, places):
    assert _outcome(make_damaged(OUTLOOK_MESSAGE, places), OUTLOOK) in {"read", "unreadable"}


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_a_message_or_a_source_error(make_damaged, data):
    assert _outcome(make_damaged(b"Subject: a\nMIME-Version: 1.0\n" + data, []), EMAIL) in {"read", "unreadable"}
