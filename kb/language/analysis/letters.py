"""Letters that count: under which other spellings a word with å ä ö æ ø is also found.

A typed å ä ö æ ø is that letter; a typed a, o, aa, ae, oe also finds the words that have them; ø is ö and æ is ä
between Danish and Swedish. Every spelling has keys; a text and a query meet where they share one. The Scandinavian
key keeps the letters (``øresund`` and ``öresund`` are ``öresund``), the plain keys spell them out (``oresund``,
``oeresund``), so ``får`` and ``far`` share no key unless ``far`` was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, product

from kb.language.analysis.wordlists import words

_PIECE = re.compile("aa|ae|oe|a|o|[^ao]+")
SPECIAL = re.compile("[åäöæø]")
DIGRAPH = re.compile("aa|ae|oe")

_SCANDINAVIAN = str.maketrans("æø", "äö")
_RINGS = ("a", "aa")
_UMLAUTS = tuple(str.maketrans(style) for style in ({"ä": "a", "ö": "o"}, {"ä": "ae", "ö": "oe"}))
_MOST_READINGS = 256
_READINGS = {
    "da": {"a": ("a", "å", "æ"), "o": ("o", "ø"), "aa": ("aa", "å"), "ae": ("ae", "æ"), "oe": ("oe", "ø")},
    "sv": {"a": ("a", "å", "ä"), "o": ("o", "ö"), "aa": ("aa", "å"), "ae": ("ae", "ä"), "oe": ("oe", "ö")},
}
_UNFOLD = {"aa": "å", "ae": "ä", "oe": "ö"}


def scandinavian(word: str) -> str:
    """The word with ø as ö and æ as ä: the same key for Danish and Swedish spellings."""
    return word.translate(_SCANDINAVIAN)


def unfold(word: str) -> str:
    """The word with its digraphs read as letters (``oeresund`` is ``öresund``)."""
    return DIGRAPH.sub(lambda found: _UNFOLD[found[0]], word)


def spellings(word: str) -> frozenset[str]:
    """All keys of a word with special letters: the Scandinavian one and each plain style; none for a plain word."""
    if not SPECIAL.search(word):
        return frozenset()
    key = scandinavian(word)
    styles = (key.replace("å", ring).translate(umlaut) for ring in _RINGS for umlaut in _UMLAUTS)
    return frozenset((key, *styles))


@cache
def _names() -> dict[str, str]:
    """Each plain spelling of a listed name → the name's Scandinavian key."""
    return {key: scandinavian(name) for name in sorted(words("names.txt")) for key in spellings(name)}


def name(word: str) -> str | None:
    """The Scandinavian key of a listed name that is written without its letters (``oresund``), else None."""
    return _names().get(word)


def readings(language: str, word: str) -> Iterator[str]:
    """The words that a plain word may stand for, letters put in (``larare`` → ``lärare``), at most 255 of them."""
    choices = _READINGS.get(language)
    if choices is None:
        return iter(())
    pieces = [choices.get(piece, (piece,)) for piece in _PIECE.findall(word)]
    return islice(("".join(reading) for reading in product(*pieces)), 1, _MOST_READINGS)
