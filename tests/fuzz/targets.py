"""What is fuzzed: every reader of what others wrote, as a function of bytes, with the law that must hold.

A reader may refuse with the error it documents; anything else that is raised, or a law that is broken, is a bug.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from kb.check.drafts import draft_text, quotations_of
from kb.corpus.records import BadRecord, record_from_bytes, record_to_bytes, removed_from_bytes, removed_to_bytes
from kb.errors import SourceError, UsageError
from kb.ingest.blocks import Block, BlockKind, Extracted, Original
from kb.ingest.clean import clean
from kb.ingest.extract import extract
from kb.ingest.prepare import Prepared, Task, prepare
from kb.ingest.render import render
from kb.language import segment
from kb.quote import find_quotations
from kb.quote.saved import read_saved
from kb.search.syntax import described, parse
from kb.search.syntax import render as render_question
from tests.fuzz import backups
from tests.hostile import others, packages, pdfs
from tests.hostile.rows import GOOD

NOW = datetime(2026, 11, 20, tzinfo=UTC)
KINDS = tuple(BlockKind)
ID = "ny-havn-0a1b2c"


def original(data, name):
    return Original(source=name, name=name, data=data, fetched=NOW)


def extracts(data, name):
    """The extractor gives blocks with text, in which no span or level is impossible, or refuses."""
    try:
        found = extract(original(data, name))
    except SourceError as error:
        refusal = error
        found = None
    if found is None:
        assert refusal.kind, "an error without a kind"
        assert refusal.message, "an error without a message"
        return
    assert all(isinstance(block.text, str) for block in found.blocks)
    assert found.visible_characters >= 0
    rendered = render(found.blocks, found.pages)
    assert all(0 <= span.start <= span.end <= len(rendered.text) for _, span in rendered.blocks)


def html(data):
    extracts(b"<html><body>" + data, "x.html")


def pdf(data):
    extracts(b"%PDF-1.7\n" + data, "x.pdf")


def page(data):
    extracts(pdfs.one_page(pdfs.stream(data)), "x.pdf")


def rtf(data):
    extracts(b"{\\rtf1" + data, "x.rtf")


def mail(data):
    extracts(b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n" + data, "x.eml")


def word(data):
    extracts(packages.docx(data.decode("utf-8", "replace")), "x.docx")


def styles(data):
    """A Word file whose styles, numbering and notes are what is fuzzed."""
    text = data.decode("utf-8", "replace")
    parts = {
        f"word/{kind}.xml": f'<w:{kind} xmlns:w="{packages.W}">{text}</w:{kind}>'
        for kind in ("styles", "numbering", "footnotes")
    }
    rels = packages.relations(*((kind, f"{kind}.xml") for kind in ("styles", "numbering", "footnotes")))
    body = f'<w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{GOOD}</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    extracts(packages.docx(body, more={**parts, "word/_rels/document.xml.rels": rels}), "x.docx")


def odt(data):
    extracts(packages.odt(data.decode("utf-8", "replace")), "x.odt")


def slides(data):
    extracts(packages.pptx(data.decode("utf-8", "replace")), "x.pptx")


def book(data):
    extracts(packages.epub(data.decode("utf-8", "replace")), "x.epub")


def package(data):
    extracts(b"PK\3\4" + data, "x.docx")


def message(data):
    extracts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + data, "x.msg")


def plain(data):
    extracts(data, "x.txt")


def markdown(data):
    extracts(b"x\n" + data, "x.md")


def cleaner(data):
    """Cleaning never fails, and leaves no block without text and no span outside it."""
    try:
        text = data.decode("utf-8", "surrogatepass" if data[:1] == b"\xed" else "replace")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    pieces = text.split("\x1e")
    blocks = tuple(
        Block(kind=KINDS[len(text) % len(KINDS)], text=text, level=len(text) % 4) for text in pieces if text.strip()
    )
    cleaned = clean(Extracted(media_type="text/plain", extractor="fuzz", blocks=blocks))
    assert all(block.text.strip() for block in cleaned.blocks)
    text = render(cleaned.blocks).text
    assert text == text.encode("utf-8").decode(), "a character that cannot be written"


def whole(data):
    """From bytes to a document that can be stored and read again."""
    made = prepare(Task(original=original(data, "x"), original_checksum="sha256:0"))
    if isinstance(made, Prepared):
        stored = record_from_bytes(record_to_bytes(made.record))
        assert stored == made.record
        assert removed_from_bytes(removed_to_bytes(made.removed)) == made.removed
        assert all(0 <= p.span.start <= p.span.end <= len(made.text) for p in made.record.pages)


def query(data):
    """Every text is a question, and what was understood can be written back."""
    question = parse(data.decode("utf-8", "surrogateescape"))
    assert parse(render_question(question)) == question
    described(question)


def quotations(data):
    """Quotations are spans of the text, in order."""
    text = data.decode("utf-8", "replace")
    found = find_quotations(text, segment(text))
    assert all(0 <= one.span.start < one.span.end <= len(text) for one in found)


def draft(data):
    """Quotations of a draft are spans of what was given."""
    try:
        read = quotations_of(draft_text(original(b"x\n" + data, "x.md")))
    except SourceError:
        return
    assert all(0 <= one.span.start <= one.span.end <= len(read.text) for one in read.quotations)


def record(data):
    """A record is read or refused; one that is read is written as it was."""
    for read, write in ((record_from_bytes, record_to_bytes), (removed_from_bytes, removed_to_bytes)):
        try:
            found = read(data)
        except BadRecord:
            continue
        assert read(write(found)) == found


def saved(data):
    try:
        read_saved(data)
    except UsageError:
        return


def backup(data):
    backups.backup(data)


def contents(data):
    backups.contents(data, ID)


def _made():
    return prepare(Task(original=original(f"Ny havn\n\n{GOOD}\n".encode(), "x.txt"), original_checksum="sha256:0"))


def _kept():
    """The settings, record and text of a knowledge base with one document, and its id."""
    made = _made()
    return b'engine = "whoosh"\n', record_to_bytes(replace(made.record, id=ID)), made.text.encode(), ID


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one
    for one in (html, pdf, page, rtf, mail, word, styles, odt, slides, book, package, message, plain, markdown, cleaner,
                whole, query, quotations, draft, record, saved, backup, contents)
}  # fmt: skip


def seeds(name: str) -> list[bytes]:
    """Whole inputs to begin with, all made here."""
    word_body = (
        packages.paragraph(GOOD)
        + "<w:tbl><w:tr><w:tc>"
        + packages.paragraph("a")
        + '</w:tc></w:tr></w:tbl><w:p><w:hyperlink r:id="r0"><w:r><w:t>l</w:t><w:br/><w:tab/></w:r></w:hyperlink></w:p>'
    )
    list_level = '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    style = '<w:style w:styleId="a"><w:name w:val="heading 1"/><w:basedOn w:val="b"/></w:style><w:footnote w:id="1"><w:p/></w:footnote>'
    text = f"# Ny havn\n\n1. {GOOD}\n- b\n\n> “{GOOD}” siger Anna Berg, direktør.\n\n– Ja, säger Bo.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: note\n"
    given = {
        "html": [others.reaching("http://x.example", GOOD), f"<h1>a</h1><p>{GOOD}</p><table><tr><td colspan=2>a<td>b</table><ul><li>x".encode()],
        "pdf": [pdfs.one_page(pdfs.shown(GOOD)), pdfs.actions(GOOD, "http://x"), pdfs.label_loop(GOOD)[:-40]],
        "page": [pdfs.shown(GOOD), b"q 1 0 0 1 0 0 cm BT /F1 12 Tf 14 TL (a) ' T* [(b) -300 (c)] TJ ET Q 1 1 9 9 re f /A BMC EMC"],
        "rtf": [b"\\ansi\\ansicpg1252{\\fonttbl{\\f0 A;}}\\b\\'e5\\u229 ?\\par{\\*\\x y}\\trowd\\cell a\\row}"],
        "mail": [others.attachment_names(GOOD), others.letter("=C3=A5", "Content-Transfer-Encoding: quoted-printable\n")],
        "word": [word_body.encode()],
        "styles": [(list_level + style).encode()],
        "odt": [f'<text:h text:outline-level="1">a</text:h><text:p>{GOOD}<text:s text:c="3"/><text:note><text:note-body><text:p>n</text:p></text:note-body></text:note></text:p><text:list text:style-name="L"><text:list-item><text:p>x</text:p></text:list-item></text:list>'.encode()],
        "slides": [packages.shape(GOOD).encode()],
        "book": [f"<h1>a</h1><p>{GOOD}</p><ul><li>x</li></ul><table><tr><td>1</td><td>2</td></tr></table>".encode()],
        "package": [packages.docx(word_body)[4:], packages.holding_itself()[4:]],
        "message": [others.message()[8:]],
        "cleaner": [f"Side 1\x1eVi bruger cookies\x1e{GOOD}\x1eord-\ndeling og\nlinjer\x1eÃ¥ â€œ\x1e1\x1e2\x1e3".encode()],
        "query": ['havn OR "a b"~5 -c (d AND e) title:f lang:da after:2020 ord* COM(2025) 101 § 12'.encode()],
        "record": [record_to_bytes(_made().record), b'{"rule":"x","text":"y","where":"z"}\n'],
        "backup": [backups.packed(backups.files_of(*_kept()))],
        "contents": [backups.BETWEEN.join(_kept()[:3])],
        "saved": [b'{"excerpts":[{"id":"q","document":"d","span":[0,1],"selector":{"type":"TextQuoteSelector","exact":"a"}}]}'],
    }  # fmt: skip
    return given.get(name, [text.encode()])
