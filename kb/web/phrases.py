"""What the views of quoting, checking and adding say for the words of the contract."""

from __future__ import annotations

from kb.model import DifferenceKind
from kb.model.messages import N_

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
    DifferenceKind.COMPARISON: N_("a comparison"),
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
