"""A report as the JSON object ``kb.check/1``."""

from __future__ import annotations

from typing import Any

from kb.model import Candidate, Checked, CheckedDraft, Report, Span


def report_to_json(report: Report) -> dict[str, Any]:
    """The whole report; spans count code points, in the draft's text and in the document's ``text.md``."""
    return {
        "schema": "kb.check/1",
        "verbatim": report.verbatim,
        "drafts": [_draft(draft) for draft in report.drafts],
    }


def _draft(draft: CheckedDraft) -> dict[str, Any]:
    error = {"kind": draft.error_kind, "message": draft.error} if draft.error is not None else None
    return {
        "draft": draft.draft,
        "error": error,
        "quotations": [_quotation(one) for one in draft.quotations],
        "passed_over": [{"text": one.text, "span": list(one.span)} for one in draft.passed_over],
    }


def _quotation(one: Checked) -> dict[str, Any]:
    return {
        "text": one.text,
        "span": list(one.span),
        "verdict": one.verdict,
        "passes": one.passes,
        "document": one.document,
        "title": one.title,
        "edition": one.edition,
        "source_span": _span(one.source_span),
        "source_text": one.source_text,
        "context": one.context,
        "page": one.page,
        "folds": list(one.folds),
        "differences": [
            {"op": d.op, "from": d.source, "to": d.draft, "kind": d.kind, "serious": d.serious} for d in one.differences
        ],
        "warnings": list(one.warnings),
        "candidates": [_candidate(candidate) for candidate in one.candidates],
        "speaker": one.speaker,
        "source_speaker": one.source_speaker,
    }


def _candidate(one: Candidate) -> dict[str, Any]:
    return {"document": one.document, "title": one.title, "why": one.why, "span": _span(one.span), "text": one.text}


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)
