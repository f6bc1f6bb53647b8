"""`kb remove`: move documents to the trash."""

from __future__ import annotations

import click

from kb.cli.context import open_library, settings, shared_options
from kb.cli.terminal import echo, echo_json, note, title


@click.command(name="remove", short_help="Move documents to the trash.")
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@shared_options
def command(documents: tuple[str, ...], *, as_json: bool) -> None:
    """Move documents to the trash; `kb undo` brings them back."""
    library = open_library()
    records = library.remove(documents)
    library.index()
    if as_json:
        echo_json({"schema": "kb.remove/1", "removed": [record.id for record in records]})
        return
    for record in records:
        echo(f"removed   {title(record.title)}")
    note("`kb undo` brings the last change back.", quiet=bool(settings().get("quiet")))
