"""Answers that only the API gives."""

from collections.abc import Sequence
from typing import Annotated, Literal, TypedDict

from kb.contract.documents import RecordObject, record_object
from kb.model import Record


class DocumentsAnswer(TypedDict):
    """The documents that pass the filters, the newest first; ``total`` counts them all."""

    schema: Literal["kb.documents/1"]
    total: int
    offset: int
    documents: list[RecordObject]
    damaged: Annotated[list[str], "Documents that cannot be read; `kb doctor` says what can be done."]


def documents_to_json(records: Sequence[Record], damaged: list[str], *, offset: int, limit: int) -> DocumentsAnswer:
    """One page of records."""
    return {
        "schema": "kb.documents/1",
        "total": len(records),
        "offset": offset,
        "documents": [record_object(record) for record in records[offset : offset + limit]],
        "damaged": damaged,
    }
