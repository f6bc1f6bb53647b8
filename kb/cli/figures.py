"""`kb figures`: what the documents say in numbers about a subject."""

from __future__ import annotations

import click

from kb.cli.context import open_library, settings, shared_options
from kb.cli.terminal import dim, echo, echo_json, flat, marked, note, wrapped
from kb.contract.figures import figures_to_json, plain_number
from kb.model import Span
from kb.quote.figures.stating import Figure, figures


@click.command(name="figures", short_help="Find sentences that state a number about a subject.")
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 100_000), help="Figures to give (all of them unless told).")
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
@shared_options
def command(query: tuple[str, ...], limit: int | None, *, as_json: bool) -> int:
    """Find sentences that state a number about QUERY in any of the three languages, the newest documents first."""
    found = figures(open_library().holdings, " ".join(query), limit=limit)
    if as_json:
        echo_json(figures_to_json(found))
    else:
        _show(found)
    return 0 if found else 1


def _show(found: tuple[Figure, ...]) -> None:
    if not found:
        note("No sentence with a number was found.")
        return
    last: tuple[str, Span] | None = None
    for figure in found:
        dated = figure.published.isoformat() if figure.published else "no date   "
        echo(f"{dated}  {click.style(flat(figure.as_written), bold=True)}  {dim(f'= {_read(figure)}')}")
        place = (figure.document, figure.span)
        if place != last:
            shown = marked(figure.text, figure.span.start, [figure.written_span])
            echo(wrapped(shown, indent="            "))
            echo(dim(f"            {flat(figure.title)} · {figure.document}"))
        last = place
    note(dim(f"{len(found)} figure{'s' if len(found) != 1 else ''}"), quiet=bool(settings().get("quiet")))


def _read(figure: Figure) -> str:
    """The figure as it was understood: ``more than 44,000 personer``."""
    upper = f" to {plain_number(figure.to):,}" if figure.to is not None else ""
    bound = f"{figure.qualifier} " if figure.qualifier else ""
    return f"{bound}{plain_number(figure.value):,}{upper} {flat(figure.unit)}".rstrip()
