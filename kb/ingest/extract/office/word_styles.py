"""Styles and numbering of a Word document: which paragraph is a heading, which a list item, and its number."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

HEADING_NAME = re.compile(r"^(?:heading|overskrift|rubrik|überschrift|otsikko|titre)\s*([1-9])$", re.IGNORECASE)
TITLE_NAME = re.compile(r"^(?:title|titel|rubrik|dokumenttitel)$", re.IGNORECASE)
LIST_NAME = re.compile(
    r"^(?:list bullet|list number|opstilling\s*-|punktlista|numrerad lista|punktopstilling|talopstilling)\s*\w*\s*(\d?)$",
    re.IGNORECASE,
)
CONTENTS_NAME = re.compile(
    r"^(?:toc|indholdsfortegnelse|innehåll|innehållsförteckning)\s*\d?(?:\s*heading)?$", re.IGNORECASE
)
DEEPEST_CHAIN = 20
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a paragraph gets from its style and those it is based on."""

    heading: int | None = None
    title: bool = False
    contents: bool = False
    listed: bool = False
    numbering: tuple[str | None, int | None] = (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    format: str
    text: str
    start: int


def value(element: etree._Element | None) -> str | None:
    """The ``w:val`` of an element."""
    return None if element is None else element.get(f"{W}val")


def number(element: etree._Element | None) -> int | None:
    """The ``w:val`` of an element as a number, None where it is none."""
    text = value(element)
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else None


class Styles:
    """The paragraph styles by id."""

    def __init__(self, tree: etree._Element | None) -> None:
        found = () if tree is None else tree.iter(f"{W}style")
        self._styles = {style.get(f"{W}styleId"): style for style in found}

    def style(self, id: str | None) -> Style:
        """The style of an id, with what it takes over from the styles it is based on."""
        chain: list[etree._Element] = []
        while id in self._styles and len(chain) < DEEPEST_CHAIN:
            chain.append(self._styles[id])
            id = value(self._styles[id].find(f"{W}basedOn"))
        names = [value(style.find(f"{W}name")) or "" for style in chain] or [id or ""]
        outline = next(
            (level for style in chain if (level := number(style.find(f"{W}pPr/{W}outlineLvl"))) is not None), None
        )
        named = next((int(found[1]) for name in names if (found := HEADING_NAME.match(name))), None)
        listed = next((found for name in names if (found := LIST_NAME.match(name))), None)
        ids = [value(style.find(f"{W}pPr/{W}numPr/{W}numId")) for style in chain]
        levels = [number(style.find(f"{W}pPr/{W}numPr/{W}ilvl")) for style in chain]
        return Style(
            heading=named or (outline + 1 if outline is not None and 0 <= outline < 9 else None),  # noqa: PLR2004
            title=any(TITLE_NAME.match(name) for name in names[:2]),
            contents=any(CONTENTS_NAME.match(name) for name in names),
            listed=listed is not None,
            numbering=(next(filter(None, ids), None), next((level for level in levels if level is not None), None)),
        )


@dataclass(slots=True)
class _Counter:
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document; counts as it is asked, in reading order."""

    def __init__(self, tree: etree._Element | None) -> None:
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counters: defaultdict[str, _Counter] = defaultdict(_Counter)
        if tree is None:
            return
        abstract = {item.get(f"{W}abstractNumId"): item for item in tree.iter(f"{W}abstractNum")}
        for item in tree.iter(f"{W}num"):
            key = value(item.find(f"{W}abstractNumId")) or ""
            levels = _levels(abstract[key]) if key in abstract else {}
            overrides = {level: start for level, start in _overrides(item) if level in levels}
            for level, start in overrides.items():
                levels[level] = _Level(format=levels[level].format, text=levels[level].text, start=start)
            id = item.get(f"{W}numId", "")
            self._lists[id] = (f"{key}/{id}" if overrides else key, levels)

    def next(self, list_id: str, level: int) -> str | None:
        """The number that the next item of a list carries at a level; None for a bullet or no number."""
        counter_id, levels = self._lists.get(list_id, ("", {}))
        if level not in levels:
            return None
        counts = self._counters[counter_id].counts
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]
        if levels[level].format in ("bullet", "none"):
            return None
        mark = re.sub(r"%([1-9])", lambda found: self._figure(counts, levels, int(found[1]) - 1), levels[level].text)
        return mark.strip() or None

    @staticmethod
    def _figure(counts: dict[int, int], levels: dict[int, _Level], level: int) -> str:
        if level not in levels:
            return ""
        return figure(counts.get(level, levels[level].start), levels[level].format)


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    found = {}
    for item in abstract.iter(f"{W}lvl"):
        level = item.get(f"{W}ilvl", "")
        if level.isdecimal() and len(level) == 1:
            start = number(item.find(f"{W}start"))
            found[int(level)] = _Level(
                format=value(item.find(f"{W}numFmt")) or "decimal",
                text=value(item.find(f"{W}lvlText")) or "",
                start=1 if start is None else start,
            )
    return found


def _overrides(item: etree._Element) -> list[tuple[int, int]]:
    found = []
    for override in item.iter(f"{W}lvlOverride"):
        start, level = number(override.find(f"{W}startOverride")), override.get(f"{W}ilvl", "")
        if start is not None and level.isdecimal():
            found.append((int(level), start))
    return found


def figure(count: int, format: str) -> str:
    """A count as Word writes it in a number format."""
    if format == "decimalZero":
        return f"{count:02d}"
    if count < 1:
        return str(count)
    if format in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 10)
        return letter if format == "lowerLetter" else letter.upper()
    if format in ("lowerRoman", "upperRoman"):
        return roman(count) if format == "lowerRoman" else roman(count).upper()
    return str(count)


def roman(count: int) -> str:
    """A count of 1 to 3999 in Roman figures, others as they are."""
    if count > 3999:  # noqa: PLR2004
        return str(count)
    text = ""
    for worth, figures in _ROMAN:
        text += figures * (count // worth)
        count %= worth
    return text
