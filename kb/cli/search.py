"""`kb search`: ask the documents."""

from __future__ import annotations

from datetime import date

import click

from kb.cli.context import filter_options, open_library, settings, shared_options
from kb.cli.terminal import (
    described,
    dim,
    echo,
    echo_json,
    flat,
    marked,
    note,
    on_terminal,
    plain,
    title,
    wrapped,
)
from kb.library import Library
from kb.model import Expansion, Facets, FoundPassage, Hit, Results

_MOST_VALUES = 5  # of each facet, on the terminal; --json has all
_SECTIONS = ("§", "stk.", "kap.")


@click.command(name="search", short_help="Search the documents.")
@click.argument("query", nargs=-1, required=True)
@filter_options
@click.option("--limit", type=click.IntRange(1, 10_000), default=10, show_default=True, help="Documents to show.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Documents to skip.")
@click.option(
    "--sort", type=click.Choice(["relevance", "date", "title"]), default="relevance", show_default=True, help="Order."
)
@click.option("--only-my-words", is_flag=True, help="No translation and no other spelling: your words and their forms.")
@click.option(
    "--without", multiple=True, metavar="LANGUAGE:WORD", help="Not this translation or spelling, as --explain shows it."
)
@click.option("--explain", is_flag=True, help="Show what each word was widened to.")
@click.option("--json", "as_json", is_flag=True, help="The whole answer as one JSON object.")
@click.option("--jsonl", "as_lines", is_flag=True, help="One hit a line.")
@shared_options
def command(
    query: tuple[str, ...],
    language: str | None,
    kind: str | None,
    tag: str | None,
    since: date | None,
    until: date | None,
    limit: int,
    offset: int,
    sort: str,
    without: tuple[str, ...],
    *,
    only_my_words: bool,
    explain: bool,
    as_json: bool,
    as_lines: bool,
) -> int:
    """Search the documents in three languages at once.

    \b
    word            all its forms, compounds and translations
    "two words"     exactly these, one after the other
    "two words"~5   near each other
    word*           every word that begins so
    +word  -word    must be there, must not be there (also AND, NOT)
    a OR b  ( )     either; operators also OG ELLER IKKE, OCH ELLER INTE
    title: lang: kind: tag: publisher: author: speaker: id: after: before: year:
    """  # noqa: D301 - click's mark for lines that stay as they are
    library = open_library()
    results = library.search(
        " ".join(query),
        language=language,
        kind=kind,
        tag=tag,
        since=since,
        until=until,
        limit=limit,
        offset=offset,
        sort=sort,
        only_my_words=only_my_words,
        without=[_renounced(one) for one in without],
    )
    if as_json or as_lines:
        _show_json(results, whole=as_json)
    else:
        _show(results, library, offset=offset, explain=explain)
    return 0 if results.total else 1


def _renounced(typed: str) -> tuple[str, str]:
    from kb.contract.search import renounced

    try:
        return renounced(typed)
    except ValueError:
        raise click.BadParameter(
            f"{typed!r} names no language; give it as sv:{typed}.", param_hint="--without"
        ) from None


def _show_json(results: Results, *, whole: bool) -> None:
    from kb.contract.search import hit_to_json, results_to_json

    if whole:
        echo_json(results_to_json(results))
        return
    for hit in results.hits:
        echo_json(hit_to_json(hit), compact=True)


def _show(results: Results, library: Library, *, offset: int, explain: bool) -> None:
    quiet = bool(settings().get("quiet"))
    if not results.total:
        note(f"Nothing found. Read as: {plain(results.read_as)}")
        for suggestion in results.suggestions:
            note(f"  {plain(suggestion)}")
        return
    from kb.search.syntax import parse

    if explain or results.notes or parse(results.query).notes:
        note(f"Read as: {plain(results.read_as)}")
    if explain:
        for expansion in results.expansions:
            _show_expansion(expansion)
    from kb.search.twins import folded

    alike = folded(results.hits, library.reader)
    for number, hit in enumerate(results.hits, offset + 1):
        if hit.document not in alike:
            _show_hit(number, hit, [other for other in results.hits if alike.get(other.document) == hit.document])
    shown = offset + len(results.hits)
    counted = f"{results.total} document{'s' if results.total != 1 else ''}"
    if not results.hits:
        note(f"{counted}; none so far down the list (--offset {offset}).", quiet=quiet)
        return
    note(dim(f"{counted}{f', {offset + 1} to {shown} shown' if shown < results.total or offset else ''}"), quiet=quiet)
    if facets := _facets(results.facets):
        note(dim(facets), quiet=quiet)


def _facets(facets: Facets) -> str:
    """The commonest values that would narrow the answer, a facet after the other; sections of laws narrow nothing."""
    said = []
    for name in ("language", "kind", "year", "publisher", "tag", "identifier"):
        counts: dict[str, int] = getattr(facets, name)
        kept = [(value, count) for value, count in counts.items() if not value.startswith(_SECTIONS)]
        if len(kept) > 1 or (name == "identifier" and kept):
            said.append(", ".join(f"{flat(value)} {count}" for value, count in kept[:_MOST_VALUES]))
    return " · ".join(said)


def _show_expansion(expansion: Expansion) -> None:
    words = ", ".join(f"{'not ' if r.off else ''}{plain(r.term)} ({r.language}, {r.source})" for r in expansion.to)
    note(dim(f"  {plain(expansion.term)} → {words or 'nothing more'}"))


def _show_hit(number: int, hit: Hit, alike: list[Hit]) -> None:
    echo(f"{number}. {title(hit.title)}")
    facts = described(language=hit.language, kind=hit.kind, published=hit.published, publisher=hit.publisher)
    lacks = f" · without {', '.join(plain(word) for word in hit.missing)}" if hit.missing else ""
    echo(f"   {facts}{lacks}")
    for passage in hit.passages:
        _show_passage(passage)
    echo(dim(f"   {hit.document}"))
    for other in alike:
        facts = described(
            language=other.language, kind=other.kind, published=other.published, publisher=other.publisher
        )
        echo(dim(f"   also, nearly the same: {flat(other.title)} ({facts}) {other.document}"))
    if on_terminal():
        echo()


def _show_passage(passage: FoundPassage) -> None:
    from kb.search.telling import telling

    place = [f"¶ {passage.number}"]
    if passage.page:
        place.append(f"p. {passage.page}")
    if passage.heading:
        place.append(flat(passage.heading))
    spans = [match.span for match in passage.matches]
    shown = " … ".join(
        marked(passage.text[start:end], passage.span.start + start, spans) for start, end in telling(passage)
    )
    echo(wrapped(f"{shown}  {dim('[' + ', '.join(place) + ']')}", indent="     "))
