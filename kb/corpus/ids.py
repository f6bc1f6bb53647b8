"""Document ids: a readable slug of the title and six digits of the original's checksum."""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable

_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "a", "ö": "o", "ß": "ss", "đ": "d", "ł": "l", "þ": "th"}
)
_SLUG_LENGTH = 50
_HASH_LENGTH = 6
ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*-[0-9a-f]{6}")


def checksum(data: bytes) -> str:
    """The SHA-256 checksum of some bytes as the record writes it."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def slug(title: str) -> str:
    """A title as lower-case ASCII words joined by hyphens, at most 50 characters, cut at a word; never empty."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", title).lower().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c)))
    kept = ""
    for word in words:
        longer = f"{kept}-{word}" if kept else word[:_SLUG_LENGTH]
        if len(longer) > _SLUG_LENGTH:
            break
        kept = longer
    return kept or "document"


def new_id(title: str, original_checksum: str, taken: Callable[[str], bool]) -> str:
    """An id for a new document that ``taken`` says no other document has or had."""
    digits = original_checksum.removeprefix("sha256:")
    stem = slug(title)
    for start in range(len(digits) - _HASH_LENGTH):
        candidate = f"{stem}-{digits[start : start + _HASH_LENGTH]}"
        if not taken(candidate):
            return candidate
    raise AssertionError(f"every id of {stem} is taken")


def near_ids(wanted: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Up to three ids that a person who typed ``wanted`` may have meant."""
    known = sorted(ids)
    inside = [id for id in known if wanted and wanted.lower() in id]
    alike = difflib.get_close_matches(wanted.lower(), known, n=3, cutoff=0.5)
    return tuple(dict.fromkeys([*inside[:3], *alike]))[:3]
