"""Headings that carry no mark: short lines without an end stop, by themselves, above prose."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.ingest.blocks import BlockKind
from kb.ingest.clean.lines_about import ends_in_date
from kb.ingest.clean.names import is_person
from kb.ingest.clean.pictures import credit_of
from kb.ingest.describe.bylines import is_byline
from kb.ingest.extract.plain.marks import Mark, follows

_LONGEST = 110
_MOST_WORDS = 14
_MOST_TITLE_WORDS = 20
_LONGEST_TITLE = 160
_LONGEST_NUMBERED = 200
_SHORT_WORDS = 8
_PROSE = 60
_LOOK_AHEAD = 4
_COVER = 3
# A line that ends in one of these leads into what follows.
_OPEN_ENDS = frozenset(["at", "att", "to", "og", "och", "and", "eller", "or", "samt", "the", "a", "an", "of", "by"])
_INNER_STOP = re.compile(r"[.?!]\s+[A-ZÆØÅÄÖ“\"»]")
_LINE_END_HYPHEN = re.compile(r"(?<=[a-zæøåäö])- (?=[a-zæøåäö])")
_SPEECH_START = re.compile('[“”"„«»–—‘-]')
_STOPS = (".", "!", "?", ":", "”", "»", "«", '"')
_END_STOP = (".", ",", ";", "!", "…", ".”", "”", '"', "»", "«")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A group of lines as the search for headings sees it; ``blanks_after`` counts the blank lines that follow."""

    text: str
    mark: Mark | None
    blanks_before: int
    blanks_after: int
    fixed: bool = False

    @property
    def is_prose(self) -> bool:
        """Whether this is running text: long, or short and ending as a sentence does."""
        if self.mark is not None or self.fixed:
            return False
        return len(self.text) >= _PROSE or self.text.endswith(_STOPS[:-1])

    @property
    def is_item(self) -> bool:
        """Whether a mark makes this a list item."""
        return self.mark is not None and self.mark.kind is BlockKind.LIST_ITEM


def find_headings(pieces: tuple[Piece, ...]) -> frozenset[int]:
    """The indices of the pieces that are headings; judged from the end, because a heading heads what follows."""
    airy = any(piece.blanks_before for piece in pieces[1:])
    found: set[int] = set()
    for index in range(len(pieces) - 1, -1, -1):
        if _is_heading(pieces, index, found, airy=airy):
            found.add(index)
    return frozenset(found - _cover_lines(pieces, found))


def _is_heading(pieces: tuple[Piece, ...], index: int, found: set[int], *, airy: bool) -> bool:
    piece = pieces[index]
    if piece.is_item and piece.mark is not None and piece.mark.marker is not None:
        return _is_numbered_heading(pieces, index, found)
    if not _is_candidate(pieces, index):
        return False
    above = index == 0 or piece.blanks_before > 0 or not airy
    if not above:
        return False
    if piece.blanks_after == 0 and airy:
        close = index + 1 < len(pieces) and _is_prose_right_below(pieces[index + 1])
        return close and len(piece.text.split()) <= _SHORT_WORDS
    return _heads_prose(pieces, index, found)


def _is_prose_right_below(piece: Piece) -> bool:
    """Whether the line right below a heading is running text, no picture's caption and no item of an unmarked list."""
    return (
        piece.is_prose and credit_of(piece.text) is None and (len(piece.text) > _LONGEST or piece.text.endswith(_STOPS))
    )


def _is_candidate(pieces: tuple[Piece, ...], index: int) -> bool:
    piece = pieces[index]
    text = piece.text
    longest, most = (_LONGEST, _MOST_WORDS) if index else (_LONGEST_TITLE, _MOST_TITLE_WORDS)
    if piece.mark is not None or piece.fixed or len(text) > longest or len(text.split()) > most:
        return False
    return _looks_like_heading(text) and _may_end_so(pieces, index)


def _looks_like_heading(text: str) -> bool:
    """Whether a short line starts as a heading does and is not a sentence, several sentences or a date."""
    starts = text[0].isupper() or text[0].isdigit() or text[0] in '“"»§'
    ends = text.endswith(_END_STOP)
    return (
        starts
        and not ends
        and any(character.isalpha() for character in text)
        and _INNER_STOP.search(text) is None
        and not is_byline(_LINE_END_HYPHEN.sub("", text))
        and not ends_in_date(text)
        and text.rsplit(maxsplit=1)[-1] not in _OPEN_ENDS
    )


def _may_end_so(pieces: tuple[Piece, ...], index: int) -> bool:
    """A colon needs prose below it, not a list; a question needs an answer in quotation marks or after a dash."""
    piece = pieces[index]
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    if piece.text.endswith(":"):
        return following is not None and following.is_prose and following.text[:1].isupper() and piece.blanks_after > 0
    if piece.text.endswith("?"):
        return following is not None and _SPEECH_START.match(following.text) is not None
    return True


def _heads_prose(pieces: tuple[Piece, ...], index: int, found: set[int]) -> bool:
    """Whether prose comes next, with nothing between but short lines (a picture's caption) or further headings."""
    for ahead in range(index + 1, min(len(pieces), index + 1 + _LOOK_AHEAD)):
        if pieces[ahead].is_prose or ahead in found:
            return True
        if pieces[ahead].is_item:
            return ahead == index + 1
        if pieces[ahead].fixed:
            return True
    return False


def _is_numbered_heading(pieces: tuple[Piece, ...], index: int, found: set[int]) -> bool:
    piece, mark = pieces[index], pieces[index].mark
    if mark is None or mark.marker is None or index + 1 >= len(pieces):
        return False
    if len(piece.text) > _LONGEST_NUMBERED or piece.text.endswith((".", ";", ",", ":")):
        return False
    if not piece.text[mark.width : mark.width + 1].isupper():
        return False
    before = pieces[index - 1].mark if index else None
    if before is not None and before.marker and _is_sibling(mark.marker, before.marker) and index - 1 not in found:
        return False
    following = pieces[index + 1]
    # A few words may lead into a list of their own.
    leads = following.mark is None and index + 2 < len(pieces) and pieces[index + 2].is_item
    if following.is_prose or leads or index + 1 in found:
        return True
    return following.is_item and _is_other_list(mark.marker, following.mark)


def _is_other_list(marker: str, mark: Mark | None) -> bool:
    """Whether the list item that follows belongs to a list of its own below the number ``marker``."""
    if mark is None or mark.marker is None:
        return True
    return marker.strip("()").rstrip(".").isdigit() != mark.marker.strip("()").rstrip(".").isdigit()


def _is_sibling(marker: str, previous: str) -> bool:
    return follows(marker, previous) and marker.count(".") == previous.count(".")


def _cover_lines(pieces: tuple[Piece, ...], found: set[int]) -> set[int]:
    """The lines of a run of headings that head nothing.

    On a title page only the first and the last do; after a colon, and in a list of people, none does.
    """
    idle: set[int] = set()
    run: list[int] = []
    for index in range(len(pieces) + 1):
        if index in found and pieces[index].mark is None:
            run.append(index)
            continue
        if len(run) > 1 and (_follows_colon(pieces, run[0]) or sum(is_person(pieces[i].text) for i in run) > 1):
            idle.update(run)
        elif len(run) > _COVER:
            idle.update(run[1:-1])
        run = []
    return idle


def _follows_colon(pieces: tuple[Piece, ...], index: int) -> bool:
    return index > 0 and pieces[index - 1].text.endswith(":")
