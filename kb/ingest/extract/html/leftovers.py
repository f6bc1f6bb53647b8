"""What was left out of a page, as removals: neighbours that fell by one rule together, and never more than is useful."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from kb.ingest.extract.html.segments import Segment
from kb.model import Removal

_MAX_TEXT = 2_000
_MAX_REMOVALS = 400
_OWN_LINE = frozenset({"byline", "outside-main-text", "caption"})


def leftovers(segments: Sequence[Segment], rules: Sequence[str | None]) -> tuple[Removal, ...]:
    """A removal for each run of segments that one rule left out; bylines and prose stand alone."""
    numbered = [(n, s, r) for n, (s, r) in enumerate(zip(segments, rules, strict=True), 1) if r is not None]
    removals: list[Removal] = []
    for key, group in groupby(numbered, key=lambda item: (item[2], item[0] if item[2] in _OWN_LINE else 0)):
        members = list(group)
        text = " · ".join(" ".join(s.text.split()) for _, s, _ in members[:200])
        if len(text) > _MAX_TEXT:
            text = text[:_MAX_TEXT].rsplit(" ", 1)[0] + f" … ({len(members)} pieces)"
        removals.append(Removal(rule=key[0], text=text, where=f"block {members[0][0]} of the page"))
    if len(removals) > _MAX_REMOVALS:
        rest = len(removals) - _MAX_REMOVALS
        removals = [
            *removals[:_MAX_REMOVALS],
            Removal(rule="navigation", text=f"and {rest} more", where="the rest of the page"),
        ]
    return tuple(removals)
