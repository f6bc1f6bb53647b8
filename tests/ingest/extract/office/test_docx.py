"""Word documents: everything a reader sees, in order, and nothing else."""

import io
import zipfile

import docx as python_docx
import pytest

from kb.errors import SourceError
from kb.ingest.blocks import BlockKind
from kb.ingest.extract.office import extract_docx

WORDS = {
    "a plain run": ("<w:r><w:t>Havnen åbner</w:t></w:r>", "Havnen åbner"),
    "split runs": ("<w:r><w:t>Hav</w:t></w:r><w:r><w:t>nen</w:t></w:r>", "Havnen"),
    "a tracked insertion": ("<w:ins><w:r><w:t>Ny havn</w:t></w:r></w:ins>", "Ny havn"),
    "a tracked deletion": ("<w:r><w:t>Havn</w:t></w:r><w:del><w:r><w:delText>en</w:delText></w:r></w:del>", "Havn"),
    "moved text": (
        "<w:moveFrom><w:r><w:t>før</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>efter</w:t></w:r></w:moveTo>",
        "efter",
    ),
    "a link": ('<w:hyperlink r:id="x"><w:r><w:t>se her</w:t></w:r></w:hyperlink>', "se her"),
    "a field": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:t>afsnit 2</w:t></w:r>',
        "afsnit 2",
    ),
    "a simple field": ('<w:fldSimple w:instr="DATE"><w:r><w:t>1. maj</w:t></w:r></w:fldSimple>', "1. maj"),
    "a content control": ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>svar</w:t></w:r></w:sdtContent></w:sdt>", "svar"),
    "a hyphen that does not break": ("<w:r><w:t>EU</w:t><w:noBreakHyphen/><w:t>regler</w:t></w:r>", "EU-regler"),
    "a soft hyphen": ("<w:r><w:t>finan</w:t><w:softHyphen/><w:t>siering</w:t></w:r>", "finansiering"),
    "a soft hyphen as a character": ("<w:r><w:t>finan\xadsiering</w:t></w:r>", "finansiering"),
    "a line break": ("<w:r><w:t>Vej 1</w:t><w:br/><w:t>Havneby</w:t></w:r>", "Vej 1\nHavneby"),
    "a tab": ("<w:r><w:t>Tlf.</w:t><w:tab/><w:t>33 11</w:t></w:r>", "Tlf. 33 11"),
    "a symbol": ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 5</w:t></w:r>', "≥ 5"),
    "a formula": ("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "a+b"),
    "a comment": (
        '<w:commentRangeStart w:id="0"/><w:r><w:t>Havn</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r>',
        "Havn",
    ),
}


def paragraph(runs, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def plain(text, properties=""):
    return paragraph(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>', properties)


def style(id, name, more=""):
    return f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>{more}</w:style>'


def styled(text, id):
    return plain(text, f'<w:pStyle w:val="{id}"/>')


@pytest.mark.parametrize(("runs", "text"), WORDS.values(), ids=WORDS)
def test_the_words_of_a_paragraph(make_docx, runs, text):
    assert [block.text for block in extract_docx(make_docx(paragraph(runs))).blocks] == [text]


@pytest.mark.parametrize("name", ["heading 2", "Heading 2", "Overskrift 2", "Rubrik 2", "overskrift2"])
def test_heading_styles_in_three_languages(make_docx, name):
    block = extract_docx(make_docx(styled("Baggrund", "X"), styles=style("X", name))).blocks[0]
    assert (block.kind, block.level) == (BlockKind.HEADING, 2)


def test_a_style_based_on_a_heading_is_one(make_docx):
    styles = style("H", "heading 3") + style("Own", "Kapitel", '<w:basedOn w:val="H"/>')
    assert extract_docx(make_docx(styled("Baggrund", "Own"), styles=styles)).blocks[0].level == 3


def test_styles_that_are_based_on_each_other_end(make_docx):
    styles = style("A", "a", '<w:basedOn w:val="B"/>') + style("B", "b", '<w:basedOn w:val="A"/>')
    assert extract_docx(make_docx(styled("Tekst", "A"), styles=styles)).blocks[0].kind is BlockKind.PARAGRAPH


def test_an_outline_level_makes_a_heading(make_docx):
    block = extract_docx(make_docx(plain("Baggrund", '<w:outlineLvl w:val="1"/>'))).blocks[0]
    assert (block.kind, block.level) == (BlockKind.HEADING, 2)


def test_the_style_title_gives_the_title(make_docx):
    extracted = extract_docx(make_docx(styled("Plan for fjorden", "T"), styles=style("T", "Title")))
    assert (extracted.clues[0].value, extracted.clues[0].certain) == ("Plan for fjorden", True)


NUMBERING = """<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>
 <w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>
 <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
 <w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>"""


def listed(text, list_id, level=0):
    return plain(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_numbers_of_lists_are_counted(make_docx):
    body = (
        listed("en", 1)
        + listed("to", 1)
        + listed("to a", 1, 1)
        + listed("to b", 1, 1)
        + listed("tre", 1)
        + listed("tre a", 1, 1)
    )
    items = extract_docx(make_docx(body, numbering=NUMBERING)).blocks
    assert [(item.marker, item.level) for item in items] == [
        ("1.", 0),
        ("2.", 0),
        ("2.a)", 1),
        ("2.b)", 1),
        ("3.", 0),
        ("3.a)", 1),
    ]


def test_a_list_can_begin_at_another_number(make_docx):
    assert extract_docx(make_docx(listed("syv", 3), numbering=NUMBERING)).blocks[0].marker == "7."


def test_bullets_are_items_without_a_number(make_docx):
    block = extract_docx(make_docx(listed("punkt", 2), numbering=NUMBERING)).blocks[0]
    assert (block.kind, block.marker, block.text) == (BlockKind.LIST_ITEM, None, "punkt")


def test_a_bullet_typed_by_hand_is_an_item_too(make_docx):
    block = extract_docx(make_docx(plain("\uf0b7 punkt"))).blocks[0]
    assert (block.kind, block.text) == (BlockKind.LIST_ITEM, "punkt")


def test_the_number_of_a_heading_is_part_of_it(make_docx):
    styles = style("H", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    blocks = extract_docx(
        make_docx(styled("Baggrund", "H") + styled("Forslag", "H"), styles=styles, numbering=NUMBERING)
    ).blocks
    assert [block.text for block in blocks] == ["1. Baggrund", "2. Forslag"]


def cell(content, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows):
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def test_tables_are_markdown_in_their_place(make_docx):
    body = (
        plain("før")
        + table([cell(plain("Land")), cell(plain("Andel"))], [cell(plain("Danmark")), cell(plain("61 %"))])
        + plain("efter")
    )
    blocks = extract_docx(make_docx(body)).blocks
    assert [block.text for block in blocks] == ["før", "| Land | Andel |\n| --- | --- |\n| Danmark | 61 % |", "efter"]


def test_joined_cells_leave_empty_ones(make_docx):
    first = [cell(plain("Land"), '<w:vMerge w:val="restart"/>'), cell(plain("År"), '<w:gridSpan w:val="2"/>')]
    second = [cell(plain(""), "<w:vMerge/>"), cell(plain("2023")), cell(plain("2024"))]
    text = extract_docx(make_docx(table(first, second))).blocks[0].text
    assert text == "| Land | År |  |\n| --- | --- | --- |\n|  | 2023 | 2024 |"


def test_a_table_of_one_cell_is_its_paragraphs(make_docx):
    blocks = extract_docx(make_docx(table([cell(plain("en") + plain("to"))]))).blocks
    assert [(block.kind, block.text) for block in blocks] == [(BlockKind.PARAGRAPH, "en"), (BlockKind.PARAGRAPH, "to")]


def test_a_deleted_row_is_out(make_docx):
    rows = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc/></w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    assert "b" not in extract_docx(make_docx(rows)).blocks[0].text


BOX = "<w:txbxContent><w:p><w:r><w:t>Fakta om havnen</w:t></w:r></w:p></w:txbxContent>"


def test_a_text_box_follows_its_paragraph_once(make_docx):
    drawn = f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{BOX}</wps:txbx></mc:Choice><mc:Fallback><v:textbox>{BOX}</v:textbox></mc:Fallback></mc:AlternateContent></w:r>"
    blocks = extract_docx(make_docx(paragraph(f"<w:r><w:t>Havnen åbner.</w:t></w:r>{drawn}"))).blocks
    assert [block.text for block in blocks] == ["Havnen åbner.", "Fakta om havnen"]


def test_footnotes_follow_their_paragraph(make_docx):
    body = paragraph(
        '<w:r><w:t>Havnen</w:t></w:r><w:r><w:footnoteReference w:id="5"/></w:r><w:r><w:t> åbner.</w:t></w:r>'
    ) + plain("Slut.")
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="5">'
        + plain("Se bilag.")
        + "</w:footnote>"
    )
    blocks = extract_docx(make_docx(body, footnotes=notes)).blocks
    assert [(block.text, block.marker) for block in blocks] == [
        ("Havnen[^1] åbner.", None),
        ("Se bilag.", "1"),
        ("Slut.", None),
    ]
    assert blocks[1].kind is BlockKind.FOOTNOTE


def test_a_note_that_refers_to_itself_ends(make_docx):
    loop = paragraph('<w:r><w:t>Se</w:t><w:footnoteReference w:id="1"/></w:r>')
    blocks = extract_docx(make_docx(loop, footnotes=f'<w:footnote w:id="1">{loop}</w:footnote>')).blocks
    assert [block.text for block in blocks] == ["Se[^1]", "Se"]


def test_page_headers_and_footers_are_out_and_listed(make_docx):
    extracted = extract_docx(make_docx(plain("Tekst"), header=plain("Fjordrådet"), footer=plain("Side 1")))
    assert [block.text for block in extracted.blocks] == ["Tekst"]
    assert [(removal.rule, removal.text) for removal in extracted.removed] == [
        ("running-header", "Fjordrådet"),
        ("running-footer", "Side 1"),
    ]


def test_a_prompt_nobody_filled_in_is_out_and_listed(make_docx):
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = control.format(plain("Klik her")) + paragraph(
        control.format("<w:r><w:t>Vælg dato</w:t></w:r>") + "<w:r><w:t>Svar</w:t></w:r>"
    )
    extracted = extract_docx(make_docx(body))
    assert [block.text for block in extracted.blocks] == ["Svar"]
    assert [removal.text for removal in extracted.removed] == ["Klik her", "Vælg dato"]


def test_hidden_text_is_out_and_listed(make_docx):
    extracted = extract_docx(
        make_docx(paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r><w:r><w:t>synlig</w:t></w:r>"))
    )
    assert extracted.blocks[0].text == "synlig"
    assert extracted.removed[0].rule == "hidden-text"


def test_a_table_of_contents_is_out_and_listed(make_docx):
    extracted = extract_docx(make_docx(styled("Baggrund 3", "TOC1") + plain("Tekst"), styles=style("TOC1", "toc 1")))
    assert [block.text for block in extracted.blocks] == ["Tekst"]
    assert extracted.removed[0].rule == "table-of-contents"


def test_properties_are_clues(make_docx):
    core = "<dc:title>Plan for fjorden</dc:title><dc:creator>Maja Holm</dc:creator><dcterms:created>2024-03-02T10:00:00Z</dcterms:created>"
    clues = [(clue.field, clue.value, clue.certain) for clue in extract_docx(make_docx(plain("a"), core=core)).clues]
    assert clues == [
        ("title", "Plan for fjorden", True),
        ("authors", "Maja Holm", False),
        ("published", "2024-03-02", False),
    ]


@pytest.mark.parametrize("title", ["Document1", "svar.docx", "Skabelon brev", "Microsoft Word - svar"])
def test_titles_of_templates_are_no_clues(make_docx, title):
    assert not extract_docx(make_docx(plain("a"), core=f"<dc:title>{title}</dc:title>")).clues


def test_what_python_docx_writes_is_read(make_original):
    document = python_docx.Document()
    document.add_heading("Plan for fjorden", 0)
    document.add_heading("Baggrund", 1)
    document.add_paragraph("Havnen åbner.")
    document.add_paragraph("punkt", style="List Bullet")
    document.add_paragraph("nummer", style="List Number")
    held = io.BytesIO()
    document.save(held)
    blocks = extract_docx(make_original(held.getvalue())).blocks
    assert [(block.kind.value, block.level, block.marker) for block in blocks] == [
        ("heading", 1, None),
        ("heading", 1, None),
        ("paragraph", 0, None),
        ("list-item", 0, None),
        ("list-item", 0, "1."),
    ]


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"", "unreadable"), (b"PK\x03\x04rest", "unreadable"), (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "encrypted")],
)
def test_broken_files(make_original, data, kind):
    with pytest.raises(SourceError) as caught:
        extract_docx(make_original(data))
    assert caught.value.kind == kind


def test_a_package_without_a_document_is_unreadable(make_package):
    with pytest.raises(SourceError) as caught:
        extract_docx(make_package({"word/other.xml": "<a/>"}))
    assert caught.value.kind == "unreadable"


@pytest.mark.parametrize("xml", ["<w:document", "", "<a>" * 5000, "\x00"])
def test_damaged_xml_is_unreadable(make_package, xml):
    with pytest.raises(SourceError) as caught:
        extract_docx(make_package({"word/document.xml": xml}))
    assert caught.value.kind == "unreadable"


def test_a_zip_bomb_is_too_large(make_package):
    with pytest.raises(SourceError) as caught:
        extract_docx(make_package({"word/document.xml": b" " * 70_000_000}))
    assert caught.value.kind == "too-large"


def test_entities_are_not_resolved(make_package):
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<!DOCTYPE d [<!ENTITY a0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{lines}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&a9;&f;Havn</w:t></w:r></w:p></w:body></w:document>'
    try:
        text = "".join(block.text for block in extract_docx(make_package({"word/document.xml": xml})).blocks)
    except SourceError:
        return
    assert "root:" not in text
    assert "ha" not in text


def test_a_file_cut_short_is_unreadable(make_docx, make_original):
    data = make_docx(plain("Havnen åbner. " * 200)).data
    with pytest.raises(SourceError):
        extract_docx(make_original(data[: len(data) // 2]))


def test_a_damaged_part_is_unreadable(make_docx, make_original):
    data = bytearray(make_docx(plain("Havnen åbner til sommer igen. ")).data)
    place = zipfile.ZipFile(io.BytesIO(bytes(data))).getinfo("word/document.xml").header_offset + 60
    data[place : place + 20] = b"\xff" * 20
    with pytest.raises(SourceError):
        extract_docx(make_original(bytes(data)))
