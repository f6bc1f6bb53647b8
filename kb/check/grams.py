"""What of a text is put into the inverted index: pairs of words, and single words that are rare enough to tell.

The index only proposes where to look; words are compared afterwards, so that two pairs with one number do no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from kb.check.folding import INVISIBLE, LIGATURES

GRAM_BITS = 40
_MASK = (1 << GRAM_BITS) - 1
_STEP = 0x9E3779B1
_SPREAD = 0x9E3779B97F4A7C15
_SINGLE = 0x5BD1E995
_TELLING = 5
_PIECE = re.compile(r"[^\W_]+")
_ODD = re.compile(f"[{INVISIBLE}{''.join(LIGATURES)}]")
_PLAIN = str.maketrans({**dict.fromkeys(INVISIBLE, ""), **LIGATURES})
_BARE = str.maketrans("åäöæøéèêëáàâüúóòôíïñç", "aaoaoeeeeaaauuoooiinc")


def bare(word: str) -> str:
    """A word in lower case without the marks on its letters, for proposing and laying side by side only."""
    return word if word.isascii() else word.translate(_BARE)


def pieces(text: str) -> list[str]:
    """The runs of letters and digits of a text, in lower case and bare: a coarser cut than words, and a quick one."""
    if _ODD.search(text):
        text = text.translate(_PLAIN)
    return _PIECE.findall(bare(text.lower()))


@lru_cache(maxsize=300_000)
def _number(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass")) * _SPREAD & _MASK


def pairs(words: Sequence[str]) -> list[int]:
    """A number for each two neighbouring words; equal words give equal numbers on every machine."""
    numbers = [_number(word) for word in words]
    return [((one * _STEP) ^ other) & _MASK for one, other in pairwise(numbers)]


def single(word: str) -> int:
    """The number of one word by itself."""
    return (_number(word) * _SINGLE ^ _STEP) & _MASK


def singles(words: Iterable[str]) -> list[int]:
    """A number for each word that tells by itself: one of five letters or more, or of digits."""
    return [single(word) for word in words if len(word) >= _TELLING or word.isdigit()]


def grams(text: str) -> set[int]:
    """Everything that is indexed of one text."""
    words = pieces(text)
    return {*pairs(words), *singles(set(words))}
