"""Wordnets: tab files of the Open Multilingual Wordnet, and WN-LMF; words of several languages share a synset's number.

A tab file holds one language, ``synset <tab> lemma <tab> word``; give the files of two or three languages at once. In
WN-LMF a sense names a synset, and the synset the number in the interlingual index that other languages use too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kb.errors import SourceError, UsageError
from kb.terms.concepts import Concept
from kb.terms.importers.request import MOST_CONCEPTS, Format, Request, concept_from, language_of
from kb.terms.importers.streaming import elements

_ROW = re.compile(r"(\d{6,9}-[a-z])\t(?:(\w+):)?lemma(?::\w+)?\t([^\t\n]+)")
_FIRST = re.compile(rb"^(?:\xef\xbb\xbf)?#[^\t\n]*\t[^\t\n]*\t|^\d{6,9}-[a-z]\t(?:\w+:)?lemma", re.MULTILINE)
_EVERY = 20_000

Synsets = dict[str, dict[str, list[str]]]


def _recognises_tab(_path: Path, head: bytes) -> bool:
    return bool(_FIRST.match(head)) and bool(re.search(rb"^\d{6,9}-[a-z]\t(?:\w+:)?lemma", head, re.MULTILINE))


def _read_tab(request: Request) -> Iterator[Concept]:
    synsets: Synsets = {}
    for at, path in enumerate(request.paths):
        given = request.languages[at] if at < len(request.languages) else None
        _read_one_tab(path, language_of(given), synsets, request)
    yield from _joined(synsets, request)


def _read_one_tab(path: Path, language: str | None, synsets: Synsets, request: Request) -> None:
    size = path.stat().st_size
    done = 0
    with path.open("rb") as file:
        for number, raw in enumerate(file):
            done += len(raw)
            if number % _EVERY == 0:
                request.progress(done, size)
            try:
                line = raw.decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise SourceError(
                    str(path), "unreadable", f"line {number + 1} is not UTF-8", "save it as UTF-8"
                ) from error
            if number == 0 and line.startswith("#"):
                language = _headed(line, language, request)
            elif found := _ROW.match(line):
                _put(synsets, found[1], language or language_of(found[2]), found[3], path)


def _headed(line: str, language: str | None, request: Request) -> str | None:
    """The language and the licence in the first line: name, language, address, licence."""
    cells = [cell.strip() for cell in line.lstrip("# ").split("\t")]
    request.told.licence = "; ".join(filter(None, (request.told.licence, cells[-1] if len(cells) > 3 else "")))  # noqa: PLR2004
    return language or next((found for cell in cells[1:2] if (found := language_of(cell))), None)


def _put(synsets: Synsets, number: str, language: str | None, word: str, path: Path) -> None:
    if language is None:
        return
    if number not in synsets and len(synsets) >= MOST_CONCEPTS:
        raise SourceError(str(path), "too-large", f"it holds more than {MOST_CONCEPTS:,} synsets")
    synsets.setdefault(number, {}).setdefault(language, []).append(word.replace("_", " ").strip())


def _joined(synsets: Synsets, request: Request) -> Iterator[Concept]:
    languages = {language for terms in synsets.values() for language in terms}
    if len(languages) < 2:  # noqa: PLR2004 - synsets join languages
        raise UsageError(
            "these files hold the words of one language",
            "give the files of two or three languages in one command, so that their synsets meet",
        )
    request.told.languages = tuple(sorted(languages))
    for terms in synsets.values():
        request.told.entries += 1
        if (concept := concept_from(terms)) is not None:
            yield concept


def _read_lmf(request: Request) -> Iterator[Concept]:
    synsets: Synsets = {}
    for path in request.paths:
        # A synset stands behind the entries that name it, so its number is put in their place at the end.
        words: Synsets = {}
        numbers: dict[str, str] = {}
        for element in elements(path, ("{*}LexicalEntry", "{*}Synset"), request):
            if element.tag.endswith("Synset"):
                numbers[element.get("id", "")] = element.get("ili") or element.get("id", "")
                continue
            lexicon = element.getparent()
            language = language_of(lexicon.get("language") if lexicon is not None else None)
            lemma = element.find("{*}Lemma")
            for sense in element.iterfind("{*}Sense") if lemma is not None else ():
                _put(words, sense.get("synset", ""), language, lemma.get("writtenForm", ""), path)
        for number, terms in words.items():
            shared = numbers.get(number, number)
            for language, found in terms.items():
                synsets.setdefault(shared, {}).setdefault(language, []).extend(found)
    yield from _joined(synsets, request)


TAB = Format("omw", "Open Multilingual Wordnet", _recognises_tab, _read_tab)
LMF = Format("lmf", "WN-LMF", lambda _path, head: b"<LexicalResource" in head, _read_lmf)
