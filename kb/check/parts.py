"""Short parts of a statement that its attribution splits: they stand where the other parts stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.check.drafts.shapes import DraftQuotation
from kb.check.matching import matches
from kb.check.pattern import pattern
from kb.check.verdict import Judge
from kb.model import Checked, Span, Verdict
from kb.model.check import VERBATIM

_NEAR = 600
"""Characters between two parts of one statement in the source, the attribution among them."""


def with_parts(quotations: Sequence[DraftQuotation], checked: Sequence[Checked], judge: Judge) -> tuple[Checked, ...]:
    """The verdicts, where a part that was too short is settled by the place of another part of its statement."""
    settled = list(checked)
    for number, (quotation, one) in enumerate(zip(quotations, checked, strict=True)):
        if one.verdict is not Verdict.AMBIGUOUS or "too-short" not in one.warnings:
            continue
        for other, known in zip(quotations, checked, strict=True):
            if other.utterance == quotation.utterance and known.verdict in VERBATIM and known.source_span:
                found = _beside(quotation, one, known, judge)
                if found is not None:
                    settled[number] = found
                    break
    return tuple(settled)


def _beside(quotation: DraftQuotation, one: Checked, known: Checked, judge: Judge) -> Checked | None:
    number = next((n for n, entry in judge.shelf.entries.items() if entry.key == (known.document, known.edition)), None)
    source = None if number is None else judge.shelf.source(number)
    if source is None or number is None or known.source_span is None:
        return None
    beside = [
        match
        for match in matches(pattern(quotation.text), number, source)
        if match.quality <= 1 and 0 < _distance(match.span, known.source_span) <= _NEAR
    ]
    if not beside:
        return None
    there = known.source_span
    match = min(beside, key=lambda one: (one.quality, _distance(one.span, there)))
    return replace(
        one,
        verdict=Verdict.TYPOGRAPHIC if match.folds else Verdict.EXACT,
        document=known.document,
        title=known.title,
        edition=known.edition,
        source_span=match.span,
        source_text=match.span.slice(source.text),
        context=source.sentences(match.span).slice(source.text),
        page=source.layout.page(match.span.start),
        folds=tuple(map(str, match.folds)),
        warnings=tuple(warning for warning in one.warnings if warning != "too-short"),
        candidates=(),
    )


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
