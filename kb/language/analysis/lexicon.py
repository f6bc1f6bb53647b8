"""The lexicon: which dictionary form a word has, from memory or from a compiled file."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Protocol


class Lexicon(Protocol):
    """What the analyzers ask of a lexicon; words are NFC and lower case."""

    def lemma(self, language: str, word: str) -> str | None:
        """The dictionary form of a word, None for one that is not known."""


def _entries(language: str) -> dict[str, str]:
    """Word to dictionary form from simplemma, both in lower case; a lower-case entry wins over a capitalised one."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    lower, capitalised = {}, {}
    for key, value in DefaultDictionaryFactory(1).get_dictionary(language).items():
        word = unicodedata.normalize("NFC", key)
        if not word.replace("-", "").isalpha():
            continue
        lemma = unicodedata.normalize("NFC", value.lower())
        if word.islower():
            lower[word] = lemma
        elif word[1:].islower():
            capitalised.setdefault(word.lower(), lemma)
    return capitalised | lower


@cache
def entries(language: str) -> dict[str, str]:
    """The dictionary of one language; loading takes about a second and some 100 MB."""
    return _entries(language)


class SimplemmaLexicon:
    """The lexicon held in memory, read from simplemma's dictionaries when first asked."""

    def lemma(self, language: str, word: str) -> str | None:
        """The dictionary form of a word, None for one that is not known."""
        return entries(language).get(word)
