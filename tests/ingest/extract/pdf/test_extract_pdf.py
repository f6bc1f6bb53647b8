"""What extract_pdf tells of a whole PDF, and what it says of bad ones."""

import io
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import SourceError
from kb.ingest.blocks import Original
from kb.ingest.extract.pdf import extract_pdf
from kb.ingest.extract.pdf.clues import is_template_title
from kb.ingest.extract.pdf.lines import plain


def original(data):
    return Original(source="a.pdf", name="a.pdf", data=data, fetched=datetime(2024, 5, 1, tzinfo=UTC))


def test_letters_of_three_languages_and_marks_survive(paper):
    text = "Større mål på Ærø – “citat” … 50 € § och åtgärder i Ängelholm: naïve café"
    assert paper.write(text).extracted().blocks[0].text == text


def test_ligatures_are_opened_and_nothing_else_is_folded():
    assert plain("ﬁn aﬀald ﬄ m² ½ ™") == "fin affald ffl m² ½ ™"


def test_visible_characters_counts_what_is_kept_and_what_is_left_out(paper):
    paper.write("Havnen åbner", y=300).write("Side 1", y=810)
    assert paper.extracted().visible_characters == len("HavnenåbnerSide1")


def test_document_information_gives_uncertain_clues(paper):
    paper.canvas.setTitle("Plan for fjorden")
    paper.canvas.setAuthor("Maja Holm; Bo Falk")
    clues = {(clue.field, clue.value, clue.certain) for clue in paper.write("Havnen åbner.").extracted().clues}
    assert {
        ("title", "Plan for fjorden", False),
        ("authors", "Maja Holm", False),
        ("authors", "Bo Falk", False),
    } <= clues


@pytest.mark.parametrize(
    "title", ["Microsoft Word - svar.docx", "untitled", "rapport_final.indd", "", "Dokument1", "side.html"]
)
def test_titles_that_programs_make_up_are_no_clues(title):
    assert is_template_title(title)


@pytest.mark.parametrize("title", ["Plan for fjorden", "Word and deed", "Dokumentation af havne"])
def test_titles_that_people_write_are_kept(title):
    assert not is_template_title(title)


def test_printed_page_labels_are_read(paper):
    paper.canvas.addPageLabel(0, style="ROMAN_LOWER", start=3)
    extracted = paper.write("Forord til bogen.").new_page().write("Andet.").extracted()
    assert [page.label for page in extracted.pages] == ["iii", "iv"]


def test_a_page_without_text_is_named(paper):
    extracted = paper.write("Havnen åbner.").new_page().new_page().write("Broen lukker.").extracted()
    assert [page.has_text for page in extracted.pages] == [True, False, True]
    assert any("page 2" in warning for warning in extracted.warnings)


def test_a_pdf_without_any_text_says_how_it_could_be_read(paper):
    paper.canvas.rect(50, 50, 300, 300, fill=1)
    extracted = paper.extracted()
    assert extracted.blocks == ()
    assert "scanned" in extracted.warnings[0]
    assert "--ocr" in extracted.warnings[0]


def test_a_locked_pdf_is_encrypted(locked_paper):
    with pytest.raises(SourceError) as caught:
        locked_paper.write("Hemmeligt.").extracted()
    assert caught.value.kind == "encrypted"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"%PDF-1.4 hello", b"\x00" * 500])
def test_what_is_no_pdf_is_unreadable(data):
    with pytest.raises(SourceError) as caught:
        extract_pdf(original(data))
    assert caught.value.kind == "unreadable"


def test_a_pdf_cut_short_is_unreadable_or_read(paper):
    data = paper.lines("\n".join(["Havnen åbner igen til sommer."] * 30)).original().data
    for share in (0.3, 0.6, 0.9):
        assert _outcome(data[: int(share * len(data))]) in {"unreadable", "read"}


def _outcome(data):
    try:
        extract_pdf(original(data))
    except SourceError as error:
        return error.kind
    return "read"


@settings(max_examples=60, deadline=None)
@given(places=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=40))
def test_damaged_bytes_raise_nothing_but_source_errors(places):
    data = bytearray(DAMAGED)
    for place, byte in places:
        data[place % len(data)] = byte
    try:
        extracted = extract_pdf(original(bytes(data)))
    except SourceError:
        return
    assert extracted.media_type == "application/pdf"


def _small_pdf():
    from reportlab.pdfgen.canvas import Canvas

    held = io.BytesIO()
    canvas = Canvas(held, invariant=True, pageCompression=0)
    canvas.drawString(50, 700, "Havnen skal udvides, og broen skal males.")
    canvas.showPage()
    canvas.drawString(50, 700, "Skolen venter.")
    canvas.save()
    return held.getvalue()


DAMAGED = _small_pdf()


def test_the_same_pdf_gives_the_same_result(paper):
    found = paper.lines("Havnen åbner.\nBroen lukker.").original()
    assert extract_pdf(found) == extract_pdf(found)


def test_three_hundred_pages_are_whole(paper):
    for number in range(300):
        paper.write(f"Beretning nummer {number} fra havnen.", y=200).new_page()
    extracted = paper.extracted()
    assert [block.text for block in extracted.blocks] == [
        f"Beretning nummer {number} fra havnen." for number in range(300)
    ]


def test_a_page_of_thousands_of_scattered_words_is_read_in_bounded_time(paper):
    for number in range(5000):
        paper.write(f"ord{number % 97}", x=number * 7 % 500, y=number * 13 % 800, size=5)
    assert sum(block.text.count("ord") for block in paper.extracted().blocks) == 5000


def _scanned(*pages):
    """A PDF whose pages are pictures of lines of text, as a scanner makes it."""
    import reportlab
    from PIL import Image, ImageDraw, ImageFont
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    # Pillow's own font has no letters of Danish and Swedish.
    font = ImageFont.truetype(str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"), 44)
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(595, 192))
    for page in pages or ("Havnen skal udvides",):
        picture = Image.new("L", (1240, 400), 255)
        ImageDraw.Draw(picture).text((80, 60), page, fill=0, font=font, spacing=24)
        canvas.drawImage(ImageReader(picture), 0, 0, 595, 192)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


@pytest.fixture
def recognition(need):
    """OCRmyPDF and Tesseract with the three languages."""
    tesseract = shutil.which("tesseract")
    need(shutil.which("ocrmypdf") and tesseract, "ocrmypdf with tesseract")
    listed = subprocess.run([tesseract, "--list-langs"], capture_output=True, text=True, check=True).stdout.split()
    need({"dan", "swe", "eng"} <= set(listed), "Danish, Swedish and English for tesseract")


@pytest.mark.usefixtures("recognition")
def test_ocr_reads_pictures_of_text_in_three_languages_and_says_so():
    pages = (
        "Havnen skal udvides, så færgerne kan\nlægge til hele året. Det koster 40 mio. kr.",
        "Hamnen ska byggas ut så att färjorna kan\nlägga till hela året. Äldre får åka gratis.",
        "The harbour will be extended so that\nferries can call throughout the year.",
    )
    extracted = extract_pdf(original(_scanned(*pages)), ocr=True)
    read = " ".join(" ".join(block.text.split()) for block in extracted.blocks)
    assert read == " ".join(" ".join(page.split()) for page in pages)
    assert extracted.extractor.endswith("+ocr")
    assert [page.has_text for page in extracted.pages] == [True, True, True]
    assert extracted.warnings == ("page 1–3 was read from a picture: compare a quotation with the page",)


@pytest.mark.usefixtures("recognition")
def test_ocr_leaves_a_pdf_that_has_text_as_it_is(paper):
    drawn = paper.write("Havnen udvides.").original()
    assert extract_pdf(drawn, ocr=True).blocks == extract_pdf(drawn).blocks
    assert extract_pdf(drawn, ocr=True).warnings == ()


@pytest.mark.usefixtures("recognition")
def test_a_picture_without_words_is_told():
    extracted = extract_pdf(original(_scanned(" ")), ocr=True)
    assert extracted.blocks == ()
    assert extracted.warnings == ("no text in this PDF: no text was found in its pictures",)


def test_ocr_without_its_programs_names_the_packages(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SourceError) as caught:
        extract_pdf(original(_scanned()), ocr=True)
    assert caught.value.kind == "unsupported"
    assert "tesseract-ocr-dan" in caught.value.remedy
