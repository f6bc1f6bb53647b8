"""Verifying the corpus: what is on the disk against what the records say."""

from __future__ import annotations

from collections.abc import Container, Iterator

from kb.corpus.findings import Finding, Problem
from kb.corpus.ids import checksum
from kb.corpus.reading import EDITIONS, ORIGINS, RECORD, REMOVED, TEXT, CorpusReader
from kb.corpus.records import BadRecord, record_from_bytes
from kb.corpus.surroundings import surroundings
from kb.errors import CorpusDamaged, UnknownDocument
from kb.model import Record
from kb.model.document import LINKS
from kb.places import is_conflict_copy, is_placeholder

_LINKED = {"near_duplicate_of": "near duplicate", "translation_of": "translation"}


def verify(corpus: CorpusReader) -> Iterator[Finding]:
    """Compare every document with its record, and name everything else that lies in the corpus."""
    ids = set(corpus.ids())
    yield from surroundings(corpus)
    for id in sorted(ids):
        try:
            record = corpus.record(id)
        except UnknownDocument:
            continue
        except CorpusDamaged as error:
            yield _unreadable(corpus, id, error)
            continue
        yield from _original(corpus, record)
        yield from _text(corpus, record)
        yield from _lists(corpus, record)
        yield from _editions(corpus, record)
        yield from _others(corpus, record.id)
        for link in nowhere_links(record, ids):
            yield Finding(
                problem=Problem.LINK,
                document=id,
                message=f"it is linked as a {_LINKED[link]} of {getattr(record, link)}, which is not here",
                remedy="kb doctor --repair takes the link out",
            )


def nowhere_links(record: Record, ids: Container[str]) -> tuple[str, ...]:
    """The fields of a record that name a document which is not here."""
    return tuple(link for link in LINKS if getattr(record, link) is not None and getattr(record, link) not in ids)


def _unreadable(corpus: CorpusReader, id: str, error: CorpusDamaged) -> Finding:
    held = sorted(path.name for path in (corpus.root / id).iterdir())
    if is_placeholder(corpus.root / id / RECORD) or f".{RECORD}.icloud" in held:
        return _away(id, RECORD)
    if RECORD not in held:
        rest = f"only {', '.join(held)}" if held else "nothing"
        message = f"half a document: the folder holds {rest}"
    else:
        message = f"record.json cannot be read: {error.problem}"
    return Finding(
        problem=Problem.RECORD,
        document=id,
        message=message,
        remedy="restore it from a backup, or move the folder out of corpus/ and add the original again",
    )


def _away(id: str, name: str) -> Finding:
    return Finding(
        problem=Problem.PLACEHOLDER,
        document=id,
        message=f"the bytes of {name} were taken off this computer by a synchronising service",
        remedy="tell the service to keep this folder on the computer, or move the knowledge base out of it",
    )


def _original(corpus: CorpusReader, record: Record) -> Iterator[Finding]:
    away = [path.name for path in (corpus.root / record.id).glob("*original.*") if is_placeholder(path)]
    if away:
        yield _away(record.id, away[0])
        return
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
    if is_placeholder(path) or path.with_name(f".{TEXT}.icloud").exists():
        yield _away(record.id, TEXT)
        return
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


def _lists(corpus: CorpusReader, record: Record) -> Iterator[Finding]:
    """The list of what was removed, and the map from the text to the original."""
    try:
        corpus.removed(record.id)
        origins = corpus.origins(record.id)
        length = len(corpus.text(record.id))
    except CorpusDamaged as error:
        if error.path.name != TEXT:
            yield Finding(
                problem=Problem.REMOVED,
                document=record.id,
                message=f"{error.path.name} cannot be read: {error.problem}",
                remedy="add the original again",
            )
        return
    except UnknownDocument:
        return
    ends = [0, *(start + run for start, _, run in origins)]
    outside = any(
        start < end or original < 0 or run < 0 for (start, original, run), end in zip(origins, ends, strict=False)
    )
    if outside or ends[-1] > length:
        yield Finding(
            problem=Problem.SPAN,
            document=record.id,
            message="the map from the text to the original does not fit the text",
            remedy="add the original again",
        )


def _editions(corpus: CorpusReader, record: Record) -> Iterator[Finding]:
    """The former editions: each whole, and what its own record says."""
    folder = corpus.root / record.id / EDITIONS
    for edition in sorted(folder.iterdir()) if folder.is_dir() else ():
        try:
            kept = record_from_bytes((edition / RECORD).read_bytes())
            originals = [path.read_bytes() for path in edition.glob("original.*")]
            whole = checksum((edition / TEXT).read_bytes()) == kept.text_checksum
            whole = whole and [checksum(data) for data in originals] == [kept.original_checksum]
            problem = "is not as its record says"
        except (OSError, BadRecord) as error:
            whole, problem = False, f"cannot be read: {error}"
        if not whole:
            yield Finding(
                problem=Problem.EDITION,
                document=record.id,
                message=f"edition {edition.name} {problem}",
                remedy="restore it from a backup; the current text is not affected",
            )


def _others(corpus: CorpusReader, id: str) -> Iterator[Finding]:
    known = {RECORD, TEXT, REMOVED, ORIGINS, EDITIONS}
    for path in sorted((corpus.root / id).iterdir()):
        if path.name in known or path.name.startswith("original.") or is_placeholder(path):
            continue
        copied = is_conflict_copy(path.name)
        yield Finding(
            problem=Problem.CONFLICT,
            document=id,
            message=f"{path.name} is a copy that a synchronising service made of what two computers changed"
            if copied
            else f"{path.name} does not belong here",
            remedy="compare it with the file it resembles and move it out",
        )
