"""OpenDocument, RTF, presentations and books."""

import pytest

from kb.errors import SourceError
from kb.ingest.blocks import BlockKind
from kb.ingest.extract.office import DOCX, EPUB, ODT, PPTX, RTF, attachments, extract_office

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
    }.items()
)


def odt(make_package, body, styles="", masters="", meta=""):
    return make_package(
        {
            "mimetype": ODT,
            "content.xml": f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {NAMES}>{masters}</office:document-styles>",
            "meta.xml": f'<office:document-meta {NAMES} xmlns:dc="http://purl.org/dc/elements/1.1/">{meta}</office:document-meta>',
        },
        "a.odt",
    )


def shapes(extracted):
    return [(block.kind.value, block.level, block.marker, block.text) for block in extracted.blocks]


def test_opendocument_words_headings_and_notes(make_package):
    body = """<text:h text:outline-level="2">Baggrund</text:h>
    <text:p>Havnen<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Se bilag.</text:p></text:note-body></text:note>
 åbner<text:s text:c="2"/>i<text:tab/>maj<text:line-break/>igen<office:annotation><text:p>nej</text:p></office:annotation>.</text:p>
    <text:tracked-changes><text:p>slettet</text:p></text:tracked-changes>"""
    found = shapes(extract_office(odt(make_package, body), ODT))
    assert found == [
        ("heading", 2, None, "Baggrund"),
        ("paragraph", 0, None, "Havnen[^1] åbner  i maj\nigen."),
        ("footnote", 0, "1", "Se bilag."),
    ]


def test_opendocument_titles_are_found_through_their_styles(make_package):
    styles = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    extracted = extract_office(odt(make_package, '<text:p text:style-name="P1">Plan for fjorden</text:p>', styles), ODT)
    assert shapes(extracted) == [("heading", 1, None, "Plan for fjorden")]
    assert (extracted.clues[0].value, extracted.clues[0].certain) == ("Plan for fjorden", True)


def test_opendocument_lists_count(make_package):
    styles = """<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
    <text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/></text:list-style>"""
    inner = "<text:list><text:list-item><text:p>indre</text:p></text:list-item></text:list>"
    body = f"""<text:list text:style-name="L"><text:list-item><text:p>en</text:p>{inner}</text:list-item><text:list-item><text:p>to</text:p></text:list-item></text:list>
    <text:list text:style-name="L"><text:list-item><text:p>ny</text:p></text:list-item></text:list>
    <text:list text:style-name="B"><text:list-item><text:p>punkt</text:p></text:list-item></text:list>"""
    found = [
        (level, mark, text) for _, level, mark, text in shapes(extract_office(odt(make_package, body, styles), ODT))
    ]
    assert found == [(0, "1.", "en"), (1, "a)", "indre"), (0, "2.", "to"), (0, "1.", "ny"), (0, None, "punkt")]


def test_opendocument_tables_boxes_and_running_lines(make_package):
    row = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
    body = f"<text:p>Havn<draw:frame><draw:text-box><text:p>Fakta</text:p></draw:text-box></draw:frame></text:p><table:table>{row.format('Land', 'Andel')}{row.format('Danmark', '61 %')}</table:table>"
    masters = "<style:master-page><style:header><text:p>Fjordrådet</text:p></style:header></style:master-page>"
    extracted = extract_office(odt(make_package, body, masters=masters), ODT)
    assert [block.text for block in extracted.blocks] == [
        "Havn",
        "Fakta",
        "| Land | Andel |\n| --- | --- |\n| Danmark | 61 % |",
    ]
    assert [removal.text for removal in extracted.removed] == ["Fjordrådet"]


def test_an_encrypted_opendocument_is_encrypted(make_package):
    with pytest.raises(SourceError) as caught:
        extract_office(make_package({"META-INF/manifest.xml": "<m><encryption-data/></m>", "content.xml": "\0"}), ODT)
    assert caught.value.kind == "encrypted"


def test_rtf_words_tables_and_information(make_original):
    written = rb"""{\rtf1\ansi\ansicpg1252{\info{\title Plan for fjorden}{\author Maja H\'f8j}}
{\pard H\'e5bet om \u229?ret er gr\'f8nt.\par}{\pard \u8226?\tab punkt\par}
{\trowd\cellx1\cellx2 Land\cell Andel\cell\row}{\trowd\cellx1\cellx2 Danmark\cell 61\cell\row}}"""
    extracted = extract_office(make_original(written), RTF)
    assert [block.text for block in extracted.blocks] == [
        "Håbet om året er grønt.",
        "punkt",
        "| Land | Andel |\n| --- | --- |\n| Danmark | 61 |",
    ]
    assert [(clue.field, clue.value) for clue in extracted.clues] == [
        ("title", "Plan for fjorden"),
        ("authors", "Maja Høj"),
    ]


def test_rtf_says_when_it_leaves_footnotes_out(make_original):
    extracted = extract_office(make_original(rb"{\rtf1 Havn{\footnote Se bilag.}\par}"), RTF)
    assert "footnotes" in extracted.warnings[0]


A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def shape(kind, *paragraphs):
    holder = "" if kind is None else f'<p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>'
    return f"<p:sp>{holder}<p:txBody>{''.join(paragraphs)}</p:txBody></p:sp>"


def line(text, level=0):
    return f'<a:p><a:pPr lvl="{level}"/><a:r><a:t>{text}</a:t></a:r></a:p>'


def pptx(make_package, *slides, notes=""):
    relations = "".join(
        f'<Relationship Id="r{n}" Type="t/slide" Target="slides/s{n}.xml"/>' for n in range(len(slides))
    )
    shown = "".join(f'<p:sldId r:id="r{n}"/>' for n in reversed(range(len(slides))))
    parts = {
        "ppt/presentation.xml": f"<p:presentation {A}><p:sldIdLst>{shown}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
    }
    parts |= {f"ppt/slides/s{n}.xml": f"<p:sld {A}>{slide}</p:sld>" for n, slide in enumerate(slides)}
    if notes:
        parts["ppt/slides/_rels/s0.xml.rels"] = (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="n" Type="t/notesSlide" Target="../notes.xml"/></Relationships>'
        )
        parts["ppt/notes.xml"] = f"<p:notes {A}>{shape('sldNum', line('1'))}{shape('body', line(notes))}</p:notes>"
    return make_package(parts, "a.pptx")


def test_slides_are_pages_in_the_order_they_are_shown(make_package):
    first = (
        shape("body", line("Ny bro"), line("over fjorden", 1))
        + shape("title", line("Havnen"))
        + shape("sldNum", line("7"))
    )
    second = shape("ctrTitle", line("Plan for fjorden"))
    extracted = extract_office(pptx(make_package, first, second, notes="Husk at takke."), PPTX)
    assert [(block.page, *found) for block, found in zip(extracted.blocks, shapes(extracted), strict=True)] == [
        (1, "heading", 1, None, "Plan for fjorden"),
        (2, "heading", 2, None, "Havnen"),
        (2, "list-item", 0, None, "Ny bro"),
        (2, "list-item", 1, None, "over fjorden"),
        (2, "paragraph", 0, None, "Husk at takke."),
    ]
    assert [page.number for page in extracted.pages] == [1, 2]
    assert [removal.text for removal in extracted.removed] == ["7"]
    assert extracted.clues[0].value == "Plan for fjorden"


def test_a_table_on_a_slide_is_markdown(make_package):
    def cells(*texts):
        return "<a:tr>" + "".join(f"<a:tc><a:txBody>{line(text)}</a:txBody></a:tc>" for text in texts) + "</a:tr>"

    frame = f"<p:graphicFrame><a:tbl>{cells('Land', 'Andel')}{cells('Danmark', '61 %')}</a:tbl></p:graphicFrame>"
    assert (
        extract_office(pptx(make_package, frame), PPTX).blocks[0].text
        == "| Land | Andel |\n| --- | --- |\n| Danmark | 61 % |"
    )


def epub(make_package, chapters, nav=""):
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(chapters))
    )
    spine = '<itemref idref="nav"/>' + "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{}</body></html>'
    return make_package(
        {
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="b/book.opf"/></rootfiles></container>',
            "b/book.opf": f'<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Fjordens bog</dc:title><dc:creator>Bo Falk</dc:creator><dc:date>2021-04-02</dc:date></metadata><manifest>{items}<item id="nav" properties="nav" href="nav.xhtml" media-type="application/xhtml+xml"/></manifest><spine>{spine}</spine></package>',
            "b/nav.xhtml": page.format(nav),
            **{f"b/c{n}.xhtml": page.format(chapter) for n, chapter in enumerate(chapters)},
        },
        "a.epub",
    )


def test_books_are_read_in_the_order_of_the_spine(make_package):
    first = "<h1>Et</h1><p>Havnen <em>åbner</em>\n i maj.</p><ul><li>ny bro</li><li><p>ny sti</p><ul><li>langs vandet</li></ul></li></ul>"
    second = "<h2>To</h2><blockquote><p>Ja tak.</p></blockquote><table><tr><th>a</th><td>b</td></tr></table><script>x</script>"
    extracted = extract_office(epub(make_package, [first, second], nav="<p>Indhold</p>"), EPUB)
    assert shapes(extracted) == [
        ("heading", 1, None, "Et"),
        ("paragraph", 0, None, "Havnen åbner i maj."),
        ("list-item", 0, None, "ny bro"),
        ("list-item", 0, None, "ny sti"),
        ("list-item", 1, None, "langs vandet"),
        ("heading", 2, None, "To"),
        ("quote", 0, None, "Ja tak."),
        ("table", 0, None, "| a | b |\n| --- | --- |"),
    ]
    assert [(clue.field, clue.value, clue.certain) for clue in extracted.clues] == [
        ("title", "Fjordens bog", True),
        ("authors", "Bo Falk", True),
        ("published", "2021-04-02", True),
    ]
    assert [removal.text for removal in extracted.removed] == ["Indhold"]


def test_a_chapter_nested_thousands_deep_keeps_its_words(make_package):
    extracted = extract_office(epub(make_package, ["<div>" * 3000 + "dybt" + "</div>" * 3000]), EPUB)
    assert "dybt" in " ".join(block.text for block in extracted.blocks)


@pytest.mark.parametrize("media_type", [DOCX, PPTX, ODT, EPUB])
@pytest.mark.parametrize(
    "parts", [{}, {"content.xml": "<a", "META-INF/container.xml": "<a"}, {"word/document.xml": "no"}]
)
def test_packages_that_are_not_what_they_say_are_unreadable(make_package, media_type, parts):
    with pytest.raises(SourceError) as caught:
        extract_office(make_package(parts), media_type)
    assert caught.value.kind == "unreadable"


def test_other_media_types_are_unsupported(make_original):
    with pytest.raises(SourceError) as caught:
        extract_office(make_original(b"x"), "image/png")
    assert caught.value.kind == "unsupported"


def test_what_is_no_message_has_no_attachments(make_package):
    assert attachments(make_package({"a": "b"})) == ()


def test_kinds_that_are_not_lists_keep_their_kind_in_a_list_of_headings(make_package):
    body = '<text:list text:style-name="L"><text:list-item><text:h text:outline-level="1">Baggrund</text:h></text:list-item></text:list>'
    block = extract_office(odt(make_package, body), ODT).blocks[0]
    assert (block.kind, block.text) == (BlockKind.HEADING, "Baggrund")
