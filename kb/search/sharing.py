"""An index that several people share: whose corpus it stands for, and what a copy that differs may do.

A search only reads a shared index, unless this copy of the knowledge base was the last to write to it. Otherwise two
people whose copies differ would take each other's documents out, turn by turn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

CORPUS = "corpus"
"""The key under which the fingerprint of the corpus is remembered."""


class Writing(NamedTuple):
    """One time the index was brought in step with a corpus: its fingerprint, who did it, when (ISO), and from here."""

    corpus: str
    by: str
    at: str
    own: bool


class Standing(Enum):
    """How a copy of the corpus stands to a shared index."""

    IN_STEP = "in step"
    OURS = "ours"
    """It differs, and the index was last written from here: what differs was changed here."""
    BEHIND = "behind"
    """The index stood for this copy once, and stands for a newer one now."""
    APART = "apart"
    """The index never stood for this copy."""


def standing(corpus: str, writings: tuple[Writing, ...]) -> Standing:
    """How the copy with this fingerprint stands; ``writings`` are those of the index, the newest last."""
    if not writings:
        return Standing.OURS
    if writings[-1].corpus == corpus:
        return Standing.IN_STEP
    if writings[-1].own:
        return Standing.OURS
    return Standing.BEHIND if any(one.corpus == corpus for one in writings) else Standing.APART


def told(found: Standing, newest: Writing) -> str:
    """How a copy stands to a shared index that it must not change, in a sentence."""
    when = newest.at.replace("T", " ")
    if found is Standing.BEHIND:
        return f"This copy of the documents is behind the shared index, which {newest.by} brought up to date on {when}."
    if found is Standing.IN_STEP:
        return f"{newest.by} is bringing the shared index up to date."
    return (
        f"The shared index was made from another copy of the documents, by {newest.by} on {when};"
        " it answers as it is. `kb index` would make it stand for this copy."
    )


def fingerprint_of(checksums: Mapping[str, str]) -> str:
    """A corpus in one word, from document ids and checksums; the same for every copy."""
    lines = "".join(f"{id}\0{checksum}\n" for id, checksum in sorted(checksums.items()))
    return hashlib.sha256(lines.encode("utf-8", "replace")).hexdigest()[:32]
