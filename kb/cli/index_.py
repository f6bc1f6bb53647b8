"""`kb index`: bring the index in step with the corpus, or make it anew."""

from __future__ import annotations

import click

from kb.cli.context import open_library, shared_options
from kb.cli.terminal import counted, echo, echo_json


@click.command(name="index", short_help="Bring the search index up to date, or make it anew.")
@click.option("--rebuild", is_flag=True, help="Make the index anew from the corpus.")
@click.option("--engine", help="Use this engine from now on: whoosh, tantivy, opensearch or memory.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@shared_options
def command(engine: str | None, *, rebuild: bool, as_json: bool) -> None:
    """Bring the search index in step with the documents.

    Searching does this by itself; the index can be deleted at any time.
    """
    library = open_library()
    report = library.index(rebuild=rebuild, engine=engine)
    if as_json:
        echo_json(
            {
                "schema": "kb.index/1",
                "engine": report.engine,
                "documents": report.documents,
                "indexed": report.indexed,
                "removed": report.removed,
                "rebuilt": report.rebuilt,
            }
        )
        return
    done = (
        "made anew" if report.rebuilt else "up to date" if not report.indexed + report.removed else "brought up to date"
    )
    echo(
        f"The {report.engine} index is {done}: {counted(report.documents, 'document')}, {report.indexed:,} indexed now."
    )
