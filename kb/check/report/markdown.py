"""A check as a Markdown report: a table of the verdicts, then each quotation that is not word for word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kb.check.report.sentences import verdict_in_words, warning_in_words
from kb.model import Candidate, Checked, CheckedDraft, Difference, Report, Verdict

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~])")


def report_to_markdown(report: Report) -> str:
    """The report; what the drafts and sources say is escaped, so that it cannot set the page."""
    return "\n".join(line for draft in report.drafts for line in _draft(draft)) + "\n"


def _draft(draft: CheckedDraft) -> Iterator[str]:
    yield f"# Quotations in {_plain(draft.draft)}\n"
    if draft.error is not None:
        yield f"The draft could not be checked: {_plain(draft.error)}.\n"
        return
    counted = Counter(one.verdict for one in draft.quotations)
    passing = sum(one.passes for one in draft.quotations)
    yield f"{passing} of {len(draft.quotations)} are verbatim.\n"
    if draft.quotations:
        yield "| Verdict | Quotations |\n|---|---|"
        yield from (f"| {_named(verdict)} | {counted[verdict]} |" for verdict in Verdict if counted[verdict])
        yield ""
    for number, one in enumerate(draft.quotations, 1):
        yield from _quotation(number, one)
    if draft.passed_over:
        words = ", ".join(f"“{_plain(one.text)}”" for one in draft.passed_over)
        yield f"Between marks, but taken for no quotation: {words}\n"


def _named(verdict: Verdict) -> str:
    return verdict.replace("_", " ")


def _quotation(number: int, one: Checked) -> Iterator[str]:
    folds = f" ({', '.join(one.folds)})" if one.folds else ""
    yield f"## {number}. {_named(one.verdict)}: {verdict_in_words(one)}{folds}\n"
    yield f"> {_plain(one.text)}\n"
    if one.document is not None:
        page = f", p. {_plain(one.page)}" if one.page else ""
        yield f"Source: {_plain(one.title or '')}{page} (`{one.document}`)\n"
        if one.verdict is not Verdict.EXACT and one.context:
            yield f"> {_plain(one.context)}\n"
    yield from (f"- {_difference(difference)}" for difference in one.differences)
    yield from (f"- **!** {_plain(warning_in_words(warning, one))}" for warning in one.warnings)
    yield from (f"- {_candidate(candidate)}" for candidate in one.candidates)
    if one.differences or one.warnings or one.candidates:
        yield ""


def _difference(one: Difference) -> str:
    gone = f"~~{_plain(one.source)}~~" if one.source else ""
    new = f"**{_plain(one.draft)}**" if one.draft else ""
    serious = ", serious" if one.serious else ""
    return f"{' '.join(part for part in (gone, new) if part)} ({one.kind}{serious})"


def _candidate(one: Candidate) -> str:
    words = f": “{_plain(one.text)}”" if one.text else ""
    return f"{one.why}: {_plain(one.title)} (`{one.document}`){words}"


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
