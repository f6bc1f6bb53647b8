"""Answers of a bounded size: as many items as fit, and where the next page begins."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from kb.errors import UsageError

MOST_CHARACTERS = 60_000
"""Of JSON in one answer, which is some 15,000 to 20,000 tokens for an assistant."""

T = TypeVar("T", bound=Mapping[str, Any])


def fitting(items: Sequence[T], *, remedy: str) -> list[T]:
    """The first items that fit into one answer.

    Raises:
        UsageError: Not even the first one fits; ``remedy`` says what to do then.
    """
    kept: list[T] = []
    size = 0
    for item in items:
        size += len(json.dumps(item, ensure_ascii=False))
        if size > MOST_CHARACTERS:
            break
        kept.append(item)
    if items and not kept:
        raise UsageError("what was asked for is longer than one answer holds", remedy)
    return kept


def following(offset: int, given: int, *, of: int) -> int | None:
    """The offset of the next page of ``of`` items; None where this is the last one."""
    return offset + given if given and offset + given < of else None
