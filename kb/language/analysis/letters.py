"""Letters that count: under which other spellings a word with å ä ö æ ø is also found.

A typed å ä ö æ ø is that letter; a typed a, o, aa, ae, oe also finds the words that have them; ø is ö and æ is ä
between Danish and Swedish. Every spelling has keys; a text and a query meet where they share one. The Scandinavian
key keeps the letters (``øresund`` and ``öresund`` are ``öresund``), the plain keys spell them out (``oresund``,
``oeresund``), so ``får`` and ``far`` share no key unless ``far`` was typed.
"""

from __future__ import annotations

import re

SPECIAL = re.compile("[åäöæø]")
DIGRAPH = re.compile("aa|ae|oe")

_SCANDINAVIAN = str.maketrans("æø", "äö")
_RINGS = ("a", "aa")
_UMLAUTS = ({"ä": "a", "ö": "o"}, {"ä": "ae", "ö": "oe"})
_UNFOLD = {"aa": "å", "ae": "ä", "oe": "ö"}


def scandinavian(word: str) -> str:
    """The word with ø as ö and æ as ä: the same key for Danish and Swedish spellings."""
    return word.translate(_SCANDINAVIAN)


def plain(word: str) -> str:
    """The word with one plain letter for each special one (``lærer`` is ``larer``)."""
    return scandinavian(word).translate(str.maketrans("åäö", "aao"))


def unfold(word: str) -> str:
    """The word with its digraphs read as letters (``oeresund`` is ``öresund``)."""
    return DIGRAPH.sub(lambda found: _UNFOLD[found[0]], word)


def spellings(word: str) -> frozenset[str]:
    """All keys of a word with special letters: the Scandinavian one and each plain style; none for a plain word."""
    if not SPECIAL.search(word):
        return frozenset()
    key = scandinavian(word)
    styles = (key.replace("å", ring).translate(str.maketrans(umlaut)) for ring in _RINGS for umlaut in _UMLAUTS)
    return frozenset((key, *styles))
