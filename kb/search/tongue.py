"""Which language a question is asked in."""

from __future__ import annotations

from collections.abc import Iterable

from kb.language.analysis import Analyzer
from kb.model import SERVED_LANGUAGES
from kb.search.engine import Engine
from kb.search.entries import Analyzers
from kb.search.index import Index
from kb.search.query import Term
from kb.search.smallwords import SMALL_WORDS

_LETTERS = {"da": frozenset("æø"), "sv": frozenset("äö")}
_OWN_SMALL_WORD = 2.0
_OWN_LETTER = 2.0
_OWN_TERM = 0.5


def language_of(words: Iterable[str], index: Index) -> str:
    """The language of a question's words: by small words and letters, the texts, the glossary; else detected.

    Danish, Swedish or English; a question that could be in any is in the language with most passages that hold its
    words.
    """
    typed = [word.lower() for word in words]
    scores = {language: _score(language, typed, index.analyzer(language), index) for language in SERVED_LANGUAGES}
    best = max(scores.values(), default=0.0)
    leading = [language for language in SERVED_LANGUAGES if scores[language] == best]
    if len(leading) == 1:
        return leading[0]
    if best == 0 and (detected := _detected(" ".join(typed))):
        return detected
    return max(leading, key=lambda language: _frequency(language, typed, index.engine, index.analyzer))


def _score(language: str, words: list[str], analyzer: Analyzer, index: Index) -> float:
    score = 0.0
    for word in words:
        others = [one for one in SERVED_LANGUAGES if one != language]
        if word in SMALL_WORDS[language]:
            score += _OWN_SMALL_WORD / (1 + sum(word in SMALL_WORDS[one] for one in others))
        elif index.store.form_of(language, word) is not None:
            score += 1 / (1 + sum(index.store.form_of(one, word) is not None for one in others))
        score += _OWN_LETTER * any(letter in _LETTERS.get(language, "") for letter in word)
        score += _OWN_TERM * index.glossary.knows(language, (analyzer.analyze_word(word).form,))
    return score


def _detected(text: str) -> str | None:
    from kb.language import detect

    found = detect(text).language
    return found if found in SERVED_LANGUAGES else None


def _frequency(language: str, words: list[str], engine: Engine, analyzers: Analyzers) -> int:
    terms = [Term("form", analyzers(language).analyze_word(word).form) for word in words]
    return sum(engine.frequency(language, terms).values())
