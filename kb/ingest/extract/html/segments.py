"""A page's text in reading order as segments: runs of inline text that no block element divides."""

from __future__ import annotations

from dataclasses import dataclass

from kb.ingest.blocks import BlockKind
from kb.ingest.extract.html.places import Place

LINKED = 0.5
"""The share of links from which a segment is mostly links."""
PROSE_WORDS = 7
_ENDS = (".", "!", "?", "”", '"', "»", "…", ":", ";", "’", ")")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One run of text. ``linked`` is the share (0 to 1) of its characters inside links; ``bold`` if all of it is.

    ``place`` is the nearest block element, ``frame`` the nearest one that is no list, list item or paragraph.
    """

    kind: BlockKind
    text: str
    place: Place
    frame: Place
    level: int = 0
    marker: str | None = None
    linked: float = 0.0
    bold: bool = False
    hidden: bool = False

    @property
    def words(self) -> int:
        """The number of words, counted at spaces."""
        return self.text.count(" ") + self.text.count("\n") + 1

    @property
    def characters(self) -> int:
        """The number of characters that are no space."""
        return len(self.text) - self.text.count(" ") - self.text.count("\n")


def is_prose(segment: Segment) -> bool:
    """Whether a segment reads as sentences: enough words, an end mark, and not mostly links."""
    return segment.words >= PROSE_WORDS and segment.linked < LINKED and segment.text.rstrip().endswith(_ENDS)
