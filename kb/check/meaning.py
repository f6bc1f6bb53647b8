"""What a difference touches: a negation, a figure, a comparison, a unit, a name, a modal verb, or only a word, letters, case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from kb.check.opposites import turns
from kb.language.analysis.tokens import number_key
from kb.model import DifferenceKind
from kb.quote.excerpts.qualifiers import Qualifier, qualifiers
from kb.quote.figures.words import (
    CROWNS_OF,
    CURRENCIES,
    NUMBER_WORDS,
    PERCENT,
    POINTS,
    SCALED_CURRENCIES,
    SCALES,
    SHARES,
)

_DIGIT = re.compile(r"\d")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_MODALS = _words(
    "skal skulle må måtte kan kunne vil ville bør burde tør ska måste får fick bör borde kunde vill "
    "shall should must may might can could will would ought cannot"
)
_MEASURES = _words(
    "% ‰ ° § € £ $ + < > = ≤ ≥ ± km m cm mm kg g mg t ton tons tonnes l liter ml ha kwh mwh gwh twh kw mw gw "
    "sekund sekunder minut minutter minuter time timer timme timmar dag dage dagar døgn dygn uge uger vecka veckor "
    "måned måneder månad månader kvartal år årligt årligen second seconds minute minutes hour hours day days week weeks "
    "month months quarter quarters year years annually yearly daglig dagligen daily ugentligt weekly månedligt monthly "
    "gram kilo kilometer meter hektar hectare hectares mile miles promille cent mille pct"
)
_NEGATING_PREFIXES = ("u", "o", "un", "in", "im", "ir", "il", "dis", "non", "icke", "ikke", "mis")
_ENDLESS = ("løs", "lös", "less")
_SHORTEST = 4
_THOUSANDS = {"da": " .", "sv": " .", "en": " ,"}
_STROKED = str.maketrans("æøßðł", "aosdl")


@cache
def _units() -> frozenset[str]:
    scales = {word for language in SCALES.values() for word in language}
    return frozenset({*scales, *CURRENCIES, *CROWNS_OF, *SCALED_CURRENCIES, *PERCENT, *POINTS, *_MEASURES})


@cache
def _number_words() -> frozenset[str]:
    words = {word for line in NUMBER_WORDS.values() for word in line.split() if not word.isdigit()}
    shares = {word for language in SHARES.values() for phrase in language for word in phrase.split() if len(word) > 2}  # noqa: PLR2004
    return frozenset(words | shares | {"halv", "halva", "halve", "half", "dobbelt", "dubbelt", "double", "twice"})


def has_negation(words: str) -> bool:
    """Whether a negation or restriction of any of the three languages stands in some words."""
    return Qualifier.NEGATION in qualifiers(words, "und")


def has_condition(words: str) -> bool:
    """Whether a condition stands in some words."""
    return Qualifier.CONDITION in qualifiers(words, "und")


def has_figure(words: Iterable[str]) -> bool:
    """Whether one of some words is a number, in digits or written out."""
    return any(_DIGIT.search(word) or word.lower() in _number_words() for word in words)


def kind_of(
    source: Sequence[str], draft: Sequence[str], language: str = "und", *, starts_sentence: bool = False
) -> DifferenceKind:
    """What a replacement, insertion or deletion of words touches, the gravest thing first.

    ``language`` is the source's, whose mark for thousands is known; ``starts_sentence`` says that a capital at the first of the words tells nothing.
    """
    if [word.lower() for word in source] == [word.lower() for word in draft]:
        return DifferenceKind.CASE
    if _turned(source, draft):
        return DifferenceKind.NEGATION
    changed = _changed(source, draft)
    if has_figure(changed):
        return DifferenceKind.FIGURE_FORMAT if _equal_figures(source, draft, language) else DifferenceKind.FIGURE
    return _kind_of_words(changed, source, draft, starts_sentence=starts_sentence)


def _kind_of_words(
    changed: Sequence[str], source: Sequence[str], draft: Sequence[str], *, starts_sentence: bool
) -> DifferenceKind:
    if turns(*_apart(source, draft)):
        return DifferenceKind.COMPARISON
    if any(word.lower().strip(".") in _units() for word in changed):
        return DifferenceKind.UNIT
    if _lettering(source, draft):
        return DifferenceKind.LETTERS
    if _has_name(source, draft, starts_sentence=starts_sentence):
        return DifferenceKind.NAME
    modal = any(word.lower() in _MODALS for word in changed)
    return DifferenceKind.MODAL if modal else DifferenceKind.WORD


def _changed(source: Sequence[str], draft: Sequence[str]) -> list[str]:
    """The words that stand on one side only; all of them where only their order differs."""
    one, other = _apart(source, draft)
    return one + other or [*source, *draft]


def _apart(source: Sequence[str], draft: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that stand in the source only, and in the draft only."""
    one, other = list(source), list(draft)
    for word in draft:
        if word in one:
            one.remove(word)
            other.remove(word)
    return one, other


def _turned(source: Sequence[str], draft: Sequence[str]) -> bool:
    changed = _changed(source, draft)
    if has_negation(" ".join(changed)):
        return True
    return any(_is_opposite(one.lower(), other.lower()) for one in source for other in draft)


def _is_opposite(one: str, other: str) -> bool:
    longer, shorter = sorted((one, other), key=len, reverse=True)
    if len(shorter) < _SHORTEST or longer == shorter:
        return False
    if any(longer == prefix + shorter for prefix in _NEGATING_PREFIXES):
        return True
    return any(longer.removesuffix("a").removesuffix("t") == shorter + end for end in _ENDLESS)


def _equal_figures(source: Sequence[str], draft: Sequence[str], language: str) -> bool:
    """Whether the figures are the same numbers, written with other marks for thousands.

    Only what the source's own language reads as thousands: an English 8.223 is no 8223, a Danish one is.
    """
    if len(source) != len(draft) or not all(_DIGIT.search(word) for word in (*source, *draft)):
        return False
    grouped = re.compile(rf"\d{{1,3}}(?:[{_THOUSANDS.get(language, ' ')}']\d{{3}})+|\d+")
    return all(
        grouped.fullmatch(one) is not None and number_key(one) == number_key(other)
        for one, other in zip(source, draft, strict=True)
    )


def _lettering(source: Sequence[str], draft: Sequence[str]) -> bool:
    """Whether only letters like å and a were exchanged."""
    if len(source) != len(draft):
        return False
    return all(_bare(one) == _bare(other) for one, other in zip(source, draft, strict=True))


def _bare(word: str) -> str:
    plain = word.lower().translate(_STROKED)
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def _has_name(source: Sequence[str], draft: Sequence[str], *, starts_sentence: bool) -> bool:
    changed = set(_changed(source, draft))
    for side in (source, draft):
        for number, word in enumerate(side):
            capital = any(part[:1].isupper() for part in word.split("-")) and word not in {"I", "De", "Ni", "Du"}
            if word in changed and capital and not (starts_sentence and number == 0 and not word.isupper()):
                return True
    return False
