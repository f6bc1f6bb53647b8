"""Who wrote a document and who published it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from kb.ingest.blocks import Block, BlockKind, Clue
from kb.ingest.describe.bylines import read_byline
from kb.ingest.describe.people import is_organisation, is_person, names_in
from kb.ingest.describe.senders import authors_in_lines, boards, bodies, signers
from kb.model import ReadFrom, Removal

_BYLINE_RULES = frozenset({"byline", "dateline"})
_HEAD_BLOCKS, _TAIL_BLOCKS = 10, 5
_LEAP = " · "
_MAX_AUTHORS = 60
_WHAT = r"(?:indspil|input|høringssvar|remissvar|remissyttrande|yttrande|bidrag|udtalelse|notat|rapport|svar|response|submission|statement|contribution|report|strategi|inspel)"
_NAME = r"((?:(?:the|den|det)\s+)?[A-ZÆØÅÄÖ][\w&.’'-]*(?:[ \u00a0](?:og|och|and|for|för|of|i|&)?[ \u00a0]?[A-ZÆØÅÄÖ][\w&.’'-]*){0,6})"
_FROM = re.compile(rf"(?:(?i:\b{_WHAT})\s+(?i:fra|från|av|af|from|by)\s+){_NAME}")
_SENDER = re.compile(
    rf"^(?i:fra|från|from|afsender|avsändare|sender|udgiver|utgivare|publisher|(?:published|issued) by|"
    rf"(?:udgivet|publiceret|offentliggjort) af|(?:utgiven|utgivet|publicerad|publicerat) av)\s*:?\s+{_NAME}"
    r"(?:,?\s+(?i:den|d\.|on)?\s*\d[\w. -]{0,24})?\s*$"
)

Found = tuple[tuple[str, ...], ReadFrom | None]


def authors_of(clues: Sequence[Clue], blocks: Sequence[Block], removed: Sequence[Removal], today: date) -> Found:
    """The authors: persons if any clue names persons, else the bodies that are named as authors."""
    groups = [
        (tuple(dict.fromkeys(n for v in values for n in names_in(v))), where, certain)
        for where, (values, certain) in _groups(clues).items()
    ]
    persons = [(tuple(n for n in names if is_person(n)), where, certain) for names, where, certain in groups]
    persons.append((authors_in_lines(blocks), "a line of the text", False))
    persons.append((signers(blocks), "the signatures", False))
    named = [group for group in persons if group[0]]
    if named:
        # Another field may list the same authors and more of them.
        first = named[0]
        best = max((g for g in named if g[2] == first[2] and set(first[0]) <= set(g[0])), key=lambda g: len(g[0]))
        return best[0][:_MAX_AUTHORS], ReadFrom(where=best[1], certain=best[2])
    in_lines = _bylines(blocks, removed, today)
    if in_lines[0]:
        return in_lines
    body = next((g for g in groups if g[0] and (g[2] or not all(_is_user_name(n) for n in g[0]))), None)
    if body:
        return body[0][:_MAX_AUTHORS], ReadFrom(where=body[1], certain=body[2])
    signed = boards(blocks)
    return signed, ReadFrom(where=f"the line “{signed[0][:80]}”", certain=False) if signed else None


def _is_user_name(name: str) -> bool:
    """Whether a name in a file's properties is the one somebody logs in with (``mtorn``, ``ab1234``)."""
    return " " not in name and (not name[0].isupper() or any(c.isdigit() for c in name)) and not is_organisation(name)


def _groups(clues: Sequence[Clue]) -> dict[str, tuple[list[str], bool]]:
    groups: dict[str, tuple[list[str], bool]] = {}
    for clue in sorted((c for c in clues if c.field == "authors"), key=lambda c: not c.certain):
        groups.setdefault(clue.where, ([], clue.certain))[0].append(clue.value)
    return groups


def _bylines(blocks: Sequence[Block], removed: Sequence[Removal], today: date) -> Found:
    for removal in removed:
        if removal.rule in _BYLINE_RULES:
            for piece in removal.text.split(_LEAP):
                found = _of_line(piece, today, alone=removal.rule == "byline")
                if found:
                    return found, ReadFrom(
                        where=f"byline “{piece[:80]}”", certain=read_byline(piece, today) is not None
                    )
    edge = (*blocks[:_HEAD_BLOCKS], *blocks[max(_HEAD_BLOCKS, len(blocks) - _TAIL_BLOCKS) :])
    for block in edge:
        if block.kind is not BlockKind.HEADING and len(block.text) < 160:  # noqa: PLR2004
            found = _of_line(block.text, today, alone=False)
            if found:
                return found, ReadFrom(where=f"byline “{block.text[:80]}”", certain=False)
    return (), None


def _of_line(text: str, today: date, *, alone: bool) -> tuple[str, ...]:
    byline = read_byline(text, today)
    if byline is not None and byline.authors and byline.is_sure:
        return byline.authors
    names = names_in(text) if alone and len(text) < 120 else ()  # noqa: PLR2004
    return names if names and all(is_person(n) for n in names) else ()


def publisher_of(
    clues: Sequence[Clue], blocks: Sequence[Block], removed: Sequence[Removal], authors: Sequence[str]
) -> tuple[str | None, ReadFrom | None]:
    """The publisher: what the file or page says, else a line that names the sender, else the paper, else an author."""
    said = [c for c in clues if c.field == "publisher" and 1 < len(c.value.strip()) < 120]  # noqa: PLR2004
    for clue in sorted(said, key=lambda c: (not c.certain, "og:site_name" not in c.where)):
        return " ".join(clue.value.split()), ReadFrom(where=clue.where, certain=clue.certain)
    for block in blocks[:_HEAD_BLOCKS]:
        flat = " ".join(block.text.split())
        match = _SENDER.match(flat) or _FROM.search(flat[:400])
        if match and not is_person(match[1]):
            return _trimmed(match[1]), ReadFrom(where=f"“{match[0][:80]}” in the text", certain=False)
    for name, where in bodies(blocks, removed):
        return name, ReadFrom(where=where, certain=False)
    companies = [a for a in authors if is_organisation(a)]
    return (companies[0], ReadFrom(where="its author", certain=False)) if companies else (None, None)


def _trimmed(name: str) -> str:
    return name.strip(" .,;:’'").removesuffix("’s").removesuffix("'s")
