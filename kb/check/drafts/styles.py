"""Paragraphs of office files that are set in a style for quotations (Quote, Citat, Quotations)."""

from __future__ import annotations

import re

from lxml import etree

from kb.errors import SourceError
from kb.ingest.blocks import Original
from kb.ingest.extract.office.package import Package
from kb.ingest.extract.sniff import DOCX, ODT

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_QUOTING = re.compile(
    r"(?i)(?:intense |block ?|stærkt |starkt |indrykket |blok|block)?(?:quote|quotations?|citat)(?: text)?\d?\Z"
)
_MOST_PARENTS = 20


def quote_paragraphs(original: Original, media_type: str) -> frozenset[str]:
    """The texts of the paragraphs in such a style, letters and digits only (see `letters`)."""
    try:
        if media_type == DOCX:
            return frozenset(_of_word(Package(original)))
        if media_type == ODT:
            return frozenset(_of_odt(Package(original)))
    except (SourceError, RecursionError):
        return frozenset()
    return frozenset()


def letters(text: str) -> str:
    """The letters and digits of a text, by which a paragraph is found again."""
    return "".join(character for character in re.sub(r"\[\^\d+\]", "", text) if character.isalnum())


def _of_word(package: Package) -> list[str]:
    styles = {
        style.get(f"{_W}styleId")
        for style in package.tree("word/styles.xml").iter(f"{_W}style")
        if _QUOTING.fullmatch((_value(style.find(f"{_W}name")) or "").strip())
    }
    found = []
    for paragraph in package.tree("word/document.xml").iter(f"{_W}p"):
        style = _value(paragraph.find(f"{_W}pPr/{_W}pStyle"))
        if style in styles or (style and _QUOTING.fullmatch(style)):
            found.append(letters("".join(text.text or "" for text in paragraph.iter(f"{_W}t"))))
    return [text for text in found if text]


def _value(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(f"{_W}val")


def _of_odt(package: Package) -> list[str]:
    parents: dict[str, str] = {}
    for part in ("styles.xml", "content.xml"):
        if part in package:
            for style in package.tree(part).iter(f"{_STYLE}style"):
                parents[style.get(f"{_STYLE}name", "")] = style.get(f"{_STYLE}parent-style-name", "")
    found = [
        letters("".join(map(str, paragraph.itertext())))
        for paragraph in package.tree("content.xml").iter(f"{_TEXT}p")
        if _quotes(paragraph.get(f"{_TEXT}style-name", ""), parents)
    ]
    return [text for text in found if text]


def _quotes(name: str, parents: dict[str, str]) -> bool:
    for _ in range(_MOST_PARENTS):
        if not name or _QUOTING.fullmatch(name):
            return bool(name)
        name = parents.get(name, "")
    return False
