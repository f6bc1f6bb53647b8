"""Verifying the corpus: what is on the disk against what the records say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kb.corpus.ids import ID_PATTERN, checksum
from kb.corpus.reading import EDITIONS, ORIGINS, RECORD, REMOVED, TEXT, CorpusReader
from kb.errors import CorpusDamaged, UnknownDocument
from kb.model import Record


class Problem(StrEnum):
    """What can be wrong with a document's files; the value is the word programs get."""

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


# What costs nobody a word: the document is whole, only its surroundings are not.
HARMLESS = {Problem.STRANGER, Problem.LEFTOVER, Problem.OLD_CLEANER, Problem.INDEX, Problem.LINK}


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


def verify(corpus: CorpusReader, *, hidden: str = ".kb") -> Iterator[Finding]:
    """Compare every document with its record, and name everything else that lies in the corpus."""
    ids = set(corpus.ids())
    yield from _strangers(corpus, hidden)
    for id in sorted(ids):
        try:
            record = corpus.record(id)
        except UnknownDocument:
            continue
        except CorpusDamaged as error:
            yield Finding(
                problem=Problem.RECORD,
                document=id,
                message=f"record.json cannot be read: {error.problem}",
                remedy="restore it from a backup, or remove the folder and add the original again",
            )
            continue
        yield from _original(corpus, record)
        yield from _text(corpus, record)
        yield from _removed(corpus, record)
        if record.near_duplicate_of is not None and record.near_duplicate_of not in ids:
            yield Finding(
                problem=Problem.LINK,
                document=id,
                message=f"it is linked as a near duplicate of {record.near_duplicate_of}, which is not here",
                remedy="kb doctor --repair takes the link out",
            )


def _strangers(corpus: CorpusReader, hidden: str) -> Iterator[Finding]:
    if not corpus.root.is_dir():
        return
    for path in sorted(corpus.root.iterdir()):
        if path.name == hidden or (path.is_dir() and ID_PATTERN.fullmatch(path.name)):
            continue
        if path.name.lower() in {"readme.md", "readme.txt", ".gitkeep", ".ds_store", "desktop.ini", "thumbs.db"}:
            continue
        yield Finding(
            problem=Problem.STRANGER,
            document=path.name,
            message="this is not a document of kb",
            remedy="add it with kb add, then move it out of corpus/",
        )
    staging = corpus.root / hidden / "staging"
    if staging.is_dir() and any(staging.iterdir()):
        yield Finding(
            problem=Problem.LEFTOVER,
            document=f"{hidden}/staging",
            message="a stopped command left files that belong to no document",
            remedy="the next change clears them, or kb doctor --repair now",
        )


def _original(corpus: CorpusReader, record: Record) -> Iterator[Finding]:
    try:
        data = corpus.original(record.id).read_bytes()
    except (CorpusDamaged, OSError) as error:
        yield Finding(
            problem=Problem.ORIGINAL_MISSING,
            document=record.id,
            message=f"the original cannot be read: {getattr(error, 'problem', error)}",
            remedy="restore it from a backup; text and excerpts still work",
        )
        return
    if checksum(data) != record.original_checksum:
        yield Finding(
            problem=Problem.ORIGINAL_CHANGED,
            document=record.id,
            message="the original is not the one that was fetched",
            remedy="restore it from a backup; kb never changes an original",
        )


def _text(corpus: CorpusReader, record: Record) -> Iterator[Finding]:
    path = corpus.root / record.id / TEXT
    try:
        data = path.read_bytes()
    except OSError as error:
        yield Finding(
            problem=Problem.TEXT_MISSING,
            document=record.id,
            message=f"text.md cannot be read: {error.strerror}",
            remedy="add the original again: kb add it from the document's folder",
        )
        return
    if checksum(data) != record.text_checksum:
        yield Finding(
            problem=Problem.TEXT_EDITED,
            document=record.id,
            message="text.md was changed outside kb",
            remedy=f"if that was you: kb doctor --accept {record.id}",
        )
    length = len(data.decode("utf-8", errors="replace"))
    if any(not 0 <= p.span.start <= p.span.end <= length for p in record.pages):
        yield Finding(
            problem=Problem.SPAN,
            document=record.id,
            message="a page lies outside the text",
            remedy="add the original again",
        )


def _removed(corpus: CorpusReader, record: Record) -> Iterator[Finding]:
    try:
        corpus.removed(record.id)
        corpus.origins(record.id)
    except CorpusDamaged as error:
        yield Finding(
            problem=Problem.REMOVED,
            document=record.id,
            message=f"{error.path.name} cannot be read: {error.problem}",
            remedy="add the original again",
        )
    known = {RECORD, TEXT, REMOVED, ORIGINS, EDITIONS}
    for path in sorted((corpus.root / record.id).iterdir()):
        if path.name not in known and not path.name.startswith("original."):
            yield Finding(
                problem=Problem.CONFLICT,
                document=record.id,
                message=f"{path.name} does not belong here; a synchronising folder may have made it",
                remedy="compare it with the file it resembles and move it out",
            )
