"""`kb undo`: take the last change back."""

from __future__ import annotations

import click

from kb.cli.context import open_library, shared_options
from kb.cli.terminal import dim, echo, echo_json
from kb.corpus import Change, Verb

_SENTENCES = {
    Verb.ADD: "Took back the addition of",
    Verb.REPLACE: "Brought back the former text of",
    Verb.EDIT: "Took back the edit of",
    Verb.REMOVE: "Brought back",
    Verb.REPAIR: "Took back the repair of",
}


@click.command(name="undo", short_help="Take the last change back.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@shared_options
def command(*, as_json: bool) -> None:
    """Take the last change back: an addition, an edit, a removal. Again, and the one before it goes."""
    library = open_library()
    change = library.undo()
    library.index()
    if as_json:
        echo_json({"schema": "kb.undo/1", "verb": change.verb, "documents": list(change.documents)})
        return
    echo(_sentence(change))
    for id in change.documents:
        echo(dim(f"  {id}"))


def _sentence(change: Change) -> str:
    count = len(change.documents)
    return f"{_SENTENCES[change.verb]} {count} document{'s' if count != 1 else ''} ({change.at})."
