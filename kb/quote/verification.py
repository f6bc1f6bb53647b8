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
    texts: dict[str, tuple[str, str] | None] = {}
    verified = []
    for one in saved:
        if one.document not in texts:
            try:
                words = text(one.document)
                texts[one.document] = words, checksum(words)
            except UnknownDocument:
                texts[one.document] = None
        kept = texts[one.document]
        verified.append(Verified(saved=one, state=State.GONE) if kept is None else verify(one, *kept))
    return tuple(verified)


def verify(saved: Saved, text: str, text_checksum: str | None = None) -> Verified:
    """The state of one excerpt in the text as it is now; ``text_checksum`` is that of this text, if it is known."""
    exact, prefix, suffix = saved.selector.exact, saved.selector.prefix, saved.selector.suffix
    same = saved.text_checksum is not None and saved.text_checksum == (text_checksum or checksum(text))
    if same and saved.start is not None and text.startswith(exact, saved.start):
        return Verified(saved=saved, state=State.UNCHANGED, span=Span(saved.start, saved.start + len(exact)))
    framed = [Span(at + len(prefix), at + len(prefix) + len(exact)) for at in _places(text, prefix + exact + suffix)]
    if len(framed) == 1:
        return _found(saved, framed[0])
    places = framed or [Span(at, at + len(exact)) for at in _places(text, exact)]
    if not places:
        return _replaced(saved, text)
    # The words stand once, as they did, and one side of them is what it was: the other side was edited.
    if not framed and len(places) == 1 and saved.occurrences <= 1 and _one_side(text, places[0], saved.selector):
        return _found(saved, places[0], surroundings_changed=True)
    return Verified(saved=saved, state=State.AMBIGUOUS, places=tuple(places), surroundings_changed=not framed)


def _found(saved: Saved, place: Span, *, surroundings_changed: bool = False) -> Verified:
    there = saved.start is None or saved.start == place.start
    return Verified(
        saved=saved,
        state=State.UNCHANGED if there else State.MOVED,
        span=place,
        surroundings_changed=surroundings_changed,
    )


def _places(text: str, words: str) -> list[int]:
    places: list[int] = []
    at = text.find(words)
    while at >= 0 and len(places) < _MOST_PLACES:
        places.append(at)
        at = text.find(words, at + 1)
    return places


def _one_side(text: str, place: Span, selector: Selector) -> bool:
    before = bool(selector.prefix) and text.endswith(selector.prefix, 0, place.start)
    after = bool(selector.suffix) and text.startswith(selector.suffix, place.end)
    return before or after


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
