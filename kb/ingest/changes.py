"""What an extractor or the cleaner took out or changed, numbered, so that a person can have any of it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kb.model import Removal

Key = tuple[str, str, int]


class Changes:
    """The list of removals as it grows; one that is to be restored is listed but not carried out.

    A removal is known by its rule, its text and how many of the same came before, so that its identity does not
    depend on what else is restored.
    """

    def __init__(self, restored: frozenset[Key] = frozenset()) -> None:
        self._restored = restored
        self._seen: Counter[tuple[str, str]] = Counter()
        self._list: list[Removal] = []

    def note(self, rule: str, text: str, where: str, changed_to: str | None = None) -> bool:
        """List a removal or change; returns whether to carry it out."""
        key = (rule, text, self._seen[rule, text])
        self._seen[rule, text] += 1
        restored = key in self._restored
        self._list.append(Removal(rule=rule, text=text, where=where, changed_to=changed_to, restored=restored))
        return not restored

    def listed(self) -> tuple[Removal, ...]:
        """Every removal and change so far, in the order they were met."""
        return tuple(self._list)


def keys_of(removed: Iterable[Removal], numbers: frozenset[int], *, first: int) -> frozenset[Key]:
    """The identities of the removals with these numbers, the first of which has the number ``first``."""
    seen: Counter[tuple[str, str]] = Counter()
    found: set[Key] = set()
    for number, removal in enumerate(removed, start=first):
        if number in numbers:
            found.add((removal.rule, removal.text, seen[removal.rule, removal.text]))
        seen[removal.rule, removal.text] += 1
    return frozenset(found)
