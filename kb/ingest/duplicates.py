"""Whether two texts are the same, or editions of one (a press release on two sites).

Texts are compared by the sets of their word shingles (Broder, *On the resemblance and containment of documents*, 1997):
each shingle is four folded words in a row. Of a text's shingle hashes the smallest ones are kept, a bottom-k sketch, and
the share of common ones among the smallest of both together estimates the Jaccard resemblance without bias.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

Signature = tuple[int, ...]

_WORDS = re.compile(r"[^\W_]+")
_SHINGLE = 4
_KEPT = 256
_HASH_BYTES = 6


def same_text_key(text: str) -> str:
    """A checksum over the folded words: equal for texts that differ in case, punctuation, marks and spaces only."""
    return "sha256:" + _digest(" ".join(_folded_words(text)))


def _digest(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()


def _folded_words(text: str) -> list[str]:
    return _WORDS.findall(unicodedata.normalize("NFC", text).casefold())


def signature(text: str) -> Signature:
    """At most 256 hashes of 48 bits, rising; the same on every machine and in every run.

    A text of fewer than four words has one shingle, of all its words; a text without words has an empty signature.
    """
    words = _folded_words(text)
    if not words:
        return ()
    count = max(1, len(words) - _SHINGLE + 1)
    shingles = {" ".join(words[i : i + _SHINGLE]) for i in range(count)}
    return tuple(sorted({_hash(shingle) for shingle in shingles})[:_KEPT])


def _hash(shingle: str) -> int:
    return int.from_bytes(blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=_HASH_BYTES).digest(), "big")


def similarity(one: Signature, other: Signature) -> float:
    """The estimated share (0 to 1) of shingles in common; 0 where either text has no words."""
    if not one or not other:
        return 0.0
    smallest = sorted({*one, *other})[:_KEPT]
    common = set(one) & set(other)
    return sum(value in common for value in smallest) / len(smallest)
