"""`kb check`: every quotation in a draft against the knowledge base."""

from __future__ import annotations

from pathlib import Path

import click

from kb.check.report.sentences import verdict_in_words, warning_in_words
from kb.cli.context import open_library, settings, shared_options
from kb.cli.terminal import dim, echo, echo_json, flat, note, on_terminal, plain, wrapped
from kb.contract.check import report_to_json
from kb.errors import UsageError
from kb.files import write_whole
from kb.model import Checked, CheckedDraft, Difference, Report, Verdict

_COLOURS = {Verdict.EXACT: "green", Verdict.TYPOGRAPHIC: "green", Verdict.ELIDED: "yellow"}
_REPORTS = (".md", ".docx")


@click.command(name="check", short_help="Check every quotation in a draft against the knowledge base.")
@click.argument("drafts", nargs=-1, metavar="DRAFT...")
@click.option("--quote", "quotation", metavar="TEXT", help="Check this one quotation instead.")
@click.option("--report", "reports", multiple=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write a report: FILE.md, or FILE.docx, a copy of the Word draft with comments.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The report as one JSON object.")
@shared_options
def command(drafts: tuple[str, ...], quotation: str | None, reports: tuple[Path, ...], *, as_json: bool) -> int:
    """Check every quotation in each DRAFT (.docx, .odt, .md, .html, .txt, .pdf, or - for standard input).

    \b
    Leaves with 0 if every quotation is verbatim, 1 if one is not,
    3 if some drafts could not be read, 4 if none could.
    """  # noqa: D301 - click's mark for lines that stay as they are
    if bool(drafts) == (quotation is not None):
        raise UsageError("name drafts, or one quotation with --quote", "For example: kb check draft.docx")
    _refuse_bad_reports(drafts, reports)
    library = open_library()
    report = library.check(*drafts, quote=quotation)
    if as_json:
        echo_json(report_to_json(report))
    else:
        for draft in report.drafts:
            _show_draft(draft, named=len(report.drafts) > 1)
    for path in reports:
        _write(path, report, drafts)
    return _exit_code(report)


def _refuse_bad_reports(drafts: tuple[str, ...], reports: tuple[Path, ...]) -> None:
    for path in reports:
        if path.suffix.lower() not in _REPORTS:
            raise UsageError(f"{path} is no kind of report", "Name a file that ends in .md or .docx")
        if path.suffix.lower() == ".docx" and (len(drafts) != 1 or not drafts[0].lower().endswith(".docx")):
            raise UsageError("comments need one Word draft", "Check one .docx at a time, or ask for a report in .md")
        if any(path.resolve() == Path(draft).resolve() for draft in drafts):
            raise UsageError(f"{path} is the draft itself", "Name another file; the draft is never changed")


def _exit_code(report: Report) -> int:
    failed = sum(draft.error is not None for draft in report.drafts)
    if failed:
        return 4 if failed == len(report.drafts) else 3
    return 0 if report.verbatim else 1


def _write(path: Path, report: Report, drafts: tuple[str, ...]) -> None:
    if path.suffix.lower() == ".md":
        from kb.check.report.markdown import report_to_markdown

        data = report_to_markdown(report).encode()
    else:
        from kb.check.report.word import commented

        if report.drafts[0].error is not None:
            return
        data = commented(Path(drafts[0]), report.drafts[0])
    try:
        write_whole(path, data)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}", "Name another file with --report") from error
    note(f"Written to {path}.", quiet=bool(settings().get("quiet")))


def _show_draft(draft: CheckedDraft, *, named: bool) -> None:
    quiet = bool(settings().get("quiet"))
    if named:
        echo(click.style(flat(draft.draft), bold=True))
    if draft.error is not None:
        note(f"Error: {flat(draft.draft)}: {draft.error}.")
        return
    for number, one in enumerate(draft.quotations, 1):
        _show(number, one)
    if not draft.quotations:
        note("There are no quotations in it.", quiet=quiet)
    passing = sum(one.passes for one in draft.quotations)
    note(dim(f"{passing} of {len(draft.quotations)} verbatim"), quiet=quiet)
    if draft.passed_over:
        words = ", ".join(f"“{flat(one.text)}”" for one in draft.passed_over)
        note(dim(wrapped(f"Between marks, but taken for no quotation: {words}", indent="")), quiet=quiet)


def _show(number: int, one: Checked) -> None:
    label = click.style(one.verdict.upper().replace("_", " "), bold=True, fg=_COLOURS.get(one.verdict, "red"))
    folds = f" ({', '.join(one.folds)})" if one.folds else ""
    echo(f"{number}. {label}: {verdict_in_words(one)}{folds}")
    echo(wrapped(f"draft:  {plain(flat(one.text))}", indent="   "))
    if one.context is not None and one.verdict is not Verdict.EXACT:
        echo(wrapped(f"source: {flat(one.context)}", indent="   "))
    for difference in one.differences:
        echo(f"   {_difference(difference)}")
    if one.document is not None:
        page = f", p. {one.page}" if one.page else ""
        echo(wrapped(dim(f"{flat(one.title or '')}{page}  {one.document}"), indent="   "))
    for warning in one.warnings:
        echo(wrapped(f"! {flat(warning_in_words(warning, one))}", indent="   "))
    for candidate in one.candidates:
        echo(
            wrapped(
                dim(f"? {candidate.why}: {flat(candidate.text or candidate.title)}  {candidate.document}"), indent="   "
            )
        )
    if on_terminal():
        echo()


def _difference(one: Difference) -> str:
    """The source's words struck out, the draft's in bold; in a pipe between brackets as `wdiff` writes them."""
    gone, new = flat(one.source), flat(one.draft)
    if on_terminal():
        gone = click.style(gone, strikethrough=True, fg="red") if gone else ""
        new = click.style(new, bold=True, fg="green") if new else ""
        words = " ".join(part for part in (gone, new) if part)
    else:
        words = " ".join(part for part in (f"[-{gone}-]" if gone else "", f"{{+{new}+}}" if new else "") if part)
    return f"{words}  {dim(one.kind + (' (serious)' if one.serious else ''))}"
