"""`kb show`: one document, or one aspect of it."""

from __future__ import annotations

from datetime import date

import click

from kb.cli.context import open_library, shared_options
from kb.cli.intake import show_intake
from kb.cli.terminal import dim, echo, echo_json, facts_of, plain, title
from kb.contract.documents import document_to_json, edition_to_json, record_answer, removed_to_json
from kb.library import Library


@click.command(name="show", short_help="Show a document, what was removed from it, or its record.")
@click.argument("document")
@click.option("--removed", is_flag=True, help="What the cleaner took out or changed, with the rule.")
@click.option("--record", is_flag=True, help="The record as it is stored.")
@click.option("--intake", is_flag=True, help="How the source became this text: share kept, joins, removals, warnings.")
@click.option("--editions", is_flag=True, help="The editions that are kept; kb diff says what changed.")
@click.option("--original", is_flag=True, help="The path of the original file.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@shared_options
def command(
    document: str, *, removed: bool, record: bool, intake: bool, editions: bool, original: bool, as_json: bool
) -> None:
    """Show the cleaned text of DOCUMENT (its id), with its title and facts above it."""
    library = open_library()
    if removed:
        _show_removed(library, document, as_json=as_json)
    elif intake:
        show_intake(library, document, as_json=as_json)
    elif editions:
        _show_editions(library, document, as_json=as_json)
    elif original:
        path = library.corpus.original(document)
        echo_json({"schema": "kb.show/1", "original": str(path)}) if as_json else echo(str(path))
    elif record:
        answer = record_answer(library.corpus.record(document))
        echo_json(answer if as_json else answer["record"])
    else:
        _show_text(library, document, as_json=as_json)


def _show_removed(library: Library, document: str, *, as_json: bool) -> None:
    removals = library.removed(document)
    if as_json:
        echo_json(removed_to_json(document, removals))
        return
    if not removals:
        echo("Nothing was removed or changed.")
    for number, removal in enumerate(removals, 1):
        state = " (restored)" if removal.restored else ""
        echo(f"{number:>3}  {click.style(removal.rule, bold=True)}  {dim(plain(removal.where))}{state}")
        echo(f"     {plain(' '.join(removal.text.split()))}")
        if removal.changed_to is not None:
            echo(f"     → {plain(' '.join(removal.changed_to.split()))}")


def _show_editions(library: Library, document: str, *, as_json: bool) -> None:
    found = library.editions(document)
    if as_json:
        echo_json({"schema": "kb.show/1", "document": document, "editions": [edition_to_json(one) for one in found]})
        return
    for one in found:
        facts = f"{one.record.fetched:%Y-%m-%d %H:%M} · {len(one.text.split())} words"
        echo(f"{one.number:>3}  {title(one.record.title)}{' (current)' if one.current else ''}")
        echo(f"     {dim(facts)}")


def _show_text(library: Library, document: str, *, as_json: bool) -> None:
    found = library.document(document)
    record = found.record
    if as_json:
        echo_json(document_to_json(found))
        return
    echo(title(record.title))
    facts = facts_of(record)
    echo(facts)
    if record.authors:
        echo("by " + plain(", ".join(record.authors)))
    if record.concerns:
        echo("concerns " + plain(", ".join(record.concerns)))
    if record.retention:
        over = ", which is over: kb remove --erase takes it out" if record.is_expired(date.today()) else ""  # noqa: DTZ011 - the person's own day
        echo(f"may be kept until {record.retention}{over}")
    if record.url or record.source:
        echo(dim(plain(record.url or record.source)))
    echo()
    echo(plain(found.text.rstrip("\n"), keep="\n"))
