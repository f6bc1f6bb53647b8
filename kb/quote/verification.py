"""Whether saved excerpts still stand: exact words only, never the place that looks most like them.

The five states follow the resolution of W3C TextQuoteSelectors (found, ambiguous, orphaned) with two more that a
kept copy allows: moved, and changed, where the surroundings still say what stands there now.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kb.errors import UnknownDocument
from kb.model import Selector, Span
from kb.quote.passport import checksum
from kb.quote.saved import Saved

_ROOM = 400
"""Characters that may stand between prefix and suffix beyond twice the excerpt's own length."""
_MOST_PLACES = 1000


class State(StrEnum):
    """What became of an excerpt."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    CHANGED = "changed"
    AMBIGUOUS = "ambiguous"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The state of one saved excerpt.

    ``span`` is where the words stand now (unchanged, moved), ``now`` what stands in their place (changed), ``places``
    where they might be meant (ambiguous); ``surroundings_changed`` says that the words beside them are others.
    """

    saved: Saved
    state: State
    span: Span | None = None
    now: str | None = None
    places: tuple[Span, ...] = ()
    surroundings_changed: bool = False


def verify_excerpts(saved: tuple[Saved, ...], text: Callable[[str], str]) -> tuple[Verified, ...]:
    """The state of each saved excerpt; ``text`` gives the text of a document, or raises UnknownDocument."""
    texts: dict[str, str | None] = {}
    verified = []
    for one in saved:
        if one.document not in texts:
            try:
                texts[one.document] = text(one.document)
            except UnknownDocument:
                texts[one.document] = None
        words = texts[one.document]
        verified.append(Verified(saved=one, state=State.GONE) if words is None else verify(one, words))
    return tuple(verified)


def verify(saved: Saved, text: str) -> Verified:
    """The state of one excerpt in the text as it is now."""
    exact = saved.selector.exact
    if saved.start is not None and saved.text_checksum == checksum(text) and text.startswith(exact, saved.start):
        return Verified(saved=saved, state=State.UNCHANGED, span=Span(saved.start, saved.start + len(exact)))
    places = _places(text, exact)
    if not places:
        return _replaced(saved, text)
    sides = [_sides(text, place, saved.selector) for place in places]
    both = [place for place, held in zip(places, sides, strict=True) if held == _BOTH]
    if len(both) == 1:
        return _found(saved, both[0])
    if not both and len(places) == 1 and sides[0] and saved.occurrences in {0, 1}:
        return _found(saved, places[0], surroundings_changed=True)
    return Verified(saved=saved, state=State.AMBIGUOUS, places=tuple(both or places))


_BOTH = 2


def _found(saved: Saved, place: Span, *, surroundings_changed: bool = False) -> Verified:
    there = saved.start is None or saved.start == place.start
    return Verified(
        saved=saved,
        state=State.UNCHANGED if there else State.MOVED,
        span=place,
        surroundings_changed=surroundings_changed,
    )


def _places(text: str, exact: str) -> list[Span]:
    places: list[Span] = []
    at = text.find(exact)
    while at >= 0 and len(places) < _MOST_PLACES:
        places.append(Span(at, at + len(exact)))
        at = text.find(exact, at + 1)
    return places


def _sides(text: str, place: Span, selector: Selector) -> int:
    """How many of the two sides are as they were; an empty side is the beginning or the end of the text."""
    before = text.endswith(selector.prefix, 0, place.start) if selector.prefix else place.start == 0
    after = text.startswith(selector.suffix, place.end) if selector.suffix else place.end == len(text)
    return before + after


def _replaced(saved: Saved, text: str) -> Verified:
    """Changed, if prefix and suffix still frame one place of about that size; else gone."""
    prefix, suffix = saved.selector.prefix, saved.selector.suffix
    gone = Verified(saved=saved, state=State.GONE)
    if prefix and text.count(prefix) != 1:
        return gone
    start = text.find(prefix) + len(prefix)
    reach = start + 2 * len(saved.selector.exact) + _ROOM
    end = text.find(suffix, start, reach + len(suffix)) if suffix else len(text)
    if not (prefix or suffix) or not start <= end <= reach or not text[start:end].strip():
        return gone
    return Verified(saved=saved, state=State.CHANGED, span=Span(start, end), now=text[start:end])
