"""`kb diff`: what changed between two editions of a document, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

import click

from kb.cli.context import open_library, shared_options
from kb.cli.terminal import dim, echo, echo_json, note, plain, title
from kb.contract.documents import edition_to_json
from kb.editions import Edition, SentenceChange, differences, edition

_MOST_WORDS = 400  # of a sentence whose changed words are marked


@click.command(name="diff", short_help="Say what changed between the editions of a document.")
@click.argument("document")
@click.option(
    "--from", "old", type=int, metavar="N", help="The older edition (the one before the newer, if not given)."
)
@click.option("--to", "new", type=int, metavar="N", help="The newer edition (the current one, if not given).")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@shared_options
def command(document: str, old: int | None, new: int | None, *, as_json: bool) -> int:
    """Compare two editions of DOCUMENT sentence by sentence: removed (-), added (+), changed (- and +).

    Leaves with 1 if the document has one edition only.
    """
    found = open_library().editions(document)
    newer = edition(found, new if new is not None else found[-1].number)
    if old is None:
        before = [one for one in found if one.number < newer.number]
        if not before:
            note("There is one edition only; its source has not changed since it was added.")
            return 1
        older = before[-1]
    else:
        older = edition(found, old)
    changes = differences(older, newer)
    if as_json:
        echo_json(diff_to_json(document, older, newer, changes))
    else:
        _show(older, newer, changes)
    return 0


def diff_to_json(document: str, older: Edition, newer: Edition, changes: Sequence[SentenceChange]) -> dict[str, Any]:
    """The comparison as ``kb.diff/1``; the spans count in the text of each edition."""
    rows = [
        {
            "op": change.op,
            "from": change.old.slice(older.text) if change.old else None,
            "to": change.new.slice(newer.text) if change.new else None,
            "from_span": list(change.old) if change.old else None,
            "to_span": list(change.new) if change.new else None,
        }
        for change in changes
    ]
    return {
        "schema": "kb.diff/1",
        "document": document,
        "from": edition_to_json(older),
        "to": edition_to_json(newer),
        "changes": rows,
    }


def _show(older: Edition, newer: Edition, changes: Sequence[SentenceChange]) -> None:
    echo(title(newer.record.title))
    for one in (older, newer):
        echo(dim(f"edition {one.number} · {one.record.fetched:%Y-%m-%d %H:%M}{' (current)' if one.current else ''}"))
    if not changes:
        echo("The words are the same.")
    for change in changes:
        _show_change(change, older.text, newer.text)


def _show_change(change: SentenceChange, old_text: str, new_text: str) -> None:
    old = change.old.slice(old_text).split() if change.old else []
    new = change.new.slice(new_text).split() if change.new else []
    gone, come = _changed_words(old, new) if old and new else (set(), set())
    echo()
    if old:
        echo(click.style("- ", fg="red") + _marked(old, gone, "red"))
    if new:
        echo(click.style("+ ", fg="green") + _marked(new, come, "green"))


def _marked(words: Sequence[str], changed: set[int], colour: str) -> str:
    return " ".join(
        click.style(plain(word), fg=colour, bold=i in changed or None, underline=i in changed or None)
        for i, word in enumerate(words)
    )


def _changed_words(old: Sequence[str], new: Sequence[str]) -> tuple[set[int], set[int]]:
    if max(len(old), len(new)) > _MOST_WORDS:
        return set(), set()
    gone: set[int] = set()
    come: set[int] = set()
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            gone.update(range(i1, i2))
            come.update(range(j1, j2))
    return gone, come
