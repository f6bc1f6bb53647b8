"""What a number counts: a currency, percent, a measure, or the nouns after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.quote.figures.words import (
    COUNTED,
    CROWNS,
    CROWNS_OF,
    CURRENCIES,
    FUNCTION_WORDS,
    PERCENT,
    POINTS,
    SCALED_CURRENCIES,
    SCALES,
    languages_of,
)

_TOKEN = re.compile(r"[ \u00a0\u202f]*(%|‰|°[CF]\b|[€$£]|[^\W\d_][\w’'.-]*)")
_OF_THESE = re.compile(r"\s+(?:af|av|of|ud af|out of)\s+(?:(?:de|the|vores|våra|our)\s+)?(?=[\d.,\s]*\d)")
_END = re.compile(r"\s*\Z")
_YEAR = re.compile(r"(?:år|året|year)\s+(?:18|19|20)\d\d\b")
_NUMBER = re.compile(r"[\d.,\u00a0\u202f ]*\d")
_MOST_WORDS = {"da": 2, "sv": 2, "en": 4}
# Endings of adjectives that stand between a number and its noun.
_DESCRIBING = re.compile(
    r"(?:ske|lige|ige|nye|nya|store|stora|små|ska|liga|iga|lediga|ste|sta|ale|ala|ive|iva|andra|andre|sådana|sådanne)\Z"
)
_PLURAL = re.compile(r"(?:[^s]s|people|children|women|men|staff|personnel)\Z", re.IGNORECASE)
_OPEN_END = re.compile(r"[.,’'-]+\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The unit after a number: its one name, the factor its scale word stands for, and where it stands."""

    name: str
    scale: float
    start: int
    end: int
    is_counted: bool = False


def unit_after(shown: str, at: int, language: str, *, money: str | None = None) -> Unit:
    """The unit of a number that ends at ``at``; ``money`` is the currency that stands before the number."""
    scale, at_unit = _scale(shown, at, language)
    bare = at_unit if not _END.match(shown, at_unit) else at + len(shown[at:at_unit].rstrip("."))
    if money is not None:
        return Unit(name=CURRENCIES[money.lower()], scale=scale, start=bare, end=bare)
    found = _currency(shown, at_unit, language) or _percent(shown, at_unit)
    if found:
        name, factor, end = found
        return Unit(name=name, scale=scale * factor, start=at_unit, end=end, is_counted=True)
    noun = _noun(shown, at_unit, language, scale)
    return noun if noun.name else Unit(name="", scale=scale, start=bare, end=bare)


def _scale(shown: str, at: int, language: str) -> tuple[float, int]:
    token = _TOKEN.match(shown, at)
    if token is None:
        return 1.0, at
    word = token[1].lower().strip(".")
    for one in languages_of(language):
        if word in SCALES[one]:
            return SCALES[one][word], token.end()
    return 1.0, at


def _currency(shown: str, at: int, language: str) -> tuple[str, float, int] | None:
    token = _TOKEN.match(shown, at)
    if token is None:
        return None
    word = token[1].lower().strip(".")
    if word in SCALED_CURRENCIES:
        factor, name = SCALED_CURRENCIES[word]
        return _crowns(name, language), factor, _ended(shown, token)
    if word in CROWNS_OF:
        following = _TOKEN.match(shown, token.end())
        if following and CURRENCIES.get(following[1].lower().strip(".")) == "kr":
            return CROWNS_OF[word], 1.0, _ended(shown, following)
    if word in CURRENCIES:
        return _crowns(CURRENCIES[word], language), 1.0, _ended(shown, token)
    return None


def _crowns(name: str, language: str) -> str:
    return CROWNS.get(language, "kr") if name == "kr" else name


def _ended(shown: str, token: re.Match[str]) -> int:
    """Where a unit ends: with its abbreviation's stop, unless that ends the sentence."""
    if token[1].endswith(".") and not _END.match(shown, token.end()):
        return token.end()
    return token.end() - (len(token[1]) - len(token[1].rstrip(".")))


def _percent(shown: str, at: int) -> tuple[str, float, int] | None:
    token = _TOKEN.match(shown, at)
    if token is None:
        return None
    word = token[1].lower().strip(".")
    if word == "per":
        following = _TOKEN.match(shown, token.end())
        return ("percent", 1.0, following.end()) if following and following[1].lower().startswith("cent") else None
    if word in POINTS:
        return "percentage points", 1.0, _ended(shown, token)
    if word in PERCENT:
        following = _TOKEN.match(shown, token.end())
        if following is not None and following[1].lower().startswith("point"):
            return "percentage points", 1.0, _ended(shown, following)
        return "percent", 1.0, _ended(shown, token)
    return None


def _noun(shown: str, at: int, language: str, scale: float) -> Unit:
    """The nouns after a number: to the first plural in English, one word and its adjective in Danish and Swedish."""
    of_these = _OF_THESE.match(shown, at)
    if of_these:
        number = _NUMBER.match(shown, of_these.end())
        inner = _noun(shown, number.end(), language, scale) if number else None
        if inner is not None and inner.name:
            return inner
    most = _MOST_WORDS.get(language, 2)
    words: list[re.Match[str]] = []
    position = at
    while len(words) < most:
        token = _TOKEN.match(shown, position)
        if token is None or token[1].lower().strip(".") in FUNCTION_WORDS or _YEAR.match(shown, token.start(1)):
            break
        words.append(token)
        position = token.end()
        if _ends_noun(token[1], language) or token[1][-1] in ".,":
            break
    if language not in {"da", "sv"} and words and not _PLURAL.search(_OPEN_END.sub("", words[-1][1])):
        words = words[:1]
    if not words:
        return Unit(name="", scale=scale, start=at, end=at)
    end = words[-1].end() - (len(words[-1][1]) - len(_OPEN_END.sub("", words[-1][1])))
    name = " ".join(_OPEN_END.sub("", word[1]) for word in words)
    return Unit(
        name=name, scale=scale, start=words[0].start(1), end=end, is_counted=name.split()[-1].lower() in COUNTED
    )


def _ends_noun(word: str, language: str) -> bool:
    bare = _OPEN_END.sub("", word)
    if language in {"da", "sv"}:
        return _DESCRIBING.search(bare.lower()) is None
    return _PLURAL.search(bare) is not None
