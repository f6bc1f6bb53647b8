"""SKOS vocabularies (EuroVoc and others): RDF/XML as a stream, Turtle, N-Triples and JSON-LD through rdflib.

Preferred labels come first, alternative ones after, hidden ones last; labels may be literals or SKOS-XL resources.
"""

from __future__ import annotations

import json
import re
import warnings
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb.errors import SourceError
from kb.terms.concepts import Concept
from kb.terms.importers.request import Format, Request, Told, concept_from, decoded, whole
from kb.terms.importers.streaming import elements, language_above, text_of

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_XL = "http://www.w3.org/2008/05/skos-xl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LABELS = ("prefLabel", "altLabel", "hiddenLabel")
_STRINGS_THAT_LOAD = ("@context", "@import")
_DEEPEST = 100


class _Vocabulary:
    """The labels of the concepts met so far, in the three languages alone."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._labels: defaultdict[str, list[tuple[int, str, str]]] = defaultdict(list)
        self._resources: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        self._literals: dict[str, list[tuple[str, str]]] = {}

    def label(self, concept: str, kind: str, language: str | None, text: str) -> None:
        if (served := self._told.served(language)) and text.strip():
            self._labels[concept].append((_LABELS.index(kind), served, text))

    def resource(self, concept: str, kind: str, label: str) -> None:
        """A SKOS-XL label, whose words stand elsewhere in the file."""
        self._resources[concept].append((_LABELS.index(kind), label))

    def literal(self, label: str, language: str | None, text: str) -> None:
        if served := self._told.served(language):
            self._literals.setdefault(label, []).append((served, text))

    def concepts(self, request: Request) -> Iterator[Concept]:
        for name in dict.fromkeys((*self._labels, *self._resources)):
            request.told.entries += 1
            labels = list(self._labels.get(name, ()))
            for kind, resource in self._resources.get(name, ()):
                labels += [(kind, language, text) for language, text in self._literals.get(resource, ())]
            terms: dict[str, list[str]] = {}
            for _, language, text in sorted(labels, key=lambda one: one[0]):
                terms.setdefault(language, []).append(text)
            if (concept := concept_from(terms)) is not None:
                yield concept


def _read_xml(request: Request) -> Iterator[Concept]:
    vocabulary = _Vocabulary(request.told)
    labels = tuple(f"{{{space}}}{name}" for space in (_SKOS, _XL) for name in _LABELS)
    for path in request.paths:
        for element in elements(path, (*labels, f"{{{_XL}}}literalForm"), request):
            _take(element, vocabulary)
    yield from vocabulary.concepts(request)


def _take(element: Any, vocabulary: _Vocabulary) -> None:
    """One label of the stream; its subject is the element above it."""
    space, name = element.tag[1:].split("}")
    subject = _name(element.getparent())
    if name == "literalForm":
        vocabulary.literal(subject, language_above(element), text_of(element))
        above = element.getparent().getparent()
        if above is not None and above.tag.startswith(f"{{{_XL}}}"):  # the label stands inside its concept
            vocabulary.resource(_name(above.getparent()), above.tag.split("}")[1], subject)
    elif space == _SKOS:
        vocabulary.label(subject, name, language_above(element), text_of(element))
    elif resource := element.get(f"{{{_RDF}}}resource"):
        vocabulary.resource(subject, name, resource)


def _name(element: Any) -> str:
    """The resource an element stands for; one without a name is itself."""
    for attribute in ("about", "ID", "nodeID"):
        if value := element.get(f"{{{_RDF}}}{attribute}"):
            return f"{attribute}:{value}" if attribute == "nodeID" else str(value)
    return f"line {element.sourceline}"


def _read_graph(request: Request, format: str) -> Iterator[Concept]:
    vocabulary = _Vocabulary(request.told)
    for path in request.paths:
        request.progress(0, 0)
        graph = _graph(path, decoded(path, whole(path)), format)
        for kind in _LABELS:
            for concept, label in graph.subject_objects(_term(_SKOS + kind)):
                vocabulary.label(str(concept), kind, getattr(label, "language", None), str(label))
            for concept, label in graph.subject_objects(_term(_XL + kind)):
                vocabulary.resource(str(concept), kind, str(label))
        for label, literal in graph.subject_objects(_term(_XL + "literalForm")):
            vocabulary.literal(str(label), getattr(literal, "language", None), str(literal))
    yield from vocabulary.concepts(request)


def _term(name: str) -> Any:
    from rdflib import URIRef

    return URIRef(name)


def _graph(path: Path, text: str, format: str) -> Any:
    from rdflib import Graph

    if format == "json-ld":
        _refuse_loading(path, text)
    try:
        with warnings.catch_warnings():
            # Its JSON-LD parser uses what rdflib itself has deprecated.
            warnings.simplefilter("ignore", DeprecationWarning)
            return Graph().parse(data=text, format=format)
    except Exception as error:  # rdflib's parsers raise errors of many kinds, also plain ones
        message = " ".join(str(error).split())[:200]
        raise SourceError(
            str(path), "unreadable", f"it cannot be read as {format}: {message}", "check the file"
        ) from error


def _refuse_loading(path: Path, text: str) -> None:
    """Nothing leaves the machine: a JSON-LD file may not name a context elsewhere, which its reader would fetch."""
    try:
        names = _loaded(json.loads(text), 0)
    except (ValueError, RecursionError) as error:
        raise SourceError(str(path), "unreadable", f"it is not JSON: {error}", "check the file") from error
    if names:
        raise SourceError(
            str(path),
            "unsupported",
            f"it names a context on the web ({names[0]:.80}), and kb fetches nothing",
            "write the context into the file, or convert it to Turtle",
        )


def _loaded(value: Any, depth: int) -> list[str]:
    """The contexts that reading this JSON-LD would fetch."""
    if depth > _DEEPEST:
        raise ValueError("it is nested too deeply")
    if isinstance(value, list):
        return [name for one in value for name in _loaded(one, depth + 1)]
    if not isinstance(value, dict):
        return []
    found = []
    for key, inner in value.items():
        if key in _STRINGS_THAT_LOAD:
            found += [one for one in (inner if isinstance(inner, list) else [inner]) if isinstance(one, str)]
        found += _loaded(inner, depth + 1)
    return found


_XML = re.compile(rb"<(?:\w+:)?RDF[\s>]")
_TURTLE = re.compile(rb"(?i)^\s*(?:@prefix|@base|prefix\s+\w*:|base\s+<|<[^>\s]+>\s+<[^>\s]+>|#[^\n]*\n\s*@prefix)")
_JSON = re.compile(rb"^(?:\xef\xbb\xbf)?\s*[\[{]")

RDF_XML = Format("skos", "SKOS", lambda _path, head: bool(_XML.search(head)) and b"skos" in head, _read_xml)
TURTLE = Format(
    "skos-turtle",
    "SKOS",
    lambda _path, head: bool(_TURTLE.search(head)),
    lambda request: _read_graph(request, "turtle"),
)
JSON_LD = Format(
    "skos-json-ld",
    "SKOS",
    lambda _path, head: bool(_JSON.search(head)),
    lambda request: _read_graph(request, "json-ld"),
)
