"""The health of a knowledge base (``kb.doctor/1``) and what its trash holds (``kb.trash/1``)."""

from collections.abc import Iterable
from typing import Annotated, Literal, TypedDict

from kb.corpus.findings import Finding, Problem
from kb.corpus.journal import Verb
from kb.corpus.trash import Discarded


class FindingObject(TypedDict):
    """One thing that is not as it should be."""

    problem: Problem
    document: Annotated[str, "The id of the document, or the name of what is meant."]
    message: str
    remedy: str


class DoctorAnswer(TypedDict):
    """What is wrong, and what was done about it."""

    schema: Literal["kb.doctor/1"]
    findings: list[FindingObject]
    repaired: Annotated[list[str], "What was mended or taken over, as sentences."]


class StateObject(TypedDict):
    """One former state; what put it there is null where the journal does not know."""

    document: str | None
    verb: Verb | None
    at: str | None
    folder: str
    bytes: int


class TrashAnswer(TypedDict):
    """What the trash holds, or what was thrown away."""

    schema: Literal["kb.trash/1"]
    emptied: bool
    bytes: int
    states: list[StateObject]


def findings_to_json(findings: Iterable[Finding], repaired: list[str]) -> DoctorAnswer:
    """The whole answer of the doctor."""
    rows: list[FindingObject] = [
        {"problem": f.problem, "document": f.document, "message": f.message, "remedy": f.remedy} for f in findings
    ]
    return {"schema": "kb.doctor/1", "findings": rows, "repaired": repaired}


def trash_to_json(states: Iterable[Discarded], *, emptied: bool) -> TrashAnswer:
    """The whole answer about the trash."""
    rows = [state_object(one) for one in states]
    return {"schema": "kb.trash/1", "emptied": emptied, "bytes": sum(row["bytes"] for row in rows), "states": rows}


def state_object(one: Discarded) -> StateObject:
    """One former state."""
    move = one.move
    return {
        "document": move.id if move else None,
        "verb": move.verb if move else None,
        "at": move.at if move else None,
        "folder": one.folder,
        "bytes": one.size,
    }
