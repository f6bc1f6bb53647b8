"""From a document to what an engine indexes of it: its description, its title and its passages as terms."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from kb.language.analysis import Analyzed, Analyzer, written
from kb.model import SERVED_LANGUAGES, UNDETERMINED, Passage, Record
from kb.search.cognates import skeleton
from kb.search.engine import Described, Entry
from kb.search.query import Field
from kb.search.vocabulary import KnownWord

VERSION = 3
"""Raised whenever the same document would give other entries."""

LONGEST_NAME = 5
"""Words of the longest run of words of a name by which ``author:`` and the like find it."""

Analyzers = Callable[[str], Analyzer]
_NONE: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def partition(language: str) -> str:
    """The partition of an engine in which a passage of this language stands."""
    return language if language in SERVED_LANGUAGES else UNDETERMINED


def checksum(record: Record, speakers: Iterable[str] = ()) -> str:
    """Changes whenever the text or anything else that a search finds or shows of a document does."""
    parts = (
        VERSION,
        record.text_checksum,
        record.title,
        record.language,
        record.kind.value,
        record.published.isoformat() if record.published else None,
        record.authors,
        record.publisher,
        record.tags,
        tuple(speakers),
        [(page.span, page.label) for page in record.pages],
    )
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()[:20]


def describe(
    record: Record, check: str, speakers: Iterable[str] = (), identifiers: Mapping[str, tuple[str, ...]] = _NONE
) -> Described:
    """A document's attributes: facets as they are shown, and ``~`` fields with every run of words of its names.

    ``identifiers`` are the keys of the identifiers in its text with their inner pieces.
    """
    published = record.published.isoformat() if record.published else ""
    publisher = (record.publisher,) if record.publisher else ()
    return Described(
        id=record.id,
        checksum=check,
        language=record.language,
        published=published,
        title=record.title.casefold(),
        attributes={
            "language": (record.language,),
            "kind": (record.kind.value,),
            "year": (published[:4],) if published else (),
            "publisher": publisher,
            "tag": tuple(dict.fromkeys(record.tags)),
            "publisher~": _runs(publisher),
            "tag~": _runs(record.tags),
            "author~": _runs(record.authors),
            "speaker~": _runs(speakers),
            "identifier": tuple(dict.fromkeys(filter(None, map(written, identifiers)))),
            "identifier~": _identifier_keys(identifiers),
        },
    )


def identified(passages: Iterable[AnalyzedPassage]) -> dict[str, tuple[str, ...]]:
    """The identifiers of analysed passages: their keys with their inner pieces, in order of first mention."""
    return {one.word: one.parts for passage in passages for one in passage.terms if one.kind == "identifier"}


def _identifier_keys(identifiers: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What ``id:`` finds them by: their keys, and those of their pieces that are more than a bare number."""
    pieces = (piece for parts in identifiers.values() for piece in parts if not piece.isalnum())
    return tuple(dict.fromkeys((*identifiers, *pieces)))


def name_key(name: str) -> str:
    """The key of a name or of a run of its words."""
    return " ".join(name.casefold().split())


def _runs(names: Iterable[str]) -> tuple[str, ...]:
    runs: dict[str, None] = {}
    for name in names:
        words = name_key(name).replace(",", " ").split()
        runs[name_key(name)] = None
        for size in range(1, min(len(words), LONGEST_NAME) + 1):
            runs.update(dict.fromkeys(" ".join(words[at : at + size]) for at in range(len(words) - size + 1)))
    return tuple(runs)


class AnalyzedPassage(NamedTuple):
    """A passage and its terms."""

    passage: Passage
    terms: tuple[Analyzed, ...]


def analyzed(passages: Iterable[Passage], analyzers: Analyzers) -> tuple[AnalyzedPassage, ...]:
    """Passages with their terms, each in its own language."""
    return tuple(
        AnalyzedPassage(passage=one, terms=analyzers(partition(one.language)).analyze(one.text)) for one in passages
    )


def entries(record: Record, passages: Iterable[AnalyzedPassage], analyzers: Analyzers, words: Words) -> Iterator[Entry]:
    """The title as entry 0 and every passage, as terms; the words met on the way are added to ``words``."""
    if record.title:
        language = partition(record.language)
        yield _entry(0, language, analyzers(language).analyze(record.title), (), "title", words)
    for one in passages:
        passage, language = one.passage, partition(one.passage.language)
        place = "heading" if passage.is_heading else "text"
        above = "" if passage.is_heading else passage.heading or ""
        yield _entry(passage.number, language, one.terms, analyzers(language).analyze(above), place, words)


class Words:
    """The words of the entries made so far, by partition, each once."""

    def __init__(self) -> None:
        self._met: dict[str, set[str]] = {language: set() for language in (*SERVED_LANGUAGES, UNDETERMINED)}
        self._fresh: dict[str, dict[str, KnownWord]] = {}

    def meet(self, language: str, analyzed: Iterable[Analyzed]) -> None:
        """Add the words of an analysed text."""
        met = self._met[language]
        for one in analyzed:
            if one.word not in met:
                met.add(one.word)
                plain = one.kind == "word"
                self._fresh.setdefault(language, {})[one.word] = KnownWord(
                    word=one.word,
                    form=one.form,
                    skeleton=skeleton(one.form) if plain and language in {"da", "sv"} else "",
                    parts=one.parts,
                    folds=one.folds,
                )

    def taken(self) -> dict[str, dict[str, KnownWord]]:
        """The words met since this was asked last."""
        fresh, self._fresh = self._fresh, {}
        return fresh


def _entry(
    number: int, language: str, terms: tuple[Analyzed, ...], heading: tuple[Analyzed, ...], place: str, words: Words
) -> Entry:
    words.meet(language, terms)
    fields: dict[Field, tuple[tuple[str, int], ...]] = {
        "word": tuple((one.word, one.position) for one in terms),
        "form": tuple((one.form, one.position) for one in terms),
        "part": tuple((part, 0) for one in terms for part in one.parts),
        "heading": tuple((one.form, 0) for one in heading),
        "place": ((place, 0),),
    }
    return Entry(number=number, language=language, length=len(terms), fields=fields)
