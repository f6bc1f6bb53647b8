"""Every form read back by the program it is for."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date
from functools import cache
from html.parser import HTMLParser
from importlib import resources

import bibtexparser
import docx
import jsonschema
import pytest
import rispy

from kb.contract.quote import excerpt_to_json, excerpts_to_json
from kb.model import Document, Kind
from kb.quote.citation.csl import csl_item
from kb.quote.citation.source import source_of
from kb.quote.collect import Wanted, quote
from kb.quote.styles import STYLES, render
from kb.quote.styles.author_date import sort_key

from .knowledge import DOCUMENTS, holdings, record

RECORDS = {document.record.id: document.record for document in DOCUMENTS}
TEXT_STYLES = tuple(style for style in STYLES if style != "docx")


def given(**wanted):
    return quote(holdings(), Wanted(**({"limit": None} | wanted)))


def rendered(style, **wanted):
    return render(style, given(**wanted), RECORDS)


@pytest.mark.parametrize("style", TEXT_STYLES)
@pytest.mark.parametrize("into", ["da", "sv", "en", None])
def test_every_form_holds_the_words_and_ends_in_a_newline(style, into):
    excerpts = given(quotations_only=True, into=into)
    text = render(style, excerpts, RECORDS)
    assert text.endswith("\n")
    shown = re.sub(r"[\\»«›‹“”‘’\"]", "", json.dumps(json.loads(text), ensure_ascii=False) if text[0] in "[{" else text)
    for excerpt in excerpts:
        assert re.sub(r"[»«›‹“”‘’\"]", "", excerpt.text) in shown


@pytest.mark.parametrize("style", TEXT_STYLES)
def test_no_excerpts_are_no_error(style):
    assert isinstance(render(style, (), RECORDS), str)


def test_plain_has_the_words_in_marks_and_the_citation_under_them():
    assert rendered("plain", query="ordningen") == (
        "»Ordningen koster 12 mio. kr. om året.«\n"
        "— Bo Holmgaard: »Færger hele natten«, Øposten, 2. marts 2026, afsn. 1, "
        "https://example.org/faerger (set 20. november 2026).\n"
    )


def test_the_parts_of_a_split_statement_stay_apart_in_marks_of_their_own():
    text = rendered("plain", speaker="Møllevang", into="sv")
    assert text.startswith(
        "”Vi kan ikke bo på en ø, hvis vi ikke kan komme hjem” […] ”Natten er også en del af døgnet.”\n"
    )
    assert text.count("—") == 1


def test_a_cut_is_marked_inside_the_marks():
    assert rendered("plain", speaker="Møllevang", max_words=7).startswith("»Vi kan ikke bo på en ø […]«")


def test_inner_marks_are_turned_and_the_quotation_stays_a_quotation():
    assert "»Alla som vill får ›prova på‹ gratis«" in rendered("plain", speaker="Trast", into="da")
    assert "> Alla som vill får »prova på« gratis\n" in rendered("markdown", speaker="Trast", into="da")


def test_markdown_shows_what_looks_like_its_own_marks():
    text = "Prisen er 5*3 kroner og <b>fil_navn</b> `x` koster det samme.\n"
    kept = holdings((Document(record=record("x"), text=text),))
    excerpts = quote(kept, Wanted(query="prisen"))
    shown = render("markdown", excerpts, {"x": record("x")})
    assert r"5\*3 kroner og \<b>fil\_navn\</b> \`x\`" in shown


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.words = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


def test_html_says_language_and_source_and_escapes_everything():
    text = 'Prisen er <script>alert("1")</script> & 5 kroner i »dag«.\n'
    nasty = record("x", url='https://example.org/?a="><script>&b=1', title="<i>Kurv</i>")
    excerpts = quote(holdings((Document(record=nasty, text=text),)), Wanted(query="prisen"))
    page = Elements()
    page.feed(render("html", excerpts, {"x": nasty}))
    assert [tag for tag, _ in page.tags] == ["figure", "blockquote", "p", "figcaption", "a"]
    blockquote = dict(page.tags)["blockquote"]
    assert blockquote["lang"] == "da"
    assert blockquote["cite"].startswith('https://example.org/?a="><script>&b=1#:~:text=')
    assert "Prisen er <script>alert(»1«)</script> & 5 kroner i »dag«." in "".join(page.words)


@pytest.mark.parametrize(
    ("style", "citation"),
    [
        ("apa", "(Karen Møllevang, citeret i Holmgaard, 2026, afsn. 2)"),
        ("harvard", "(Karen Møllevang, citeret i Holmgaard, 2026, afsn. 2)"),
        ("chicago", "(Karen Møllevang, citeret i Holmgaard 2026, afsn. 2)"),
    ],
)
def test_author_date_styles_tell_the_speaker_from_the_author(style, citation):
    text = rendered(style, speaker="Møllevang")
    assert citation in text
    assert text.count("Referencer\n\nHolmgaard, B") == 1


def test_references_stand_once_in_the_order_of_the_receiving_alphabet():
    text = rendered("apa", quotations_only=True, into="sv")
    assert text.count("Holmgaard, B. (2026") == 1
    assert text.index("Referenser") < text.index("Holmgaard, B.") < text.index("Sundsbladet. (2026")


@pytest.mark.parametrize(
    ("language", "words"),
    [("sv", ["Zorn", "Åberg", "Ärlig", "Öberg"]), ("da", ["Zahle", "Ærø", "Østen", "Aaberg", "Århus"])],
)
def test_letters_are_sorted_as_the_language_sorts_them(language, words):
    assert sorted({*words}, key=lambda word: sort_key(word, language)) == words


def test_footnotes_have_their_numbers_in_words_and_notes():
    text = rendered("footnote", quotations_only=True)
    for number in "¹²³⁴":
        assert text.count(number) == 2


@cache
def csl_schema():
    """The schema of CSL-JSON: types and variables from the official files that citeproc-py ships, shapes from CSL 1.0.2.

    Nothing else may stand in an item but its ``id`` and ``type``.
    """
    folder = resources.files("citeproc").joinpath("data/schema/schemas/styles")
    types = re.findall(r'"([^"]+)"', folder.joinpath("csl-types.rnc").read_text("utf-8").partition("item-types")[2])
    listed = folder.joinpath("csl-variables.rnc").read_text("utf-8")
    sections = re.split(r"variables\.(\w+) =", re.sub(r"#.*", "", listed))
    found = {kind: re.findall(r'"([^"]+)"', words) for kind, words in zip(sections[1::2], sections[2::2], strict=True)}
    variables = {kind: found[kind] for kind in ("dates", "names", "numbers", "titles", "strings")}
    text, number = {"type": "string"}, {"type": ["string", "number"]}
    part = {"type": "array", "items": number, "minItems": 1, "maxItems": 3}
    date = {"date-parts": {"type": "array", "items": part, "minItems": 1, "maxItems": 2}, "literal": text, "raw": text}
    name = dict.fromkeys(("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal"), text)
    shapes = {
        "dates": {"type": "object", "properties": date, "additionalProperties": False},
        "names": {
            "type": "array",
            "items": {"type": "object", "properties": name, "additionalProperties": False, "minProperties": 1},
        },
        "numbers": number,
        "titles": text,
        "strings": text,
    }
    properties = {variable: shapes[kind] for kind, known in variables.items() for variable in known}
    item = {
        "type": "object",
        "properties": {**properties, "id": number, "type": {"enum": types}},
        "required": ["id", "type"],
        "additionalProperties": False,
    }
    return {"type": "array", "items": item}


def test_csl_json_is_valid_by_the_citation_style_languages_schema():
    schema = csl_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert {"article-newspaper", "report", "speech", "webpage", "document"} <= set(
        schema["items"]["properties"]["type"]["enum"]
    )
    excerpts = (*given(quotations_only=True), *given(query="prisen havnen natten bron"))
    items = json.loads(render("csl-json", excerpts, RECORDS))
    jsonschema.validate(items, schema)
    assert [item["id"] for item in items] == list(dict.fromkeys(one.document for one in excerpts))


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(
    "described",
    [
        {},
        {"authors": ("Bo Holmgaard", "Region Østerhavn"), "publisher": "Øposten", "published": date(2026, 3, 2)},
        {"url": "https://example.org/a?b=1", "language": "und", "published": None, "publisher": None},
    ],
)
def test_csl_items_of_every_kind_are_valid(kind, described):
    jsonschema.validate([csl_item(source_of(record("x", kind=kind, **described)))], csl_schema())


@pytest.mark.parametrize(
    "spoiled", [{"type": "blog"}, {"isbn": "x"}, {"issued": "2026"}, {"author": "Bo"}, {"issued": {"date-parts": []}}]
)
def test_the_schema_refuses_what_is_no_csl(spoiled):
    item = csl_item(source_of(record("x"))) | spoiled
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([item], csl_schema())


def test_ris_is_read_back_by_rispy():
    entries = rispy.loads(rendered("ris", quotations_only=True))
    by_title = {entry["title"] if "title" in entry else entry["primary_title"]: entry for entry in entries}
    ferries = by_title["Færger hele natten"]
    assert ferries["type_of_reference"] == "NEWS"
    assert ferries["authors"] == ["Holmgaard, Bo"]
    assert ferries["year"] == "2026"
    assert ferries["urls"] == ["https://example.org/faerger"]
    assert len(ferries["notes"]) == 1
    assert ferries["notes"][0].startswith(
        "Karen Møllevang: »Vi kan ikke bo på en ø, hvis vi ikke kan komme hjem« […] »"
    )
    assert ferries["notes"][0].endswith("døgnet.« (afsn. 2)")
    assert by_title["The harbour goes quiet"]["type_of_reference"] == "RPRT"


def test_bibtex_is_read_back_by_bibtexparser():
    library = bibtexparser.parse_string(rendered("bibtex", quotations_only=True))
    assert not library.failed_blocks
    fields = {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}
    assert set(fields) == {"holmgaard2026faerger", "sundsbladet2026bron", "portauthorityofwickndharbour"}
    assert fields["holmgaard2026faerger"]["author"] == "Holmgaard, Bo"
    assert fields["holmgaard2026faerger"]["date"] == "2026-03-02"
    assert fields["holmgaard2026faerger"]["url"] == "https://example.org/faerger"
    assert fields["portauthorityofwickndharbour"]["author"] == "{Port Authority of Wick}"
    assert {entry.entry_type for entry in library.entries} == {"article", "report"}


def test_bibtex_keys_are_unique_and_special_characters_survive():
    odd = r"100 % af {A} & B_c #1 $5 ~ ^ \ slut"
    documents = tuple(Document(record=record(id, title=odd), text=f"{odd}.\n") for id in ("x", "y"))
    excerpts = quote(holdings(documents), Wanted(query="slut"))
    library = bibtexparser.parse_string(
        render("bibtex", excerpts, {document.record.id: document.record for document in documents})
    )
    assert len({entry.key for entry in library.entries}) == len(library.entries) == 2
    title = next(field.value for field in library.entries[0].fields if field.key == "title")
    assert title == (r"{100 \% af \{A\} \& B\_c \#1 \$5 \textasciitilde{} \textasciicircum{} \textbackslash{} slut}")


def test_annotations_are_w3c_with_quote_and_position():
    excerpts = given(quotations_only=True)
    page = json.loads(render("annotation", excerpts, RECORDS))
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    for excerpt, item in zip(excerpts, page["items"], strict=True):
        assert item["type"] == "Annotation"
        target = item["target"]
        quoted, position = target["selector"][:2]
        assert (quoted["type"], quoted["exact"]) == ("TextQuoteSelector", excerpt.text)
        assert (position["type"], position["start"], position["end"]) == ("TextPositionSelector", *excerpt.span)
        assert target["state"]["sourceDate"] == "2026-11-20T09:30:00Z"
    harbour = next(item for item in page["items"] if item["target"]["source"]["kb:document"] == "harbour")
    assert harbour["target"]["selector"][2]["value"] == "page=2"


def test_word_files_have_block_quotes_and_real_footnotes():
    excerpts = given(quotations_only=True, into="sv")
    data = render("docx", excerpts, RECORDS)
    document = docx.Document(io.BytesIO(data))
    paragraphs = [paragraph for paragraph in document.paragraphs if paragraph.text]
    assert {paragraph.style.name for paragraph in paragraphs} == {"Quote"}
    assert paragraphs[-2].text != ""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        notes = package.read("word/footnotes.xml").decode()
        body = package.read("word/document.xml").decode()
        assert "footnotes+xml" in package.read("[Content_Types].xml").decode()
    references = re.findall(r'<w:footnoteReference w:id="(\d+)"', body)
    assert references == re.findall(r'<w:footnote w:id="(\d+)"', notes) == ["1", "2", "3", "4"]
    for excerpt in excerpts:
        assert excerpt.citation.replace("&", "&amp;") in notes or excerpt.extra["part"] > 1
    assert 'w:lang w:val="da-DK"' in body
    assert 'w:lang w:val="sv-SE"' in notes


def test_word_files_take_characters_that_xml_cannot_hold():
    text = "Et\x0b ord\x01 med \ufffe tegn og mere.\n"
    excerpts = quote(holdings((Document(record=record("x"), text=text),)), Wanted(document="x"))
    document = docx.Document(io.BytesIO(render("docx", excerpts, {"x": record("x")})))
    assert "tegn og mere." in document.paragraphs[0].text


def test_json_has_the_keys_of_the_contract():
    excerpt = given(speaker="Møllevang")[0]
    value = excerpt_to_json(excerpt)
    assert {
        "id", "kind", "text", "closed", "speaker", "cue", "document", "title", "language", "published", "span",
        "original_span", "page", "paragraph", "selector", "context", "warnings", "citation", "link",
    } <= set(value)  # fmt: skip
    assert set(value["speaker"]) >= {"name", "mention", "role", "how"}
    assert value["selector"]["type"] == "TextQuoteSelector"
    assert set(value["context"]) == {"before", "after"}
    assert json.loads(json.dumps(excerpts_to_json([excerpt])))["schema"] == "kb.quote/1"
