"""The documents of a knowledge base: adding, reading, correcting, removing, and keeping them whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import BadValue, CorpusDamaged, UnknownDocument
from kb.library.opened import OpenedLibrary
from kb.model import Document, Passage, Record, Removal

if TYPE_CHECKING:
    from kb.corpus import Change
    from kb.editions import Edition
    from kb.ingest.blocks import Original
    from kb.ingest.outcomes import Outcome


class Documents(OpenedLibrary):
    """What can be done with the documents themselves."""

    def add(
        self,
        sources: str | Path | Iterable[str | Path | Original],
        *,
        dry_run: bool = False,
        jobs: int | None = None,
        ocr: bool = False,
        from_afar: bool = False,
        **described: str,
    ) -> Iterator[Outcome]:
        """Bring sources into the corpus; yields one outcome a source.

        An `Original` is taken as it is: bytes that were handed over rather than fetched. ``described`` are fields set by hand, as text (``title=``, ``published=``, ``author=``, ``tag=`` ...).
        ``from_afar`` says that who names the sources sits at another machine: addresses of this one are private to them.

        Raises:
            BadValue: A field set by hand does not fit. Raised before anything is read.
        """
        from kb.ingest.blocks import Original
        from kb.ingest.hand import read_by_hand
        from kb.ingest.pipeline import Plan, ingest
        from kb.ingest.signatures import known_of
        from kb.workers import usual_jobs

        given = [sources] if isinstance(sources, str | Path) else list(sources)
        plan = Plan(
            now=self._clock,
            by_hand=read_by_hand(described),
            dry_run=dry_run,
            jobs=jobs or usual_jobs(),
            allow_private=self.settings.allow_private,
            allow_loopback=not from_afar,
            ocr=ocr,
        )
        known = known_of(self.corpus, self.settings.index)
        named = [source if isinstance(source, Original) else str(source) for source in given]
        return ingest(named, self.corpus, known, plan)

    def records(
        self,
        *,
        language: str | None = None,
        kind: str | None = None,
        tag: str | None = None,
        since: date | None = None,
        until: date | None = None,
        expired: bool = False,
        on_damage: Callable[[CorpusDamaged], None] | None = None,
    ) -> Iterator[Record]:
        """The records of the documents that pass every filter, by id; dates include both ends.

        ``expired`` leaves only those that may not be kept any longer.
        """
        today = self._clock().date()
        self.recover()
        for record in self.reader.records(on_damage):
            dated = record.published is not None
            if (
                (language is None or record.language == language)
                and (kind is None or record.kind == kind)
                and (tag is None or tag in record.tags)
                and (since is None or (dated and record.published >= since))  # type: ignore[operator]
                and (until is None or (dated and record.published <= until))  # type: ignore[operator]
                and (not expired or record.is_expired(today))
            ):
                yield record

    def latest(self, limit: int = 10) -> tuple[Record, ...]:
        """The records of the documents that were fetched last, the last one first."""
        fetched = self.reader.fetched()
        ids = sorted(fetched, key=lambda id: (fetched[id], id), reverse=True)
        records: list[Record] = []
        for id in ids:
            if len(records) == limit:
                break
            with suppress(UnknownDocument, CorpusDamaged):
                records.append(self.reader.record(id))
        return tuple(records)

    def document(self, id: str) -> Document:
        """A document's record and text."""
        self.recover()
        return self.reader.document(id)

    def text(self, id: str) -> str:
        """The cleaned text of a document."""
        return self.reader.text(id)

    def passages(self, id: str) -> tuple[Passage, ...]:
        """The passages of a document, in order."""
        from kb.search.passages import passages

        document = self.reader.document(id)
        return passages(document.record, document.text)

    def removed(self, id: str) -> tuple[Removal, ...]:
        """What the cleaner took out of a document or changed in it."""
        return self.reader.removed(id)

    def edit(
        self,
        id: str,
        values: Mapping[str, str],
        *,
        add_tags: Iterable[str] = (),
        remove_tags: Iterable[str] = (),
    ) -> Record:
        """Set fields of a record by hand.

        Raises:
            UnknownDocument: There is none of this id.
            BadValue: A value does not fit its field.
        """
        from kb.ingest.hand import read_by_hand, set_by_hand

        typed = read_by_hand(values)
        with self.corpus.writing():  # two who edit at once must not take each other's changes back
            document = self.corpus.document(id)
            self._refuse_translation(id, typed.get("translation_of"))
            tags = dict.fromkeys((*typed.get("tags", document.record.tags), *add_tags))
            kept = tuple(tag for tag in tags if tag not in set(remove_tags))
            if kept != document.record.tags:
                typed["tags"] = kept
            record = set_by_hand(document.record, typed)
            return self._rewrite(replace(document, record=record), self.corpus.removed(id))

    def _refuse_translation(self, id: str, original: str | None) -> None:
        """A document is a translation of another one that is here."""
        if original is None:
            return
        if original == id:
            raise BadValue("translation_of", original, "the id of another document")
        self.corpus.record(original)

    def restore(self, id: str, numbers: Iterable[int]) -> Record:
        """Have back what was removed from a document, by the numbers of `removed` (from 1); it survives re-cleaning.

        Raises:
            UnknownDocument: There is none of this id.
            UsageError: A number names nothing that can be had back.
            SourceError: The original cannot be read again.
        """
        from kb.ingest.again import restore

        return restore(self.corpus, id, frozenset(numbers))

    def editions(self, id: str) -> tuple[Edition, ...]:
        """The editions of a document, the oldest first; the last is the current one."""
        from kb.editions import editions

        return editions(self.corpus, id)

    def remove(self, ids: Iterable[str]) -> tuple[Record, ...]:
        """Move documents to the trash; nothing is moved unless every id is known."""
        with self.corpus.writing():
            records = tuple(self.corpus.record(id) for id in dict.fromkeys(ids))
            change = self.corpus.new_change()
            for record in records:
                self.corpus.remove(record.id, change)
            return records

    def undo(self) -> Change:
        """Take the last change back."""
        return self.corpus.undo()

    def _rewrite(self, document: Document, removed: tuple[Removal, ...]) -> Record:
        from kb.corpus import Verb
        from kb.corpus.corpus import Contents

        contents = Contents(
            record=document.record,
            text=document.text,
            removed=removed,
            extension="",
            original=None,
            origins=self.corpus.origins(document.record.id),
        )
        return self.corpus.replace(contents, self.corpus.new_change(), verb=Verb.EDIT)
