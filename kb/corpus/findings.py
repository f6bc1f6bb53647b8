"""What can be wrong with the files of a knowledge base, and how it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Problem(StrEnum):
    """What can be wrong with a knowledge base's files; the value is the word programs get."""

    RECORD = "record"
    ORIGINAL_MISSING = "original-missing"
    ORIGINAL_CHANGED = "original-changed"
    TEXT_MISSING = "text-missing"
    TEXT_EDITED = "text-edited"
    REMOVED = "removed"
    SPAN = "span"
    LINK = "link"
    STRANGER = "stranger"
    CONFLICT = "conflict"
    LEFTOVER = "leftover"
    OLD_CLEANER = "old-cleaner"
    INDEX = "index"
    EDITION = "edition"
    PLACE = "place"
    PLACEHOLDER = "placeholder"
    PERMISSION = "permission"


# What costs nobody a word: the document is whole, only its surroundings are not.
HARMLESS = {
    Problem.STRANGER, Problem.LEFTOVER, Problem.OLD_CLEANER, Problem.INDEX, Problem.LINK, Problem.PLACE, Problem.PERMISSION,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not as it should be; ``document`` is an id, or the name of what lies in the corpus."""

    problem: Problem
    document: str
    message: str
    remedy: str

    @property
    def damage(self) -> bool:
        """Whether a document itself is affected."""
        return self.problem not in HARMLESS


def tell_of_unreadable(count: int, on_notice: Callable[[str], None]) -> None:
    """Say how many documents an answer leaves out because they are damaged; it must not look whole."""
    if count > 0:
        told = "A document cannot be read and was" if count == 1 else f"{count:,} documents cannot be read and were"
        on_notice(f"{told} not searched; `kb doctor` says what can be done.")
