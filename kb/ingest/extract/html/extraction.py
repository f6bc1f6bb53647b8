"""From the bytes of a web page to its blocks: decode, walk, vote, choose, and say what was left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from kb.errors import SourceError
from kb.ingest.blocks import Block, BlockKind, Clue, Extracted, Original
from kb.ingest.changes import Changes
from kb.ingest.extract import sniff as kinds
from kb.ingest.extract.html import flat, trees, vote
from kb.ingest.extract.html.choose import bars, choose
from kb.ingest.extract.html.dates import guessed_date, is_only_told
from kb.ingest.extract.html.decode import Page, decode, decode_saved
from kb.ingest.extract.html.leftovers import leave_out
from kb.ingest.extract.html.marked import marked_clues
from kb.ingest.extract.html.metadata import metadata_clues
from kb.ingest.extract.html.score import own_votes
from kb.ingest.extract.html.segments import Segment, is_prose
from kb.ingest.extract.html.shingles import Shingles
from kb.ingest.extract.html.structure import blocks_of
from kb.ingest.extract.html.titles import page_title, site_of
from kb.ingest.extract.html.walk import walk
from kb.ingest.extract.plain.decode import stream_safe

_PAGE_KIND = Clue(field="kind", value="web-page", where="the file is a web page", certain=False)
EXTRACTOR = "html-1 (trafilatura)"
_MAX_CHARACTERS = 20_000_000
_MAX_TREE_TAGS = 150_000
_MAX_VOTE_TAGS = 20_000
_MAX_DEPTH = 200
_NEAR = 3
_FEW = 0.2
_ELSEWHERE = 0.5
_FRAME = re.compile(r"""(?i)<frame\b[^<>]*?\bsrc\s*=\s*["']?([^"'\s<>]+)""")


class _Reading(NamedTuple):
    segments: list[Segment]
    tree: Any
    votable: bool
    large: bool


def extract_html(original: Original, changes: Changes | None = None) -> Extracted:
    """The document of a web page (HTML, XHTML, MHTML, frameset) as blocks in reading order; the title comes first.

    What is left out is listed in ``changes``, and stays where it is wanted back.

    Raises:
        SourceError: kind ``no-text`` if no text is visible, ``too-large`` beyond 20 million characters.
    """
    media_type = kinds.sniff(original.data, source=original.source, name=original.name)
    page = decode_saved(original.data) if media_type == kinds.MHTML else decode(original.data, original.charset)
    if len(page.text) > _MAX_CHARACTERS:
        raise SourceError(original.source, "too-large", "the page has more than 20 million characters")
    page = page._replace(text=stream_safe(page.text))
    changes = changes or Changes()
    reading = _read(page.text, changes)
    found = (*metadata_clues(page.text), *marked_clues(reading.tree))
    today = original.fetched.date()
    clues = (*found, *_saved_from(page, original), *trees.language_clues(reading.tree), *_guess(reading, found, today))
    blocks = _blocks(reading, changes)
    if not blocks:
        raise SourceError(
            original.source, "no-text", "the page shows no text", "open it in a browser and save or copy its text"
        )
    headings = _headings(reading.segments)
    own = next((" ".join(b.text.split()) for b in blocks if b.kind is BlockKind.HEADING and b.level == 1), "")
    title, site = page_title(clues, headings, own), site_of(clues, headings)
    return Extracted(
        media_type=media_type,
        extractor=EXTRACTOR,
        blocks=_titled(blocks, title),
        clues=(*((title,) if title else ()), *clues, *((site,) if site else ()), _PAGE_KIND),
        removed=changes.listed(),
        warnings=(*page.warnings, *_warnings(page, reading)),
        visible_characters=sum(s.characters for s in reading.segments if not s.hidden),
    )


def _read(text: str, changes: Changes) -> _Reading:
    shape = flat.shape(text)
    if shape.depth <= _MAX_DEPTH and shape.tags <= _MAX_TREE_TAGS:
        tree = trees.parse(text)
        if tree is not None:
            return _Reading(
                walk(trees.body(tree), changes).segments, tree, votable=shape.tags <= _MAX_VOTE_TAGS, large=False
            )
    return _Reading(flat.flat_segments(text)[0], None, votable=False, large=True)


def _blocks(reading: _Reading, changes: Changes) -> list[Block]:
    segments = reading.segments
    barred = bars(segments)
    main = vote.main_text(reading.tree) if reading.votable else ""
    voted = vote.votes(segments, main) if main else [False] * len(segments)
    own = own_votes(segments, barred)
    if _weight(segments, voted) < _FEW * _weight(segments, own):
        voted = own
    rules = choose(segments, voted, barred).rules
    words = sum(s.words for s, rule in zip(segments, rules, strict=True) if rule is None)
    elsewhere = bool(main) and words < _ELSEWHERE * len(main.split()) and _is_elsewhere(main, segments)
    if not elsewhere and None not in rules:
        rules = tuple("hidden" if s.hidden else None for s in segments)
    back = leave_out(segments, rules, changes)
    if elsewhere:
        lines = (line.strip("- ") for line in main.split("\n"))
        spoken = [Block(kind=BlockKind.PARAGRAPH, text=line) for line in lines if line]
        return [*spoken, *blocks_of([segments[i] for i in sorted(back)])]
    return blocks_of([s for i, s in enumerate(segments) if rules[i] is None or i in back])


def _is_elsewhere(main: str, segments: Sequence[Segment]) -> bool:
    """Whether the main text stands in a script (JSON-LD ``articleBody``) and not in the page."""
    shown = Shingles("\n".join(s.text for s in segments))
    return shown.share(main) < _ELSEWHERE


def _weight(segments: Sequence[Segment], voted: Sequence[bool]) -> int:
    return sum(s.characters for s, vote_ in zip(segments, voted, strict=True) if vote_ and is_prose(s))


def _headings(segments: Sequence[Segment]) -> list[tuple[int, str]]:
    return [(s.level, " ".join(s.text.split())) for s in segments if s.kind is BlockKind.HEADING and not s.hidden]


def _titled(blocks: list[Block], title: Clue | None) -> tuple[Block, ...]:
    """The blocks with the title as their first heading, made so where the page shows it as plain text or not at all."""
    if title is None:
        return tuple(blocks)
    head = Block(kind=BlockKind.HEADING, text=title.value, level=1)
    wanted = title.value.casefold()
    for i, block in enumerate(blocks):
        if " ".join(block.text.split()).casefold() == wanted and block.kind in {BlockKind.HEADING, BlockKind.PARAGRAPH}:
            above = [b for b in blocks[:i] if b.kind is BlockKind.HEADING]
            rest = [b for j, b in enumerate(blocks) if j > i + _NEAR or " ".join(b.text.split()).casefold() != wanted]
            return (head, *rest) if above or i == 0 else (*blocks[:i], head, *rest[i:])
    return (head, *blocks)


def _saved_from(page: Page, original: Original) -> tuple[Clue, ...]:
    if page.url and original.url is None:
        return (Clue(field="url", value=page.url, where="the saved page's own address"),)
    return ()


def _guess(reading: _Reading, found: Sequence[Clue], today: date) -> tuple[Clue, ...]:
    if not reading.votable or any(c.field == "published" and c.certain for c in found):
        return ()
    guess = guessed_date(reading.tree, today)
    return (guess,) if guess and not is_only_told(guess, reading.segments, today) else ()


def _warnings(page: Page, reading: _Reading) -> list[str]:
    found = ["the page is too deep or too large for its structure; only its text was read"] if reading.large else []
    frames = _FRAME.findall(page.text) if "<frameset" in page.text.lower() else []
    if frames:
        found.append("the page is a frameset; its text is in other pages: " + ", ".join(frames[:5]))
    return found
