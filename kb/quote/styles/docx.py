"""The edge to python-docx: a Word file with block quotes and real footnotes."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from kb.quote.citation.words import words_of
from kb.quote.styles.statements import Statement

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RESERVED = (("-1", "separator"), ("0", "continuationSeparator"))
_TAGS = {"da": "da-DK", "sv": "sv-SE", "en": "en-GB"}


def render(statements: Sequence[Statement], style: str) -> bytes:  # noqa: ARG001 - the signature of all forms
    """One paragraph in the style Quote a statement, each with a footnote that cites it."""
    document = Document()
    _forget_the_template(document)
    _add_styles(document)
    for number, statement in enumerate(statements, 1):
        paragraph = document.add_paragraph(style="Quote")
        run = paragraph.add_run(_allowed(statement.blocked))
        _say_language(run._r, statement.first.language)  # noqa: SLF001 - python-docx has no API for languages
        _refer(paragraph.add_run(), number)
    _attach(document, [(_allowed(one.first.citation), one.into) for one in statements])
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _forget_the_template(document: Any) -> None:
    """The file says who made it by nobody's name: the template's author and date are not the user's."""
    document.core_properties.author = ""
    document.core_properties.comments = ""


def _add_styles(document: Any) -> None:
    text = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(10)
    reference = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    reference.font.superscript = True


def _refer(run: Any, number: int) -> None:
    run.style = "footnote reference"
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), str(number))
    run._r.append(mark)  # noqa: SLF001 - python-docx has no API for footnotes


def _attach(document: Any, notes: Sequence[tuple[str, str]]) -> None:
    """Add the part that holds the footnotes; Word wants its two separators in it first."""
    from lxml import etree

    root = etree.Element(f"{{{_MAIN}}}footnotes", nsmap={"w": _MAIN})
    for id, kind in _RESERVED:
        note = _note(root, id, kind)
        etree.SubElement(etree.SubElement(note, f"{{{_MAIN}}}r"), f"{{{_MAIN}}}{kind}")
    for number, (citation, into) in enumerate(notes, 1):
        paragraph = _note(root, str(number), None)
        properties = etree.Element(f"{{{_MAIN}}}pPr")
        etree.SubElement(properties, f"{{{_MAIN}}}pStyle").set(f"{{{_MAIN}}}val", "footnotetext")
        paragraph.append(properties)
        etree.SubElement(_reference_run(paragraph), f"{{{_MAIN}}}footnoteRef")
        run = etree.SubElement(paragraph, f"{{{_MAIN}}}r")
        _say_language(run, words_of(into).language)
        text = etree.SubElement(run, f"{{{_MAIN}}}t")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        text.text = f" {citation}"
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _note(root: Any, id: str, kind: str | None) -> Any:
    from lxml import etree

    note = etree.SubElement(root, f"{{{_MAIN}}}footnote")
    if kind:
        note.set(f"{{{_MAIN}}}type", kind)
    note.set(f"{{{_MAIN}}}id", id)
    return etree.SubElement(note, f"{{{_MAIN}}}p")


def _reference_run(paragraph: Any) -> Any:
    from lxml import etree

    run = etree.SubElement(paragraph, f"{{{_MAIN}}}r")
    properties = etree.SubElement(run, f"{{{_MAIN}}}rPr")
    etree.SubElement(properties, f"{{{_MAIN}}}rStyle").set(f"{{{_MAIN}}}val", "footnotereference")
    return run


def _say_language(run: Any, language: str) -> None:
    """Mark a run with its language, so that Word spells and reads it aloud in that language."""
    from lxml import etree

    properties = run.find(f"{{{_MAIN}}}rPr")
    if properties is None:
        properties = etree.Element(f"{{{_MAIN}}}rPr")
        run.insert(0, properties)
    etree.SubElement(properties, f"{{{_MAIN}}}lang").set(f"{{{_MAIN}}}val", _TAGS.get(language, language))


def _allowed(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))
