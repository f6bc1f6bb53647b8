"""What became of each source: ``kb.add/1``, with its intake report."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal, TypedDict

from kb.contract.values import DateValue, date_or_none
from kb.ingest.outcomes import Added, Failed, Outcome, Replaced
from kb.model import Intake

SCHEMA: Final = "kb.add/1"

OutcomeWord = Literal["added", "replaced", "unchanged", "duplicate", "failed"]


class IntakeObject(TypedDict):
    """The intake report; ``removed`` counts by rule what was removed or changed."""

    kept_share: float
    pages_without_text: list[int]
    joins: int
    warnings: list[str]
    removed: dict[str, int]


class SourceErrorObject(TypedDict):
    """Why a source could not become a document."""

    kind: str
    message: str


class OutcomeObject(TypedDict):
    """What became of one source."""

    schema: Literal["kb.add/1"]
    source: str
    outcome: OutcomeWord
    document: Annotated[str | None, "The id; null for a source that failed, and for a new one in a dry run."]
    title: str | None
    language: str | None
    published: DateValue | None
    removed: int
    intake: IntakeObject | None
    warnings: list[str]
    error: SourceErrorObject | None


def outcome_to_json(outcome: Outcome) -> OutcomeObject:
    """One outcome."""
    record = None if isinstance(outcome, Failed) else outcome.record
    made = outcome if isinstance(outcome, Added | Replaced) else None
    failed = outcome.error if isinstance(outcome, Failed) else None
    return {
        "schema": SCHEMA,
        "source": outcome.source,
        "outcome": outcome_word(outcome),
        "document": record.id if record and record.id else None,
        "title": record.title if record else None,
        "language": record.language if record else None,
        "published": date_or_none(record.published) if record else None,
        "removed": made.removed if made else 0,
        "intake": intake_to_json(made.record.intake, made.rules) if made else None,
        "warnings": list(made.warnings) if made else [],
        "error": {"kind": failed.kind, "message": failed.message} if failed else None,
    }


def outcome_word(outcome: Outcome) -> OutcomeWord:
    """The outcome in one word."""
    words: dict[str, OutcomeWord] = {
        "Added": "added",
        "Replaced": "replaced",
        "Unchanged": "unchanged",
        "Duplicate": "duplicate",
        "Failed": "failed",
    }
    return words[type(outcome).__name__]


def intake_to_json(intake: Intake | None, removed: Mapping[str, int]) -> IntakeObject | None:
    """The intake report; ``removed`` counts by rule what was removed or changed."""
    if intake is None:
        return None
    return {
        "kept_share": intake.kept_share,
        "pages_without_text": list(intake.pages_without_text),
        "joins": intake.joins,
        "warnings": list(intake.warnings),
        "removed": dict(sorted(removed.items())),
    }
