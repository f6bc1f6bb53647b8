"""What trafilatura takes for the main text of a page, as votes on the page's own segments.

trafilatura (Barbaresi 2021, ACL demo) finds the main text better than rules do, but loses words inside it: repeated
paragraphs, unusual inline elements, headings in a hero section. So it only says *which* text is the document; the
words are taken from the page.
"""

from __future__ import annotations

import logging
from typing import Any

from kb.ingest.blocks import BlockKind
from kb.ingest.extract.html.segments import Segment
from kb.ingest.extract.html.shingles import Shingles

_ENOUGH = 0.5


def main_text(tree: Any) -> str:
    """The main text by trafilatura's standard mode, one line a block; empty if it finds none or fails."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True)
    except Exception:  # noqa: BLE001 (a hostile page may break any of its parts; the page's own text then decides)
        return ""
    text = getattr(document, "text", None)
    return text if isinstance(text, str) else ""


def votes(segments: list[Segment], text: str) -> list[bool]:
    """Which segments ``text`` holds: long ones by half of their four-word runs, short ones as whole lines."""
    found = Shingles(text)
    return [_share(found, segment) >= _ENOUGH for segment in segments]


def _share(found: Shingles, segment: Segment) -> float:
    if segment.kind is not BlockKind.TABLE:
        return found.share(segment.text)
    rows = [row for row in segment.text.split("\n") if any(c.isalnum() for c in row)]
    return sum(found.share(row) for row in rows) / max(1, len(rows))
