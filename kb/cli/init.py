"""`kb init`: make a knowledge base."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli.context import settings, shared_options
from kb.cli.progress import progress_for
from kb.cli.terminal import counted, echo, note
from kb.library import Library
from kb.places import place_of

_WARNINGS = {
    "synced": "Warning: {by} synchronises this folder. It copies files one by one while kb changes them, makes copies of its\n"
    "own and takes files away to save room. Keep the knowledge base on this computer alone; kb export --as zip makes a\n"
    "copy that may lie there.",
    "network": "Warning: this folder lies on the network ({by}). Use it from one computer at a time: its locks may not\n"
    "reach the others. kb export --as zip makes a copy that may lie there.",
}


@click.command(name="init", short_help="Make a knowledge base in a folder.")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--from",
    "backup",
    metavar="ZIP",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Restore a backup that kb export --as zip made.",
)
@shared_options
def command(path: Path | None, backup: Path | None) -> None:
    """Make a knowledge base in PATH (the folder you are in, if you name none).

    With --from, the documents, their editions, the settings and the own terms come from a backup; every file is
    checked against its checksum, and nothing is there before all is.
    """
    root = path or Path(settings().get("kb_path") or Path.cwd())
    if backup is not None:
        progress = progress_for(quiet=bool(settings().get("quiet")))
        library = Library.from_backup(backup, root, progress=progress)
        library.index()
        echo(f"Restored {counted(len(library.reader.ids()), 'document')} from {backup}, every checksum verified.")
    else:
        library = Library.create(root)
    here = root.resolve() == Path.cwd()
    prefix = "kb" if here else f"kb --kb {root}"
    echo(f"Made a knowledge base in {library.settings.root}.")
    place = place_of(library.settings.root)
    if place is not None:
        note(_WARNINGS[place.kind].format(by=place.by))
    echo(f"Add documents to it: {prefix} add FILE-OR-FOLDER-OR-URL")
