"""What a draft says about the document a quotation is from: a title, an address, an id, a publisher with a year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kb.check.folding import words_of
from kb.check.index import Entry

_ADDRESS = re.compile(r"https?://[^\s<>\")\]]+", re.IGNORECASE)
_CITED = re.compile(r"\(([^()]{0,160}?)\b((?:19|20)\d\d)[a-z]?\b([^()]{0,60})\)")
_SHORTEST_TITLE = 2
_SHORTEST_LETTERS = 10
_LONGEST_TITLE = 30
_FOLDER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+-[0-9a-f]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What some words of a draft name: documents of the corpus, and citations as ``(names, year)``."""

    documents: frozenset[str] = frozenset()
    cited: tuple[tuple[str, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.documents or self.cited)


@dataclass(slots=True)
class References:
    """The titles, addresses and ids of the documents, for finding them in the words of a draft."""

    entries: dict[str, Entry] = field(default_factory=dict)
    _titles: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    _addresses: dict[str, str] = field(default_factory=dict)
    _known: dict[str, Named] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> References:
        """Those of some entries; former editions are their documents."""
        references = cls()
        for entry in entries:
            if entry.edition is not None and entry.id in references.entries:
                continue
            references.entries[entry.id] = entry
            references._add(entry)
        return references

    def named(self, text: str) -> Named:
        """What some words of a draft name."""
        if text not in self._known:
            documents = {*self._by_address(text), *self._by_title(text), *self._by_id(text)}
            cited = tuple((f"{one[1]} {one[3]}", int(one[2])) for one in _CITED.finditer(text))
            self._known[text] = Named(documents=frozenset(documents), cited=cited)
        return self._known[text]

    def _add(self, entry: Entry) -> None:
        title = tuple(words_of(entry.title).low[:_LONGEST_TITLE])
        if len(title) >= _SHORTEST_TITLE and len("".join(title)) >= _SHORTEST_LETTERS:
            self._titles.setdefault(title[0], []).append((title, entry.id))
        if entry.url:
            self._addresses[_plain(entry.url)] = entry.id

    def _by_address(self, text: str) -> Iterable[str]:
        for found in _ADDRESS.findall(text):
            id = self._addresses.get(_plain(found))
            if id is not None:
                yield id

    def _by_title(self, text: str) -> Iterable[str]:
        low = tuple(words_of(text).low)
        found: list[tuple[int, int, str]] = []
        for at, word in enumerate(low):
            for title, id in self._titles.get(word, ()):
                if low[at : at + len(title)] == title:
                    found.append((at, at + len(title), id))
        for start, end, id in found:
            # A title within a longer one is the longer one's.
            if not any(s <= start and end <= e and e - s > end - start for s, e, _ in found):
                yield id

    def _by_id(self, text: str) -> Iterable[str]:
        return (id for id in _FOLDER.findall(text) if id in self.entries)


def _plain(address: str) -> str:
    bare = re.sub(r"^https?://(?:www\.)?", "", address.strip().lower())
    return bare.partition("#")[0].rstrip("/.,;")
