"""Pages too deep or too large for a tree: one linear pass over the tags, which keeps the text and little else.

A parser with a tree gives up on such pages and returns nothing; a reader in a browser still sees the text.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from kb.ingest.blocks import BlockKind
from kb.ingest.extract.html.places import Place
from kb.ingest.extract.html.segments import Segment

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})(?:[\s/][^<>]*)?>|<[!?][^<>]*>")
_UNSHOWN = re.compile(r"(?is)<(script|style|template|svg|noscript|head)\b[^<>]*>")
_VOID_LIST = "br hr img input meta link area base col embed source track wbr param p li dt dd tr td th option"
_VOID = frozenset(_VOID_LIST.split())
_BREAKS_LIST = (
    "p div li ul ol h1 h2 h3 h4 h5 h6 table tr td th br section article main header footer blockquote pre "
    "dt dd nav aside form"
)
_BREAKS = frozenset(_BREAKS_LIST.split())


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a page is: its number of tags and how deep they nest at most."""

    tags: int
    depth: int


def shape(text: str) -> Shape:
    """Count the tags of a page and their depth, without building anything."""
    tags = depth = deepest = 0
    for match in _TAG.finditer(text):
        name = (match.group(2) or "").lower()
        if not name:
            continue
        tags += not match.group(1)
        if name in _VOID or match.group(0).endswith("/>"):
            continue
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        deepest = max(deepest, depth)
    return Shape(tags, deepest)


def flat_segments(text: str) -> tuple[list[Segment], list[Place]]:
    """The visible text of a page as segments in one place, with headings, list items and the share of links."""
    place = Place(parent=None, tag="body", signature="body", depth=0)
    segments: list[Segment] = []
    runs: list[str] = []
    kind, level, linked, in_link, at = BlockKind.PARAGRAPH, 0, 0, 0, 0

    def end() -> None:
        nonlocal linked
        flat = " ".join("".join(runs).split())
        if any(c.isalnum() for c in flat):
            size = max(1, len(flat) - flat.count(" "))
            segments.append(
                Segment(kind=kind, text=flat, place=place, frame=place, level=level, linked=min(1.0, linked / size))
            )
        runs.clear()
        linked = 0

    for match in _TAG.finditer(text := _without_unshown(text)):
        piece = html.unescape(text[at : match.start()])
        runs.append(piece)
        linked += len("".join(piece.split())) if in_link > 0 else 0
        at = match.end()
        name, closing = (match.group(2) or "").lower(), bool(match.group(1))
        if name == "a":
            in_link = 0 if closing else 1
        if name in _BREAKS:
            end()
            kind, level = _kind(name, closing=closing)
    runs.append(html.unescape(text[at:]))
    end()
    return segments, [place]


def _kind(name: str, *, closing: bool) -> tuple[BlockKind, int]:
    if closing:
        return BlockKind.PARAGRAPH, 0
    if len(name) == 2 and name[0] == "h" and name[1].isdecimal():  # noqa: PLR2004
        return BlockKind.HEADING, int(name[1])
    return (BlockKind.LIST_ITEM, 0) if name == "li" else (BlockKind.PARAGRAPH, 0)


def _without_unshown(text: str) -> str:
    lower = text.lower() if len(text.lower()) == len(text) else text
    kept: list[str] = []
    absent: set[str] = set()
    at = 0
    while match := _UNSHOWN.search(text, at):
        kept.append(text[at : match.start()])
        name = match.group(1).lower()
        end = -1 if name in absent else lower.find(f"</{name}", match.end())
        if end < 0:
            # An unclosed script hides the rest in a browser, but an unclosed head does not.
            if name in {"script", "style"}:
                return " ".join(kept)
            absent.add(name)
            at = match.end()
            continue
        at = end
    kept.append(text[at:])
    return " ".join(kept)
