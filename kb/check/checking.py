"""A check on one screen: bring the index in step, read each draft, judge each quotation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from kb.check.drafts import Draft, draft_text, quotations_of, single
from kb.check.finding import Finder
from kb.check.index import Shingles
from kb.check.parts import with_parts
from kb.check.references import References
from kb.check.sources import Shelf, Texts
from kb.check.verdict import Judge, Translated
from kb.errors import SourceError
from kb.ingest.blocks import Original
from kb.ingest.fetch import Fetched as FetchedSource
from kb.model import CheckedDraft, Report
from kb.workers import Broken, in_workers

_BROKEN = {"too-slow": "reading it took too long", "too-large": "reading it took too much memory"}
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One draft as it was given: its bytes, or why there are none."""

    name: str
    original: Original | None = None
    error: SourceError | None = None

    @classmethod
    def of(cls, fetched: FetchedSource) -> Fetched:
        """The same of what the pipeline fetched."""
        return cls(name=fetched.source, original=fetched.original, error=fetched.error)


class Check:
    """Checks drafts against the texts of one index."""

    def __init__(
        self, index: Shingles, texts: Texts, *, translated: Translated | None = None, progress: Progress | None = None
    ) -> None:
        shelf = Shelf(texts, index.entries)
        self._judge = Judge(
            finder=Finder(index, shelf),
            shelf=shelf,
            references=References.of(index.entries.values()),
            translated=translated or (lambda _: ()),
        )
        self._progress = progress

    def drafts(self, fetched: Iterable[Fetched]) -> Report:
        """The verdicts on every quotation of every draft; a draft that cannot be read is told as such."""
        return Report(drafts=tuple(self._draft(one) for one in fetched))

    def quotation(self, text: str) -> Report:
        """The verdict on one quotation."""
        return Report(drafts=(self._checked(single(text)),))

    def _draft(self, one: Fetched) -> CheckedDraft:
        if one.original is None:
            assert one.error is not None
            return _failed(one.name, one.error)
        (read,) = in_workers(_read, [one.original], jobs=1)
        if isinstance(read, Broken):
            message = _BROKEN.get(read.reason, "the program that reads this kind of file failed on it")
            return _failed(
                one.name, SourceError(one.name, read.reason if read.reason in _BROKEN else "unreadable", message)
            )
        return _failed(one.name, read) if isinstance(read, SourceError) else self._checked(read)

    def _checked(self, draft: Draft) -> CheckedDraft:
        checked = []
        for number, quotation in enumerate(draft.quotations, 1):
            checked.append(replace(self._judge.judge(quotation), text=quotation.span.slice(draft.text)))
            if self._progress:
                self._progress("Checking", number, len(draft.quotations))
        return CheckedDraft(
            draft=draft.name,
            quotations=with_parts(draft.quotations, checked, self._judge),
            passed_over=draft.passed_over,
        )


def _read(original: Original) -> Draft | SourceError:
    """A draft with its quotations, or why it has none; runs in a worker, because a draft may come from anybody."""
    try:
        return quotations_of(draft_text(original))
    except SourceError as error:
        return error


def _failed(name: str, error: SourceError) -> CheckedDraft:
    return CheckedDraft(draft=name, error=error.message, error_kind=error.kind)
