"""Which words build compounds, and how often: counted over the lemmas of a dictionary.

A word that stands before, or after, many different dictionary words is one that compounds are made of; chance
splits (``univers|itet``) are not. After the idea of splitting by the frequency of parts (Koehn and Knight 2003,
"Empirical methods for compound splitting"), with the dictionary's own lemmas in the place of a corpus.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kb.language.analysis.wordlists import pairs, words

LISTED = 20
COUNTED_ONLY = frozenset({"en"})
"""Languages whose compounds are mostly written apart: a word that stands in none of the dictionary is no part."""
_MIN_COUNT = 2
_SHORT = 3
# A part so short must stand in so many compounds: chance makes many others.
_BRIEF = 4
_PRODUCTIVE = 8
# What may stand between the parts: (what the modifier ends in, what the word ends in instead).
_LINKS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (("", ""),),
    "da": (("", ""), ("s", ""), ("e", ""), ("er", ""), ("n", ""), ("s", "e")),
    "sv": (
        ("", ""),
        ("s", ""),
        ("o", "a"),
        ("u", "a"),
        ("e", ""),
        ("e", "a"),
        ("", "a"),
        ("", "e"),
        ("s", "e"),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WordParts:
    """``modifiers``: a first part as it stands in compounds → its form and count; ``heads``: a last part → count."""

    modifiers: Mapping[str, tuple[str, int]]
    heads: Mapping[str, int]


def linked(language: str, modifier: str) -> Iterable[str]:
    """The words a first part may be, the likeliest first (``hälso`` → ``hälsa``, ``arbets`` → ``arbete``)."""
    for ending, instead in _LINKS[language]:
        if modifier.endswith(ending):
            yield modifier[: len(modifier) - len(ending)] + instead


def _usable(language: str, lemmas: Iterable[str]) -> frozenset[str]:
    """Lemmas that may be parts: no affixes, and short words only when they are listed."""
    short = words(f"{language}.short.txt")
    return frozenset(lemma for lemma in lemmas if lemma.isalpha() and (len(lemma) > _SHORT or lemma in short)) - words(
        f"{language}.affixes.txt"
    )


def _pairs_of(language: str, lemmas: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Every cut of a lemma into a modifier that is, and a head that may be, a usable lemma."""
    usable = _usable(language, lemmas)
    affixes = words(f"{language}.affixes.txt")
    is_modifier: dict[str, bool] = {}
    for lemma in lemmas:
        for at in range(2, len(lemma) - 1):
            head, modifier = lemma[at:], lemma[:at]
            if head in usable and modifier not in affixes:
                if modifier not in is_modifier:
                    is_modifier[modifier] = any(base in usable for base in linked(language, modifier))
                if is_modifier[modifier]:
                    yield modifier, head


def _base(language: str, modifier: str, usable: frozenset[str], heads: Mapping[str, int]) -> str | None:
    """Which word a modifier is: itself, or the likelier head where -e or -s may be a link.

    A word that changes its vowel or drops it (``kyrko``, ``skol``) must be a common head; ``utt`` is no ``utta``.
    """
    bases = [base for base in linked(language, modifier) if base in usable]
    bases = [base for base in bases if modifier.startswith(base) or heads.get(base, 0) >= _PRODUCTIVE]
    if not bases:
        return None
    if bases[0] == modifier and not modifier.endswith(("e", "s")):
        return modifier
    return max(bases, key=lambda base: heads.get(base, 0))


def count(language: str, lemmas: frozenset[str], form: Callable[[str], str | None]) -> WordParts:
    """Counts the parts of all lemmas of a language; ``form`` gives the form of a known word."""
    cuts = list(_pairs_of(language, lemmas))
    heads = Counter(head for _, head in cuts)
    modifiers = Counter(modifier for modifier, _ in cuts)
    usable = _usable(language, lemmas)
    bases = {modifier: _base(language, modifier, usable, heads) for modifier, n in modifiers.items() if n >= _MIN_COUNT}
    found = {
        modifier: (form(base) or base, modifiers[modifier])
        for modifier, base in bases.items()
        if base and (len(modifier) > _BRIEF or modifiers[modifier] >= _PRODUCTIVE)
    }
    for modifier, base in pairs(f"{language}.modifiers.txt").items():
        found[modifier] = (form(base) or base, modifiers[modifier] + LISTED)
    for head in words(f"{language}.heads.txt") | words(f"{language}.whole.txt"):
        heads[form(head) or head] += LISTED
    enough = {
        head: times for head, times in heads.items() if times >= (_PRODUCTIVE if len(head) <= _BRIEF else _MIN_COUNT)
    }
    return WordParts(modifiers=found, heads=enough)
