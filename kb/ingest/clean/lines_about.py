"""Lines about the document rather than of it: when it was published, in which issue, and by whom."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.ingest.blocks import Clue
from kb.ingest.clean.names import is_person

_I = re.IGNORECASE
_MONTH = (
    r"(?:jan|feb|mar|apr|maj|may|jun|jul|aug|sep|sept|okt|oct|nov|dec)(?:uari|uary|ruari|ruary|uar|ruar|s|ts|ch|il|i|e|y|usti|ust|tember|"
    r"ober|ember)?\.?"
)
_DATE = (
    rf"(?:(?:19|20)\d\d-\d\d-\d\d|\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)?\d\d|(?:den |d\. )?\d{{1,2}}(?:\.|st|nd|rd|th|:e)? (?:of )?{_MONTH},? (?:19|20)\d\d|"
    rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d)"
)
_TIME = r"(?:[ ,|–-]*(?:kl\.?|klockan|at|T)?\s*\d{1,2}[.:]\d{2}(?:[.:]\d{2})?)?"
_DAY = (
    r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?|mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|måndag|tisdag|lördag|söndag|"
    r"man|tir|tis|ons|tor|tors|fre|lør|lör|søn|sön|mån|wed|thu|sat)\.?"
)
_PUBLISHED = re.compile(
    rf"(?:published|posted|publiceringsdatum|publicerad|publicerat|publiserad|publiceret|offentliggjort|udgivet|oprettet|skapad|dato|datum|date|release date|"
    rf"pressmeddelande|pressemeddelelse|press release|nyhed|nyhet|news)\s*(?:on|den|d\.)?\s*[:|–-]?\s*(?:{_DAY},? )?(?P<date>{_DATE}){_TIME}\W*",
    _I,
)
_UPDATED = re.compile(
    rf"(?:last (?:updated|modified|reviewed|changed)|updated|senast (?:uppdaterad|ändrad|granskad|uppdaterat)|uppdaterad|uppdaterat|(?:sidst|senest) (?:opdateret|ændret|revideret)|opdateret)"
    rf"\s*(?:on|den|d\.)?\s*[:|–-]?\s*(?:{_DAY},? )?(?P<date>{_DATE}){_TIME}\W*",
    _I,
)
_BOTH = re.compile(r"(?P<first>[^|·•\n]{5,60}?)\s*(?:[|·•,–]|\s-\s)\s*(?P<second>[^|·•\n]{5,60})")
_READING = r"(?:\s*[|·•,–-]?\s*(?:(?:reading time|read time|læsetid|lästid)\W*(?:ca\.?\s*)?)?\d{1,3}[ -]?min(?:ut(?:e[rs]?|er)?)?\.?(?: (?:read|læsning|läsning|læsetid|lästid))?)?"
_DATE_ALONE = re.compile(rf"(?:{_DAY},? )?(?P<date>{_DATE}){_TIME}{_READING}", _I)
_ISSUE = re.compile(
    rf"(?=.*(?:\b(?:nr|no|nummer|number|issue|vol|volume|årg|årgang|årgång|år|year|week|vecka|uge)\b\.?\s*\d))(?:(?:{_DAY}|\d{{1,2}}\.?|{_MONTH}|(?:19|20)\d\d|"
    rf"(?:nr|no|nummer|number|issue|vol|volume|årg|årgang|årgång|år|year|week|vecka|uge)\.?\s*\d{{1,4}}(?:\.\s*årgang)?|\d{{1,3}}\.? (?:årgang|årgång))"
    r"(?:\s*[,/|·•–-]\s*|\s+|$))+",
    _I,
)
_BY = re.compile(
    r"(?P<cue>(?:av|af|by|(?:text|tekst|ord|words)(?:\s*(?:och|og|and|&|/|\+)\s*(?:foto|bild|bilder|billeder|photos?|pictures))?|skrevet af|skriven av|written by|reporter|journalist|skribent|forfatter(?:e)?|författare|authors?|redaktör|redaktør|"
    r"publicerad av|publiceret af|published by)\s*(?::|\s))\s*"
    r"(?P<names>[^\d@:|]{4,120}?)"
    r"(?:\s*[|,·•–-]?\s*(?:(?:foto|photo|fotograf|bild|billede|illustration)\s*(?::|\s)\s*[^\d@:]{3,60}|[\w.+-]{1,60}@[\w.-]{1,80}))*",
    _I,
)
_DATE_AT_END = re.compile(r"\d{1,2}(?:\.|st|nd|rd|th)? [^\W\d_]{3,10},? (?:19|20)\d\d$")
_BETWEEN_NAMES = re.compile(r"\s*(?:,|&|;|/|\bog\b|\boch\b|\band\b)\s*")
_WITHOUT_CUE = re.compile(r"(?P<names>[^\d@:|,]{4,60}?)\s*[|,·•–-]?\s*[\w.+-]{1,60}@[\w.-]{1,80}")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The rule that a line about the document falls under, and the clues it gives."""

    rule: str
    clues: tuple[Clue, ...] = ()


def ends_in_date(text: str) -> bool:
    """Whether ``text`` ends in a day, a month in words and a year, as a line about a document does."""
    return bool(_DATE_AT_END.search(text))


def about(text: str, *, early: bool) -> About | None:
    """What ``text`` says about its document if that is all it says, or None.

    ``early`` says that it stands among the first blocks, where a date by itself is the date of publication.
    """
    if len(text) > 160 or not text:  # noqa: PLR2004
        return None
    if found := _dated(text):
        return found
    if early and (alone := _DATE_ALONE.fullmatch(text)):
        return About(rule="publication-line", clues=(_date_clue(alone["date"], text, certain=False),))
    if _ISSUE.fullmatch(text) and len(text.split()) > 2:  # noqa: PLR2004
        return About(rule="issue-line", clues=(_date_clue(text, text, certain=False),))
    if names := byline_names(text):
        where = f"the line “{text}”"
        return About(rule="byline", clues=tuple(Clue(field="authors", value=name, where=where) for name in names))
    return None


def _dated(text: str) -> About | None:
    if found := _PUBLISHED.fullmatch(text):
        return About(rule="publication-line", clues=(_date_clue(found["date"], text, certain=True),))
    if found := _UPDATED.fullmatch(text):
        return About(rule="publication-line", clues=(_date_clue(found["date"], text, certain=False),))
    if both := _BOTH.fullmatch(text):
        first, second = _PUBLISHED.fullmatch(both["first"].strip()), _UPDATED.fullmatch(both["second"].strip())
        if first and second:
            return About(rule="publication-line", clues=(_date_clue(first["date"], text, certain=True),))
    return None


def _date_clue(value: str, text: str, *, certain: bool) -> Clue:
    return Clue(field="published", value=value, where=f"the line “{text}”", certain=certain)


def byline_names(text: str) -> tuple[str, ...]:
    """The names of a byline that says that it is one (``Text: …``, ``Af …``, a name with its address), else none."""
    found = _BY.fullmatch(text) or _WITHOUT_CUE.fullmatch(text)
    if found is None:
        return ()
    names = tuple(name.strip(" .") for name in _BETWEEN_NAMES.split(found["names"]) if name.strip(" ."))
    return names if names and all(is_person(name) for name in names) else ()
