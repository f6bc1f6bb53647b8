"""`kb list`: the documents."""

from __future__ import annotations

from datetime import date

import click

from kb.cli.context import filter_options, open_library, settings, shared_options
from kb.cli.messages import explain
from kb.cli.terminal import dim, echo, echo_json, facts_of, note, on_terminal, plain, title
from kb.errors import CorpusDamaged


@click.command(name="list", short_help="List the documents.")
@filter_options
@click.option("--expired", is_flag=True, help="Only documents that may not be kept any longer (retention).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@shared_options
def command(
    language: str | None,
    kind: str | None,
    tag: str | None,
    since: date | None,
    until: date | None,
    *,
    expired: bool,
    as_json: bool,
) -> int:
    """List the documents, the newest first.

    In a pipe each document is one line: id, language, date, kind and title, parted by tabs.
    """
    library = open_library()
    damaged: list[CorpusDamaged] = []
    found = library.records(
        language=language, kind=kind, tag=tag, since=since, until=until, expired=expired, on_damage=damaged.append
    )
    records = sorted(found, key=lambda r: (r.published or date.min, r.id), reverse=True)
    for record in records:
        if as_json:
            from kb.contract.documents import listed_to_json

            echo_json(listed_to_json(record), compact=True)
        elif on_terminal():
            echo(title(record.title))
            facts = facts_of(record)
            echo(f"    {facts}")
            kept = f" · may be kept until {record.retention}" if record.retention else ""
            echo(dim(f"    {record.id}{kept}"))
        else:
            day = record.published.isoformat() if record.published else "-"
            echo("\t".join((record.id, record.language, day, record.kind, plain(record.title))))
    quiet = bool(settings().get("quiet"))
    if expired and records:
        note("`kb remove --erase ID` takes a document out for good.", quiet=quiet)
    if not records and not damaged:
        narrowed = expired or any(one is not None for one in (language, kind, tag, since, until))
        note(
            "No document is like that." if narrowed else "There are no documents yet. Add some: kb add SOURCE",
            quiet=quiet,
        )
    for error in damaged:
        note(explain(error))
    if damaged:
        return 5
    return 0 if records else 1
