"""The health of a knowledge base: what is wrong, what an improved cleaner would change, and mending what loses nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kb.corpus import Corpus, Finding, Verb
from kb.corpus.corpus import Contents
from kb.corpus.findings import Problem
from kb.corpus.ids import checksum
from kb.corpus.reading import HIDDEN, JOURNAL, TEXT
from kb.corpus.verify import nowhere_links, verify
from kb.errors import CorpusDamaged, SourceError, UnknownDocument
from kb.files import clear_waiting
from kb.ingest.again import contents_again, is_remakeable, task_again
from kb.ingest.clean import CLEANER_VERSION
from kb.ingest.prepare import Prepared, Task, limits, prepare
from kb.model import Page, Record, Span
from kb.places import place_of
from kb.workers import Broken, in_workers


def findings(corpus: Corpus) -> Iterator[Finding]:
    """Everything that is not as it should be with the documents, and with where they lie."""
    yield from _place(corpus.root)
    yield from verify(corpus)
    for record, prepared in recleaned(corpus):
        if isinstance(prepared, Prepared) and checksum(prepared.text.encode()) != record.text_checksum:
            yield Finding(
                problem=Problem.OLD_CLEANER,
                document=record.id,
                message=f"cleaned by version {record.cleaner_version}; version {CLEANER_VERSION} gives another text",
                remedy="kb doctor --reclean takes the new text over; kb undo brings the old one back",
            )


def _place(root: Path) -> Iterator[Finding]:
    place = place_of(root)
    if place is not None:
        synced = place.kind == "synced"
        yield Finding(
            problem=Problem.PLACE,
            document=str(root.parent),
            message=f"the knowledge base lies in a folder that {place.by} synchronises"
            if synced
            else f"the knowledge base lies on the network ({place.by})",
            remedy="move it to a folder of this computer alone; kb export --as zip makes a copy that may lie there",
        )


def recleaned(corpus: Corpus, *, jobs: int = 2) -> Iterator[tuple[Record, Prepared | SourceError | Broken | None]]:
    """The documents of an older cleaner, each with what the present one makes of its original; None where it is damaged."""
    old = [r for r in corpus.records() if r.cleaner_version != CLEANER_VERSION and is_remakeable(corpus, r)]
    seconds, memory = limits(ocr=any("+ocr" in record.extractor for record in old))
    given: list[Record] = []
    damaged: list[Record] = []

    def tasks() -> Iterator[Task]:
        for record in old:
            try:
                task = task_again(corpus, record, corpus.removed(record.id))
            except (CorpusDamaged, UnknownDocument, OSError):
                damaged.append(record)  # it costs no other document anything
            else:
                given.append(record)
                yield task

    for number, made in enumerate(in_workers(prepare, tasks(), jobs=jobs, seconds=seconds, memory=memory)):
        yield given[number], made
    yield from ((record, None) for record in damaged)


def reclean(corpus: Corpus) -> list[str]:
    """Take over the text that the present cleaner gives; says of each document what was done."""
    change, done = corpus.new_change(), []
    for record, prepared in recleaned(corpus):
        if prepared is None:
            done.append(f"{record.id}: it is damaged (kb doctor says how); it stays as it is.")
            continue
        if not isinstance(prepared, Prepared):
            done.append(f"{record.id}: its original could not be read again; it stays as it is.")
            continue
        same = checksum(prepared.text.encode()) == record.text_checksum
        corpus.replace(contents_again(record, prepared), change, verb=Verb.REPLACE)
        outcome = "its text is the same" if same else "its text is new"
        done.append(f"{record.id}: cleaned again with version {CLEANER_VERSION}; {outcome}.")
    return done


def accept(corpus: Corpus, id: str) -> str:
    """Take over a text that a person edited outside kb; says what was done.

    Line ends and letters are brought into the form of every text (LF, NFC). The positions of pages and the map to the
    original no longer hold where characters moved; pages are cut to the text, the map is dropped.
    """
    with corpus.writing():
        record = corpus.record(id)
        path = corpus.folder(id) / TEXT
        try:
            edited_text = path.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise CorpusDamaged(path, str(error)) from error
        if checksum(path.read_bytes()) == record.text_checksum:
            return f"{id}: the text is the one on record; nothing to accept."
        text = unicodedata.normalize("NFC", edited_text.replace("\r\n", "\n").replace("\r", "\n"))
        pages = tuple(_cut(page, len(text)) for page in record.pages)
        edited = tuple(sorted({*record.edited, "text"}))
        _rewrite(corpus, replace(record, pages=pages, edited=edited), text, origins=())
        return f"{id}: the edited text is taken over."


def repair(corpus: Corpus) -> list[str]:
    """Mend what loses nothing; says what was done."""
    done = []
    if corpus.unfinished() is not None or any(_staged(corpus)):
        corpus.recover()
        done.append("Finished or took back what a stopped command had begun, and cleared what it had left.")
    for path in (corpus.root.parent / "kb.toml", corpus.root / HIDDEN / JOURNAL):
        done += [
            f"Deleted {left.name}, which a stopped command had left." for left in clear_waiting(path, older_than=0)
        ]
    for finding in list(verify(corpus)):
        if finding.problem is Problem.LINK:
            done += _without_links(corpus, finding.document)
    return done


def _staged(corpus: Corpus) -> Iterator[Path]:
    staging = corpus.root / HIDDEN / "staging"
    return staging.iterdir() if staging.is_dir() else iter(())


def _without_links(corpus: Corpus, id: str) -> list[str]:
    with corpus.writing():
        record = corpus.record(id)
        nowhere = nowhere_links(record, corpus.ids())
        if not nowhere:
            return []  # both links of one record are mended at once
        text, origins = corpus.text(id), corpus.origins(id)
        if checksum(text.encode()) != record.text_checksum:
            return [
                f"{id}: its text was edited by hand; accept that first (kb doctor --accept {id}), then repair again."
            ]
        mended = replace(
            record,
            near_duplicate_of=None if "near_duplicate_of" in nowhere else record.near_duplicate_of,
            translation_of=None if "translation_of" in nowhere else record.translation_of,
        )
        _rewrite(corpus, mended, text, origins=origins)
        return [f"{id}: took out the link to a document that is not here." for _ in nowhere]


def _rewrite(corpus: Corpus, record: Record, text: str, *, origins: tuple[tuple[int, int, int], ...]) -> None:
    removed = corpus.removed(record.id)
    contents = Contents(record=record, text=text, removed=removed, extension="", original=None, origins=origins)
    corpus.replace(contents, corpus.new_change(), verb=Verb.REPAIR)


def _cut(page: Page, length: int) -> Page:
    return replace(page, span=Span(min(page.span.start, length), min(page.span.end, length)))
