"""What a person reads instead of the words of the record; `N_` marks them for translation where they are written."""

from __future__ import annotations

from kb.model import How, Kind, Via
from kb.model.messages import N_

KINDS: dict[str, str] = {
    Kind.ARTICLE: N_("Article"),
    Kind.REPORT: N_("Report"),
    Kind.STRATEGY: N_("Strategy"),
    Kind.CONSULTATION_ANSWER: N_("Consultation response"),
    Kind.SPEECH: N_("Speech"),
    Kind.WEB_PAGE: N_("Web page"),
    Kind.NOTE: N_("Note"),
    Kind.OTHER: N_("Other"),
}

VIAS: dict[str, str] = {
    Via.EXACT: N_("the word you typed"),
    Via.FORM: N_("another form of"),
    Via.PART: N_("shares a part with"),
    Via.SPELLING: N_("another spelling of"),
    Via.TRANSLATION: N_("a translation or synonym of"),
}
"""How a word of a text answers the word of the query that is named after it."""

HOWS: dict[str, str] = {
    How.EXPLICIT: N_("named beside the quotation"),
    How.RESOLVED: N_("named earlier or later in the text"),
    How.INFERRED: N_("inferred from the context"),
}
"""How it is known who is quoted."""

SOURCES: tuple[tuple[str, str], ...] = (
    ("glossary", N_("glossary")),
    ("its parts", N_("its parts")),
    ("the same word", N_("the same word")),
    ("the same identifier", N_("the same word")),
    ("spelling", N_("spelling")),
    ("looks alike", N_("looks alike")),
)
"""Where an expansion comes from: the beginning of what the search says, and what a person reads."""


def source_label(source: str) -> str:
    """Where an expansion comes from, for a person; as the search says it where it is new."""
    return next((label for beginning, label in SOURCES if source.startswith(beginning)), source)


NOTES = (
    N_("a parenthesis without a partner was passed over"),
    N_("a quotation mark without a partner was passed over"),
    N_("no word could be read in what was typed"),
    N_("only the first 64 words were read"),
    N_("only the first 10000 characters were read"),
    N_("parentheses this deep were passed over"),
)
"""What the search notes of a query, for translation: it is said as it was written, by `kb.search.question.described`."""

NAVIGATION: tuple[tuple[str, str, str], ...] = (
    ("overview", "/", N_("Overview")),
    ("search", "/search", N_("Search")),
    ("quote", "/quote", N_("Quote")),
    ("figures", "/figures", N_("Figures")),
    ("basket", "/basket", N_("Basket")),
    ("check", "/check", N_("Check")),
    ("add", "/add", N_("Add")),
)
"""The entries of the navigation: the section a page names, its address, its label."""
