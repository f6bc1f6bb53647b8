"""Whether a knowledge base is whole: figures, findings, mending what loses nothing, the trash, and copies to keep elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import UsageError
from kb.library.questions import Questions

if TYPE_CHECKING:
    from kb.backup import Written
    from kb.corpus import Finding
    from kb.corpus.trash import Discarded
    from kb.erasing import Erased
    from kb.stats import Stats


class Health(Questions):
    """What keeps a knowledge base whole."""

    def erase(self, ids: Iterable[str]) -> Erased:
        """Take documents, or what the trash keeps of them, out for good: no word of them stays, nothing brings them back.

        Raises:
            UnknownDocument: One is neither in the corpus nor in its trash; nothing is erased.
            EngineError: The engine cannot be reached, so that its index would keep the words.
        """
        from kb.erasing import erase

        wanted = tuple(dict.fromkeys(ids))
        self.corpus.eraser.check(wanted)
        self._forget_learned(frozenset(wanted))
        return erase(self.corpus, self._indexing, wanted)

    def _forget_learned(self, gone: frozenset[str]) -> None:
        """Learn the lexicon anew from the other documents, or delete it: it holds words of those it was learned from."""
        from kb.library.learning import NAME, learn_terms
        from kb.terms.folder import remove_source, source_named

        source = source_named(self.settings.root, NAME)
        if source is None or source.sort != "learned":
            return
        words = self._indexing.words()
        try:
            with self._changing_terms():
                learn_terms(self.settings.root, self.reader, words, self._clock(), self._progress, without=gone)
        except UsageError:
            remove_source(source)

    def stats(self) -> Stats:
        """What the knowledge base holds, in figures."""
        from kb.stats import count

        sized = ((record, len(self.corpus.text(record.id))) for record in self.corpus.records())
        return count(sized, engine=self.settings.engine)

    def verify(self) -> Iterator[Finding]:
        """Everything that is not as it should be, with the documents and with the index."""
        from kb.doctor import findings

        yield from findings(self.corpus)
        yield from self._index_findings()

    def repair(self) -> list[str]:
        """Mend what can be mended without losing anything; says what was done."""
        from kb.doctor import repair

        done = repair(self.corpus)
        if any(self._index_findings()):
            report = self.index()
            done.append(f"Brought the index in step: {report.documents} documents, {report.indexed} indexed now.")
        return done

    def reclean(self) -> list[str]:
        """Take over the texts that the present cleaner gives; says what was done."""
        from kb.doctor import reclean

        return reclean(self.corpus)

    def accept(self, ids: str | Iterable[str]) -> list[str]:
        """Take over texts that a person edited outside kb; says what was done."""
        from kb.doctor import accept

        return [accept(self.corpus, id) for id in ([ids] if isinstance(ids, str) else ids)]

    def trash(self) -> tuple[Discarded, ...]:
        """The former states of documents that the trash holds, the oldest first."""
        return tuple(self.corpus.trash.states())

    def empty_trash(self, *, keep: int = 0) -> tuple[Discarded, ...]:
        """Throw away what the trash holds, but for the last ``keep`` changes; the others cannot be undone any more."""
        return self.corpus.trash.empty(keep=keep)

    def backup(self, path: str | Path, *, ids: Iterable[str] | None = None) -> Written:
        """Write the documents (all, or those of ``ids``), the settings and the own terms into a zip file.

        Raises:
            UsageError: The file cannot be written.
        """
        from kb.backup import write_backup

        return write_backup(self.corpus, Path(path), now=self._clock(), ids=ids, progress=self._progress)

    def _index_findings(self) -> Iterator[Finding]:
        from kb.corpus.findings import Finding, Problem

        if self.settings.engine == "memory":
            return  # it is made anew by every process
        compared = self._indexing.compared()
        told = (
            (compared.broken, compared.broken),
            (compared.behind, f"the index lacks documents, or has them as they were: {len(compared.behind)}"),
            (compared.ahead, f"the index still has documents that are not here: {len(compared.ahead)}"),
        )
        for found, message in told:
            if found and message:
                yield Finding(
                    problem=Problem.INDEX,
                    document=self.settings.engine,
                    message=message,
                    remedy="the next search brings it in step, or kb doctor --repair now",
                )
