"""`kb doctor`: is every document whole?"""

from __future__ import annotations

import click

from kb.cli.context import open_library, shared_options
from kb.cli.terminal import echo, echo_json, plain
from kb.corpus import Finding

_DAMAGED = 5


@click.command(name="doctor", short_help="Check that every document is whole.")
@click.option("--repair", is_flag=True, help="Mend what can be mended without losing anything.")
@click.option("--reclean", is_flag=True, help="Take over the texts that the present cleaner gives.")
@click.option(
    "--accept",
    "accepted",
    metavar="DOCUMENT",
    multiple=True,
    help="Take over the changes you made to this document's text.md; may be given several times.",
)
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@shared_options
def command(accepted: tuple[str, ...], *, repair: bool, reclean: bool, as_json: bool) -> int:
    """Compare every document with its record and checksums, and the index with the documents.

    Looks also for half folders, copies that a synchronising service made, files it took away, leftovers of stopped
    commands, permissions, and a knowledge base on the network. --repair does only what loses nothing, and says what.
    """
    library = open_library()
    done = library.accept(accepted)
    if repair:
        done += library.repair()
    if reclean:
        done += library.reclean()
    if accepted or reclean:
        library.index()
    findings = tuple(library.verify())
    if as_json:
        from kb.contract.health import findings_to_json

        echo_json(findings_to_json(findings, done))
    else:
        _show(findings, done)
    return _DAMAGED if any(finding.damage for finding in findings) else 0


def _show(findings: tuple[Finding, ...], done: list[str]) -> None:
    for sentence in done:
        echo(plain(sentence))
    for finding in findings:
        colour = "red" if finding.damage else "yellow"
        echo(f"{click.style(finding.problem, fg=colour, bold=True)}  {plain(finding.document)}")
        echo(f"    {plain(finding.message)}")
        echo(f"    → {plain(finding.remedy)}")
    if not findings:
        echo("Every document is whole, and the index is in step with them.")
