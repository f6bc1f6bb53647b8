"""Segments as blocks: headings that a page only shows in bold become headings."""

from __future__ import annotations

from collections.abc import Sequence

from kb.ingest.blocks import Block, BlockKind
from kb.ingest.extract.html.segments import Segment

_MAX_HEADING = 90
_NO_HEADING_ENDS = (".", ",", ";", ":", "…", "”", "»")


def blocks_of(kept: Sequence[Segment]) -> list[Block]:
    """One block for each segment, in order."""
    deepest = max((s.level for s in kept if s.kind is BlockKind.HEADING), default=1)
    return [_block(s, kept[i + 1] if i + 1 < len(kept) else None, min(6, max(2, deepest))) for i, s in enumerate(kept)]


def _block(segment: Segment, following: Segment | None, level: int) -> Block:
    text = segment.text
    if _is_bold_heading(segment, following):
        return Block(kind=BlockKind.HEADING, text=" ".join(text.split()), level=level)
    if segment.kind is BlockKind.HEADING:
        text = " ".join(text.split())
    return Block(kind=segment.kind, text=text, level=segment.level, marker=segment.marker)


def _is_bold_heading(segment: Segment, following: Segment | None) -> bool:
    """A short bold line of its own above running text; a bold lead or a run of bold lines is none."""
    if segment.kind is not BlockKind.PARAGRAPH or not segment.bold or len(segment.text) > _MAX_HEADING:
        return False
    if following is None or following.bold or following.kind is BlockKind.HEADING:
        return False
    return not segment.text.rstrip().endswith(_NO_HEADING_ENDS)
