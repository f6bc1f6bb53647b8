"""TBX (ISO 30042), version 2 (``martif``, ``termEntry``) and 3 (``tbx``, ``conceptEntry``), as IATE and others export it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb.terms.concepts import Concept
from kb.terms.importers.request import Format, Request, Told, concept_from
from kb.terms.importers.streaming import XML_LANGUAGE, elements, text_of

_ROOT = re.compile(rb"<(?:\w+:)?(?:martif|tbx)[\s>/]")
_ENTRIES = ("{*}termEntry", "{*}conceptEntry")
_LANGUAGES = ("{*}langSet", "{*}langSec")
# Terms that the file itself tells nobody to use: ISO 30042 administrative and normative statuses, IATE's evaluation.
_AVOIDED = re.compile(r"(?i)deprecated|superseded|obsolete|notRecommended|proscribed")


def _recognises(_path: Path, head: bytes) -> bool:
    return bool(_ROOT.search(head))


def _read(request: Request) -> Iterator[Concept]:
    for path in request.paths:
        for entry in elements(path, _ENTRIES, request):
            request.told.entries += 1
            if (concept := concept_from(_terms(entry, request.told))) is not None:
                yield concept


def _terms(entry: Any, told: Told) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for section in (one for tag in _LANGUAGES for one in entry.iterfind(tag)):
        language = told.served(section.get(XML_LANGUAGE) or section.get("lang"))
        if language is None:
            continue
        terms = [(_is_preferred(term), text_of(term)) for term in section.iterfind(".//{*}term") if _is_used(term)]
        ordered = sorted(terms, key=lambda one: not one[0])
        found.setdefault(language, []).extend(text for _, text in ordered)
    return found


def _notes(term: Any) -> str:
    """What is noted of a term, in its own section."""
    section = term.getparent()
    if section.tag.endswith("termGrp"):
        section = section.getparent()
    return " ".join(note.text or "" for note in section.iter("{*}termNote", "{*}administrativeStatus", "{*}descrip"))


def _is_used(term: Any) -> bool:
    return not _AVOIDED.search(_notes(term))


def _is_preferred(term: Any) -> bool:
    return "preferred" in _notes(term).lower()


FORMAT = Format("tbx", "TBX", _recognises, _read)
