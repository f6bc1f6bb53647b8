"""Plausible passages in three languages, as many as are asked for and always the same ones.

Words are drawn from the glossary and the small words of each language, a few very often and most rarely (Zipf), the
same concept equally often in all languages. Some are joined to compounds and a few are invented, so that the vocabulary
grows as in real texts (``vocabulary_growth``). Twenty passages make a document, with a kind, a year, a publisher and tags.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from importlib import resources
from itertools import accumulate
from typing import NamedTuple

from kb.search.smallwords import SMALL_WORDS
from kb.terms.glossary import concepts

LANGUAGES = ("da", "sv", "en")
PASSAGES = 20
KINDS = ("article", "report", "strategy", "speech", "note")
_SYLLABLES = ("ba", "den", "fir", "gol", "hus", "kra", "lem", "mo", "nor", "pel", "ris", "sund", "tov", "vel")
_SMALL, _INVENTED = 0.4, 0.02  # shares of the words
_COMPOUND = {"da": 0.06, "sv": 0.06, "en": 0.05}
_JOINED = {"da": "", "sv": "", "en": "-"}


class Made(NamedTuple):
    """A made document: its passages as words, and what it is counted and narrowed by."""

    id: str
    language: str
    passages: tuple[tuple[str, ...], ...]
    kind: str
    year: int
    publisher: str
    tags: tuple[str, ...]

    def text(self) -> str:
        """The passages as sentences, one paragraph each."""
        return "\n\n".join(map(sentences, self.passages)) + "\n"


class Vocabulary:
    """The words of one language, the most frequent first, with the sums of their frequencies."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.sums = list(accumulate(1 / (rank + 3) for rank in range(len(words))))

    def draw(self, chance: random.Random, number: int) -> list[str]:
        """So many words."""
        return chance.choices(self.words, cum_weights=self.sums, k=number)


def content() -> dict[str, Vocabulary]:
    """The content words of each language; a concept has the same rank in all."""
    rows = []
    for file in sorted(resources.files("kb.terms").joinpath("data").iterdir(), key=lambda one: one.name):
        if file.name[:2].isdigit():
            rows += [one.terms for one in concepts(file.read_text(encoding="utf-8"), file.name)]
    random.Random(7).shuffle(rows)
    words: dict[str, dict[str, None]] = {language: {} for language in LANGUAGES}
    for terms in rows:
        for language, found in zip(LANGUAGES, terms, strict=True):
            if found and found[0].isalpha():
                words[language][found[0].lower()] = None
    for language in ("da", "sv"):  # compounds, the rare ones: the words of any two concepts
        simple = [word for word in words[language] if len(word) < 8]
        words[language] |= {simple[at] + simple[(at * 31 + 5) % len(simple)]: None for at in range(len(simple))}
    return {language: Vocabulary(list(found)) for language, found in words.items()}


def documents(number: int, first: int = 0) -> Iterator[Made]:
    """The documents from ``first`` on, as many as asked for; each depends on its number alone."""
    contents = content()
    small = {
        language: Vocabulary(sorted(SMALL_WORDS[language], key=lambda word: (len(word), word)))
        for language in LANGUAGES
    }
    for at in range(first, first + number):
        chance = random.Random(at)
        language = LANGUAGES[at % 3]
        yield Made(
            id=f"made-{at:06}",
            language=language,
            passages=tuple(
                tuple(_passage(chance, language, contents[language], small[language])) for _ in range(PASSAGES)
            ),
            kind=chance.choice(KINDS),
            year=chance.randint(2000, 2026),
            publisher=f"Publisher {int(chance.paretovariate(0.7)) % 500}",
            tags=tuple({f"tag {int(chance.paretovariate(0.8)) % 60}" for _ in range(3)}),
        )


def sentences(words: tuple[str, ...]) -> str:
    """Words as sentences of fourteen."""
    parts = (" ".join(words[at : at + 14]) for at in range(0, len(words), 14))
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts)


def _passage(chance: random.Random, language: str, contents: Vocabulary, small: Vocabulary) -> list[str]:
    length = chance.randint(30, 90)
    words = contents.draw(chance, length)
    for at in range(length):
        kind = chance.random() - _SMALL
        if kind < 0:
            (words[at],) = small.draw(chance, 1)
        elif kind < _INVENTED:
            words[at] = _invented(int(chance.paretovariate(0.6)))
        elif kind < _INVENTED + _COMPOUND[language]:
            words[at] += _JOINED[language] + contents.draw(chance, 1)[0]
    return words


def _invented(number: int) -> str:
    word = ""
    while number:
        number, rest = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[rest]
    return word or _SYLLABLES[0]
