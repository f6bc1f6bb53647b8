"""What is said of one quotation, from the places that were found for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from kb.check.alignment import ALIKE, Aligned, reordered
from kb.check.attribution import Attributed, attributed
from kb.check.drafts.shapes import DraftQuotation
from kb.check.finding import Finder, Found, Run, covers
from kb.check.matching import Match
from kb.check.references import References
from kb.check.sources import Shelf, Source
from kb.check.truncation import turned
from kb.model import Candidate, Checked, Difference, Span, Verdict
from kb.quote.excerpts.caution import warnings as cautions

_FEWEST_WORDS = 4
_UNMARKED_CUT = 4
_MOST_CANDIDATES = 5
_QUALIFIED = {"negation", "condition", "comparison", "bound"}
_NEARLY = 0.45

Translated = Callable[[DraftQuotation], Sequence[Candidate]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Everything a verdict is drawn from; ``translated`` gives likely sources in other languages."""

    finder: Finder
    shelf: Shelf
    references: References
    translated: Translated

    def judge(self, quotation: DraftQuotation) -> Checked:
        """The verdict on one quotation."""
        if not self.shelf.entries:
            return _unchecked(quotation, "empty-corpus")
        found = self.finder.find(quotation.text)
        if not found.pattern.pieces:
            return _unchecked(quotation, "no-words")
        if found.matches:
            return self._matched(quotation, found)
        checked = self._unmatched(quotation, found)
        if checked.verdict is Verdict.NOT_FOUND and self.shelf.unreadable:
            return replace(checked, verdict=Verdict.UNCHECKED, warnings=(*checked.warnings, "source-unreadable"))
        return checked

    # The words are there

    def _matched(self, quotation: DraftQuotation, found: Found) -> Checked:
        best = min(match.quality for match in found.matches)
        # A document as it is now goes before a former edition of any document.
        kept = [match for match in found.matches if match.quality == best or (match.quality <= 1 and best <= 1)]
        kept = [match for match in kept if match.source.entry.edition is None] or kept
        judged = [(match, attributed(quotation, match.source, match.span, self.references)) for match in kept]
        judged.sort(key=lambda one: (one[1].rank, one[0].quality, one[0].last - one[0].first))
        whole = (one for one in judged if one[1].rank == judged[0][1].rank and not any(turned(found.pattern, one[0])))
        match, who = next(whole, judged[0])
        others = self._others(match, who, judged)
        ambiguous = (bool(others) or found.more) and not who.decides
        checked = self._with_versions(self._as_checked(quotation, found, match, who), match, found)
        others = (*others, *checked.candidates)
        if found.pattern.is_short and not who.referenced:
            return replace(
                checked, verdict=Verdict.AMBIGUOUS, warnings=("too-short", *checked.warnings), candidates=others
            )
        if who.wrong and checked.verdict is not Verdict.ALTERED:
            return replace(checked, verdict=Verdict.MISATTRIBUTED, candidates=(*who.named, *others)[:_MOST_CANDIDATES])
        if ambiguous:
            return replace(checked, verdict=Verdict.AMBIGUOUS, candidates=others)
        return replace(checked, candidates=others)

    def _with_versions(self, checked: Checked, match: Match, found: Found) -> Checked:
        """Tell of nearly identical documents, a correction perhaps, that do not have the words."""
        holding = {one.source.entry.id for one in found.matches if one.source.entry.edition is None}
        lacking = [one for one in self.shelf.near_duplicates(match.source.entry) if one.id not in holding]
        if not lacking or checked.edition is not None:
            return checked
        why = "nearly the same, without these words"
        versions = tuple(Candidate(document=one.id, title=one.title, why=why) for one in lacking[:_MOST_CANDIDATES])
        return replace(checked, warnings=(*checked.warnings, "other-version"), candidates=versions)

    def _others(
        self, match: Match, who: Attributed, judged: Iterable[tuple[Match, Attributed]]
    ) -> tuple[Candidate, ...]:
        """The unrelated documents that hold the words as well, and fit what the draft says no worse."""
        seen = {match.source.entry.id}
        found: list[Candidate] = []
        for other, also in judged:
            entry = other.source.entry
            if entry.id in seen or self.shelf.related(entry, match.source.entry) or also.rank > who.rank:
                continue
            seen.add(entry.id)
            found.append(_candidate(other.source, other.span, "holds the same words"))
        return tuple(found[:_MOST_CANDIDATES])

    def _as_checked(self, quotation: DraftQuotation, found: Found, match: Match, who: Attributed) -> Checked:
        source = match.source
        verdict = (Verdict.EXACT, Verdict.TYPOGRAPHIC, Verdict.ELIDED, Verdict.ALTERED)[match.quality]
        warned = [*match.warnings, *who.warnings]
        if source.entry.edition is not None:
            warned.append("former-edition")
        span = match.span
        whole = source.sentences(span)
        left_out = cautions(source.layout, span, within=source.quotation_over(span) if _has_marks(source) else None)
        if _QUALIFIED & set(left_out) and not found.pattern.cut_after:
            warned.append("truncated")
        if "reservation-follows" in left_out:
            warned.append("reservation-follows")
        cut_off = tuple(turned(found.pattern, match))
        if cut_off:
            verdict = Verdict.ALTERED
            warned.append("negation")
        differences = (*match.differences, *cut_off)
        return _checked(quotation, source, span, whole, verdict, differences, warned, who=who, folds=match.folds)

    # The words are not there

    def _unmatched(self, quotation: DraftQuotation, found: Found) -> Checked:
        nearest = found.nearest
        if nearest is not None and nearest.common >= min(_FEWEST_WORDS, len(nearest.draft.low)):
            if covers(found) or (nearest.likeness >= _NEARLY and nearest.unmarked_cut(_UNMARKED_CUT)):
                return self._stitched(quotation, found, nearest)
            if nearest.likeness >= ALIKE and nearest.common >= _FEWEST_WORDS:
                return self._altered(quotation, nearest)
            if (shuffled := reordered(nearest)) is not None:
                return self._altered(quotation, shuffled)
        likely = self.translated(quotation)
        if likely:
            return _not_found(quotation, ("translated",), tuple(likely))
        near: tuple[Candidate, ...] = ()
        if nearest is not None and nearest.likeness >= _NEARLY:
            near = (_candidate(nearest.source, _span(nearest), "the nearest words"),)
        return _not_found(quotation, ("too-short",) if found.pattern.is_short else (), near)

    def _altered(self, quotation: DraftQuotation, nearest: Aligned) -> Checked:
        source, span = nearest.source, _span(nearest)
        who = attributed(quotation, source, span, self.references)
        differences = nearest.differences()
        warned = list(dict.fromkeys(str(one.kind) for one in differences if one.serious))
        warned += who.warnings
        if source.entry.edition is not None:
            warned.append("former-edition")
        whole = source.sentences(span)
        return _checked(quotation, source, span, whole, Verdict.ALTERED, differences, warned, who=who)

    def _stitched(self, quotation: DraftQuotation, found: Found, nearest: Aligned) -> Checked:
        source, span = nearest.source, _span(nearest)
        who = attributed(quotation, source, span, self.references)
        differences = nearest.differences()
        warned = list(dict.fromkeys(str(one.kind) for one in differences if one.serious and one.op == "delete"))
        places = [
            _candidate(run.source, run.source.span(run.place, run.place + run.end - run.start), "holds a piece")
            for run in _apart(found.runs, nearest)
        ]
        checked = _checked(
            quotation,
            source,
            span,
            source.sentences(span),
            Verdict.STITCHED,
            differences,
            [*warned, *who.warnings],
            who=who,
        )
        return replace(checked, candidates=tuple(places[:_MOST_CANDIDATES]))


def _apart(runs: Sequence[Run], nearest: Aligned) -> list[Run]:
    return [run for run in runs if run.number != nearest.number or not nearest.first <= run.place < nearest.last]


def _span(nearest: Aligned) -> Span:
    return nearest.source.span(nearest.first, nearest.last)


def _has_marks(source: Source) -> bool:
    return any(mark in source.text for mark in '“”„»«"‘’–—')


def _candidate(source: Source, span: Span, why: str) -> Candidate:
    entry = source.entry
    return Candidate(document=entry.id, title=entry.title, why=why, span=span, text=span.slice(source.text))


def _checked(  # noqa: PLR0913 - a verdict has this many sides
    quotation: DraftQuotation,
    source: Source,
    span: Span,
    whole: Span,
    verdict: Verdict,
    differences: tuple[Difference, ...],
    warned: Sequence[str],
    *,
    who: Attributed,
    folds: Sequence[str] = (),
) -> Checked:
    entry = source.entry
    return Checked(
        text=quotation.text,
        span=quotation.span,
        verdict=verdict,
        document=entry.id,
        title=entry.title,
        edition=entry.edition,
        source_span=span,
        source_text=span.slice(source.text),
        context=whole.slice(source.text),
        page=source.layout.page(span.start) if entry.edition is None else None,
        folds=tuple(dict.fromkeys(str(fold) for fold in folds)),
        differences=differences,
        warnings=tuple(dict.fromkeys(warned)),
        speaker=quotation.speaker.name if quotation.speaker else None,
        source_speaker=who.source_speaker,
    )


def _unchecked(quotation: DraftQuotation, why: str) -> Checked:
    return Checked(text=quotation.text, span=quotation.span, verdict=Verdict.UNCHECKED, warnings=(why,))


def _not_found(quotation: DraftQuotation, warned: tuple[str, ...], candidates: tuple[Candidate, ...]) -> Checked:
    return Checked(
        text=quotation.text,
        span=quotation.span,
        verdict=Verdict.NOT_FOUND,
        warnings=warned,
        candidates=candidates,
        speaker=quotation.speaker.name if quotation.speaker else None,
    )
