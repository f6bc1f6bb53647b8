"""Which language a question is asked in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

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
    held = {word: index.store.vocabulary.forms(word).keys() & set(SERVED_LANGUAGES) for word in typed}
    scores = {language: _score(language, held, index) for language in SERVED_LANGUAGES}
    best = max(scores.values(), default=0.0)
    leading = [language for language in SERVED_LANGUAGES if scores[language] == best]
    if len(leading) == 1:
        return leading[0]
    if best == 0 and (detected := _detected(" ".join(typed))):
        return detected
    return max(leading, key=lambda language: _frequency(language, typed, index.engine, index.analyzer))


def _score(language: str, held: Mapping[str, AbstractSet[str]], index: Index) -> float:
    score = 0.0
    for word, languages in held.items():
        if word in SMALL_WORDS[language]:
            score += _OWN_SMALL_WORD / sum(word in small for small in SMALL_WORDS.values())
        elif language in languages:
            score += 1 / len(languages)
        score += _OWN_LETTER * any(letter in _LETTERS.get(language, "") for letter in word)
        score += _OWN_TERM * index.glossary.knows(language, (index.analyzer(language).analyze_word(word).form,))
    return score


def _detected(text: str) -> str | None:
    from kb.language import detect

    found = detect(text).language
    return found if found in SERVED_LANGUAGES else None


def _frequency(language: str, words: list[str], engine: Engine, analyzers: Analyzers) -> int:
    terms = [Term("form", analyzers(language).analyze_word(word).form) for word in words]
    return sum(engine.frequency(language, terms).values())
