"""Verdicts, warnings and folds in words for a person."""

from __future__ import annotations

from kb.model import Checked, Verdict
from kb.model.messages import N_

VERDICTS = {
    Verdict.EXACT: N_("word for word"),
    Verdict.TYPOGRAPHIC: N_("the same words, set differently"),
    Verdict.ELIDED: N_("the same words, with marked cuts"),
    Verdict.ALTERED: N_("the words differ from the source"),
    Verdict.STITCHED: N_("put together from several places without a mark"),
    Verdict.MISATTRIBUTED: N_("the words are right, the attribution is not"),
    Verdict.AMBIGUOUS: N_("which source is meant cannot be told"),
    Verdict.NOT_FOUND: N_("not in the knowledge base"),
    Verdict.UNCHECKED: N_("could not be checked"),
}
WARNINGS = {
    "negation": N_("a negation or restriction differs"),
    "figure": N_("a figure differs"),
    "unit": N_("a unit differs"),
    "name": N_("a name differs"),
    "comparison": N_("a comparison or a direction differs (more and less, before and after ...)"),
    "modal": N_("how binding it is differs (shall, may, can ...)"),
    "truncated": N_("a negation, condition or bound of the source's sentence is left out"),
    "reservation-follows": N_("the source's next sentence takes something back"),
    "elision-hides-negation": N_("the marked cut hides a negation or restriction"),
    "elision-hides-figure": N_("the marked cut hides a figure"),
    "elision-hides-condition": N_("the marked cut hides a condition"),
    "translated": N_("the source may be in another language; a translation is never verbatim"),
    "former-edition": N_("this stands in a former edition of the document, not in the present one"),
    "other-version": N_("a nearly identical document, a correction perhaps, does not have these words"),
    "other-speaker": N_("the source says somebody else said it"),
    "other-document": N_("the draft names another document"),
    "speaker-unconfirmed": N_("the source does not say who said it"),
    "too-short": N_("too short to tell where it comes from (under 4 words or 20 characters)"),
    "empty-corpus": N_("the knowledge base is empty"),
    "no-words": N_("there are no words in it"),
    "source-unreadable": N_("a document that may hold it cannot be read"),
}


def verdict_in_words(one: Checked) -> str:
    """What the verdict means."""
    return VERDICTS[one.verdict]


def warning_in_words(warning: str, one: Checked) -> str:
    """What a warning means for one quotation."""
    said = WARNINGS.get(warning, warning)
    if warning == "other-speaker" and one.source_speaker:
        return f"the draft says {one.speaker}, the source says {one.source_speaker}"
    if warning == "former-edition" and one.edition is not None:
        return f"{said} (edition {one.edition})"
    return said
