"""`kb figures`: what the documents say in numbers about a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kb.cli.context import open_library, settings, shared_options
from kb.cli.terminal import dim, echo, echo_json, flat, marked, note, wrapped
from kb.contract.figures import differences_to_json, figures_to_json, plain_number
from kb.errors import UsageError
from kb.model import Span

if TYPE_CHECKING:
    from kb.quote.figures.differing import Difference
    from kb.quote.figures.stating import Figure


@click.command(name="figures", short_help="Find sentences that state a number about a subject.")
@click.argument("query", nargs=-1)
@click.option("--limit", type=click.IntRange(1, 100_000), help="Figures to give (all of them unless told).")
@click.option("--differing", is_flag=True, help="Without QUERY: where documents give different figures of one thing.")
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
@shared_options
def command(query: tuple[str, ...], limit: int | None, *, differing: bool, as_json: bool) -> int:
    """Find sentences that state a number about QUERY in any of the three languages, the newest documents first.

    With --differing, all documents are read, and figures are set against each other where the sentences otherwise say
    the same in one language: what is said in other words is not found, and which figure is right is not judged.
    """
    if bool(query) == differing:
        raise UsageError(
            "a subject is needed, or --differing without one",
            "Write kb figures SUBJECT, or kb figures --differing",
        )
    if differing:
        return _differing(limit, as_json=as_json)
    found = open_library().figures(" ".join(query), limit=limit)
    if as_json:
        echo_json(figures_to_json(found))
    else:
        _show(found)
    return 0 if found else 1


def _differing(limit: int | None, *, as_json: bool) -> int:
    found = open_library().differing_figures()[:limit]
    if as_json:
        echo_json(differences_to_json(found))
    elif not found:
        note("No two documents give different figures in sentences that otherwise say the same.")
    else:
        _show_differences(found)
    return 0 if found else 1


def _show_differences(found: tuple[Difference, ...]) -> None:
    for number, one in enumerate(found, 1):
        if number > 1:
            echo("")
        echo(click.style(f"{number}. {flat(one.unit)}", bold=True))
        _lines(one.figures)
    counted = f"{len(found)} thing{'s' if len(found) != 1 else ''} of which documents give different figures"
    note(dim(f"{counted}; which of them is right was not judged"), quiet=bool(settings().get("quiet")))


def _show(found: tuple[Figure, ...]) -> None:
    if not found:
        note("No sentence with a number was found.")
        return
    _lines(found)
    note(dim(f"{len(found)} figure{'s' if len(found) != 1 else ''}"), quiet=bool(settings().get("quiet")))


def _lines(found: tuple[Figure, ...]) -> None:
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


def _read(figure: Figure) -> str:
    """The figure as it was understood: ``more than 44,000 personer``, ``nearly 66.7%`` for two of three."""
    shares = figure.unit == "share"
    value, *upper = (
        f"{number:.1%}" if shares else f"{plain_number(number):,}"
        for number in (figure.value, figure.to)
        if number is not None
    )
    bound = f"{figure.qualifier} " if figure.qualifier else ""
    unit = "" if shares else flat(figure.unit)
    return f"{bound}{' to '.join([value, *upper])} {unit}".rstrip()
