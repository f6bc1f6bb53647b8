"""What the views of quoting, checking and adding say for the words of the contract."""

from __future__ import annotations

from kb.model import DifferenceKind, Verdict
from kb.web.names import N_

WARNINGS: dict[str, str] = {
    "starts-mid-sentence": N_("begins inside a sentence"),
    "ends-mid-sentence": N_("ends inside a sentence"),
    "negation": N_("a negation or restriction stands outside the words taken"),
    "condition": N_("a condition stands outside the words taken"),
    "comparison": N_("a comparison stands outside the words taken"),
    "bound": N_("the number has a bound (up to, at least …) that stands outside the words taken"),
    "footnote": N_("there is a footnote to this"),
    "quotation": N_("these are somebody’s words, and who said them stands outside"),
    "closing-mark-missing": N_("the closing quotation mark is missing in the source"),
    "reservation-follows": N_("the next sentence takes something back"),
    "omission": N_("shortened inside a sentence; the cut is marked […]"),
}
"""What a reader of an excerpt alone would not know."""

STYLE_NAMES: dict[str, str] = {
    "footnote": N_("Footnote"),
    "plain": N_("Plain text"),
    "markdown": N_("Markdown"),
    "html": N_("HTML"),
    "apa": N_("APA"),
    "harvard": N_("Harvard"),
    "chicago": N_("Chicago"),
    "csl-json": N_("CSL-JSON (Zotero)"),
    "bibtex": N_("BibTeX"),
    "ris": N_("RIS (EndNote, Zotero)"),
    "annotation": N_("Web annotation"),
    "docx": N_("Word, with footnotes"),
}

VERDICTS: dict[str, str] = {
    Verdict.EXACT: N_("Word for word"),
    Verdict.TYPOGRAPHIC: N_("The same words, set differently"),
    Verdict.ELIDED: N_("The same words, with marked cuts"),
    Verdict.ALTERED: N_("The words differ from the source"),
    Verdict.STITCHED: N_("Put together from several places without a mark"),
    Verdict.MISATTRIBUTED: N_("The words are right, the attribution is not"),
    Verdict.AMBIGUOUS: N_("Which source is meant cannot be told"),
    Verdict.NOT_FOUND: N_("Not in the knowledge base"),
    Verdict.UNCHECKED: N_("Could not be checked"),
}

CHECK_WARNINGS: dict[str, str] = {
    "negation": N_("a negation or restriction differs"),
    "figure": N_("a figure differs"),
    "unit": N_("a unit differs"),
    "name": N_("a name differs"),
    "modal": N_("how binding it is differs (shall, may, can …)"),
    "comparison": N_("a comparison is turned round"),
    "truncated": N_("the source’s sentence goes on with a negation, condition or bound that is left out"),
    "reservation-follows": N_("the source’s next sentence takes something back"),
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

CHANGES: dict[str, str] = {
    DifferenceKind.NEGATION: N_("a negation"),
    DifferenceKind.FIGURE: N_("a figure"),
    DifferenceKind.UNIT: N_("a unit"),
    DifferenceKind.NAME: N_("a name"),
    DifferenceKind.MODAL: N_("how binding it is"),
    DifferenceKind.WORD: N_("a word"),
    DifferenceKind.LETTERS: N_("letters"),
    DifferenceKind.CASE: N_("capital letters"),
    DifferenceKind.PUNCTUATION: N_("punctuation"),
    DifferenceKind.FIGURE_FORMAT: N_("how a figure is written"),
    DifferenceKind.CUT: N_("an unmarked cut"),
    DifferenceKind.EDITORIAL: N_("an insertion in brackets"),
    "comparison": N_("a comparison"),
}
"""What a difference touches."""

FOLDS: dict[str, str] = {
    "composed-letters": N_("composed letters"),
    "spaces": N_("spaces"),
    "line-breaks": N_("line breaks"),
    "soft-hyphens": N_("soft hyphens"),
    "line-end-hyphens": N_("hyphens at line ends"),
    "quotation-marks": N_("quotation marks"),
    "dashes": N_("dashes"),
    "ellipses": N_("ellipses"),
    "ligatures": N_("ligatures"),
    "first-letter": N_("the first letter"),
    "note-marks": N_("note marks"),
    "editorial-marks": N_("editorial marks"),
}
"""Typographic differences that were allowed for."""

OUTCOMES: dict[str, str] = {
    "added": N_("Added"),
    "replaced": N_("New edition"),
    "unchanged": N_("There already, unchanged"),
    "duplicate": N_("There already, from another source"),
    "failed": N_("Not added"),
}

SOURCE_ERRORS: dict[str, str] = {
    "missing": N_("It was not found."),
    "empty": N_("There is nothing in it."),
    "unsupported": N_("kb cannot read files of this kind. Save it as PDF, Word, HTML or text."),
    "unreadable": N_("It is damaged or not what its name says. Open it in its own program and save it again."),
    "encrypted": N_("It is locked with a password. Save a copy without one."),
    "too-large": N_("It is too large, or reading it would take too much memory. Split it and add the parts."),
    "no-text": N_("It holds no text, only pictures of pages. Add it again and let the pages be read."),
    "unreachable": N_("The address does not answer. Check it, or save the page and add the file."),
    "refused": N_("Access was refused."),
    "too-slow": N_("Reading it took too long. Save it in a simpler form and add that."),
}
"""Why a source could not become a document, by its kind, and what to do."""
