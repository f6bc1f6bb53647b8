"""Verdicts, warnings and folds in words for a person."""

from __future__ import annotations

from kb.model import Checked, Verdict

VERDICTS = {
    Verdict.EXACT: "word for word",
    Verdict.TYPOGRAPHIC: "the same words, set differently",
    Verdict.ELIDED: "the same words, with marked cuts",
    Verdict.ALTERED: "the words differ from the source",
    Verdict.STITCHED: "put together from several places without a mark",
    Verdict.MISATTRIBUTED: "the words are right, the attribution is not",
    Verdict.AMBIGUOUS: "which source is meant cannot be told",
    Verdict.NOT_FOUND: "not in the knowledge base",
    Verdict.UNCHECKED: "could not be checked",
}
_WARNINGS = {
    "negation": "a negation or restriction differs",
    "figure": "a figure differs",
    "unit": "a unit differs",
    "name": "a name differs",
    "comparison": "a comparison or a direction differs (more and less, before and after ...)",
    "modal": "how binding it is differs (shall, may, can ...)",
    "truncated": "the source's sentence goes on with a negation, condition or bound that is left out",
    "reservation-follows": "the source's next sentence takes something back",
    "elision-hides-negation": "the marked cut hides a negation or restriction",
    "elision-hides-figure": "the marked cut hides a figure",
    "elision-hides-condition": "the marked cut hides a condition",
    "translated": "the source may be in another language; a translation is never verbatim",
    "former-edition": "this stands in a former edition of the document, not in the present one",
    "other-version": "a nearly identical document, a correction perhaps, does not have these words",
    "other-speaker": "the source says somebody else said it",
    "other-document": "the draft names another document",
    "speaker-unconfirmed": "the source does not say who said it",
    "too-short": "too short to tell where it comes from (under 4 words or 20 characters)",
    "empty-corpus": "the knowledge base is empty",
    "no-words": "there are no words in it",
    "source-unreadable": "a document that may hold it cannot be read",
}


def verdict_in_words(one: Checked) -> str:
    """What the verdict means."""
    return VERDICTS[one.verdict]


def warning_in_words(warning: str, one: Checked) -> str:
    """What a warning means for one quotation."""
    said = _WARNINGS.get(warning, warning)
    if warning == "other-speaker" and one.source_speaker:
        return f"the draft says {one.speaker}, the source says {one.source_speaker}"
    if warning == "former-edition" and one.edition is not None:
        return f"{said} (edition {one.edition})"
    return said
