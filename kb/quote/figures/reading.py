"""Reading the figures of a sentence: value, bound, unit, and the words as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kb.model import Span
from kb.quote.figures.masks import masked, unmasked
from kb.quote.figures.shares import shares
from kb.quote.figures.units import Unit, unit_after
from kb.quote.figures.words import (
    AND_A_HALF,
    HALVES,
    QUALIFIERS,
    TIME,
    YEAR_WORDS,
    languages_of,
    number_words,
)

_GROUP = r"[.,\u00a0\u202f\u2009 ']"
_DIGITS = rf"\d{{1,3}}(?:({_GROUP})\d{{3}})(?:\1\d{{3}})*(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?"
_NUMBER = re.compile(rf"(?<![\w.,])(?:{_DIGITS})(?:(?=(?:bn|mn|m|k|kr|mkr|mio|mia|mdr)\b)|(?![\w]|[.,]\d))")
_BEFORE = re.compile(r"([€$£]|\b(?:EUR|DKK|SEK|NOK|USD|GBP)\b)\s*\Z")
_RANGE = re.compile(r"\s*(?:–|-|to|til|till|and|og|och)\s*\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|mellem|mellan|from|fra|från)\s+\Z", re.IGNORECASE)
_AMOUNT = re.compile(
    r"(?:[%€$£]|\b(?:kr|kron\w+|dkk|sek|eur|euros?|dollars?|mio|mia|mkr|mdr|meur|mill?i\w+|milj\w+|bn|procent)\b\.?)\s*\Z",
    re.IGNORECASE,
)
_FIRST_YEAR, _LAST_YEAR = 1500, 2199
_THOUSANDS = 3
_MILLION = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A figure in a sentence. ``to`` is the upper end of a range; ``span`` covers bound, number and unit.

    ``in_words`` is true of a number written as a word (``seventeen``).
    """

    value: float
    span: Span
    unit: str
    unit_span: Span
    qualifier: str | None = None
    to: float | None = None
    in_words: bool = False


@dataclass(frozen=True, slots=True)
class _Bare:
    """Digits or a word that may be a number, before what stands beside them is read."""

    value: float
    start: int
    end: int
    is_word: bool = False


def numbers(sentence: str, language: str) -> tuple[Number, ...]:
    """The figures that a sentence states, from left to right."""
    shown = unmasked(sentence, masked(sentence))
    fractions = list(_shares(shown, language))
    shown = unmasked(shown, [share.span for share in fractions])
    found = sorted([*_in_digits(shown, language), *_in_words(shown, language)], key=lambda one: one.start)
    read = [*_figures(shown, found, language), *fractions]
    return tuple(sorted(read, key=lambda one: one.span))


def _in_digits(shown: str, language: str) -> Iterator[_Bare]:
    for match in _NUMBER.finditer(shown):
        yield _Bare(_value(match[0], shown[match.end() : match.end() + 24], language), match.start(), match.end())


def _in_words(shown: str, language: str) -> Iterator[_Bare]:
    known = number_words(language)
    halves = {words: value for one in languages_of(language) for words, value in HALVES[one].items()}
    for match in _words_pattern(language).finditer(shown):
        words = " ".join(match[0].lower().split())
        value = halves[words] if words in halves else known[words.split()[0]] + (0.5 if " " in words else 0)
        yield _Bare(value, match.start(), match.end(), is_word=True)


@cache
def _words_pattern(language: str) -> re.Pattern[str]:
    languages = languages_of(language)
    halves = "|".join(words.replace(" ", r"\s+") for one in languages for words in HALVES[one])
    more = "|".join(AND_A_HALF[one].replace(" ", r"\s+") for one in languages)
    return re.compile(
        rf"(?<![\w-])(?:{halves}|(?:{'|'.join(number_words(language))})(?:\s+(?:{more}))?)(?![\w-])", re.IGNORECASE
    )


_DECIMAL_AFTER = re.compile(
    r"\s*(?:%|procent|per cent|percent|mio|mia|mill|mkr|milj|mn|bn|mdr|m\b|km|kg|mm|cm|ha\b|l\b|g\b|t\b)", re.IGNORECASE
)


def _value(written: str, after: str, language: str) -> float:
    """The number that is written, by the language's marks for thousands and decimals.

    One mark before exactly three digits is the mark for thousands wherever it can be: ``50.000`` and ``50,000`` are the
    same in all three languages, unless it is the language's decimal mark and a scale, a share or a measure follows.
    """
    digits = re.sub(r"[\s']", "", written)
    marks = [c for c in digits if c in ".,"]
    if len(set(marks)) > 1:
        whole, _, decimals = digits.rpartition(marks[-1])
        return float(f"{re.sub('[.,]', '', whole)}.{decimals}")
    if not marks:
        return float(digits)
    decimal = "." if language == "en" else ","
    whole, _, rest = digits.rpartition(marks[0])
    grouped = len(rest) == _THOUSANDS and not whole.startswith("0")
    if len(marks) > 1 or (grouped and not (marks[0] == decimal and _DECIMAL_AFTER.match(after))):
        return float(re.sub("[.,]", "", digits))
    return float(f"{whole}.{rest}")


def _figures(shown: str, found: list[_Bare], language: str) -> Iterator[Number]:
    at = 0
    while at < len(found):
        bare = found[at]
        following = found[at + 1] if at + 1 < len(found) else None
        upper = following if following and _is_range(shown, bare, following) else None
        at += 2 if upper else 1
        falls = following if following and _falls(shown, bare, following) else None
        read = _figure(shown, bare, upper, language, unit_behind=falls)
        if read is not None and not read.unit and _in_a_row(shown, bare):
            continue
        if read is not None:
            yield read


def _in_a_row(shown: str, bare: _Bare) -> bool:
    """Whether other digits stand right beside a number, as in a telephone number, or it begins with a nought."""
    nought = shown[bare.start] == "0" and shown[bare.start + 1 : bare.start + 2].isdigit()
    return (
        nought
        or bool(re.match(r"\s\d", shown[bare.end : bare.end + 2]))
        or bool(re.search(r"\d\s\Z", shown[max(0, bare.start - 2) : bare.start]))
    )


def _is_range(shown: str, lower: _Bare, upper: _Bare) -> bool:
    between = shown[lower.end : upper.start]
    if upper.value <= lower.value or not _RANGE.fullmatch(between):
        return False
    if _may_be_year(shown, lower) and not _may_be_year(shown, upper) and _after_year_word(shown, lower):
        return False  # the year ends what was, and the number begins what is: from 17,800 in 2023 to 19,200
    joined = between.strip().lower() in {"–", "-", "to", "til", "till"}
    return joined or _BETWEEN.search(shown[max(0, lower.start - 12) : lower.start]) is not None


def _falls(shown: str, bare: _Bare, following: _Bare) -> bool:
    """Whether a number falls to the next one and shares its unit: ``from 76 to 51 days``."""
    joined = shown[bare.end : following.start].strip().lower() in {"to", "til", "till"}
    before = _BETWEEN.search(shown[max(0, bare.start - 12) : bare.start])
    years = _may_be_year(shown, bare) and _may_be_year(shown, following)
    return joined and before is not None and following.value < bare.value and not years


def _figure(
    shown: str, bare: _Bare, upper: _Bare | None, language: str, *, unit_behind: _Bare | None = None
) -> Number | None:
    last = upper or bare
    money = _BEFORE.search(shown, max(0, bare.start - 8), bare.start)
    unit = unit_after(shown, (unit_behind or last).end, language, money=money[1] if money else None)
    start = money.start() if money else bare.start
    bound, bounded = _qualified(shown, start)
    qualifier, start = (None, start) if _is_spread(shown, bounded, bound, unit) else (bound, bounded)
    if not _is_figure(shown, bare, upper, unit, qualifier=qualifier):
        return None
    return Number(
        value=round(bare.value * unit.scale, 6),
        to=round(upper.value * unit.scale, 6) if upper else None,
        span=Span(start, last.end if unit_behind else max(unit.end, last.end)),
        unit=unit.name,
        unit_span=Span(unit.start, max(unit.start, unit.end)),
        qualifier=qualifier,
        in_words=bare.is_word,
    )


def _is_spread(shown: str, start: int, bound: str | None, unit: Unit) -> bool:
    """Whether ``over`` tells how long an amount is spread (``250 mio. kr. over 4 år``) and is no bound."""
    return bound == "more than" and unit.name in TIME and _AMOUNT.search(shown, max(0, start - 24), start) is not None


def _is_figure(shown: str, bare: _Bare, upper: _Bare | None, unit: Unit, *, qualifier: str | None) -> bool:
    """Whether a number counts something: not a lone year, not a number word that counts nothing."""
    if upper is not None and unit.name:
        years = _may_be_year(shown, bare) and _may_be_year(shown, upper)
        return unit.is_counted or not years
    if bare.is_word:
        return bool(unit.name) or unit.scale >= _MILLION
    if _may_be_year(shown, bare):
        return unit.is_counted and not _after_year_word(shown, bare) if qualifier is None else bool(unit.name)
    return bool(unit.name) or bare.end - bare.start > 1


def _may_be_year(shown: str, bare: _Bare) -> bool:
    return shown[bare.start : bare.end].isdigit() and _FIRST_YEAR <= bare.value <= _LAST_YEAR


def _after_year_word(shown: str, bare: _Bare) -> bool:
    before = shown[max(0, bare.start - 24) : bare.start].split()[-1:]
    return bool(before) and before[0].lower().strip(".,(") in YEAR_WORDS


@cache
def _qualifier_pattern() -> re.Pattern[str]:
    phrases = [(phrase, name) for name, all_ in QUALIFIERS.items() for phrase in all_.split("|")]
    ordered = sorted({phrase for phrase, _ in phrases}, key=len, reverse=True)
    joined = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in ordered)
    return re.compile(rf"(?<![\w+])({joined})(?:\s+(?:de|the))?\s*\Z", re.IGNORECASE)


@cache
def _qualifier_names() -> dict[str, str]:
    return {phrase: name for name, all_ in QUALIFIERS.items() for phrase in all_.split("|")}


def _qualified(shown: str, start: int) -> tuple[str | None, int]:
    """The bound before a number and where it begins; None and the number's own start where there is none."""
    found = _qualifier_pattern().search(shown, max(0, start - 32), start)
    if found is None or (found[1] != "+" and not found[0][-1:].isspace()):
        return None, start
    return _qualifier_names()[" ".join(found[1].lower().split())], found.start()


def _shares(shown: str, language: str) -> Iterator[Number]:
    """Fractions in words, with their bounds; their unit is ``share``."""
    for value, told in shares(shown, language):
        qualifier, start = _qualified(shown, told.start)
        yield Number(
            value=round(value, 4),
            span=Span(start, told.end),
            unit="share",
            unit_span=Span(told.end, told.end),
            qualifier=qualifier,
        )
