"""The words that turn, limit or condition what is said beside them, in three languages."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from kb.model import SERVED_LANGUAGES


class Qualifier(StrEnum):
    """What the meaning of an excerpt may hang on; the value is the warning."""

    NEGATION = "negation"
    CONDITION = "condition"
    COMPARISON = "comparison"


# Words and phrases, by language; a space stands for any run of spaces.
_WORDS: dict[Qualifier, dict[str, str]] = {
    Qualifier.NEGATION: {
        "da": "ikke|ej|aldrig|ingen|intet|ingenting|hverken|næppe|uden|kun|alene|blot|udelukkende|nægter|afviser|undlader",
        "sv": "inte|icke|ej|aldrig|ingen|inget|inga|ingenting|varken|knappast|knappt|utan|endast|bara|enbart|nekar|förnekar|avvisar",
        "en": "not|no|never|none|nobody|nothing|neither|nor|without|hardly|scarcely|barely|cannot|only|merely|denies|denied|"
        "refuses|refused|rejects|rejected|fails|failed|[a-z]+n[’']t",
    },
    Qualifier.CONDITION: {
        "da": "hvis|såfremt|medmindre|med mindre|forudsat|under forudsætning|så længe|ifald|i tilfælde af|undtagen|"
        "bortset fra|med undtagelse|forbehold|før end|først når|indtil|med mindst",
        "sv": "(?:(?<=, )|(?<=bara )|(?<=endast )|(?<=även ))om|(?-i:Om)|ifall|såvida|förutsatt|förutsättning|så länge|"
        "i händelse av|utom|förutom|bortsett från|med undantag|förbehåll|förrän|först när",
        "en": "if|unless|provided|providing|assuming|subject to|as long as|so long as|in case|except|apart from|until|"
        "on condition|only when|whether",
    },
    Qualifier.COMPARISON: {
        "da": "end|sammenlignet|i forhold til|frem for|fremfor|snarere|i stedet for|modsat|i modsætning til",
        "sv": "än|jämfört|i förhållande till|i stället för|istället för|snarare|framför|till skillnad från",
        "en": "than|compared|versus|relative to|rather|instead of|unlike|in contrast to|as opposed to",
    },
}
_BOUND = {
    "da": "op til|mindst|højst|maksimalt|minimum|mere end|flere end|færre end|mindre end|over|under|knap|næsten|cirka|ca\\.|"
    "omkring|omtrent|godt|omkring de|ned til",
    "sv": "upp till|minst|högst|maximalt|mer än|fler än|färre än|mindre än|över|under|knappt|nästan|cirka|ca|omkring|"
    "ungefär|drygt|runt|ned till",
    "en": "up to|at least|at most|no more than|no fewer than|more than|fewer than|less than|over|under|nearly|almost|about|"
    "around|roughly|some|approximately|down to",
}
# How a sentence begins that takes back something of the one before it.
_RESERVATION = {
    "da": "dog |men kun |men ikke |det gælder dog|det gælder kun|det gælder ikke|dette gælder dog|dette gælder ikke|"
    "undtagen |undtaget |medmindre |forudsat |forudsætningen er|betingelsen er|det kræver dog|det forudsætter",
    "sv": "dock |men bara |men inte |men endast |detta gäller dock|det gäller dock|detta gäller inte|det gäller inte|"
    "undantag|såvida |förutsatt |en förutsättning är|förutsättningen är|villkoret är|det kräver dock",
    "en": "however|but only |but not |unless |except |this does not apply|that does not apply|this applies only|"
    "provided |the exception|on condition",
}


def _languages(language: str) -> tuple[str, ...]:
    return (language,) if language in SERVED_LANGUAGES else SERVED_LANGUAGES


def _joined(phrases: dict[str, str], language: str) -> str:
    return "|".join(phrases[one] for one in _languages(language)).replace(" ", r"\s+")


@cache
def _pattern(qualifier: Qualifier, language: str) -> re.Pattern[str]:
    phrases = "|".join(_WORDS[qualifier][one] for one in _languages(language))
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)", re.IGNORECASE)


@cache
def _bound_pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_joined(_BOUND, language)})\s*\Z", re.IGNORECASE)


@cache
def _reservation_pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{_joined(_RESERVATION, language)})", re.IGNORECASE)


def qualifiers(text: str, language: str) -> tuple[Qualifier, ...]:
    """The kinds of qualifying words that stand in ``text``."""
    flat = " ".join(text.split())
    return tuple(kind for kind in Qualifier if _pattern(kind, language).search(flat))


def ends_in_bound(text: str, language: str) -> bool:
    """Whether ``text`` ends in words that bound the number after it (``op til``, ``upp till``, ``up to``)."""
    return _bound_pattern(language).search(text[-40:]) is not None


def takes_back(sentence: str, language: str) -> bool:
    """Whether a sentence begins by limiting the one before it."""
    return _reservation_pattern(language).match(sentence) is not None
