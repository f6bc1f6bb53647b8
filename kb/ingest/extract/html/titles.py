"""A page's title: its h1 where the head agrees with it, else the head's title without the name of the site."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.ingest.blocks import Clue
from kb.ingest.extract.html.shingles import words

_PARTS = re.compile(r"\s+[|–—·•»:/-]{1,2}\s+|\s*\|\s*|\s+::\s+")
_GENRE = re.compile(
    r"(?:press ?release|news release|pressmeddelande|pressemeddelelse|pressinformation|news|nyhed(?:er)?|nyhet(?:er)?|artikel|"
    r"article|blog|blogg|start|startsida|forside|home|untitled(?: document)?|dokument|document|side|sida|page)",
    re.IGNORECASE,
)
_SITE_WORDS = 4
_SHARED = 0.5
_SECTION_WORDS, _SECTION_SHARED = 4, 0.2


def same(one: str, other: str) -> bool:
    """Whether two titles have the same words in the same order."""
    return bool(one) and words(one) == words(other)


def _alike(one: str, other: str) -> float:
    """The share of common words (Dice), 0 to 1."""
    mine, theirs = set(words(one)), set(words(other))
    return 2 * len(mine & theirs) / max(1, len(mine) + len(theirs))


def without_site(title: str, sites: Sequence[str], headings: Sequence[str]) -> str:
    """``title`` without the site's name before or after it; what a heading repeats is never cut."""
    if any(same(title, heading) for heading in headings):
        return title
    cuts = [(title[: m.start()].strip(), title[m.end() :].strip()) for m in _PARTS.finditer(title)]
    for before, after in cuts:
        for kept in (before, after):
            if any(same(kept, heading) for heading in headings):
                return kept
    for before, after in cuts:
        if before and any(same(after, site) for site in sites):
            return before
        if after and any(same(before, site) for site in sites):
            return after
    bars = [m for m in _PARTS.finditer(title) if "|" in m.group()]
    if bars and len(words(title[bars[-1].end() :])) <= _SITE_WORDS < len(words(title[: bars[-1].start()])) + 2:
        return title[: bars[-1].start()].strip()
    return title


def _names_a_genre(title: str) -> str:
    """The first part of a title that only says what sort of page it is (``Press release | Sound Region``), or nothing."""
    first = _PARTS.split(title.strip(), maxsplit=1)[0]
    return first if _GENRE.fullmatch(first) else ""


def page_title(clues: Sequence[Clue], headings: Sequence[tuple[int, str]], own: str = "") -> Clue | None:
    """The best title clue of a page; ``headings`` are (level, text) of the page's headings in order.

    A lone h1 counts unless it is the site's own name; among several, the one that the head repeats, else ``own``: the
    h1 that stands in the document itself.
    """
    sites = [c.value for c in clues if c.field == "publisher"]
    tops = [text for level, text in headings if level == 1 and not any(same(text, s) for s in sites)]
    heads = [c for c in clues if c.field == "title" and not (tops and _names_a_genre(c.value))]
    named = [(c, without_site(c.value, sites, [text for _, text in headings])) for c in heads]
    best = max(tops, key=lambda t: max((_alike(t, name) for _, name in named), default=0.0), default="")
    agreed = max((_alike(best, name) for _, name in named), default=1.0)
    if best and agreed > (_SHARED if len(tops) > 1 else _SECTION_SHARED if len(words(best)) < _SECTION_WORDS else 0.0):
        return Clue(field="title", value=best, where="h1")
    for level, text in headings:
        if level > 1 and any(same(text, name) for _, name in named):
            return Clue(field="title", value=text, where=f"h{level}")
    if len(tops) > 1 and own in tops:
        return Clue(field="title", value=own, where="h1")
    for clue, name in named:
        if not any(same(name, site) for site in sites):
            return Clue(field="title", value=name, where=clue.where, certain=clue.certain)
    return Clue(field="title", value=best, where="h1") if best else None


def site_of(clues: Sequence[Clue], headings: Sequence[tuple[int, str]]) -> Clue | None:
    """The site's name as the title element adds it behind the page's own title, where a heading or a bar tells them apart."""
    if any(c.field == "publisher" for c in clues):
        return None
    for clue in clues:
        if clue.where == "title element":
            genre = _names_a_genre(clue.value)
            own = genre or without_site(clue.value, (), [text for _, text in headings])
            rest = _PARTS.sub(" ", clue.value.replace(own, " ", 1), count=1).strip(" |–—-·•»:")
            if own != clue.value and rest and len(words(rest)) <= _SITE_WORDS + 2:
                return Clue(
                    field="publisher", value=" ".join(rest.split()), where="the end of the title element", certain=False
                )
    return None
