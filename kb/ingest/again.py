"""A document made again from its original: with an improved cleaner, or with removals that a person wants back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kb.corpus import Corpus, Verb
from kb.corpus.corpus import Contents
from kb.errors import CorpusDamaged, SourceError, UsageError
from kb.ingest.blocks import Original
from kb.ingest.hand import FIELDS, keep_edited
from kb.ingest.prepare import Prepared, Task, limits, prepare
from kb.model import Record, Removal
from kb.workers import Broken, in_workers


def is_remakeable(corpus: Corpus, record: Record) -> bool:
    """Whether the document may be made again: its original is there, and its text is not a person's own."""
    if "text" in record.edited:
        return False
    try:
        return corpus.original(record.id).is_file()
    except CorpusDamaged:
        return False


def task_again(corpus: Corpus, record: Record, removed: tuple[Removal, ...] = ()) -> Task:
    """The task of making a document again; those of ``removed`` that are marked as restored are had back."""
    path = corpus.original(record.id)
    name = path.name if record.source == "-" else record.source.replace("\\", "/").rpartition("/")[2]
    original = Original(source=record.source, name=name, data=path.read_bytes(), fetched=record.fetched, url=record.url)
    by_hand: dict[str, Any] = {field: getattr(record, field) for field in record.edited if field in FIELDS}
    return Task(
        original=original,
        by_hand=by_hand,
        wanted_back=removed if any(one.restored for one in removed) else (),
        source_key=record.source_key,
        original_checksum=record.original_checksum,
        ocr="+ocr" in record.extractor,
    )


def contents_again(record: Record, prepared: Prepared) -> Contents:
    """What is written of a document made again: its place, tags and hand-set fields stay as they were."""
    kept = replace(
        prepared.record,
        id=record.id,
        tags=record.tags,
        near_duplicate_of=record.near_duplicate_of,
        source=record.source,
    )
    return Contents(
        record=keep_edited(record, kept),
        text=prepared.text,
        removed=prepared.removed,
        extension="",
        original=None,
        origins=prepared.origins,
    )


def restore(corpus: Corpus, id: str, numbers: frozenset[int]) -> Record:
    """Have removals back, by the numbers of the list of what was removed; they stay in it, marked as restored.

    Raises:
        UsageError: a number is not in the list, the program that reads the original now does not meet what it names, or
            the text is the person's own.
        SourceError: the original cannot be read again.
    """
    record, removed = corpus.record(id), corpus.removed(id)
    _check(record, removed, numbers)
    marked = tuple(replace(one, restored=one.restored or n in numbers) for n, one in enumerate(removed, 1))
    task = task_again(corpus, record, marked)
    seconds, memory = limits(ocr=task.ocr)
    (made,) = in_workers(prepare, [task], jobs=1, seconds=seconds, memory=memory)
    if isinstance(made, Broken):
        raise SourceError(record.source, "unreadable", f"reading the original again failed ({made.reason})")
    if isinstance(made, SourceError):
        raise made
    back = {(one.rule, one.text) for one in made.removed if one.restored}
    for number in sorted(numbers):
        if (removed[number - 1].rule, removed[number - 1].text) not in back:
            raise UsageError(
                f"removal {number} ({removed[number - 1].rule}) was made by another version of kb, and this one does not meet it",
                f"the original still holds it: kb show {id} --original",
            )
    return corpus.replace(contents_again(record, made), corpus.new_change(), verb=Verb.EDIT)


def _check(record: Record, removed: tuple[Removal, ...], numbers: frozenset[int]) -> None:
    if "text" in record.edited:
        raise UsageError("its text was edited by hand, and restoring would overwrite that", "edit text.md instead")
    for number in sorted(numbers):
        if not 1 <= number <= len(removed):
            raise UsageError(
                f"there is no removal {number}", f"kb show {record.id} --removed lists 1 to {len(removed)}"
            )
        if removed[number - 1].restored:
            raise UsageError(f"removal {number} is restored already", f"kb show {record.id} --removed lists them")
