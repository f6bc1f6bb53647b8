"""`kb quote --verify`: whether saved excerpts still stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kb.cli.terminal import dim, echo, echo_json, flat, wrapped
from kb.errors import UsageError
from kb.library import Library
from kb.quote.saved import read_saved
from kb.quote.verification import State, Verified, verify_excerpts

_SAID = {
    State.UNCHANGED: "the words stand where they stood",
    State.MOVED: "the same words stand elsewhere in the document",
    State.CHANGED: "other words stand in their place",
    State.AMBIGUOUS: "the words stand there, but whether these are the ones that were meant cannot be told",
    State.GONE: "the words and their place are not found",
}


def show_verified(library: Library, path: Path, *, as_json: bool) -> int:
    """Say what became of each excerpt; 0 if all stand, else 1."""
    try:
        saved = read_saved(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    by_address = {record.url: record.id for record in library.records() if record.url}
    verified = verify_excerpts(saved, lambda id: library.text(by_address.get(id, id)))
    if as_json:
        echo_json({"schema": "kb.verify/1", "excerpts": [_as_json(one) for one in verified]})
    else:
        for number, one in enumerate(verified, 1):
            _show(number, one)
    return 0 if all(one.state in {State.UNCHANGED, State.MOVED} for one in verified) else 1


def _as_json(one: Verified) -> dict[str, Any]:
    return {
        "id": one.saved.id,
        "document": one.saved.document,
        "state": one.state,
        "text": one.saved.selector.exact,
        "span": list(one.span) if one.span else None,
        "now": one.now,
        "places": [list(place) for place in one.places],
        "surroundings_changed": one.surroundings_changed,
    }


def _show(number: int, one: Verified) -> None:
    echo(f"{number}. {click.style(one.state, bold=True)}: {_SAID[one.state]}")
    echo(wrapped(flat(one.saved.selector.exact), indent="   "))
    if one.now is not None:
        echo(wrapped(f"now: {flat(one.now)}", indent="   "))
    if one.surroundings_changed and one.span is not None:
        echo(wrapped("! the words beside them have changed; read them again", indent="   "))
    echo(dim(f"   {flat(one.saved.id)}  {flat(one.saved.document)}"))
