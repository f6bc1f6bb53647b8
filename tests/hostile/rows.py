"""Every hostile file: what it tries, how it is made, and what may come of it.

``outcomes`` are what may come of it: ``added``, or a kind of error. ``words`` must be in the text of one that is added,
``NEVER`` must not. A file is made only when it is asked for; ``slow`` ones take their limit of time, or much of it.
"""

# ruff: noqa: PLW0108, Q003

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

from tests.hostile import others, packages, pdfs
from tests.hostile.packages import docx, epub, odt, paragraph, pptx, relations, shape

GOOD = "Havnen blev åbnet i går, og der kom mange gæster for at se den, selv om det regnede hele dagen i byen."
NOWHERE = "http://127.0.0.1:9"
SECRET = "root:x:0:0"
EXPANDED = "A" * 300_000
NEVER = (SECRET, "hahahaha", EXPANDED)
ADDED = ("added",)
REFUSED = ("too-large", "unreadable")
BOUNDED = ("added", "too-large", "too-slow")


@dataclass(frozen=True)
class Row:
    """One hostile file."""

    name: str
    tries: str
    make: Callable[[], bytes]
    outcomes: tuple[str, ...]
    words: str
    slow: bool


def row(name, tries, make, outcomes=ADDED, *, words=GOOD, slow=False):
    return Row(name=name, tries=tries, make=make, outcomes=outcomes, words=words, slow=slow)


def _good_docx(more=()):
    return docx(paragraph(GOOD), more=more)


def _styles(body):
    return {"word/styles.xml": f'<w:styles xmlns:w="{packages.W}">{body}</w:styles>',
            "word/_rels/document.xml.rels": relations(("styles", "styles.xml"), ("numbering", "numbering.xml"))}  # fmt: skip


def _numbering(format, start):
    level = f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/><w:lvlText w:val="%1."/></w:lvl>'
    lists = f'<w:numbering xmlns:w="{packages.W}"><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    item = f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{GOOD}</w:t></w:r></w:p>'
    return docx(item * 20, more={**_styles(""), "word/numbering.xml": lists})


def _outward(mode, address):
    kinds = (
        "image",
        "attachedTemplate",
        "hyperlink",
        "aFChunk",
        "subDocument",
        "oleObject",
        "frame",
        "header",
        "footnotes",
    )
    rels = relations(*((kind, address) for kind in kinds), mode=mode)
    fields = f'<w:p><w:r><w:instrText> INCLUDETEXT "{address}" DDEAUTO cmd "/c calc" INCLUDEPICTURE "{address}" </w:instrText></w:r></w:p>'
    body = paragraph(GOOD) + fields + '<w:altChunk r:id="r3"/><w:subDoc r:id="r4"/>'
    return docx(body, more={"word/_rels/document.xml.rels": rels})


def _tables(open_, close, levels, inside):
    return open_ * levels + inside + close * levels


_WORD_TABLE = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")
_ODT_TABLE = ("<table:table><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>")

ATTACKS = (
    ("laughs", "entities that double (billion laughs)", packages.laughs(), REFUSED),
    ("quadratic", "one long entity used 20,000 times", packages.quadratic(), REFUSED),
    ("outside-file", "an entity that is a file of this machine", packages.external("file:///etc/passwd"), ADDED),
    ("outside-web", "an entity and a definition on the web", packages.external(NOWHERE), ADDED),
)
# Where entities can stand, and whether a parser that refuses to expand them can still give the text.
PLACES = (
    ("a Word document", ".docx", lambda d, e: docx(paragraph(e) + paragraph(GOOD), before=d), False),
    ("the properties of a Word document", "-core.docx", lambda d, e: _good_docx({"docProps/core.xml": f"{d}<r><title>{e}</title></r>"}), False),
    ("the relations of a Word document", "-rels.docx", lambda d, e: _good_docx({"word/_rels/document.xml.rels": f"{d}<r>{e}</r>"}), False),
    ("an OpenDocument text", ".odt", lambda d, e: odt(f"<text:p>{e}</text:p><text:p>{GOOD}</text:p>", before=d), False),
    ("a presentation", ".pptx", lambda d, e: pptx(shape(e) + shape(GOOD), before=d), False),
    ("the container of a book", "-container.epub", lambda d, e: epub(f"<p>{GOOD}</p>", container_before=d), True),
    ("the package of a book", "-package.epub", lambda d, e: epub(f"<p>{GOOD}</p>", package_before=d), True),
    ("a chapter of a book", "-chapter.epub", lambda d, e: epub(f"<p>{e}</p><p>{GOOD}</p>", before=d), True),
    ("an XHTML page", ".xhtml", lambda d, e: others.xhtml(f"<p>{e}</p><p>{GOOD}</p>", d), True),
)  # fmt: skip
ENTITIES = [
    row(f"{what}{end}", f"{tries} in {place}", functools.partial(make, *attack), ADDED if readable else outcomes)
    for what, tries, attack, outcomes in ATTACKS
    for place, end, make, readable in PLACES
]

PACKAGES = [
    row("bomb.docx", "a part of 300 MB in 300 KB", lambda: packages.zipped({"word/document.xml": packages.spaces(300)}), REFUSED),
    row("bomb-of-many.docx", "twenty parts of 20 MB each, that nothing asks for", lambda: _good_docx({f"word/header{n}.xml": packages.spaces(20) for n in range(20)})),
    row("bomb.odt", "a part of 200 MB", lambda: packages.zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": packages.spaces(200)}), REFUSED),
    row("bomb-mimetype.odt", "a media type of 200 MB", lambda: packages.zipped({"mimetype": packages.spaces(200, b"application/vnd.oasis.opendocument.text " * 26_000)}), REFUSED),
    row("bomb.epub", "a container of 200 MB", lambda: packages.zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": packages.spaces(200)}), REFUSED),
    row("bomb.pptx", "a presentation of 200 MB", lambda: packages.zipped({"ppt/presentation.xml": packages.spaces(200)}), REFUSED),
    row("nested.zip", "zips in zips, 40 deep", lambda: packages.nested(40, _good_docx()), ("unsupported",)),
    row("nested.docx", "a Word document that holds zips in zips", lambda: _good_docx({"word/embeddings/x.zip": packages.nested(30, b"x" * 1000)})),
    row("overlapping.docx", "10,000 entries that lead to one packed kernel", lambda: packages.overlapping(10_000, 50), REFUSED),
    row("itself.docx", "an archive whose entry is the archive", packages.holding_itself, ("unreadable",)),
    row("lying.docx", "a part of 300 MB that is listed with ten bytes", lambda: packages.lying_about_size(_good_docx({"word/footnotes.xml": packages.spaces(300), "word/_rels/document.xml.rels": relations(("footnotes", "footnotes.xml"))})), REFUSED),
    row("parts.docx", "60,000 parts", lambda: _good_docx({f"word/x{n}": "" for n in range(60_000)}), ("too-large",)),
    row("escape.docx", "parts named out of the folder, a part that is a symbolic link", lambda: packages.docx_with_escapes(_good_docx())),
    row("outward-external.docx", "relations that lead to the web", lambda: _outward("External", NOWHERE)),
    row("outward-internal.docx", "relations to the web that claim to lie inside", lambda: _outward(None, NOWHERE), ADDED),
    row("outward-file.docx", "relations that lead to a file of this machine", lambda: _outward("External", "file:///etc/passwd")),
    row("outward-up.docx", "relations that lead up and out of the package", lambda: _outward(None, "../../../../etc/passwd"), ADDED),
    row("macro.docm", "a macro", lambda: _good_docx({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"AutoOpen Shell cmd" * 50})),
    row("picture.docx", "a picture of 100,000 × 100,000 points", lambda: _good_docx({"word/media/image1.png": others.png(100_000, 100_000)})),
    row("nested-tags.docx", "100,000 nested elements", lambda: docx(_tables("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 50_000, paragraph(GOOD))), ("unreadable",)),
    row("nested-200.docx", "tables in tables, as deep as a parser goes", lambda: docx(_tables(*_WORD_TABLE, 80, paragraph(GOOD)))),
    row("nested-tables.docx", "40 tables in each other, each with its own text", lambda: docx(_tables(f"<w:tbl><w:tr><w:tc>{paragraph('x')}", _WORD_TABLE[1], 40, paragraph(GOOD)))),
    row("nested-tables.odt", "40 tables in each other", lambda: odt(_tables(*_ODT_TABLE, 40, f"<text:p>{GOOD}</text:p>"))),
    row("nested-lists.odt", "5,000 lists in each other", lambda: odt(_tables("<text:list><text:list-item>", "</text:list-item></text:list>", 5_000, f"<text:p>{GOOD}</text:p>")), ("unreadable",)),
    row("nested-groups.pptx", "100,000 groups in each other", lambda: pptx(_tables("<p:grpSp>", "</p:grpSp>", 100_000, shape(GOOD))), ("unreadable",)),
    row("links.docx", "200,000 links", lambda: docx(paragraph(GOOD) + "<w:p>" + "".join(f'<w:hyperlink r:id="r{n}"><w:r><w:t>link </w:t></w:r></w:hyperlink>' for n in range(200_000)) + "</w:p>"), BOUNDED, slow=True),
    row("paragraphs.docx", "300,000 empty paragraphs", lambda: docx("<w:p/>" * 300_000 + paragraph(GOOD)), ADDED, slow=True),
    row("wide-cells.docx", "a cell that spans a billion columns", lambda: docx(f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>{paragraph(GOOD)}</w:tc><w:tc>{paragraph("b")}</w:tc></w:tr></w:tbl>')),
    row("repeated.odt", "a cell and a row repeated a billion times", lambda: odt(f'<table:table><table:table-row table:number-rows-repeated="1000000000"><table:table-cell table:number-columns-repeated="1000000000"><text:p>{GOOD}</text:p></table:table-cell></table:table-row></table:table>')),
    row("spaces.odt", "a billion spaces in one element", lambda: odt(f'<text:p>{GOOD}<text:s text:c="1000000000"/>x</text:p>')),
    row("digits.odt", "numbers of 5,000 digits", lambda: odt(f'<text:h text:outline-level="{"9" * 5000}">{GOOD}<text:s text:c="{"9" * 5000}"/>x</text:h>')),
    row("roman.docx", "a list that starts at a billion in Roman figures", lambda: _numbering("upperRoman", 10**9)),
    row("roman-small.docx", "a list that starts at 999,999 in Roman figures", lambda: _numbering("upperRoman", 999_999)),
    row("letters.docx", "a list that starts at 999,999 in letters", lambda: _numbering("lowerLetter", 999_999)),
    row("style-loop.docx", "styles that are based on each other", lambda: docx(f'<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>{GOOD}</w:t></w:r></w:p>', more=_styles('<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'))),
    row("slides.pptx", "one slide shown 50,000 times", lambda: pptx(shape(GOOD), slides=50_000), ADDED),
    row("spine.epub", "one chapter 100,000 times in the spine", lambda: epub(f"<p>{GOOD}</p>", spine=100_000)),
    row("links.epub", "200,000 links in a chapter", lambda: epub(f"<p>{GOOD}</p>" + "<p><a href='x'>link</a></p>" * 200_000), BOUNDED, slow=True),
    row("nested.epub", "100,000 nested elements in a chapter", lambda: epub("<div>" * 100_000 + f"<p>{GOOD}</p>")),
    row("attributes.docx", "a million attributes", lambda: docx("<w:p " + " ".join(f'a{n}="1"' for n in range(300_000)) + ">" + f"</w:p>{paragraph(GOOD)}"), ADDED),
    row("name.docx", "an element with a name of ten million letters", lambda: docx(f"<w:{'p' * 10_000_000}/>{paragraph(GOOD)}"), REFUSED),
]  # fmt: skip

PDFS = [
    row("page-loop.pdf", "a tree of pages that holds itself", pdfs.page_tree_loop, ADDED, words=""),
    row("pages.pdf", "two billion pages declared", lambda: pdfs.declared_pages(2**31 - 1, GOOD), ADDED),
    row("pages-negative.pdf", "minus one page declared", lambda: pdfs.declared_pages(-1, GOOD), ADDED),
    row("pages-real.pdf", "20,000 pages that share one text of 100,000 letters", lambda: pdfs.many_pages(20_000, GOOD, 1000), ("too-slow",), slow=True),
    row("bomb.pdf", "a page of 2 GB of spaces", lambda: pdfs.one_page(pdfs.packed(2000, start=pdfs.shown(GOOD))), REFUSED),
    row("bomb-layers.pdf", "a page packed three times over, of 4 GB", lambda: pdfs.one_page(pdfs.packed(4000, 3, start=pdfs.shown(GOOD))), REFUSED),
    row("object-bomb.pdf", "objects in a stream of 2 GB", lambda: pdfs.object_stream_bomb(GOOD, 2000), ADDED),
    row("xref-loop.pdf", "a table of objects that names itself as the one before", lambda: pdfs.xref_loop(GOOD), ADDED),
    row("form-itself.pdf", "a drawing that draws itself", lambda: pdfs.forms(1, 0), ("no-text",)),
    row("form-laughs.pdf", "drawings that draw drawings, a billion words", lambda: pdfs.forms(9, 10), ("too-large", "too-slow"), slow=True),
    row("image.pdf", "a picture of 100,000 × 100,000 points", lambda: pdfs.image(GOOD, 100_000)),
    row("image-largest.pdf", "a picture of two billion × two billion points", lambda: pdfs.image(GOOD, 2**31 - 1)),
    row("actions.pdf", "scripts, programs, forms and files elsewhere", lambda: pdfs.actions(GOOD, NOWHERE)),
    row("label-loop.pdf", "page labels and outlines in a circle", lambda: pdfs.label_loop(GOOD), ("unreadable",)),
    row("arrays.pdf", "100,000 nested arrays", lambda: pdfs.nested_arrays(GOOD, 100_000), ADDED),
    row("box-huge.pdf", "a page of 10^30 points", lambda: pdfs.strange_page(b"[0 0 1e30 1e30]"), ADDED, words=""),
    row("box-none.pdf", "a page of no size", lambda: pdfs.strange_page(b"[0 0 0 0]"), ADDED, words=""),
    row("box-strange.pdf", "a page with letters for a size", lambda: pdfs.strange_page(b"[a b nan inf]"), ADDED, words=""),
    row("glyph-loop.pdf", "a letter that draws itself", lambda: pdfs.glyphs_that_draw_themselves(GOOD), ADDED),
    row("map-loop.pdf", "a map of letters that includes itself and has four billion of them", lambda: pdfs.map_loop(GOOD), ADDED, words=""),
    row("long-page.pdf", "ten million letters on one page", lambda: pdfs.long_page(10_000_000), ("too-large", "too-slow"), slow=True),
    row("paths.pdf", "two million rectangles on one page", lambda: pdfs.many_paths(GOOD, 2_000_000), BOUNDED, slow=True),
]  # fmt: skip

PAGES = [
    row("nested.html", "100,000 nested elements", lambda: others.html("<div>" * 100_000 + f"<p>{GOOD}</p>")),
    row("links.html", "200,000 links", lambda: others.html(f"<h1>Ny havn</h1><p>{GOOD}</p><ul>" + "<li><a href=x>link</a>" * 200_000), ADDED, slow=True),
    row("reaching.html", "frames, scripts, pictures and forms on the web", lambda: others.reaching(NOWHERE, GOOD)),
    row("wide.html", "cells that span a billion columns", lambda: others.html(f"<p>{GOOD}</p><table>" + "<tr><td colspan=1000000000 rowspan=1000000000>1<td>2" * 300 + "</table>")),
    row("unclosed.html", "a million tags that never close", lambda: others.html(f"<p>{GOOD}</p>" + "<a href='" * 300_000)),
    row("comments.html", "200,000 comments that never close", lambda: others.html(f"<p>{GOOD}</p>" + "<!-- " * 200_000)),
    row("meta.html", "100,000 descriptions in the head", lambda: others.html(f"<p>{GOOD}</p><p>{GOOD} Og.</p>", "<meta name=author content='A B'>" * 100_000)),
    row("script-json.html", "linked data nested 100,000 deep", lambda: others.html(f"<p>{GOOD}</p>", "<script type=application/ld+json>" + '{"a":' * 100_000 + "</script>")),
    row("references.html", "a million character references", lambda: others.html(f"<p>{GOOD}</p><p>" + "&#x1F600;&bogus;&#999999999999;" * 300_000), BOUNDED, slow=True),
    row("charset.html", "a character set that is a packing", lambda: others.html(f"<p>{GOOD}</p>", "<meta charset=bz2><meta charset=unicode_escape>")),
    row("huge.html", "twenty-five million letters", lambda: others.html("<p>" + "ord " * 6_250_000), ("too-large",)),
    row("sentences.html", "five million letters in one paragraph", lambda: others.html("<p>" + f"{GOOD} " * 50_000), BOUNDED, slow=True),
]  # fmt: skip

LETTERS = [
    row("nested.eml", "10,000 parts in each other", lambda: others.multiparts(10_000, GOOD), ("unreadable",)),
    row("enclosed.eml", "10,000 letters in each other", lambda: others.enclosed(10_000, GOOD), ("unreadable",)),
    row("parts.eml", "100,000 attachments", lambda: others.parts(100_000, GOOD), BOUNDED, slow=True),
    row("names.eml", "attachments named out of the folder", lambda: others.attachment_names(GOOD)),
    row("outside.eml", "bodies that lie elsewhere", lambda: others.outside_bodies(GOOD, NOWHERE)),
    row("headers.eml", "a million headers", lambda: others.letter(GOOD, "X-A: b\n" * 1_000_000), BOUNDED, slow=True),
    row("header.eml", "a header of 20 MB", lambda: others.letter(GOOD, "X-A: " + "b" * 20_000_000 + "\n")),
    row("subject.eml", "a subject of 100,000 encoded words", lambda: others.letter(GOOD).replace(b"Ny havn", b"=?utf-8?q?a?= " * 100_000), ADDED),
    row("addresses.eml", "100,000 nested comments in an address", lambda: others.letter(GOOD).replace(b"Anna Berg", b"(" * 100_000), ADDED),
    row("date.eml", "a date of 10,000 digits", lambda: others.letter(GOOD).replace(b"2021", b"9" * 10_000)),
    row("parameters.eml", "a name in 50,000 pieces", lambda: others.letter(GOOD, content="text/plain;" + others.continued_names(50_000) + " charset=utf-8"), BOUNDED, words=""),
    row("charset.eml", "a character set that is a packing", lambda: others.letter(GOOD, content="text/plain; charset=bz2")),
    row("loop.msg", "a compound file whose sectors lead in a circle", lambda: others.sector_loop(others.message()), ("no-text",)),
    row("tree.msg", "a compound file whose folders hold each other", lambda: others.tree_loop(others.message()), ("unreadable",)),
    row("sectors.msg", "a compound file of four billion sectors", lambda: others.many_sectors(others.message()), ("unreadable",)),
]  # fmt: skip

TEXTS = [
    row("braces.rtf", "a million open groups", lambda: others.rtf(b"{" * 1_000_000 + b"\n" + GOOD.encode("cp1252")), ADDED),
    row("binary.rtf", "two billion bytes that are not there", lambda: others.rtf(GOOD.encode("cp1252") + b"\\bin2147483647 x"), ADDED),
    row("skip.rtf", "letters to skip by the billion", lambda: others.rtf(b"\\uc1000000000 \\u8364 x " + GOOD.encode("cp1252")), ("no-text",)),
    row("digits.rtf", "a number of 10,000 digits", lambda: others.rtf(b"\\u" + b"9" * 10_000 + b"x " + GOOD.encode("cp1252")), ("unreadable",)),
    row("object.rtf", "an object, a picture and a field that fetch", lambda: others.rtf(b"{\\object\\objautlink\\objupdate{\\*\\objdata 0105000002}}{\\field{\\*\\fldinst INCLUDETEXT \"http://127.0.0.1:9/x\"}{\\fldrslt }}" + GOOD.encode("cp1252"))),
    row("page.rtf", "a code page that does not exist", lambda: others.rtf(b"\\ansicpg99999999 {\\fonttbl{\\f0\\fcharset999 X;}}\\f0 \\'e5 " + GOOD.encode("cp1252"))),
    row("words.rtf", "30 MB of control words", lambda: others.rtf(b"\\b\\i0 " * 5_000_000 + GOOD.encode("cp1252")), BOUNDED, slow=True),
    row("line.txt", "100 MB in one line", lambda: (GOOD + " ").encode() * 1_000_000, ("too-large",)),
    row("lines.txt", "20 million empty lines", lambda: GOOD.encode() + b"\n" * 20_000_000 + GOOD.encode(), ("too-large",)),
    row("word.txt", "one word of 20 million letters", lambda: (GOOD + "\n\n" + "a" * 20_000_000).encode(), ("too-large",)),
    row("marks.txt", "two million quotation marks", lambda: (GOOD + "\n\n" + "“" * 2_000_000).encode(), BOUNDED, slow=True),
    row("quotes.txt", "quotations in quotations 100,000 deep", lambda: (GOOD + "\n\n" + "> " * 100_000 + "x\n" * 1000).encode(), ADDED),
    row("accents.txt", "a letter with a million accents", lambda: (GOOD + "\n\na" + "\u0301\u0323" * 500_000).encode(), BOUNDED, slow=True),
    row("bars.md", "a table of a million cells in a line", lambda: (GOOD + "\n\n" + "|a" * 1_000_000 + "|\n" + "|-" * 1_000_000 + "|\n").encode(), BOUNDED, slow=True),
    row("dashes.txt", "ten million dashes and spaces", lambda: (GOOD + "\n\n" + "- " * 5_000_000).encode(), ADDED),
    row("brackets.md", "a million open brackets", lambda: (GOOD + "\n\n" + "[" * 1_000_000 + "](" * 200_000).encode(), BOUNDED),
    row("numbers.txt", "200,000 lines of numbers", lambda: (GOOD + "\n" + "".join(f"{n}\n" for n in range(200_000))).encode(), BOUNDED, slow=True),
    row("hyphens.txt", "200,000 lines that end in a hyphen", lambda: (GOOD + "\n\n" + "ord-\n" * 200_000).encode(), BOUNDED, slow=True),
    row("same.txt", "100,000 equal lines", lambda: (GOOD + "\n\n" + "Side 1 af 2\n\n" * 100_000).encode(), BOUNDED),
    row("front.md", "front matter of 100,000 anchors", lambda: ("---\na: &a [x]\n" + "".join(f"b{n}: *a\n" for n in range(100_000)) + f"---\n\n{GOOD}\n").encode(), BOUNDED, slow=True),
    row("runs.md", "lines of 5,000 equal marks, for patterns that try every way to read them", lambda: (GOOD + "\n\n" + "".join(f"{a}{b * 5_000}x\n\n" for a in ("x", "# ", "1. ", "„") for b in " \t.,-–_*#>|:;(«'1a[/")).encode()),
    row("digits.txt", "numbers of 5,000 digits", lambda: (GOOD + "\n\n" + "".join(f"{m}{'9' * 5000}{n}\n\n" for m in ("", "- ", "§ ", "s. ", "[^") for n in ("", ".", ") x", " kr.", "]: x"))).encode()),
    row("controls.txt", "escapes, bells, direction marks and null bytes", lambda: f"Havn \x1b]0;x\x07\x1b[2J\u202etxt\u202c\x9b31m\n\n{GOOD}\n".encode()),
]  # fmt: skip

ROWS = (*ENTITIES, *PACKAGES, *PDFS, *PAGES, *LETTERS, *TEXTS)
