"""`kb export`: documents for other programs, or everything as a zip to keep."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click

from kb.cli.context import filter_options, open_library, settings, shared_options
from kb.cli.messages import explain
from kb.cli.terminal import counted, echo, json_text, note, on_terminal, shown
from kb.contract.documents import listed_to_json
from kb.errors import CorpusDamaged, UsageError
from kb.files import write_whole
from kb.library import Library
from kb.model import Record
from kb.quote.styles.documents import FORMS, render_documents

_MOST_FOUND = 100_000
_DAMAGED = 5


@click.command(name="export", short_help="Write documents for other programs, or everything as a zip to keep.")
@click.argument("query", required=False)
@click.option("--as", "form", type=click.Choice([*FORMS, "jsonl", "zip"]), required=True, help="The form.")
@click.option(
    "-o", "output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write to this file."
)
@filter_options
@shared_options
def command(
    query: str | None,
    form: str,
    output: Path | None,
    language: str | None,
    kind: str | None,
    tag: str | None,
    since: date | None,
    until: date | None,
) -> int:
    """Export all documents, or those that answer QUERY and pass the filters.

    csl-json, ris and bibtex are for reference managers, csv for spreadsheets, jsonl (the records) for programs. A zip
    holds the documents themselves with their editions, the settings and your own terms: `kb init --from ZIP` makes a
    knowledge base of it again. What is in the trash is not in it. For excerpts, see `kb quote --as`.
    """
    library = open_library()
    filters = Filters(language=language, kind=kind, tag=tag, since=since, until=until)
    damaged: list[CorpusDamaged] = []
    records = _chosen(library, query, filters, damaged)
    if not records and not damaged:
        note("No document is to be exported.")
        return 1
    if form == "zip":
        every = query is None and filters == Filters()
        damaged = list(_zip(library, output, None if every else [record.id for record in records]))
    else:
        _deliver(_pieces(form, records), output)
    for error in damaged:
        note(explain(error))
    return _DAMAGED if damaged else 0


class Filters(NamedTuple):
    """What narrows the documents."""

    language: str | None = None
    kind: str | None = None
    tag: str | None = None
    since: date | None = None
    until: date | None = None


def _chosen(library: Library, query: str | None, filters: Filters, damaged: list[CorpusDamaged]) -> list[Record]:
    if query is None:
        return list(library.records(**filters._asdict(), on_damage=damaged.append))
    found = library.search(query, limit=_MOST_FOUND, **filters._asdict())
    return [library.document(hit.document).record for hit in found.hits]


def _pieces(form: str, records: list[Record]) -> Iterator[str]:
    if form == "jsonl":
        return (json_text(listed_to_json(record), compact=True) + "\n" for record in records)
    return render_documents(form, records)


def _deliver(pieces: Iterator[str], output: Path | None) -> None:
    if output is None or str(output) == "-":
        for piece in pieces:
            # As bytes: RIS ends its lines as it wants to, whatever the platform does.
            # What is piped on is verbatim; a terminal is not commanded by what somebody wrote.
            sys.stdout.buffer.write((shown(piece) if on_terminal() else piece).encode())
        sys.stdout.buffer.flush()
        return
    try:
        write_whole(output, "".join(pieces).encode())
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}", "Name another file with -o") from error
    note(f"Written to {output}.", quiet=bool(settings().get("quiet")))


def _zip(library: Library, output: Path | None, ids: list[str] | None) -> tuple[CorpusDamaged, ...]:
    if output is not None and str(output) == "-":
        raise UsageError("a zip cannot be written to standard output", "Name a file with -o")
    root = library.settings.root
    path = output or Path(f"{root.resolve().name or 'kb'}-{date.today().isoformat()}.zip")  # noqa: DTZ011 - a person's day
    if output is None and path.exists():
        raise UsageError(f"{path} is there already", "Name another file with -o")
    written = library.backup(path, ids=ids)
    echo(
        f"{path}: {counted(written.documents, 'document')}, {counted(written.files, 'file')}, {written.size:,} bytes, read back and whole."
    )
    note(f"`kb init --from {path} FOLDER` makes a knowledge base of it again.", quiet=bool(settings().get("quiet")))
    return written.left_out
