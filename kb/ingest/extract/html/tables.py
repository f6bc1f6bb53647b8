"""Tables of a page: those that hold data become Markdown tables, those that only lay the page out do not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_MAX_CELL = 600
_MAX_CELLS = 20_000
_BLOCKS_IN_CELL = ("h1", "h2", "table", "article", "section", "form", "nav", "pre", "blockquote")
_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg"})


def is_data_table(table: Any) -> bool:
    """Whether a ``<table>`` holds data: several rows and columns of short cells, with nothing of a page inside."""
    if (table.get("role") or "").lower() in {"presentation", "none"}:
        return False
    if next(table.iterdescendants(*_BLOCKS_IN_CELL), None) is not None:
        return False
    rows = [cells for row in table.iter("tr") if (cells := _cells(row))]
    if len(rows) < 2 or max(len(row) for row in rows) < 2:  # noqa: PLR2004
        return False
    return not any(_is_prose(cell) for row in rows for cell in row)


def _is_prose(cell: Any) -> bool:
    if sum(1 for _ in cell.iter("p")) > 3 or sum(1 for _ in cell.iter("li")) > 12:  # noqa: PLR2004
        return True
    return sum(len(text) for text in _texts(cell)) > _MAX_CELL


def _cells(row: Any) -> list[Any]:
    return [child for child in row if child.tag in {"td", "th"}]


def caption(table: Any) -> str:
    """The words of a table's ``<caption>``, or nothing."""
    return next((_cell_text(child) for child in table if child.tag == "caption"), "")


def is_below_table(element: Any) -> bool:
    """Whether a ``<figcaption>`` belongs to a table and not to a picture."""
    figure = element.getparent()
    if figure is None or next(figure.iter("img", "picture", "video", "svg", "iframe"), None) is not None:
        return False
    return any(is_data_table(table) for table in figure.iter("table"))


def markdown(table: Any) -> Iterator[str]:
    """The table in Markdown: its first row as the head, ``|`` in cells escaped, spanned cells left empty.

    A very large table is given in parts of 20,000 cells, each with its head.
    """
    rows = [[_cell_text(cell) for cell in _spread(row)] for row in table.iter("tr")]
    rows = [row for row in rows if any(row)]
    if not rows:
        return
    width = max(len(row) for row in rows)
    head, *lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
    step = max(1, _MAX_CELLS // width - 1)
    for start in range(0, max(1, len(lines)), step):
        yield "\n".join((head, "|" + " --- |" * width, *lines[start : start + step]))


def _spread(row: Any) -> Iterator[Any]:
    for cell in _cells(row):
        yield cell
        span = cell.get("colspan") or ""
        yield from (None for _ in range(min(int(span), 50) - 1 if span.isdecimal() and len(span) < 4 else 0))  # noqa: PLR2004


def _cell_text(cell: Any) -> str:
    return "" if cell is None else " ".join(" ".join(_texts(cell)).split()).replace("|", "\\|")


def _texts(cell: Any) -> Iterator[str]:
    parts: list[str] = []
    for element in cell.iter():
        inline = element.tag in {
            "b",
            "i",
            "em",
            "strong",
            "span",
            "a",
            "sup",
            "sub",
            "font",
            "u",
            "abbr",
            "nobr",
            "small",
        }
        if element.tag not in _SKIPPED and element.text:
            parts.append(element.text if inline else " " + element.text)
        if element is not cell and element.tail:
            parts.append(element.tail if inline else " " + element.tail)
    yield "".join(parts)
