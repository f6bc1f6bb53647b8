"""Lines that say who wrote a document, and when: "Af Anna Berg", "Av Åsa Lund, 3 maj 2019", "Published 3 May 2019"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from kb.ingest.describe.dates import Dated, dates_in
from kb.ingest.describe.people import is_person, names_in

Label = Literal["published", "updated", "none"]

_PUBLISHED = r"publiceret|udgivet|offentliggjort|udsendt|publicerad|publicerat|publicerades|utgiven|utgivet|offentliggjord|lagt ut|upplagd|published|posted|issued|released|first published|dato|datum|date|dated|dateret|daterad|publiceringsdatum|publiceringsdato|udgivelsesdato|publication date|date of publication|avgivet|afgivet"
_UPDATED = r"(?:sidst|senest|senast|last)?\s*(?:opdateret|uppdaterad|uppdaterat|updated|ændret|ändrad|modified|revideret|reviderad|revised|redigeret|reviewed|ajourført|granskad)"
_LABEL = re.compile(
    rf"(?i)(?:(?P<updated>(?<!\w){_UPDATED})|(?P<published>(?<!\w)(?:{_PUBLISHED})))\s*(?:den|d\.|on|at|:|the|af:?|av:?)?\s*:?\s*$"
)
_OPENER = re.compile(
    r"(?i)^(?:(?:af|av|by|skrevet af|skriven av|written by|posted by|story by|words by)\s*:?"
    r"|(?:text|tekst|tekst og foto|text och foto|text & foto|reporter|journalist|skribent|forfatter|författare|author|authors)\s*:)"
    r"\s+(?-i:(?=[A-ZÆØÅÄÖÉ]))"
)
# Who made or published a document, mostly a body, in a line of its own: neither its title nor part of its text.
_MADE = re.compile(
    r"(?i)^(?:udarbejdet|sammenskrevet|redigeret|forfattet|utarbetad|utarbetat|framtagen|framtaget|sammanställd|sammanställt|"
    r"udgivet|publiceret|offentliggjort|utgiven|utgivet|utgivits|publicerad|publicerat|"
    r"prepared|compiled|produced|drafted|published|issued) (?:af|av|by)\b"
)
_CLOCK = re.compile(
    r"(?i)(?:\s*(?:kl\.?|klockan|at|,|@|\|)?\s*)\b\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:am|pm|a\.m\.|p\.m\.)?(?:\s*(?:cet|cest|gmt|utc|est|edt|et|pt|pst))?\b"
)
_FILED = re.compile(r"\s+(?:in|i|under)\s+[A-ZÆØÅÄÖ][^|]{0,40}$")
_PLACE = re.compile(r"^[A-ZÆØÅÄÖ][\wæøåäöéü-]+(?:\s[A-ZÆØÅÄÖ][\wæøåäöéü-]+){0,2}$")
_SEPARATORS = " \t,.:;|/·•–—-()[]"
_JOINS = re.compile(r"(?i)\s*[|·•–—]\s*|\s+-\s+|,\s+|\s+(?:on|den|d\.)\s*$")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_TO = re.compile(r"(?i)\s*(?:-|–|—|to|til|till)\s*(?:den\s*)?")
_SENTENCE_END = re.compile(r"[a-zæøåäöéü]{3,}\.\s+[A-ZÆØÅÄÖÉ]")
_MAX_LINE = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """What a byline says. ``label`` is the word before its date; ``opened`` if a word like "Af" or "By" opens it."""

    authors: tuple[str, ...] = ()
    dated: Dated | None = None
    label: Label = "none"
    place: str | None = None
    opened: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether the line can be nothing else: it has an opening word or a label, or both a name and a date."""
        return self.opened or self.label != "none" or bool(self.authors and self.dated)


def read_byline(text: str, today: date = date.max, language: str = "und") -> Byline | None:
    """What ``text`` says as a byline, or None if it says anything else too."""
    if len(text) > 2 * _MAX_LINE:
        return None
    flat = " ".join(text.split())
    if (
        not flat
        or len(flat) > _MAX_LINE
        or flat.endswith(("?", "!"))
        or not (_YEAR.search(flat) or _OPENER.match(flat))
    ):
        return None
    found = dates_in(flat, today, language)
    if is_period(flat, found):
        return None
    label, rest = _without_dates(flat, found)
    rest = _FILED.sub("", _CLOCK.sub(" ", rest)) if found else rest
    opener = _OPENER.match(rest.strip(_SEPARATORS))
    authors, place, understood = _people(rest, opened=opener is not None, dated=bool(found))
    if not understood or not (found or (opener and authors)):
        return None
    dated = _first_published(flat, found)
    return Byline(authors=authors, dated=dated, label=label, place=place, opened=opener is not None)


def is_byline(text: str) -> bool:
    """Whether a block is a byline beyond doubt, and so no part of the running text."""
    byline = read_byline(text)
    return byline is not None and byline.is_sure


def says_who_made_it(text: str) -> bool:
    """Whether a line begins like ``Udarbejdet af …``, ``Published by …``."""
    return _MADE.match(text.strip()) is not None


def label_before(text: str, start: int) -> Label:
    """The word that says what the date at ``start`` is the date of."""
    match = _LABEL.search(text[max(0, start - 60) : start])
    if match is None:
        return "none"
    return "updated" if match["updated"] else "published"


def is_period(text: str, found: tuple[Dated, ...]) -> bool:
    """Whether two dates are the ends of a period ("3 May 2019 – 5 May 2019") and so the time of an event."""
    return any(_TO.fullmatch(text[a.end : b.start]) for a, b in pairwise(found))


def _first_published(text: str, found: tuple[Dated, ...]) -> Dated | None:
    published = [d for d in found if label_before(text, d.start) == "published"]
    return next(iter((*published, *found)), None)


def _without_dates(text: str, found: tuple[Dated, ...]) -> tuple[Label, str]:
    """The strongest label of the dates, and the text without the dates and their labels."""
    label: Label = "none"
    for dated in reversed(found):
        before = text[: dated.start]
        match = _LABEL.search(before)
        if match:
            label = "published" if match["published"] or label == "published" else "updated"
            before = before[: match.start()]
        text = f"{before} | {text[dated.end :]}"
    return label, text


def _people(rest: str, *, opened: bool, dated: bool) -> tuple[tuple[str, ...], str | None, bool]:
    """Authors, a place, and whether all of the words were understood as such."""
    bare = _OPENER.sub("", rest.strip(_SEPARATORS)).strip(_SEPARATORS)
    if not bare:
        return (), None, True
    names = names_in(bare.replace("|", ","))
    if names and all(is_person(n) for n in names) and _covers(bare, names):
        return names, None, True
    if not opened and _SENTENCE_END.search(bare):
        return (), None, False
    pieces = [p for p in _JOINS.split(bare) if p.strip(_SEPARATORS)]
    persons = tuple(n for p in pieces for n in names_in(p) if is_person(n))
    if persons and len(pieces) <= 3 and is_person(pieces[0].strip(_SEPARATORS)) and (opened or dated):  # noqa: PLR2004
        return persons[:1] if not dated else persons, None, sum(len(p.split()) for p in pieces) <= 10  # noqa: PLR2004
    if dated and not opened and len(pieces) == 1 and ":" not in rest and _PLACE.match(pieces[0].strip(_SEPARATORS)):
        return (), pieces[0].strip(_SEPARATORS), True
    return (), None, False


def _covers(text: str, names: tuple[str, ...]) -> bool:
    named = sum(len(n.split()) for n in names)
    return len(text.split()) - named <= 1 + 2 * len(names)
