"""The report of a check: ``kb.check/1``."""

from typing import Annotated, Final, Literal, TypedDict

from kb.contract.schema import keywords
from kb.contract.values import SpanValue, span_or_none, span_value
from kb.model import Candidate, Checked, CheckedDraft, Difference, DifferenceKind, Report, Verdict

SCHEMA: Final = "kb.check/1"

# The key "from" is a word of Python, which the class syntax cannot spell.
DifferenceObject = TypedDict(
    "DifferenceObject",
    {
        "op": Annotated[str, keywords(enum=("replace", "delete", "insert"))],
        "from": Annotated[str, "The source's words."],
        "to": Annotated[str, "The draft's words."],
        "kind": DifferenceKind,
        "serious": Annotated[bool, "Whether it may turn what is said."],
    },
)
DifferenceObject.__doc__ = "One difference between the source and the draft."


class CandidateObject(TypedDict):
    """Another place that may be meant."""

    document: str
    title: str
    why: str
    span: SpanValue | None
    text: str


class CheckedFacts(TypedDict):
    """One quotation and what the knowledge base says of it."""

    text: str
    span: Annotated[list[int], keywords(minItems=2, maxItems=2), "[start, end) in the draft's text."]
    verdict: Annotated[Verdict, "exact, typographic and elided have the source's words in the source's order."]
    passes: Annotated[bool, "Whether it may stand as a verbatim quotation."]
    document: str | None
    title: str | None
    edition: Annotated[int | None, "Set where only a former edition of the document has the words."]
    source_span: SpanValue | None
    source_text: str | None
    context: Annotated[str | None, "The source's whole sentences."]
    page: str | None
    folds: Annotated[list[str], "Typographic differences that were allowed for."]
    differences: list[DifferenceObject]
    warnings: list[str]
    speaker: Annotated[str | None, "Who the draft says it was."]
    source_speaker: Annotated[str | None, "Who the source says it was."]


class CheckedObject(CheckedFacts):
    """One quotation with its verdict, and other places that may be meant."""

    candidates: list[CandidateObject]


class PassedOverObject(TypedDict):
    """Words between marks that are no quotation."""

    text: str
    span: Annotated[list[int], keywords(minItems=2, maxItems=2), "[start, end) in the draft's text."]


class DraftErrorObject(TypedDict):
    """Why a draft could not be read."""

    kind: str | None
    message: str


class DraftObject(TypedDict):
    """One draft."""

    draft: str
    error: DraftErrorObject | None
    quotations: list[CheckedObject]
    passed_over: list[PassedOverObject]


class CheckAnswer(TypedDict):
    """Every quotation of some drafts with its verdict."""

    schema: Literal["kb.check/1"]
    verbatim: Annotated[bool, "Whether every draft was read and every quotation in it may stand."]
    drafts: list[DraftObject]


def report_to_json(report: Report) -> CheckAnswer:
    """The whole report; spans count code points, in the draft's text and in the document's ``text.md``."""
    return {"schema": SCHEMA, "verbatim": report.verbatim, "drafts": [_draft(draft) for draft in report.drafts]}


def checked_to_json(one: Checked) -> CheckedObject:
    """One quotation."""
    return {**checked_facts(one), "candidates": [candidate_to_json(candidate) for candidate in one.candidates]}


def checked_facts(one: Checked) -> CheckedFacts:
    """One quotation without the other places."""
    return {
        "text": one.text,
        "span": span_value(one.span),
        "verdict": one.verdict,
        "passes": one.passes,
        "document": one.document,
        "title": one.title,
        "edition": one.edition,
        "source_span": span_or_none(one.source_span),
        "source_text": one.source_text,
        "context": one.context,
        "page": one.page,
        "folds": list(one.folds),
        "differences": [_difference(difference) for difference in one.differences],
        "warnings": list(one.warnings),
        "speaker": one.speaker,
        "source_speaker": one.source_speaker,
    }


def _draft(draft: CheckedDraft) -> DraftObject:
    return {
        "draft": draft.draft,
        "error": {"kind": draft.error_kind, "message": draft.error} if draft.error is not None else None,
        "quotations": [checked_to_json(one) for one in draft.quotations],
        "passed_over": [{"text": one.text, "span": span_value(one.span)} for one in draft.passed_over],
    }


def _difference(one: Difference) -> DifferenceObject:
    return {"op": one.op, "from": one.source, "to": one.draft, "kind": one.kind, "serious": one.serious}


def candidate_to_json(one: Candidate) -> CandidateObject:
    """Another place."""
    return {
        "document": one.document,
        "title": one.title,
        "why": one.why,
        "span": span_or_none(one.span),
        "text": one.text,
    }
