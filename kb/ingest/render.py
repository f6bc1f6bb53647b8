"""Blocks as the Markdown of ``text.md``, with the place of every block, page and original character in it.

No character of the text is escaped: a quotation must stand in ``text.md`` as it stands in the source, so a paragraph
that happens to begin with a mark of Markdown keeps it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from kb.ingest.blocks import Block, BlockKind, PageInfo
from kb.model import Page, Span

_BETWEEN = "\n\n"
_INDENT = "  "
_DEEPEST = 6
_FENCE = re.compile(r"^`{3,}", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The text and where everything in it comes from.

    ``blocks`` pairs each block with the span of its whole rendering, marks included; ``pages`` tile the text;
    ``origins`` are runs ``(text start, original start, length)`` rising in both, for text formats.
    """

    text: str
    blocks: tuple[tuple[Block, Span], ...]
    pages: tuple[Page, ...]
    origins: tuple[tuple[int, int, int], ...]

    def origin_of(self, span: Span) -> Span | None:
        """The span of the decoded original that ``span`` of the text was made from; None where there is none."""
        return origin_of(self.origins, span)


def origin_of(origins: tuple[tuple[int, int, int], ...], span: Span) -> Span | None:
    """The span of the decoded original that holds all characters of ``span`` with a known origin, or None."""
    starts = [start for start, _, _ in origins]
    first = max(0, bisect_right(starts, span.start) - 1)
    while first < len(origins) and origins[first][0] + origins[first][2] <= span.start:
        first += 1
    last = bisect_right(starts, span.end - 1) - 1
    if first > last or first >= len(origins) or origins[first][0] >= span.end:
        return None
    start, origin, _ = origins[first]
    end, end_origin, length = origins[last]
    return Span(origin + max(0, span.start - start), end_origin + min(length, span.end - end))


def render(blocks: tuple[Block, ...], pages: tuple[PageInfo, ...] = ()) -> Rendered:
    """Render cleaned blocks; one blank line between them, a newline at the end, NFC.

    A page starts with the first block that starts on it or after it; the first page starts the text.
    """
    parts: list[str] = []
    placed: list[tuple[Block, Span]] = []
    origins: list[tuple[int, int, int]] = []
    position = 0
    for block in blocks:
        lead, body, end = _marked(block)
        text = unicodedata.normalize("NFC", lead + body + end)
        if not text.strip():
            continue
        if parts:
            parts.append(_BETWEEN)
            position += len(_BETWEEN)
        parts.append(text)
        placed.append((block, Span(position, position + len(text))))
        if text == lead + body + end:
            origins.extend((position + len(lead) + at, origin, length) for at, origin, length in block.runs)
        position += len(text)
    whole = "".join(parts) + ("\n" if parts else "")
    return Rendered(
        text=whole,
        blocks=tuple(placed),
        pages=_tile(placed, pages, len(whole)),
        origins=_rising(origins),
    )


def _marked(block: Block) -> tuple[str, str, str]:
    """What stands before a block's text, its text, and what stands after it."""
    match block.kind:
        case BlockKind.HEADING:
            return "#" * min(max(block.level, 1), _DEEPEST) + " ", block.text, ""
        case BlockKind.LIST_ITEM:
            return _INDENT * min(max(block.level, 0), _DEEPEST) + (block.marker or "-") + " ", block.text, ""
        case BlockKind.QUOTE:
            return "> ", block.text, ""
        case BlockKind.FOOTNOTE if block.marker:
            return f"[^{block.marker}]: ", block.text, ""
        case BlockKind.CODE:
            fence = "`" * (max((len(f) for f in _FENCE.findall(block.text)), default=2) + 1)
            return f"{fence}\n", block.text, f"\n{fence}"
        case _:
            return "", block.text, ""


def _tile(placed: list[tuple[Block, Span]], pages: tuple[PageInfo, ...], length: int) -> tuple[Page, ...]:
    """The pages with spans that follow each other without gaps from 0 to ``length``; a page without text is empty."""
    starts: list[int] = []
    index, reached = 0, 0
    for page in pages:
        while index < len(placed) and max(reached, placed[index][0].page or 0) < page.number:
            reached = max(reached, placed[index][0].page or 0)
            index += 1
        starts.append(placed[index][1].start if index < len(placed) else length)
    if not starts:
        return ()
    starts[0] = 0
    ends = [*starts[1:], length]
    return tuple(
        Page(number=page.number, label=page.label, span=Span(start, end))
        for page, start, end in zip(pages, starts, ends, strict=True)
    )


def _rising(runs: list[tuple[int, int, int]]) -> tuple[tuple[int, int, int], ...]:
    """Only the runs that go forward in the original, neighbours put together."""
    rising: list[tuple[int, int, int]] = []
    reached = 0
    for start, origin, length in runs:
        if origin < reached or length <= 0:
            continue
        last = rising[-1] if rising else None
        if last is not None and last[0] + last[2] == start and last[1] + last[2] == origin:
            rising[-1] = (last[0], last[1], last[2] + length)
        else:
            rising.append((start, origin, length))
        reached = origin + length
    return tuple(rising)
