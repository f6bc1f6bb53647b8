"""The parsed page (lxml): made from text, within the depth that libxml2 can hold."""

from __future__ import annotations

from typing import Any

from lxml import etree, html

from kb.ingest.blocks import Clue

_LONGEST_SPAN = 2  # digits


def parse(text: str) -> Any:
    """The page's tree, or None if nothing could be made of it. Comments and processing instructions are left out."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    data = text.replace("\x00", "").encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    _bound_spans(tree)
    return tree


def _bound_spans(tree: Any) -> None:
    """Take out spans of cells that no table has: readers of tables write a cell for each row and column spanned."""
    for cell in tree.iter("td", "th"):
        for name in ("colspan", "rowspan"):
            span = cell.get(name)
            if span is not None and not (span.isdecimal() and len(span) <= _LONGEST_SPAN):
                del cell.attrib[name]


def body(tree: Any) -> Any:
    """The part of the page that is shown: the body, of a frameset what it says to those without frames."""
    found = tree.find(".//body")
    if found is not None:
        return found
    without_frames = tree.find(".//noframes")
    if without_frames is None:
        return tree
    # Newer parsers hand over what stands in noframes as raw text.
    inner = parse(without_frames.text) if "<" in (without_frames.text or "") else None
    return without_frames if inner is None else inner


def language_clues(tree: Any) -> tuple[Clue, ...]:
    """The language that the page says it is written in."""
    language = (
        ""
        if tree is None
        else (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang") or "")
    )
    return (Clue(field="language", value=language.strip(), where="html lang"),) if language.strip() else ()
