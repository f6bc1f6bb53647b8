"""What became of each source: one outcome a source, none ever silent."""

from __future__ import annotations

from dataclasses import dataclass, field

from kb.errors import SourceError
from kb.model import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """The source is a new document; ``rules`` says how many pieces each rule removed or changed."""

    source: str
    record: Record
    removed: int
    rules: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """The source has changed since it was added, or the cleaner has; the document has a new text."""

    source: str
    record: Record
    removed: int
    rules: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The same bytes are in the corpus already."""

    source: str
    record: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """The same text is in the corpus already, from another source."""

    source: str
    record: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The source could not become a document."""

    source: str
    error: SourceError


Outcome = Added | Replaced | Unchanged | Duplicate | Failed
