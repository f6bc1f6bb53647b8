"""The Snowball stemmers (Porter 2001, snowballstem.org) for the languages served, by PyStemmer."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import Stemmer

_ALGORITHMS = {"da": "danish", "sv": "swedish", "en": "english"}


@cache
def stemmer(language: str) -> Callable[[str], str]:
    """The stemming function of a served language; it expects lower case and folds no letter."""
    stem: Callable[[str], str] = Stemmer.Stemmer(_ALGORITHMS[language], 0).stemWord
    return stem


def version() -> str:
    """The version of PyStemmer, whose change can change stems."""
    return str(Stemmer.version())
