"""Words that name a role: ``formand``, ``fagforeningsleder``, ``the minister``."""

from __future__ import annotations

from functools import cache, lru_cache

from kb.quote.data import Lexicon, lexicon

# The shortest role that is taken for the last part of a compound.
_PART = 6


@lru_cache(maxsize=20_000)
def _stem(word: str, language: str) -> str | None:
    words = lexicon(language)
    if word in words.roles or is_degree(word):
        return word
    if language == "en" and "-" in word:  # secretary-general, vice-chair
        return word if any(part in words.roles for part in word.split("-")) else None
    return word if word.endswith((*words.role_endings, *_last_parts(language))) else None


@cache
def _last_parts(language: str) -> tuple[str, ...]:
    """Roles that compounds end in (``chefsjurist``); short ones and those that look like verbs end other words too."""
    if language == "en":
        return ()
    return tuple(
        role for role in sorted(lexicon(language).roles) if len(role) >= _PART and not role.endswith(("er", "ar"))
    )


def is_degree(word: str) -> bool:
    """Whether a word is an academic degree of two abbreviations: ``dr.jur.``, ``ph.d.``; they are one token."""
    return word[:1].isalpha() and "." in word.rstrip(".")


def is_role_adjective(word: str, words: Lexicon) -> bool:
    """Whether a word in lower case is one that stands before roles: ``administrerende``, ``viceadministrerende``, ``former``."""
    return word in words.role_adjectives or word.removeprefix("vice") in words.role_adjectives


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
