"""`kb add`: bring sources in, and say what became of each."""

from __future__ import annotations

import sys
from collections import Counter

import click

from kb.cli.context import open_library, settings, shared_options
from kb.cli.terminal import dim, echo, echo_json, facts_of, note, on_terminal, plain, title
from kb.contract.intake import outcome_to_json, outcome_word
from kb.ingest.outcomes import Added, Duplicate, Failed, Outcome, Replaced, Unchanged


@click.command(name="add", short_help="Add files, folders, web pages or standard input.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--title", help="The title, instead of the one that is found.")
@click.option("--published", metavar="DATE", help="The date of publication, as 2026-11-20.")
@click.option("--author", help="The authors, parted by semicolons.")
@click.option("--publisher", help="Who published it.")
@click.option("--kind", help="article, report, strategy, consultation-answer, speech, web-page, note or other.")
@click.option("--language", help="The language, as da, sv or en.")
@click.option("--tag", "tags", multiple=True, help="A tag; may be given several times.")
@click.option("--url", help="The address it was published at.")
@click.option("--concerns", help="Whom it holds personal data about, parted by semicolons.")
@click.option("--retention", metavar="DATE", help="The last day it may be kept, as 2027-01-01 (kb list --expired).")
@click.option("--ocr", is_flag=True, help="Read scanned pages (needs ocrmypdf and tesseract).")
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Documents read at the same time.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each source.")
@shared_options
def command(
    sources: tuple[str, ...],
    tags: tuple[str, ...],
    jobs: int | None,
    *,
    ocr: bool,
    dry_run: bool,
    as_json: bool,
    **by_hand: str | None,
) -> int:
    """Add files, folders (with everything below them), web addresses, or - for standard input.

    Text, Markdown, HTML, PDF, Word and other office documents are told by their content, not by their name. What is
    in the knowledge base already stays as it is.
    """
    library = open_library()
    given = {key: value for key, value in by_hand.items() if value is not None}
    if tags:
        given["tags"] = ",".join(tags)
    counted: Counter[str] = Counter()
    outcomes = library.add(sources, dry_run=dry_run, jobs=jobs, ocr=ocr, from_afar=False, **given)
    for outcome in outcomes:
        counted[outcome_word(outcome)] += 1
        if as_json:
            echo_json(outcome_to_json(outcome), compact=True)
            sys.stdout.flush()
        else:
            _show(outcome)
    if not dry_run and counted["added"] + counted["replaced"]:
        library.index()
    if not as_json and sum(counted.values()) > 1:
        note(_summary(counted, dry_run=dry_run), quiet=bool(settings().get("quiet")))
    return _exit_code(counted)


def _show(outcome: Outcome) -> None:
    source = plain("standard input" if outcome.source == "-" else outcome.source)
    if isinstance(outcome, Failed):
        remedy = f" — {outcome.error.remedy}" if outcome.error.remedy else ""
        note(click.style("failed    ", fg="red") + plain(f"{source}: {outcome.error.message}{remedy}"))
        return
    record = outcome.record
    colour = {"added": "green", "replaced": "green"}.get(outcome_word(outcome))
    echo(click.style(f"{outcome_word(outcome):<10}", fg=colour) + title(record.title))
    facts = facts_of(record)
    echo(f"          {facts}")
    if isinstance(outcome, Added | Replaced):
        echo(dim(f"          {record.id}" if record.id else "          (not added: this is a dry run)"))
        if outcome.removed and on_terminal():
            echo(dim(f"          {outcome.removed} pieces removed or mended: kb show {record.id} --removed"))
        for warning in outcome.warnings:
            # Beside the document on a terminal; a log of the notes alone says whose they are.
            note(f"          note: {plain(warning)}" if on_terminal() else f"note      {source}: {plain(warning)}")
    elif isinstance(outcome, Duplicate):
        echo(dim(f"          the same text as {record.id}"))
    else:
        assert isinstance(outcome, Unchanged)
        echo(dim(f"          {record.id}"))


def _summary(counted: Counter[str], *, dry_run: bool) -> str:
    facts = ", ".join(f"{count} {word}" for word, count in counted.items())
    return f"{facts}." + (" Nothing was changed (dry run)." if dry_run else "")


def _exit_code(counted: Counter[str]) -> int:
    if not counted["failed"]:
        return 0
    return 3 if counted.total() > counted["failed"] else 4
