"""`kb quote`: excerpts and quotations ready to paste."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli.context import open_library, settings, shared_options
from kb.cli.terminal import dim, echo, flat, json_text, note, on_terminal, plain, shown, wrapped
from kb.contract.quote import excerpts_to_json
from kb.errors import UsageError
from kb.files import write_whole
from kb.library import Library
from kb.model import SERVED_LANGUAGES, Excerpt, How, Record
from kb.quote.collect import Wanted, quote
from kb.quote.excerpts.wording import WARNINGS
from kb.quote.styles import STYLES, render
from kb.quote.styles.statements import Statement, statements

_BINARY = ("docx",)
_HOW = {How.RESOLVED: "by a mention", How.INFERRED: "inferred from the context"}


@click.command(name="quote", short_help="Get excerpts and quotations ready to paste, with their citation.")
@click.argument("query", nargs=-1)
@click.option("--document", metavar="ID", help="Only from this document.")
@click.option("--speaker", metavar="NAME", help="Only quotations of this person or organisation.")
@click.option("--quotations-only", is_flag=True, help="Only quotations; without QUERY, all of them.")
@click.option(
    "--recommendations", is_flag=True, help="Only the demands and proposals of lists such as 'we propose that'."
)
@click.option("--max-words", type=click.IntRange(1), help="No longer than this; cut at sentence ends.")
@click.option("--limit", type=click.IntRange(1, 100_000), help="Excerpts to give (10 for a query, else all).")
@click.option("--as", "style", type=click.Choice(STYLES), help="The form to give them out in.")
@click.option("--into", type=click.Choice(SERVED_LANGUAGES), help="Language of the text that receives them.")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@click.option("--copy", "copied", type=click.IntRange(1), metavar="N", help="Put excerpt N on the clipboard.")
@click.option(
    "--verify",
    "saved",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Say whether excerpts saved with --json or --as annotation still stand.",
)
@click.option("--json", "as_json", is_flag=True, help="The excerpts as one JSON object.")
@shared_options
def command(
    query: tuple[str, ...],
    document: str | None,
    speaker: str | None,
    max_words: int | None,
    limit: int | None,
    style: str | None,
    into: str | None,
    output: Path | None,
    copied: int | None,
    saved: Path | None,
    *,
    quotations_only: bool,
    recommendations: bool,
    as_json: bool,
) -> int:
    """Give the sentences that answer QUERY, or quotations, with their citation.

    The words are always the source's own, letter for letter; marks and citation follow the language of --into.
    """
    if saved is not None:
        from kb.cli.quote_verify import show_verified

        return show_verified(open_library(), saved, as_json=as_json)
    if not (query or document or speaker or quotations_only or recommendations):
        raise UsageError(
            "nothing is asked for", "Give a QUERY, --document, --speaker, --quotations-only or --recommendations"
        )
    asked = " ".join(query) or None
    library = open_library()
    excerpts = quote(
        library.holdings,
        Wanted(
            query=asked,
            document=document,
            speaker=speaker,
            quotations_only=quotations_only,
            recommendations=recommendations,
            max_words=max_words,
            limit=limit or (10 if asked else None),
            into=into,
        ),
    )
    if copied is not None:
        _copy(library, excerpts, copied, style or "plain")
    else:
        _give(library, excerpts, "json" if as_json else style, output)
    return 0 if excerpts else 1


def _give(library: Library, excerpts: tuple[Excerpt, ...], form: str | None, output: Path | None) -> None:
    """Write the excerpts in a form, or show them to the person."""
    if form == "json":
        _deliver(json_text(excerpts_to_json(excerpts)) + "\n", output)
    elif form is not None:
        _deliver(_rendered(library, excerpts, form, output), output)
        _note_warnings(excerpts)
    else:
        _show(library, excerpts)


def _deliver(rendered: str | bytes, output: Path | None) -> None:
    """Write to the file that was named (``-`` and none are standard output)."""
    if output is None or str(output) == "-":
        # What is piped on is verbatim; a terminal is not commanded by what somebody wrote.
        click.echo(shown(rendered) if isinstance(rendered, str) and on_terminal() else rendered, nl=False)
        return
    data = rendered.encode() if isinstance(rendered, str) else rendered
    try:
        write_whole(output, data)
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}", "Name another file with -o") from error
    note(f"Written to {output}.", quiet=bool(settings().get("quiet")))


def _copy(library: Library, excerpts: tuple[Excerpt, ...], number: int, style: str) -> None:
    """Put one excerpt on the clipboard, or say why that cannot be."""
    from kb.cli.clipboard import copy

    records = _records(library, excerpts)
    said = statements(excerpts, records)
    if number > len(said):
        raise UsageError(f"there is no excerpt {number}", f"The answer has {len(said)}")
    if style in _BINARY:
        raise UsageError(f"{style} is not text", "Copy it in another form")
    rendered = render(style, said[number - 1].parts, records)
    assert isinstance(rendered, str)
    if not copy(rendered.rstrip("\n")):
        raise UsageError("there is no clipboard here", "Leave --copy out and take the words from the terminal")
    _show_statement(number, said[number - 1])
    note("Copied.", quiet=bool(settings().get("quiet")))


def _rendered(library: Library, excerpts: tuple[Excerpt, ...], style: str, output: Path | None) -> str | bytes:
    if style in _BINARY and output is None:
        raise UsageError(f"{style} is not text", "Name the file to write with -o FILE")
    return render(style, excerpts, _records(library, excerpts))


def _records(library: Library, excerpts: tuple[Excerpt, ...]) -> dict[str, Record]:
    return {id: library.document(id).record for id in {excerpt.document for excerpt in excerpts}}


def _note_warnings(excerpts: tuple[Excerpt, ...]) -> None:
    quiet = bool(settings().get("quiet"))
    for number, excerpt in enumerate(excerpts, 1):
        for warning in excerpt.warnings:
            note(f"Excerpt {number}: {WARNINGS.get(warning, warning)}.", quiet=quiet)


def _show(library: Library, excerpts: tuple[Excerpt, ...]) -> None:
    quiet = bool(settings().get("quiet"))
    if not excerpts:
        note("Nothing found to quote.")
        return
    for number, statement in enumerate(statements(excerpts, _records(library, excerpts)), 1):
        _show_statement(number, statement)
    note(dim(f"{len(excerpts)} excerpt{'s' if len(excerpts) != 1 else ''}"), quiet=quiet)


def _show_statement(number: int, statement: Statement) -> None:
    """Who says it, the words, the citation, and what to know before using them."""
    echo(f"{number}. {_heading(statement)}")
    opening = statement.first.extra.get("lead_in")
    if opening:
        echo(wrapped(dim(flat(str(opening))), indent="   "))
    echo(wrapped(plain(statement.marked), indent="   "))
    echo(wrapped(dim(plain(statement.first.citation)), indent="   "))
    for warning in dict.fromkeys(w for part in statement.parts for w in part.warnings):
        echo(wrapped(f"! {WARNINGS.get(warning, warning)}", indent="   "))
    echo(dim(f"   {' '.join(part.id for part in statement.parts)}  {statement.first.document}"))
    if on_terminal():
        echo()


def _heading(statement: Statement) -> str:
    speaker = statement.first.speaker
    if speaker is None:
        return click.style(flat(statement.first.title), bold=True)
    role = f", {flat(speaker.role)}" if speaker.role else ""
    sure = "" if speaker.how == How.EXPLICIT else f" ({_HOW[speaker.how]})"
    return f"{click.style(flat(speaker.name), bold=True)}{role}{sure}"
