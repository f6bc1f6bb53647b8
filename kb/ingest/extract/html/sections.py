"""Sections that their heading names as furniture: what was most read, whom to contact, about the author."""

from __future__ import annotations

from collections.abc import Sequence

from kb.ingest.blocks import BlockKind
from kb.ingest.extract.html.furniture import tail_rule
from kb.ingest.extract.html.places import Place, is_within
from kb.ingest.extract.html.segments import Segment, is_prose

_ALL_LINKED = 0.95
_TAIL_FROM = 0.5
_TAIL_SHARE = 0.25
_EARLY_SHARE = 0.08
_APART_SHARE = 0.6
_SECTIONS = frozenset({"related", "comments", "sign-up", "sharing", "advertisement", "contact"})


def cut_sections(segments: Sequence[Segment], rules: list[str | None], barred: Sequence[str | None]) -> None:
    """Leave out sections that their heading names as furniture, when they are short and stand late or apart."""
    sizes = [0 if rule else s.characters for s, rule in zip(segments, rules, strict=True)]
    total, seen = sum(sizes), 0
    frames: set[Place] = set()
    for i, segment in enumerate(segments):
        seen += sizes[i]
        rule = _opened_by(segment, barred[i])
        if rule is None:
            frames.update((segment.frame,) if sizes[i] else ())
            continue
        end = _section_end(segments, i)
        size = sum(sizes[i + 1 : end])
        apart = rule in _SECTIONS - {"contact"} and segment.frame not in frames
        limit = _EARLY_SHARE if seen < total * _TAIL_FROM else _APART_SHARE if apart else _TAIL_SHARE
        if 0 < size <= total * limit:
            for j in range(i, end):
                rules[j] = rules[j] or rule


def _opened_by(segment: Segment, bar: str | None) -> str | None:
    if segment.kind is not BlockKind.HEADING and not segment.bold:
        return None
    return bar if bar in _SECTIONS else tail_rule(segment.text)


def _section_end(segments: Sequence[Segment], start: int) -> int:
    opener, links = segments[start], False
    for i in range(start + 1, len(segments)):
        following = segments[i]
        # Links in a list under "Most read", and then a paragraph: the document goes on where the list ends.
        if links and following.kind is BlockKind.PARAGRAPH and is_prose(following):
            return i
        links = links or (following.kind is BlockKind.LIST_ITEM and following.linked >= _ALL_LINKED)
        if following.kind is BlockKind.HEADING and (
            opener.kind is not BlockKind.HEADING or following.level <= opener.level
        ):
            return i
        if opener.frame is not following.frame and not is_within(following.place, opener.frame):
            return i
    return len(segments)
