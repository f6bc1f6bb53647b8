"""Styles and list numbers of OpenDocument text."""

from __future__ import annotations

from collections import defaultdict

from lxml import etree

from kb.ingest.extract.office.counts import count_of
from kb.ingest.extract.office.word_styles import figure

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
DEEPEST_CHAIN = 20
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NUM_FORMAT, _PREFIX, _SUFFIX = f"{STYLE}num-format", f"{STYLE}num-prefix", f"{STYLE}num-suffix"


class OdtStyles:
    """What paragraph and list styles of a document say; counts list numbers as it is asked, in reading order."""

    def __init__(self, trees: list[etree._Element]) -> None:
        self._parents: dict[str | None, str | None] = {}
        self._levels: dict[tuple[str, int], etree._Element] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for tree in trees:
            for style in tree.iter(f"{STYLE}style"):
                self._parents[style.get(f"{STYLE}name")] = style.get(f"{STYLE}parent-style-name")
            for listing in tree.iter(f"{TEXT}list-style"):
                for level in listing.iter(f"{TEXT}list-level-style-number"):
                    depth = count_of(level.get(f"{TEXT}level"), 0)
                    self._levels[listing.get(f"{STYLE}name", ""), depth - 1] = level

    def is_title(self, name: str | None) -> bool:
        """Whether a paragraph style is the title's or made from it."""
        for _ in range(DEEPEST_CHAIN):
            if name == "Title":
                return True
            name = self._parents.get(name)
        return False

    def number(self, listing: str, depth: int) -> str | None:
        """The number of the next item of a list style at a depth; None for bullets."""
        counts = self._counts[listing]
        level = self._levels.get((listing, depth))
        first = 1 if level is None else count_of(level.get(f"{TEXT}start-value"), 1)
        counts[depth] = counts.get(depth, first - 1) + 1
        for deeper in [known for known in counts if known > depth]:
            del counts[deeper]
        if level is None or level.get(_NUM_FORMAT) not in _FORMATS:
            return None
        shown = count_of(level.get(f"{TEXT}display-levels"), 1)
        above = range(max(depth + 1 - shown, 0), depth + 1)
        figures = ".".join(self._figure(listing, at, counts.get(at, 1)) for at in above)
        return f"{level.get(_PREFIX, '')}{figures}{level.get(_SUFFIX, '')}".strip() or None

    def restart(self, listing: str) -> None:
        """Begin a list anew: each list element counts for itself unless it says that it goes on."""
        self._counts[listing].clear()

    def _figure(self, listing: str, depth: int, count: int) -> str:
        level = self._levels.get((listing, depth))
        return figure(count, _FORMATS.get("1" if level is None else level.get(_NUM_FORMAT, "1"), "decimal"))
