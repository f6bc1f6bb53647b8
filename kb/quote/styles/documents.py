"""Documents as reference managers, spreadsheets and programs read them, without any excerpt."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from kb.model import Record
from kb.quote.citation.csl import csl_item
from kb.quote.citation.source import source_of
from kb.quote.styles import bibtex, ris

_COLUMNS = ("id", "title", "language", "kind", "published", "authors", "publisher", "url", "tags", "source")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render_documents(form: str, records: Iterable[Record]) -> Iterator[str]:
    """The documents in one of the `FORMS`, piece by piece."""
    return _FORMS[form](records)


def _csl_json(records: Iterable[Record]) -> Iterator[str]:
    yield "["
    for number, record in enumerate(records):
        yield ("," if number else "") + "\n" + json.dumps(csl_item(source_of(record)), ensure_ascii=False, indent=2)
    yield "\n]\n"


def _bibtex(records: Iterable[Record]) -> Iterator[str]:
    taken: set[str] = set()
    for number, record in enumerate(records):
        yield ("\n" if number else "") + bibtex.entry(source_of(record), taken)


def _ris(records: Iterable[Record]) -> Iterator[str]:
    return (ris.record(source_of(record)) for record in records)


def _csv(records: Iterable[Record]) -> Iterator[str]:
    yield _row(_COLUMNS)
    for record in records:
        published = record.published.isoformat() if record.published else ""
        lists = "; ".join(record.authors), record.publisher or "", record.url or "", ", ".join(record.tags)
        facts = record.id, record.title, record.language, record.kind.value, published, *lists, record.source
        yield _row(map(_no_formula, facts))


def _row(values: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue()


def _no_formula(value: str) -> str:
    """A cell that no spreadsheet computes: a title comes from anybody, and one that begins so would be run."""
    return f"'{value}" if value.startswith(_FORMULA) else value


_FORMS: Mapping[str, Callable[[Iterable[Record]], Iterator[str]]] = {
    "csl-json": _csl_json,
    "ris": _ris,
    "bibtex": _bibtex,
    "csv": _csv,
}
FORMS = tuple(_FORMS)
