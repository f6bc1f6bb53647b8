"""Which documents say the same in different languages: those marked as translations, directly or through a third one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kb.model import SERVED_LANGUAGES, Record


class Member(NamedTuple):
    """A document of a family."""

    id: str
    language: str


def families(records: Iterable[Record]) -> list[tuple[Member, ...]]:
    """The documents that are linked by ``translation_of``, in groups of two and more served languages, by id."""
    by_id = {record.id: record for record in records}
    heads = {id: id for id in by_id}

    def head(id: str) -> str:
        while heads[id] != id:
            id = heads[id]
        return id

    for record in by_id.values():
        if record.translation_of in by_id:
            heads[head(record.id)] = head(record.translation_of)
    grouped: dict[str, list[Member]] = {}
    for id in sorted(by_id):
        if by_id[id].language in SERVED_LANGUAGES:
            grouped.setdefault(head(id), []).append(Member(id, by_id[id].language))
    return [tuple(group) for group in grouped.values() if len({one.language for one in group}) > 1]


def pairs(family: Iterable[Member]) -> list[tuple[Member, Member]]:
    """The pairs of a family that are in two languages."""
    members = list(family)
    return [
        (one, other) for at, one in enumerate(members) for other in members[at + 1 :] if one.language != other.language
    ]
