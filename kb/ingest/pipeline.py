"""The pipeline from a source to a document of the corpus.

    fetch → extract → clean → detect language → describe → put

`ingest` yields one outcome a source, in the order of the sources, and never stops at a bad one. The middle of the
pipeline (`kb.ingest.prepare`) is pure and runs in worker processes; fetching and putting happen here, in order.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePath
from typing import Any

from kb.corpus import Corpus, Verb
from kb.corpus.corpus import Contents
from kb.corpus.ids import checksum
from kb.errors import KbError, SourceError
from kb.ingest.blocks import Original
from kb.ingest.clean import CLEANER_VERSION
from kb.ingest.fetch import Fetched, expand, fetch, source_key
from kb.ingest.hand import keep_edited
from kb.ingest.known import Known
from kb.ingest.outcomes import Added, Duplicate, Failed, Outcome, Replaced, Unchanged
from kb.ingest.prepare import Prepared, Task, limits, prepare
from kb.ingest.signatures import catch_up
from kb.model import Record, Removal
from kb.workers import Broken, in_workers

_LONGEST_EXTENSION = 8
_LETTERS_IN_LETTERS = 4  # how deep attachments of attachments are followed
_EXTENSIONS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
}

__all__ = ["Added", "Duplicate", "Failed", "Outcome", "Plan", "Replaced", "Unchanged", "ingest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to ingest: typed fields set by hand, whether to write, and what may be reached."""

    now: Callable[[], datetime]
    by_hand: Mapping[str, Any] = field(default_factory=dict)
    dry_run: bool = False
    jobs: int = 1
    allow_private: bool = False
    allow_loopback: bool = True
    ocr: bool = False


def ingest(sources: Iterable[str | Original], corpus: Corpus, known: Known, plan: Plan) -> Iterator[Outcome]:
    """Bring every source into the corpus; yields what became of each."""
    change = corpus.new_change()
    waiting = _fetched(sources, plan)
    for _ in range(_LETTERS_IN_LETTERS):
        attached: list[Original] = []
        for original, made in _prepared(waiting, corpus, known, plan):
            if isinstance(made, Prepared):
                attached += made.attached
            yield _put(original, made, corpus, known, plan, change) if isinstance(made, Prepared) else made
        waiting = (Fetched(source=one.source, original=one, error=None) for one in attached)


def _fetched(sources: Iterable[str | Original], plan: Plan) -> Iterator[Fetched]:
    for given in sources:
        if isinstance(given, Original):
            yield Fetched(source=given.source, original=given, error=None)
            continue
        for listed in expand([given]):
            if listed.error is not None:
                yield Fetched(source=listed.source, original=None, error=listed.error)
            else:
                reach = {"allow_private": plan.allow_private, "allow_loopback": plan.allow_loopback}
                yield fetch(listed.source, now=plan.now, **reach)


def _prepared(
    fetched: Iterable[Fetched], corpus: Corpus, known: Known, plan: Plan
) -> Iterator[tuple[Original | None, Prepared | Failed | Unchanged]]:
    """Each source with its prepared document, or with its outcome where there is nothing to prepare."""
    waiting: deque[tuple[Original | None, Failed | Unchanged | None]] = deque()

    def tasks() -> Iterator[Task]:
        for item in fetched:
            outcome = _without_work(item, known, plan)
            waiting.append((item.original if outcome is None else None, outcome))
            if outcome is None:
                assert item.original is not None
                yield _task(item.original, corpus, known, plan)

    seconds, memory = limits(ocr=plan.ocr)
    for result in in_workers(prepare, tasks(), jobs=plan.jobs, seconds=seconds, memory=memory):
        while (settled := waiting[0][1]) is not None:
            waiting.popleft()
            yield None, settled
        original, _ = waiting.popleft()
        assert original is not None
        error = _broken(original.source, result) if isinstance(result, Broken) else result
        made = Failed(source=original.source, error=error) if isinstance(error, SourceError) else error
        yield original, made
    for _, settled in waiting:
        assert settled is not None
        yield None, settled


def _without_work(item: Fetched, known: Known, plan: Plan) -> Failed | Unchanged | None:
    """The outcome of a source that could not be fetched, or whose bytes are in the corpus; else None."""
    if item.error is not None:
        return Failed(source=item.source, error=item.error)
    assert item.original is not None
    same = known.by_bytes.get(checksum(item.original.data))
    if same is not None and same.cleaner_version == CLEANER_VERSION and not plan.ocr:
        return Unchanged(source=item.source, record=same)
    return None


def _task(original: Original, corpus: Corpus, known: Known, plan: Plan) -> Task:
    place = source_key(original.source) if original.placed else None
    original_checksum = checksum(original.data)
    return Task(
        original=original,
        by_hand=plan.by_hand,
        wanted_back=_restored(corpus, known.by_bytes.get(original_checksum) or known.by_place.get(place or "")),
        source_key=place,
        original_checksum=original_checksum,
        ocr=plan.ocr,
    )


def _restored(corpus: Corpus, former: Record | None) -> tuple[Removal, ...]:
    """What was removed from the former edition, if a person had any of it back."""
    if former is None or not former.id:
        return ()
    try:
        removed = corpus.removed(former.id)
    except KbError:
        return ()
    return removed if any(removal.restored for removal in removed) else ()


def _put(
    original: Original | None, prepared: Prepared, corpus: Corpus, known: Known, plan: Plan, change: str
) -> Outcome:
    assert original is not None
    if plan.dry_run:
        return _decided(original, prepared, corpus, known, plan, change)
    with corpus.writing():  # so that nobody adds the same between the decision and the writing
        catch_up(known, corpus)
        outcome = _decided(original, prepared, corpus, known, plan, change)
        known.read_to = corpus.mark()
        return outcome


def _decided(original: Original, prepared: Prepared, corpus: Corpus, known: Known, plan: Plan, change: str) -> Outcome:
    record = prepared.record
    same = known.by_bytes.get(record.original_checksum)
    if same is not None and same.cleaner_version == record.cleaner_version and not plan.ocr:
        return Unchanged(source=original.source, record=same)  # the same bytes came twice in this run
    former = same or known.by_place.get(record.source_key or "")
    twin = known.by_words.get(prepared.sketch.words)
    if twin is not None and (former is None or twin.id != former.id):
        return Duplicate(source=original.source, record=twin)
    near = known.nearest(prepared.sketch, but=former.id if former else None)
    record = replace(record, near_duplicate_of=near)
    prepared = replace(prepared, record=record)
    written = record if plan.dry_run else _written(original, prepared, corpus, former, change)
    if former is not None:
        known.forget(former)
    known.note(replace(written, text_checksum=checksum(prepared.text.encode())), prepared.sketch)
    made = Replaced if former else Added
    warnings = (*prepared.warnings, *((f"nearly the same text as {near}",) if near else ()))
    rules = Counter(removal.rule for removal in prepared.removed)
    return made(source=original.source, record=written, removed=rules.total(), rules=dict(rules), warnings=warnings)


def _written(original: Original, prepared: Prepared, corpus: Corpus, former: Record | None, change: str) -> Record:
    if former is None:
        return corpus.add(_contents(original, prepared, prepared.record), change)
    record = keep_edited(former, replace(prepared.record, id=former.id, tags=former.tags))
    new_bytes = record.original_checksum != former.original_checksum
    contents = _contents(original, prepared, record)
    return corpus.replace(contents, change, verb=Verb.REPLACE, keep_edition=new_bytes)


def _contents(original: Original, prepared: Prepared, record: Record) -> Contents:
    return Contents(
        record=record,
        text=prepared.text,
        removed=prepared.removed,
        extension=_extension(original.name, record.media_type),
        original=original.data,
        origins=prepared.origins,
    )


def _extension(name: str, media_type: str) -> str:
    """The extension the original is kept under: its own where it has a plain one, else that of what it is."""
    suffix = PurePath(name).suffix.lower()
    if suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= _LONGEST_EXTENSION:
        return suffix
    return _EXTENSIONS.get(media_type, ".bin")


def _broken(source: str, broken: Broken) -> SourceError:
    if broken.reason == "too-slow":
        return SourceError(source, "too-slow", "reading it took too long", "save it in a simpler form and add that")
    if broken.reason == "too-large":
        return SourceError(source, "too-large", "reading it took too much memory", "split it and add the parts")
    message = "the program that reads this kind of file failed on it"
    told = broken.reason.removeprefix("crashed").removeprefix(": ")
    return SourceError(source, "unreadable", f"{message} ({told})" if told else message, "save it in another form")
