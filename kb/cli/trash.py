"""`kb trash`: the former states that `kb undo` can bring back, and throwing them away."""

from __future__ import annotations

import click

from kb.cli.context import open_library, shared_options
from kb.cli.terminal import echo, echo_json, note, plain
from kb.contract.health import state_object, trash_to_json


@click.command(name="trash", short_help="List or throw away what kb undo could bring back.")
@click.option("--empty", is_flag=True, help="Throw the former states away; their changes cannot be undone any more.")
@click.option("--keep", type=click.IntRange(min=0), default=0, help="With --empty: keep those of the last N changes.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@shared_options
def command(keep: int, *, empty: bool, as_json: bool) -> int:
    """List the former states of documents: what was removed, and what was there before each edit and replacement."""
    library = open_library()
    states = library.empty_trash(keep=keep) if empty else library.trash()
    size = sum(one.size for one in states)
    if as_json:
        echo_json(trash_to_json(states, emptied=empty))
        return 0
    if empty:
        echo(f"Threw away {len(states)} former states ({size:,} bytes).")
        return 0
    for one in states:
        row = state_object(one)
        echo("\t".join(plain(str(value or "-")) for value in (row["at"], row["verb"], row["document"], one.size)))
    note(
        f"{len(states)} former states, {size:,} bytes. kb undo brings the last back; kb trash --empty throws them away."
    )
    return 0 if states else 1
