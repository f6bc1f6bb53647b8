"""Apertium's bilingual dictionaries as written, ``.dix``: entries of a left and a right side with grammar marks.

``<b/>`` is a blank, ``<s n="…"/>`` a grammatical symbol, ``<g>`` a group; ``r="LR"`` and ``r="RL"`` are translated one way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb.errors import SourceError
from kb.terms.concepts import Concept
from kb.terms.importers.request import Format, Request, pair
from kb.terms.importers.streaming import elements

_NAME = re.compile(r"([a-z]{2,3})[-_]([a-z]{2,3})(?=\.(?:dix|metadix|bidix)|$|\.)")
_ONE_WAY = 0.8
"""How much a translation that is good in one direction alone counts."""


def _recognises(_path: Path, head: bytes) -> bool:
    return bool(re.search(rb"<dictionary[\s>]", head)) and (
        b"<sdef" in head or b"<section" in head or b"<alphabet" in head
    )


def _read(request: Request) -> Iterator[Concept]:
    for path in request.paths:
        named = _NAME.findall(path.name.lower())
        languages = request.sides(named[-1] if named else ())
        alone = 0
        for entry in elements(path, ("e",), request):
            if entry.getparent() is None or entry.getparent().tag != "section":
                continue
            request.told.entries += 1
            alone += entry.get("lm") is not None and entry.find("p") is None
            if (sides := _sides(entry)) is not None:
                weight = _ONE_WAY if entry.get("r") else 1.0
                if (concept := pair(languages, *sides, weight)) is not None:
                    yield concept
        if alone > request.told.entries / 2:
            raise SourceError(
                str(path), "unsupported", "it is a dictionary of one language", "import the bilingual one (xxx-yyy.dix)"
            )


def _sides(entry: Any) -> tuple[str, str] | None:
    """The left and the right side of an entry; one that is a pattern has none."""
    if entry.get("i") == "yes" or entry.find("re") is not None:
        return None
    left, right = [], []
    for child in entry:
        if child.tag == "i":
            left.append(_words(child))
            right.append(_words(child))
        elif child.tag == "p":
            left.append(_words(child.find("l")))
            right.append(_words(child.find("r")))
    return ("".join(left), "".join(right)) if left else None


def _words(side: Any) -> str:
    if side is None:
        return ""
    found = [side.text or ""]
    for child in side:
        if child.tag == "b":
            found.append(" ")
        elif child.tag != "s":
            found.append(_words(child))
        found.append(child.tail or "")
    return "".join(found)


FORMAT = Format("dix", "Apertium .dix", _recognises, _read)
