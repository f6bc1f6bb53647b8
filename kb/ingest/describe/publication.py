"""When a document was published: from clues made for machines, from its byline or dateline, or from its file's name.

A date in running text is an event, a footer's year is a copyright, and neither is ever taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kb.ingest.blocks import Block, BlockKind, Clue
from kb.ingest.describe.bylines import is_period, label_before, read_byline, says_who_made_it
from kb.ingest.describe.dates import Dated, date_in_name, dates_in, read_date
from kb.ingest.describe.senders import PARTS
from kb.model import ReadFrom, Removal

_HEAD_BLOCKS, _TAIL_BLOCKS = 12, 6
_MAX_LINE = 200
_BYLINE_RULES = frozenset({"byline", "dateline", "publication-line"})
_MODIFIED = re.compile(r"(?i)modif|updated|dcterms\.created|dc\.date\.created|file properties|created")
_LEAP = " · "
_SENTENCES = re.compile(r"\n|(?<=(?:19|20)\d\d)\.\s+")
_HANDED_IN = re.compile(
    r"(?i)^(?:dette |denne |detta |den här |det här |this |the )?(?:\w*(?:indspil|inspel|svar|notat|rapport|yttrande|udtalelse|redegørelse|strategi|"
    r"report|response|submission|statement|strategy|paper|position|bidrag)(?:let|et|en|t)?)\b[^.]{0,120}\b(?:afleveret|afgivet|indsendt|vedtaget|"
    r"offentliggjort|udgivet|fremsendt|avgivet|avgett|avlämnat|avlämnad|inlämnat|antaget|antagen|publicerat|publicerad|submitted|adopted|published|delivered|released)"
    r"\s*(?:den|d\.|on|the)?\s*$"
)


@dataclass(frozen=True, slots=True)
class Published:
    """A date of publication and where it was read."""

    day: date
    read_from: ReadFrom


def published_of(
    clues: Sequence[Clue], blocks: Sequence[Block], removed: Sequence[Removal], name: str, language: str, today: date
) -> Published | None:
    """The best date of publication, or None where nothing says it."""
    machine = [p for c in clues if c.field == "published" and (p := _of_clue(c, today, language))]
    written = list(_written(blocks, removed, language, today))
    for published in (*(p for p in machine if p.read_from.certain), *(p for p in written if p.read_from.certain)):
        return published
    in_name = date_in_name(name, today)
    named = [Published(in_name.day, ReadFrom(where="the file's name", certain=False))] if in_name else []
    return next(iter((*written, *machine, *named)), None)


def _of_clue(clue: Clue, today: date, language: str) -> Published | None:
    dated = read_date(clue.value, today, language)
    if dated is None:
        return None
    first_of_year = (dated.day.month, dated.day.day) == (1, 1)
    certain = clue.certain and dated.certain and not first_of_year and not _MODIFIED.search(clue.where)
    if first_of_year and not clue.certain:
        return None
    return Published(dated.day, ReadFrom(where=clue.where, certain=certain))


def _written(blocks: Sequence[Block], removed: Sequence[Removal], language: str, today: date) -> Iterator[Published]:
    """Dates that lines of the document or around it give as its own, the surest kind first."""
    lines = list(_lines(blocks, removed))
    updated: list[Published] = []
    bare: list[Published] = []
    for text, where in lines:
        label, dated = _labelled(text, language, today)
        if dated and label == "published":
            yield Published(dated.day, ReadFrom(where=where, certain=dated.certain))
        elif dated and label == "updated":
            updated.append(Published(dated.day, ReadFrom(where=f"{where} (updated)", certain=False)))
        elif (byline := read_byline(text, today, language)) and byline.dated:
            sure = byline.dated.certain and bool(byline.authors or byline.place)
            bare.append(Published(byline.dated.day, ReadFrom(where=where, certain=sure)))
        elif (says_who_made_it(text) or _has_own_part(text, today, language)) and len(
            dates := dates_in(text, today, language)
        ) == 1:
            bare.append(Published(dates[0].day, ReadFrom(where=where, certain=False)))
    handed = _handed_in(blocks, language, today)
    if handed:
        yield handed
    days = {p.day for p in bare}
    for published in bare:
        # Several lone dates are a list of events; one is the document's own.
        read = published.read_from
        yield Published(published.day, ReadFrom(where=read.where, certain=read.certain and len(days) == 1))
    yield from updated


def _has_own_part(text: str, today: date, language: str) -> bool:
    """Whether a day has a part of its own in a line such as ``Status report · The Coast Council · 12 March 2026``."""
    parts = [part.strip() for part in PARTS.split(text)]
    return len(parts) > 1 and any(
        (dated.start, dated.end) == (0, len(part)) for part in parts for dated in dates_in(part, today, language)
    )


def _handed_in(blocks: Sequence[Block], language: str, today: date) -> Published | None:
    """The day on which a sentence near the beginning says that the document itself was handed in or adopted."""
    for block in blocks[:_HEAD_BLOCKS]:
        start = block.text[: 2 * _MAX_LINE]
        for dated in dates_in(start, today, language):
            if _HANDED_IN.search(start[: dated.start]):
                return Published(
                    dated.day, ReadFrom(where=f"“{_short(start[: dated.end])}” in the text", certain=False)
                )
    return None


def _lines(blocks: Sequence[Block], removed: Sequence[Removal]) -> Iterator[tuple[str, str]]:
    for removal in removed:
        if removal.rule in _BYLINE_RULES and removal.changed_to is None:
            for piece in removal.text.split(_LEAP):
                yield piece, f"“{_short(piece)}” ({removal.where})"
    last = len(blocks) - _TAIL_BLOCKS
    for i, block in enumerate(blocks):
        if (i < _HEAD_BLOCKS or i >= last) and block.kind is not BlockKind.TABLE and len(block.text) <= _MAX_LINE:
            for line in _SENTENCES.split(block.text):
                yield line, f"“{_short(line)}” in the text"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:60].rsplit(" ", 1)[0] + " …"  # noqa: PLR2004


def _labelled(text: str, language: str, today: date) -> tuple[str, Dated | None]:
    """A date right behind a word like "Publiceret" in a short line, the publication before the update."""
    if len(text) > _MAX_LINE:
        return "none", None
    dates = dates_in(text, today, language)
    found = [] if is_period(text, dates) else [(label_before(text, d.start), d) for d in dates]
    for wanted in ("published", "updated"):
        for label, dated in found:
            if label == wanted:
                return label, dated
    return "none", None
