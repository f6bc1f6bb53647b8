"""The words of a citation in Danish, Swedish and English, and dates as each language writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kb.model import SERVED_LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language; ``tongues`` name languages as they stand after "original in"."""

    language: str
    locale: str
    no_date: str
    page: str
    paragraph: str
    quoted_in: str
    accessed: str
    and_: str
    original: str
    translation: str
    day: str
    months: tuple[str, ...]
    tongues: dict[str, str]


_DA = Words(
    language="da",
    locale="da-DK",
    no_date="u.å.",
    page="s.",
    paragraph="afsn.",
    quoted_in="citeret i",
    accessed="set",
    and_="og",
    original="original på {}",
    translation="vores oversættelse",
    day="{day}. {month} {year}",
    months=(
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ),
    tongues={"da": "dansk", "sv": "svensk", "en": "engelsk", "no": "norsk", "de": "tysk", "fi": "finsk"},
)
_SV = Words(
    language="sv",
    locale="sv-SE",
    no_date="u.å.",
    page="s.",
    paragraph="st.",
    quoted_in="citerad i",
    accessed="hämtad",
    and_="och",
    original="original på {}",
    translation="vår översättning",
    day="{day} {month} {year}",
    months=(
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ),
    tongues={"da": "danska", "sv": "svenska", "en": "engelska", "no": "norska", "de": "tyska", "fi": "finska"},
)
_EN = Words(
    language="en",
    locale="en-GB",
    no_date="n.d.",
    page="p.",
    paragraph="para.",
    quoted_in="quoted in",
    accessed="accessed",
    and_="and",
    original="original in {}",
    translation="our translation",
    day="{day} {month} {year}",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    tongues={"da": "Danish", "sv": "Swedish", "en": "English", "no": "Norwegian", "de": "German", "fi": "Finnish"},
)
_WORDS = {"da": _DA, "sv": _SV, "en": _EN}


def words_of(language: str) -> Words:
    """The words of a language; English for one that kb does not serve."""
    return _WORDS[receiving(None, language)]


def receiving(into: str | None, language: str) -> str:
    """The language a citation is written in: the one asked for, else the document's, else English."""
    chosen = into or language
    return chosen if chosen in SERVED_LANGUAGES else "en"


def written(day: date, words: Words) -> str:
    """A date with the month's name: ``5. februar 2025``, ``5 februari 2025``, ``5 February 2025``."""
    return words.day.format(day=day.day, month=words.months[day.month - 1], year=day.year)


def original_in(language: str, words: Words) -> str | None:
    """``original på svensk``: what to say of words left in their own language; None where it is the receiving one."""
    if language == words.language or language not in words.tongues:
        return None
    return words.original.format(words.tongues[language])
