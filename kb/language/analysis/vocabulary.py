"""The lexicon: which form a word has and which words build compounds, from simplemma or from a compiled file."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from kb.language.analysis.dictionary import lemmas
from kb.language.analysis.lemmas import Lemmas, regular
from kb.language.analysis.productivity import WordParts, count


class Vocabulary(Protocol):
    """What the analyzers ask of a lexicon; words are NFC and lower case."""

    def form(self, language: str, word: str) -> str | None:
        """The form that a known word shares with its inflections, None for a word that is not known."""

    def nominal(self, language: str, word: str) -> str | None:
        """The form of the noun or adjective that a form of a verb is an inflection of as well, None for other words."""

    def modifier(self, language: str, part: str) -> tuple[str, int] | None:
        """The form of a first part of compounds and in how many it stands; None for one that is not counted."""

    def head(self, language: str, form: str) -> int:
        """In how many compounds a word is the last part."""


def compiled(language: str) -> tuple[Lemmas, WordParts]:
    """The forms and the counted parts of a language, from simplemma's dictionary; takes seconds and 200 MB."""
    forms = Lemmas(language, lemmas(language))
    return forms, count(language, forms.lemmas(), forms.form)


_kept = cache(compiled)


class SimplemmaLexicon:
    """The lexicon held in memory, read from simplemma's dictionaries when first asked."""

    def form(self, language: str, word: str) -> str | None:
        """The form that a known word shares with its inflections, None for a word that is not known."""
        forms, _ = _kept(language)
        return forms.form(word) or regular(language, word, forms.form, forms.is_strong)

    def nominal(self, language: str, word: str) -> str | None:
        """The form of the noun or adjective that a form of a verb is an inflection of as well, None for other words."""
        return _kept(language)[0].nominal(word)

    def modifier(self, language: str, part: str) -> tuple[str, int] | None:
        """The form of a first part of compounds and in how many it stands; None for one that is not counted."""
        return _kept(language)[1].modifiers.get(part)

    def head(self, language: str, form: str) -> int:
        """In how many compounds a word is the last part."""
        return _kept(language)[1].heads.get(form, 0)
