"""`kb stats`: what the knowledge base holds."""

from __future__ import annotations

import click

from kb.cli.context import open_library, shared_options
from kb.cli.terminal import LANGUAGE_NAMES, counted, echo, echo_json, plain
from kb.contract.stats import stats_to_json

_SHOWN = 8


@click.command(name="stats", short_help="Say what the knowledge base holds.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@shared_options
def command(*, as_json: bool) -> None:
    """Say how many documents there are, by language, kind, year and publisher."""
    stats = open_library().stats()
    if as_json:
        echo_json(stats_to_json(stats))
        return
    echo(
        f"{counted(stats.documents, 'document')}, {stats.characters:,} characters of text, searched with {stats.engine}."
    )
    if stats.faster_engine:
        echo(
            f"So much text is searched faster with {stats.faster_engine}: `kb index --engine {stats.faster_engine}`"
            " makes its index and uses it from now on."
        )
    named = {LANGUAGE_NAMES.get(code, code): number for code, number in stats.languages.items()}
    for name, counts in (
        ("Language", named),
        ("Kind", stats.kinds),
        ("Year", stats.years),
        ("Publisher", stats.publishers),
    ):
        if counts:
            echo(click.style(name, bold=True))
        for value, number in list(counts.items())[:_SHOWN]:
            echo(f"  {number:>6}  {plain(value)}")
        if len(counts) > _SHOWN:
            echo(f"          and {len(counts) - _SHOWN} more")
