"""Words that name a role: ``formand``, ``fagforeningsleder``, ``the minister``."""

from __future__ import annotations

from functools import lru_cache

from kb.quote.data import Lexicon, lexicon


@lru_cache(maxsize=20_000)
def _stem(word: str, language: str) -> str | None:
    words = lexicon(language)
    if word in words.roles:
        return word
    for ending in words.role_endings:
        if word.endswith(ending) and len(word) > len(ending):
            return word
    return None


def role_stem(word: str, words: Lexicon) -> str | None:
    """The role word without its definite ending and genitive (``formandens`` → ``formand``), None if it is none."""
    word = word.lower()
    for bare in (word, word.removesuffix("s")):
        found = _stem(bare, words.language)
        if found:
            return found
        for ending in words.role_definite:
            if bare.endswith(ending) and (found := _stem(bare.removesuffix(ending), words.language)):
                return found
    return None


def is_role_word(word: str, words: Lexicon) -> bool:
    """Whether a word in lower case names a role, in any form."""
    return role_stem(word, words) is not None


def definite_role(word: str, words: Lexicon) -> bool:
    """Whether a word is a role in the definite form: ``formanden``, ``ministern``."""
    if _stem(word, words.language):
        return False
    return any(
        word.endswith(ending) and _stem(word.removesuffix(ending), words.language) for ending in words.role_definite
    )
