"""The intake report: how a source became the text that is kept."""

from __future__ import annotations

from collections import Counter

from kb.cli.terminal import dim, echo, echo_json, plain, title
from kb.contract.intake import intake_to_json
from kb.library import Library


def show_intake(library: Library, document: str, *, as_json: bool) -> None:
    """Print the intake report of a document."""
    record = library.corpus.record(document)
    counted = Counter(removal.rule for removal in library.removed(document))
    if as_json:
        report = intake_to_json(record.intake, counted)
        echo_json({"schema": "kb.show/1", "document": document, "extractor": record.extractor,
                   "cleaner_version": record.cleaner_version, "intake": report})  # fmt: skip
        return
    echo(title(record.title))
    echo(dim(f"read by {plain(record.extractor)}, cleaned by version {plain(record.cleaner_version)}"))
    intake = record.intake
    if intake is None:
        echo("There is no intake report for this document.")
        return
    echo(f"{intake.kept_share:.1%} of the visible characters of the source are in the text.")
    echo(f"{intake.joins} line ends were joined." if intake.joins else "No line ends were joined.")
    if intake.pages_without_text:
        echo(f"No text on page {', '.join(map(str, intake.pages_without_text))}.")
    if counted:
        rules = ", ".join(
            f"{count} {rule}" for rule, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        )
        echo(f"Removed or changed: {rules}. kb show {document} --removed lists them.")
    for warning in intake.warnings:
        echo(f"Note: {plain(warning)}")
