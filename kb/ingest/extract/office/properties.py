"""What an office file says about itself, and what its program wrote there on its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kb.ingest.blocks import Clue

_NO_TITLE = re.compile(
    r"^(?:untitled|unavngivet|namnlös|(?:document|dokument|presentation|præsentation)\s*\d*$|microsoft \w+\s*-|word document"
    r"|powerpoint|slide 1$|template|skabelon|mall\b)|\.(?:docx?|dotx?|pptx?|odt|rtf|pdf)$|^.{0,2}$",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"^(?:python-docx|user|bruger|användare|admin\w*|owner|ejer|unknown|author|microsoft.*|windows.*|\W*)$",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_CREATED = ("created", "creation-date")
LONGEST = 300


def property_clues(tree: etree._Element, where: str, *, certain: bool = False) -> Iterator[Clue]:
    """Clues from Dublin Core elements and a creation date anywhere in ``tree``.

    A title is certain unless a program made it up; the others only where ``certain``: an author is often whose
    template was used.
    """
    for element in tree.iter():
        name = str(element.tag).rpartition("}")[2]
        text = " ".join((element.text or "").split())[:LONGEST]
        if name == "title" and not _NO_TITLE.search(text):
            yield Clue(field="title", value=text, where=where, certain=True)
        elif name == "creator" and not _NO_AUTHOR.match(text):
            yield from (
                Clue(field="authors", value=author, where=where, certain=certain)
                for author in re.split(r"\s*;\s*", text)
                if author
            )
        elif (name in _CREATED or name == "date") and _DATE.match(text):
            sure = certain and name == "date"
            yield Clue(field="published", value=text[:10], where=f"{where} ({name})", certain=sure)
        elif name == "publisher" and text:
            yield Clue(field="publisher", value=text, where=where, certain=certain)
