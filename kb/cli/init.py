"""`kb init`: make a knowledge base."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli.context import settings, shared_options
from kb.cli.terminal import echo
from kb.library import Library


@click.command(name="init", short_help="Make a knowledge base in a folder.")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@shared_options
def command(path: Path | None) -> None:
    """Make a knowledge base in PATH (the folder you are in, if you name none)."""
    root = path or Path(settings().get("kb_path") or Path.cwd())
    library = Library.create(root)
    here = root.resolve() == Path.cwd()
    prefix = "kb" if here else f"kb --kb {root}"
    echo(f"Made a knowledge base in {library.settings.root}.")
    echo(f"Add documents to it: {prefix} add FILE-OR-FOLDER-OR-URL")
