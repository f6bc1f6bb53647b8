"""Which words exist, by simplemma's lexicon; the only place that meets it. It is read on first use."""

from __future__ import annotations

from functools import lru_cache

_LANGUAGES = frozenset({"da", "sv", "en", "nb", "de"})


@lru_cache(maxsize=20_000)
def is_word(word: str, language: str) -> bool:
    """Whether ``word`` is in the lexicon of ``language``; False for languages without one."""
    if language not in _LANGUAGES or not word.isalpha():
        return False
    from simplemma import is_known

    return bool(is_known(word.lower(), lang=language))
