"""`kb remove`: move documents to the trash, or take them out for good."""

from __future__ import annotations

import sys

import click

from kb.cli.context import open_library, settings, shared_options
from kb.cli.terminal import dim, echo, echo_json, note, plain, title
from kb.errors import UnknownDocument, UsageError
from kb.library import Library


@click.command(name="remove", short_help="Move documents to the trash, or erase them for good.")
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@click.option(
    "--erase", is_flag=True, help="For good: out of corpus, trash, journal and index. Nothing brings it back."
)
@click.option("--yes", is_flag=True, help="With --erase: do not ask.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@shared_options
def command(documents: tuple[str, ...], *, erase: bool, yes: bool, as_json: bool) -> int:
    """Move documents to the trash; `kb undo` brings them back.

    With --erase no word of them stays in the knowledge base: not in editions, former states, the journal or the index,
    which is made anew. A document that is in the trash already can be erased too.
    """
    library = open_library()
    if erase:
        return _erase(library, documents, yes=yes, as_json=as_json)
    if yes:
        raise UsageError("--yes stands with --erase only", "a removal can be undone and does not ask")
    records = library.remove(documents)
    library.index()
    if as_json:
        echo_json({"schema": "kb.remove/1", "removed": [record.id for record in records]})
        return 0
    for record in records:
        echo(f"removed   {title(record.title)}")
    note("`kb undo` brings the last change back.", quiet=bool(settings().get("quiet")))
    return 0


def _erase(library: Library, documents: tuple[str, ...], *, yes: bool, as_json: bool) -> int:
    titles = {id: _title(library, id) for id in dict.fromkeys(documents)}
    if not yes and not _is_meant(titles):
        note("Nothing was erased.")
        return 1
    erased = library.erase(titles)
    if as_json:
        lists = {"erased": erased.ids, "mended": erased.mended, "came_with": erased.came_with, "alike": erased.alike}
        echo_json({"schema": "kb.remove/1", "removed": [], **{key: list(ids) for key, ids in lists.items()}})
        return 0
    for name in titles.values():
        echo(f"erased    {title(name)}")
    for id in erased.came_with:
        echo(dim(f"          {id} came with it and is still here"))
    for id in erased.alike:
        echo(dim(f"          {id} holds nearly the same words and is still here"))
    note(
        "Not reached: the source itself, backups and exports, results you saved, and what a backup or a synchronising "
        "service keeps of this folder.",
        quiet=bool(settings().get("quiet")),
    )
    return 0


def _title(library: Library, id: str) -> str:
    try:
        return library.document(id).record.title
    except UnknownDocument:
        library.corpus.eraser.check([id])  # raises where it is not in the trash either
        return id


def _is_meant(titles: dict[str, str]) -> bool:
    if not sys.stdin.isatty():
        raise UsageError("--erase asks before it erases, and nobody is there to answer", "add --yes if it is meant")
    for id, name in titles.items():
        note(f"{plain(name)} ({plain(id)})")
    return click.confirm("Erase for good?", default=False, err=True)
