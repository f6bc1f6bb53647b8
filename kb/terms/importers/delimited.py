"""Tables: TSV, CSV and kb's own ``da | sv | en``; a first line that names the languages, or the languages as given."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from kb.errors import SourceError, UsageError
from kb.model import SERVED_LANGUAGES
from kb.terms.concepts import Concept, concept_of
from kb.terms.importers.request import Format, Request, concept_from, decoded, language_of, whole

_SEPARATORS = ("\t", "|", ";", ",")
_SAMPLE = 50
_EVERY = 1_000
_NOTHING = {"", "-", "–"}


def _recognises(_path: Path, head: bytes) -> bool:
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"{", b"%PDF")):
        return False
    return any(separator.encode() in head for separator in _SEPARATORS)


def _read(request: Request) -> Iterator[Concept]:
    for path in request.paths:
        lines = [line for line in decoded(path, whole(path)).splitlines() if line.strip()]
        kept = [line for line in lines if not line.startswith("#")]
        separator = _separator(kept)
        if separator is None:
            raise SourceError(
                str(path),
                "unsupported",
                "its lines are not parted into columns",
                "write da<tab>sv<tab>en, a concept a line",
            )
        yield from _own(kept, request) if _is_own(kept, request) else _table(path, kept, separator, request)


def _is_own(lines: list[str], request: Request) -> bool:
    """Whether the lines are those of kb's own files of terms."""
    sample = lines[:_SAMPLE]
    return not request.languages and all(line.count("|") in {2, 3} and "\t" not in line for line in sample)


def _own(lines: list[str], request: Request) -> Iterator[Concept]:
    request.told.languages = SERVED_LANGUAGES
    for number, line in enumerate(lines):
        _tell(request, number, len(lines))
        found = concept_of(line)
        if found is not None:
            terms = dict(zip(SERVED_LANGUAGES, map(list, found.terms), strict=True))
            clean = concept_from(terms, found.weight)
            if (
                clean is not None
                and number + 1
                and not _names_languages([terms[one][0] for one in terms if terms[one]])
            ):
                yield clean._replace(seen=found.seen)


def _table(path: Path, lines: list[str], separator: str, request: Request) -> Iterator[Concept]:
    try:
        rows = list(csv.reader(lines, delimiter=separator, strict=False))
    except csv.Error as error:
        raise SourceError(
            str(path), "unreadable", f"its columns cannot be read: {error}", "check its quotes"
        ) from error
    columns = _given(request) or _named(rows[0])
    if columns is None:
        raise UsageError(
            f"the first line of {path.name} does not name the languages of its columns",
            "say them in order, - for a column to pass over: --languages da,sv,en",
        )
    request.told.languages = tuple(one for one in SERVED_LANGUAGES if one in columns.values())
    start = 1 if _named(rows[0]) else 0
    for number, row in enumerate(rows[start:]):
        _tell(request, number, len(rows))
        terms: dict[str, list[str]] = {}
        for at, language in columns.items():
            cell = row[at] if at < len(row) else ""
            parts = cell.split(";") if separator != ";" else [cell]
            terms.setdefault(language, []).extend(part for part in parts if part.strip() not in _NOTHING)
        if (concept := concept_from(terms)) is not None:
            yield concept


def _tell(request: Request, number: int, total: int) -> None:
    request.told.entries += 1
    if number % _EVERY == 0:
        request.progress(number, total)


def _separator(lines: list[str]) -> str | None:
    """The character that parts most of the first lines into the same number of columns."""
    sample = lines[:_SAMPLE]
    for separator in _SEPARATORS:
        counts = [line.count(separator) for line in sample]
        if sum(count > 0 for count in counts) > 0.8 * len(counts):
            return separator
    return None


def _given(request: Request) -> dict[int, str] | None:
    found = {at: language_of(code) for at, code in enumerate(request.languages)}
    return {at: language for at, language in found.items() if language} or None


def _named(row: list[str]) -> dict[int, str] | None:
    """The columns whose first line is the name or code of a language, if there are two."""
    found = {at: language_of(cell.strip().strip("@")) for at, cell in enumerate(row)}
    named = {at: language for at, language in found.items() if language}
    return named if len(set(named.values())) > 1 else None


def _names_languages(terms: list[str]) -> bool:
    return all(language_of(term) for term in terms)


FORMAT = Format("table", "TSV and CSV", _recognises, _read)
