"""One walk over a parsed page, depth first and without recursion: elements become places, their text segments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from kb.ingest.blocks import BlockKind
from kb.ingest.changes import Changes
from kb.ingest.extract.html import tables
from kb.ingest.extract.html.notes import note_reference, note_text
from kb.ingest.extract.html.places import Place, mark_of, settle
from kb.ingest.extract.html.runs import BREAK, Line, Run, code_of, lines_of
from kb.ingest.extract.html.segments import Segment

_SPEAKER_TAGS = frozenset({"footer", "cite", "figcaption"})  # below a block quote they say whose words it is
_SKIPPED_LIST = (
    "script style template svg head iframe object embed audio video canvas map select option textarea "
    "input datalist math applet frame frameset noframes param source track meta link base title picture "
    "rp rt"
)
_SKIPPED = frozenset(_SKIPPED_LIST.split())
_INLINE_LIST = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q ruby s "
    "samp small span strike strong sub sup time tt u var wbr output meter progress tspan bdo blink "
    "marquee button"
)
_INLINE = frozenset(_INLINE_LIST.split())
_STRUCK = frozenset({"del", "s", "strike"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset({"b", "strong"})
_LISTS = frozenset({"ul", "ol", "dir", "menu"})
_FRAMELESS = _LISTS | {"pre", "blockquote", "table", "li", "p", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"}
_HIDDEN_STYLE = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_HIDDEN_NAMES = re.compile(
    r"(?i)(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text|screenreader|element-invisible|print-only)(?=\s|$)"
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(slots=True)
class Walk:
    """The state of one walk; ``segments`` and ``places`` are its harvest, in document order."""

    changes: Changes = field(default_factory=Changes)
    segments: list[Segment] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    place: Place = field(init=False)
    runs: list[Run] = field(default_factory=list)
    in_link: int = 0
    in_bold: int = 0
    in_code: int = 0
    in_quote: int = 0
    in_article: int = 0
    in_button: int = 0
    lists: list[list[Any]] = field(default_factory=list)
    item: str | None = None
    item_open: bool = False
    heading: int = 0
    notes: dict[str, str] = field(default_factory=dict)
    note: str | None = None

    def __post_init__(self) -> None:
        self.place = Place(parent=None, tag="body", signature="body", depth=0)
        self.places.append(self.place)

    def text(self, text: str | None) -> None:
        """Take in a run of characters at the current place."""
        if text and (self.heading or not self.in_button):
            self.runs.append(Run(text, linked=self.in_link > 0, bold=self.in_bold > 0))

    def flush(self) -> None:
        """End the current runs of text, if there are any, as one segment or several (at its line breaks)."""
        if not self.runs:
            return
        runs, self.runs = self.runs, []
        for line in [Line(code_of(runs), 0.0, bold=False)] if self.in_code else lines_of(runs):
            self._emit(line.text, line.linked, bold=line.bold)

    def _emit(self, text: str, linked: float, *, bold: bool) -> None:
        kind, level, marker = BlockKind.PARAGRAPH, 0, None
        if self.note is not None:
            kind, marker, self.note = BlockKind.FOOTNOTE, self.note, None
            self.item_open, text = False, note_text(text, marker)
        elif self.heading:
            kind, level = BlockKind.HEADING, self.heading
        elif self.in_code:
            kind = BlockKind.CODE
        elif self.item_open and self.lists:
            kind, level, marker = BlockKind.LIST_ITEM, len(self.lists) - 1, self.item
            self.item_open = False
        elif self.in_quote:
            kind = BlockKind.QUOTE
        self.add(kind, text, level=level, marker=marker, linked=linked, bold=bold)

    def add(
        self,
        kind: BlockKind,
        text: str,
        *,
        linked: float,
        level: int = 0,
        marker: str | None = None,
        bold: bool = False,
    ) -> None:
        """Put one segment at the current place."""
        if not text or (kind is not BlockKind.CODE and not any(c.isalnum() for c in text)):
            return
        frame = self.place
        while frame.tag in _FRAMELESS and frame.parent is not None:
            frame = frame.parent
        segment = Segment(
            kind=kind,
            text=text,
            place=self.place,
            frame=frame,
            level=level,
            marker=marker,
            linked=linked,
            bold=bold,
            hidden=self.place.hidden,
        )
        self.segments.append(segment)
        if not segment.hidden:
            self.place.characters += segment.characters
            self.place.linked += int(segment.characters * linked)
            self.place.holds_h1 |= kind is BlockKind.HEADING and level == 1

    def open(self, element: Any, tag: str) -> bool:
        """Enter an element; False if nothing under it is text."""
        if tag in _SKIPPED:
            return False
        if tag == "br":
            self.runs.append(BREAK)
            return False
        if tag in _INLINE:
            if self._is_hidden(element) or self._is_taken(element, tag):
                return False
            self._count(tag, 1)
            self._quote(tag, "“")
            return True
        self.flush()
        if tag == "table" and tables.is_data_table(element):
            self._enter(element, tag)
            self._table(element)
            self.place = self.place.parent or self.place
            return False
        self._enter(element, tag)
        self._structure(element, tag, 1)
        return True

    def close(self, element: Any, tag: str) -> None:
        """Leave an element that was entered."""
        if tag in _INLINE:
            self._quote(tag, "”")
            self._count(tag, -1)
            return
        self.flush()
        self._structure(element, tag, -1)
        self.place = self.place.parent or self.place

    def _table(self, element: Any) -> None:
        """A table with its caption, which often names the unit, above it in the same place."""
        links = sum(len(a.text or "") for a in element.iter("a"))
        self.add(BlockKind.PARAGRAPH, tables.caption(element), linked=0.0)
        for text in tables.markdown(element):
            self.add(BlockKind.TABLE, text, linked=min(1.0, links / max(1, len(text))))

    def _is_taken(self, element: Any, tag: str) -> bool:
        """Whether an inline element has been dealt with whole: the mark of a footnote, or words that are struck out."""
        return (tag == "sup" and self._reference(element)) or (tag in _STRUCK and self._strike(element))

    def _reference(self, element: Any) -> bool:
        """Take in the mark of a footnote, if a raised element is one."""
        found = None if self.heading else note_reference(element)
        if found is None:
            return False
        mark, target = found
        self.notes.setdefault(target, mark)
        self.text(f"[^{mark}]")
        return True

    def _strike(self, element: Any) -> bool:
        """Whether words that the page shows struck out are left out; nobody says them any longer."""
        words = " ".join("".join(element.itertext()).split())
        return not words or self.changes.note("struck-out", words, f"block {len(self.segments) + 1} of the page")

    def _quote(self, tag: str, mark: str) -> None:
        """A browser shows marks around ``<q>`` that stand nowhere in the page's source."""
        if tag == "q":
            self.text(mark)

    def _count(self, tag: str, step: int) -> None:
        if tag == "a":
            self.in_link += step
        elif tag == "button":
            self.in_button += step
        elif tag in _BOLD:
            self.in_bold += step

    def _enter(self, element: Any, tag: str) -> None:
        names = " ".join(filter(None, (element.get("class"), element.get("id"))))
        mark = None
        if not (self.in_quote and tag in _SPEAKER_TAGS) and not (
            tag == "figcaption" and tables.is_below_table(element)
        ):
            mark = mark_of(tag, names, (element.get("role") or "").lower(), in_article=bool(self.in_article))
        hidden = self.place.hidden or self._is_hidden(element)
        signature = f"{tag}.{element.get('class') or ''}"
        self.place = Place(
            parent=self.place, tag=tag, signature=signature, depth=self.place.depth + 1, mark=mark, hidden=hidden
        )
        self.places.append(self.place)

    @staticmethod
    def _is_hidden(element: Any) -> bool:
        attributes = element.attrib
        if not attributes:
            return False
        return (
            "hidden" in attributes
            or bool(_HIDDEN_STYLE.search(attributes.get("style", "")))
            or bool(_HIDDEN_NAMES.search(attributes.get("class", "")))
        )

    def _structure(self, element: Any, tag: str, step: int) -> None:
        opens = step > 0
        if tag in _HEADINGS:
            self.heading = _HEADINGS[tag] if opens else 0
        elif tag in _LISTS:
            self._list(element, tag, opens=opens)
        elif tag == "li":
            self.item_open = opens
            self.item = self._marker(element) if opens else None
            self.note = self.notes.get(element.get("id") or "") if opens else None
        elif tag in {"p", "div", "dd"} and opens and element.get("id") in self.notes:
            self.note = self.notes[element.get("id")]
        elif tag == "blockquote":
            self.in_quote += step
        elif tag in {"pre", "listing", "xmp"}:
            self.in_code += step
        elif tag in {"article", "main"}:
            self.in_article += step

    def _list(self, element: Any, tag: str, *, opens: bool) -> None:
        if not opens:
            if self.lists:
                self.lists.pop()
            return
        start = element.get("start") or "1"
        self.lists.append([tag, int(start) if start.isdecimal() and len(start) < 6 else 1, element.get("type") or "1"])  # noqa: PLR2004

    def _marker(self, element: Any) -> str | None:
        if not self.lists or self.lists[-1][0] != "ol":
            return None
        value = element.get("value") or ""
        number = int(value) if value.isdecimal() and len(value) < 6 else self.lists[-1][1]  # noqa: PLR2004
        self.lists[-1][1] = number + 1
        style = self.lists[-1][2]
        if style in {"a", "A"} and 1 <= number <= len(_LETTERS):
            letter = _LETTERS[number - 1]
            return f"{letter.upper() if style == 'A' else letter}."
        return f"{number}."


def walk(body: Any, changes: Changes | None = None) -> Walk:
    """Every segment and place under ``body``, in document order; what is struck out is listed in ``changes``."""
    state = Walk(changes=changes or Changes())
    state.text(body.text)
    stack: list[tuple[Any, bool]] = [(child, False) for child in reversed(body)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag
        if leaving:
            state.close(element, tag)
        elif isinstance(tag, str) and state.open(element, tag):
            state.text(element.text)
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
            continue
        state.text(element.tail)
    state.flush()
    settle(state.places)
    return state
