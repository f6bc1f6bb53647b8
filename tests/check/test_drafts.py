"""Drafts of every kind, and everything in them that is a quotation."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml

from kb.check.drafts import draft_text, quotations_of
from kb.errors import SourceError
from kb.model import Verdict

from .library import fetched

FERRY = "Vi kan ikke bo på en ø, hvis vi ikke kan komme hjem"
OTHER = "Kommunen har ikke ret til at lukke havnen uden varsel"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def verdicts(knowledge, data: bytes, name: str):
    draft, *_ = knowledge.check().drafts([fetched(data, name)]).drafts
    assert draft.error is None, draft.error
    return {one.text.strip('»«”“" '): one.verdict for one in draft.quotations}


def test_a_word_draft_with_quotations_in_every_place(knowledge):
    document = docx.Document()
    document.add_paragraph(f"Rådet siger: »{FERRY}«.")
    document.add_paragraph(OTHER + ".", style="Quote")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Sted"
    table.cell(0, 1).text = "Der står: »Cykelbanan ska stå klar i höst.«"
    found = verdicts(knowledge, saved(document), "draft.docx")
    assert found[FERRY] is Verdict.EXACT
    assert found[f"{OTHER}."] is Verdict.EXACT
    assert Verdict.EXACT in {found[text] for text in found if text.startswith("Cykelbanan")}


def test_tracked_changes_are_read_as_accepted(knowledge):
    document = docx.Document()
    paragraph = document.add_paragraph("Rådet siger: »Vi kan ")
    deleted = f'<w:del {W} w:id="1" w:author="a"><w:r><w:delText xml:space="preserve">ikke </w:delText></w:r></w:del>'
    added = f'<w:ins {W} w:id="2" w:author="a"><w:r><w:t xml:space="preserve">ikke </w:t></w:r></w:ins>'
    paragraph._p.append(parse_xml(deleted))
    rest = "bo på en ø, hvis vi ikke kan komme hjem«."
    paragraph.add_run(rest)
    assert set(verdicts(knowledge, saved(document), "draft.docx").values()) == {Verdict.ALTERED}
    accepted = docx.Document()
    paragraph = accepted.add_paragraph("Rådet siger: »Vi kan ")
    paragraph._p.append(parse_xml(added))
    paragraph.add_run(rest)
    assert set(verdicts(knowledge, saved(accepted), "draft.docx").values()) == {Verdict.EXACT}


def test_text_boxes_and_footnotes_are_checked(knowledge):
    document = docx.Document()
    paragraph = document.add_paragraph("Se noten.")
    box = (
        f'<w:r {W} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
        f"<w:p><w:r><w:t>Rådet siger: »{FERRY}«.</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    paragraph._p.append(parse_xml(box))
    paragraph._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="2"/></w:r>'))
    data = with_part(
        saved(document),
        "footnotes",
        f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>Der står: »{OTHER}«.</w:t></w:r></w:p></w:footnote></w:footnotes>',
    )
    assert verdicts(knowledge, data, "draft.docx") == {FERRY: Verdict.EXACT, OTHER: Verdict.EXACT}


def with_part(data: bytes, name: str, xml: str) -> bytes:
    """A Word file with one more part that the document refers to."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "word/_rels/document.xml.rels":
                kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"
                relation = f'<Relationship Id="rIdX" Type="{kind}" Target="{name}.xml"/></Relationships>'
                content = content.replace(b"</Relationships>", relation.encode())
            if info.filename == "[Content_Types].xml":
                kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
                override = f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/></Types>'
                content = content.replace(b"</Types>", override.encode())
            new.writestr(info.filename, content)
        new.writestr(f"word/{name}.xml", xml)
    return written.getvalue()


def test_an_odt_draft_with_a_style_for_quotations(knowledge):
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    content = (
        f"<office:document-content {names}><office:body><office:text>"
        f"<text:p>Rådet siger: »{FERRY}«.</text:p>"
        f'<text:p text:style-name="Quotations">{OTHER}.</text:p>'
        "</office:text></office:body></office:document-content>"
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    found = verdicts(knowledge, written.getvalue(), "draft.odt")
    assert found == {FERRY: Verdict.EXACT, f"{OTHER}.": Verdict.EXACT}


def test_an_html_draft(knowledge):
    page = (
        f"<!doctype html><html><body><h1>Notat</h1><p>Rådet siger: &raquo;{FERRY}&laquo;.</p>"
        f"<blockquote><p>{OTHER}.</p></blockquote></body></html>"
    )
    found = verdicts(knowledge, page.encode(), "draft.html")
    assert found == {FERRY: Verdict.EXACT, f"{OTHER}.": Verdict.EXACT}


def test_a_pdf_draft_with_a_quotation_over_lines(knowledge):
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    written = io.BytesIO()
    text = f"“{FERRY},” says Karen Møllevang. " + "The meeting then went on with other things for a long while. " * 3
    SimpleDocTemplate(written, pagesize=(300, 400)).build([Paragraph(text, getSampleStyleSheet()["Normal"])])
    found = verdicts(knowledge, written.getvalue(), "draft.pdf")
    assert list(found.values()) in ([Verdict.EXACT], [Verdict.TYPOGRAPHIC])


def test_spans_count_in_the_draft_as_given(knowledge):
    draft = f"# Notat\r\n\r\nSe [siden](https://example.org/x): »{FERRY}« siger *Karen Møllevang*.\r\n"
    given = draft.replace("\r\n", "\n")
    checked = knowledge.one(draft)
    assert checked.span.slice(given) == checked.text == FERRY


def test_a_text_of_one_line_a_paragraph_is_read_by_lines(knowledge):
    filler = "Her står en lang linje om havnens drift og om hvad der ellers skete den dag i byen, og den slutter her."
    draft = f"{filler}\nRådet siger: »{FERRY}«, og det gentager rådet hver eneste gang nogen vil høre på det i byen.\n{filler}\n"
    checked = knowledge.one(draft, "draft.txt")
    assert checked.span.slice(draft) == FERRY


def test_marks_and_emphasis_of_markdown_are_no_words(knowledge):
    draft = (
        "> Vi kan **ikke** bo på en _ø_, hvis vi ikke kan\n> komme [hjem](https://example.org/x)\n> — Karen Møllevang\n"
    )
    checked = knowledge.one(draft)
    assert checked.verdict is Verdict.TYPOGRAPHIC
    assert checked.speaker == "Karen Møllevang"


def test_a_line_that_ends_like_a_name_is_checked_too(knowledge):
    checked = knowledge.one("> Ordningen koster 12 mio. kr. om året. – og det er alt for billigt.")
    assert checked.verdict is not Verdict.EXACT


def test_a_block_that_is_only_a_name_names_the_speaker_of_the_block_before(knowledge):
    checked = knowledge.one(f"> {FERRY}\n\n> – Åsa Lindmarker, ordförande\n")
    assert (checked.verdict, checked.speaker) == (Verdict.MISATTRIBUTED, "Åsa Lindmarker")


def test_speech_after_a_dash_in_a_block_is_no_name(knowledge):
    checked = knowledge.one("> – Jag trodde inte att vi skulle få se den.\n")
    assert checked.verdict is Verdict.ALTERED


def test_titles_and_single_words_between_marks_are_named_and_passed_over(knowledge):
    draft = 'Rapporten "Havnens Nye Regler" taler om en "såkaldt" løsning.'
    report = knowledge.check().drafts([fetched(draft.encode(), "draft.md")])
    assert report.drafts[0].quotations == ()
    assert [one.text for one in report.drafts[0].passed_over] == ["Havnens Nye Regler", "såkaldt"]
    assert report.verbatim


def test_a_quotation_inside_a_quotation_is_part_of_it(own):
    own.add(
        "nested",
        "en",
        "# N\n\n“He told me ‘no harbour is quiet at night’ and went home again,” says Maud Fairweather.\n",
    )
    draft = "»He told me “no harbour is quiet at night” and went home again,« siger Maud Fairweather."
    checked = own.one(draft)
    assert checked.verdict is Verdict.TYPOGRAPHIC
    assert checked.folds == ("quotation-marks",)


def test_a_draft_in_a_fourth_language_is_checked_by_its_words(knowledge):
    draft = "Der Bericht sagt: „Die Fähre fährt heute leider überhaupt nicht mehr nach Hause.“ So ist es."
    assert knowledge.one(draft).verdict is Verdict.NOT_FOUND


def test_a_draft_without_quotations_is_verbatim(knowledge):
    report = knowledge.check().drafts([fetched(b"Nothing is quoted here.", "draft.txt")])
    assert report.verbatim


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"", "draft.txt", "empty"),
        (b"PK\x03\x04 broken", "draft.docx", "unreadable"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "draft.docx", "unsupported"),
        (b"%PDF-1.4 broken", "draft.pdf", "unreadable"),
    ],
)
def test_a_draft_that_cannot_be_read_is_told_and_never_passes(knowledge, data, name, kind):
    report = knowledge.check().drafts([fetched(data, name), fetched(f"> {FERRY}\n".encode(), "good.md")])
    assert report.drafts[0].error_kind == kind
    assert report.drafts[1].quotations[0].verdict is Verdict.EXACT
    assert not report.verbatim


def test_a_draft_of_three_hundred_pages_is_read(knowledge):
    page = f"Rådet siger: »{FERRY}«.\n\n" + "Her står noget andet om havnen og byen. " * 40 + "\n\n"
    draft = quotations_of(draft_text(fetched((page * 300).encode(), "draft.md").original))
    assert len(draft.quotations) == 300


def test_an_empty_file_is_an_error_of_the_source():
    with pytest.raises(SourceError):
        draft_text(fetched(b"  \n", "draft.txt").original)
