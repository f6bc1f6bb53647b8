"""The answer of a check: every quotation of a draft with its verdict against the corpus."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kb.model.document import Span


class Verdict(StrEnum):
    """What a check says of one quotation.

    ``exact`` and ``typographic`` have the source's words in the source's order; ``elided`` has marked cuts;
    everything else is not verbatim. ``unchecked`` means that nothing could be compared, and is never a pass.
    """

    EXACT = "exact"
    TYPOGRAPHIC = "typographic"
    ELIDED = "elided"
    ALTERED = "altered"
    STITCHED = "stitched"
    MISATTRIBUTED = "misattributed"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found"
    UNCHECKED = "unchecked"


VERBATIM = frozenset({Verdict.EXACT, Verdict.TYPOGRAPHIC, Verdict.ELIDED})
"""The verdicts that can pass."""


class DifferenceKind(StrEnum):
    """What a difference touches; the first six are serious."""

    NEGATION = "negation"
    FIGURE = "figure"
    COMPARISON = "comparison"
    UNIT = "unit"
    NAME = "name"
    MODAL = "modal"
    WORD = "word"
    LETTERS = "letters"
    CASE = "case"
    PUNCTUATION = "punctuation"
    FIGURE_FORMAT = "figure-format"
    CUT = "cut"
    EDITORIAL = "editorial"


SERIOUS = frozenset(
    {
        DifferenceKind.NEGATION,
        DifferenceKind.FIGURE,
        DifferenceKind.COMPARISON,
        DifferenceKind.UNIT,
        DifferenceKind.NAME,
        DifferenceKind.MODAL,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference between the source and the draft.

    ``op`` is ``replace``, ``delete`` (the draft lacks ``source``) or ``insert`` (the draft adds ``draft``).
    """

    op: str
    source: str
    draft: str
    kind: DifferenceKind

    @property
    def serious(self) -> bool:
        """Whether the difference may turn what is said."""
        return self.kind in SERIOUS


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Another place that may be meant: why it is named, and its words."""

    document: str
    title: str
    why: str
    span: Span | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One quotation of a draft and what the corpus says of it.

    ``span`` counts in the draft's text, ``source_span`` in the text of ``document`` (of its former ``edition``, if
    that is set). ``folds`` are the typographic differences that were allowed for. ``context`` holds the source's
    whole sentences. ``speaker`` is who the draft says it was, ``source_speaker`` who the source says.
    """

    text: str
    span: Span
    verdict: Verdict
    document: str | None = None
    title: str | None = None
    edition: int | None = None
    source_span: Span | None = None
    source_text: str | None = None
    context: str | None = None
    page: str | None = None
    folds: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    warnings: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    speaker: str | None = None
    source_speaker: str | None = None

    @property
    def passes(self) -> bool:
        """Whether the quotation may stand: verbatim, and no marked cut hides a negation."""
        return self.verdict in VERBATIM and "elision-hides-negation" not in self.warnings

    @property
    def serious(self) -> bool:
        """Whether a difference may turn what is said."""
        return any(difference.serious for difference in self.differences)


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """Words between marks that are no quotation (a title, a single word), so that nothing goes unsaid."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDraft:
    """One draft: its quotations in order, or why it could not be read."""

    draft: str
    quotations: tuple[Checked, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    error: str | None = None
    error_kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The answer to one check."""

    drafts: tuple[CheckedDraft, ...]

    @property
    def verbatim(self) -> bool:
        """Whether every draft was read and every quotation in it may stand."""
        return all(draft.error is None and all(one.passes for one in draft.quotations) for draft in self.drafts)
