"""`kb edit`: correct a record by hand."""

from __future__ import annotations

import click

from kb.cli.context import open_library, shared_options
from kb.cli.terminal import dim, echo, echo_json, facts_of, title
from kb.contract.documents import record_object
from kb.errors import UsageError


@click.command(name="edit", short_help="Correct a title, a date, a language, tags and other fields by hand.")
@click.argument("document")
@click.option("--set", "assignments", multiple=True, metavar="KEY=VALUE", help="Set a field.")
@click.option("--add-tag", "add_tags", multiple=True, metavar="TAG", help="Put a tag on it.")
@click.option("--remove-tag", "remove_tags", multiple=True, metavar="TAG", help="Take a tag off it.")
@click.option(
    "--restore", "numbers", multiple=True, type=int, metavar="N", help="Have removal N back (kb show --removed)."
)
@click.option("--json", "as_json", is_flag=True, help="The record as one JSON object.")
@shared_options
def command(
    document: str,
    assignments: tuple[str, ...],
    add_tags: tuple[str, ...],
    remove_tags: tuple[str, ...],
    numbers: tuple[int, ...],
    *,
    as_json: bool,
) -> None:
    """Set fields of DOCUMENT by hand.

    Fields: title, published, language, kind, authors, publisher, url, tags; concerns (whom it holds personal data
    about, parted by semicolons), retention (the last day it may be kept), translation_of (the id of the document that it
    says in another language). With --restore, have back what the cleaner removed or changed. All of it survives when
    the document is cleaned again; `kb undo` takes it back.
    """
    values = _values(assignments)
    if not (values or add_tags or remove_tags or numbers):
        raise UsageError("nothing to set was given", "use --set KEY=VALUE, --add-tag, --remove-tag or --restore N")
    if numbers and (values or add_tags or remove_tags):
        raise UsageError(
            "--restore stands alone", "set the fields with a command of their own, so that each can be undone"
        )
    library = open_library()
    if numbers:
        record = library.restore(document, numbers)
    else:
        record = library.edit(document, values, add_tags=add_tags, remove_tags=remove_tags)
    library.index()
    if as_json:
        echo_json({"schema": "kb.edit/1", "record": record_object(record)})
        return
    echo(title(record.title))
    facts = facts_of(record)
    echo(facts + (f" · {', '.join(record.tags)}" if record.tags else ""))
    if numbers:
        echo(dim(f"{record.id} · restored: {', '.join(map(str, sorted(numbers)))}"))
    else:
        echo(dim(f"{record.id} · set by hand: {', '.join(record.edited) or 'nothing'}"))


def _values(assignments: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        if not equals:
            raise UsageError(
                f"--set takes KEY=VALUE, not {assignment!r}", "write for example --set published=2026-11-20"
            )
        values[key.strip()] = value
    return values
