"""Where a page's main text is, told from its paragraphs alone, for pages on which the vote found nothing.

Each paragraph gives its weight to its frame and half of it to the frame above (the rule that readability made known);
the frame with the most wins, and what stands in frames like it beside it comes along.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kb.ingest.blocks import BlockKind
from kb.ingest.extract.html.places import Place
from kb.ingest.extract.html.segments import Segment, is_prose

_LINKED = 0.5


def own_votes(segments: Sequence[Segment], barred: Sequence[str | None]) -> list[bool]:
    """Votes for the segments in the place with the most prose; for all that is not furniture if there is no prose."""
    free = [not (bar or s.hidden or _soft(s.place)) for s, bar in zip(segments, barred, strict=True)]
    weights: Counter[Place] = Counter()
    for segment, is_free in zip(segments, free, strict=True):
        if is_free and is_prose(segment):
            weights[segment.frame] += 2 * segment.characters
            if segment.frame.parent is not None:
                weights[segment.frame.parent] += segment.characters
    if not weights:
        return [is_free and s.linked < _LINKED for s, is_free in zip(segments, free, strict=True)]
    best = max(weights, key=lambda place: (weights[place], -place.depth))
    kin = best.signature
    return [
        is_free
        and (_under(s.place, best) or (s.frame.signature == kin and s.frame.parent is best.parent))
        and (s.linked < _LINKED or s.kind is BlockKind.HEADING)
        for s, is_free in zip(segments, free, strict=True)
    ]


def _soft(place: Place | None) -> bool:
    while place is not None:
        if place.mark:
            return True
        place = place.parent
    return False


def _under(place: Place | None, above: Place) -> bool:
    while place is not None and place.depth >= above.depth:
        if place is above:
            return True
        place = place.parent
    return False
