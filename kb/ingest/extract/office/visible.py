"""How much a reader of an original sees."""

from __future__ import annotations

from collections.abc import Iterable

from kb.ingest.blocks import Block
from kb.model import Removal


def visible_characters(blocks: Iterable[Block], removed: Iterable[Removal] = ()) -> int:
    """The non-space characters of blocks, their marks, and what was left out."""
    texts = [text for block in blocks for text in (block.text, block.marker or "")]
    texts += [removal.text for removal in removed if not removal.restored]
    return sum(len("".join(text.split())) for text in texts)
