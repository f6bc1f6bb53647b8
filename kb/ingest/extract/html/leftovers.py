"""What was left out of a page, as removals: neighbours that fell by one rule together, and never more than is useful."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, groupby

from kb.ingest.changes import Changes
from kb.ingest.extract.html.segments import Segment

_MAX_TEXT = 20_000
_MAX_REMOVALS = 400
_OWN_LINE = frozenset({"byline", "outside-main-text", "caption"})


def leave_out(segments: Sequence[Segment], rules: Sequence[str | None], changes: Changes) -> set[int]:
    """List each run of segments that one rule left out; bylines and prose stand alone.

    Returns:
        the places of the segments that are wanted back.
    """
    groups = _groups(segments, rules)
    back: set[int] = set()
    for rule, members in groups[:_MAX_REMOVALS]:
        text = " · ".join(" ".join(segments[i].text.split()) for i in members[:2_000])
        if len(text) > _MAX_TEXT:
            text = text[:_MAX_TEXT].rsplit(" ", 1)[0] + f" … ({len(members)} pieces)"
        if not changes.note(rule, text, f"block {members[0] + 1} of the page"):
            back.update(members)
    rest = groups[_MAX_REMOVALS:]
    if rest and not changes.note("navigation", f"and {len(rest)} more", "the rest of the page"):
        back.update(chain.from_iterable(members for _, members in rest))
    return back


def _groups(segments: Sequence[Segment], rules: Sequence[str | None]) -> list[tuple[str, list[int]]]:
    runs = groupby(range(len(segments)), key=lambda i: (rules[i], i if rules[i] in _OWN_LINE else 0))
    return [(rule, list(run)) for (rule, _), run in runs if rule is not None]
