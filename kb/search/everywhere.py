"""All passages of a document that hold words of a question, for those who need more than the best of them."""

from __future__ import annotations

from kb.model import FoundPassage, Passage
from kb.search.marking import Marked, Marker
from kb.search.store import Store


class Everywhere:
    """One question, to be asked of one document after another."""

    def __init__(self, marker: Marker, store: Store) -> None:
        self._marker = marker
        self._store = store

    def of(self, document: str, checksum: str) -> tuple[FoundPassage, ...]:
        """The passages of a document in this version that hold a word of the question, in the order of its text.

        Headings are left out; nothing is found in a version that the index does not have.
        """
        stored = self._store.passages(document, checksum)
        marked = ((passage, self._marker.mark(passage, tokens)) for passage, tokens in stored if not passage.is_heading)
        return tuple(found_passage(passage, one) for passage, one in marked if one.matches)


def found_passage(passage: Passage, marked: Marked) -> FoundPassage:
    """A passage of a result, with what is marked in it."""
    return FoundPassage(
        number=passage.number,
        page=passage.page,
        heading=passage.heading,
        language=passage.language,
        span=passage.span,
        text=passage.text,
        matches=marked.matches,
    )
