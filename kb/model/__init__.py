"""The nouns of the project as types: frozen, slotted, keyword-only; collections are tuples.

The types of documents and searches are loaded at once; those of quoting and checking when they are first named,
because making a type costs as much as a short search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kb.model.document import (
    SERVED_LANGUAGES,
    UNDETERMINED,
    Document,
    Intake,
    Kind,
    Page,
    Passage,
    ReadFrom,
    Record,
    Removal,
    Span,
)
from kb.model.search import (
    Expansion,
    Facets,
    FoundPassage,
    Hit,
    Match,
    Rendering,
    Results,
    Via,
)

if TYPE_CHECKING:
    from kb.model.check import (
        Candidate,
        Checked,
        CheckedDraft,
        Difference,
        DifferenceKind,
        PassedOver,
        Report,
        Verdict,
    )
    from kb.model.quote import (
        Cue,
        Excerpt,
        ExcerptKind,
        How,
        Quotation,
        QuotationKind,
        Selector,
        Speaker,
    )

__all__ = [
    "SERVED_LANGUAGES",
    "UNDETERMINED",
    "Candidate",
    "Checked",
    "CheckedDraft",
    "Cue",
    "Difference",
    "DifferenceKind",
    "Document",
    "Excerpt",
    "ExcerptKind",
    "Expansion",
    "Facets",
    "FoundPassage",
    "Hit",
    "How",
    "Intake",
    "Kind",
    "Match",
    "Page",
    "Passage",
    "PassedOver",
    "Quotation",
    "QuotationKind",
    "ReadFrom",
    "Record",
    "Removal",
    "Rendering",
    "Report",
    "Results",
    "Selector",
    "Span",
    "Speaker",
    "Verdict",
    "Via",
]


def __getattr__(name: str) -> Any:
    """Load the types of quoting or checking when one of them is asked for."""
    if name not in __all__:
        raise AttributeError(f"module 'kb.model' has no attribute {name!r}")
    from kb.model import check, quote

    return getattr(quote if hasattr(quote, name) else check, name)
