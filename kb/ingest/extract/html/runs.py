"""Inline text between two block elements: runs of characters, and the lines that their breaks make of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_LINE_ENDS = (".", "!", "?", ":", ";", "…", "»", "”", '"', "'", ")", "]")
_STARTS_LINE = re.compile(r"[^\W_a-zæøåäöéü]|[-–—•*\"“”»«(]")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_MOSTLY = 0.95


class Run(NamedTuple):
    """Characters of one text node, and whether they stand in a link or in bold. A break is the run ``BREAK``."""

    text: str
    linked: bool = False
    bold: bool = False


BREAK = Run("\n")


class Line(NamedTuple):
    """A line with the share (0 to 1) of its characters that are links, and whether it is bold."""

    text: str
    linked: float
    bold: bool


def lines_of(runs: Sequence[Run]) -> list[Line]:
    r"""Part runs at breaks where a new line was meant; where a break only turns the line, ``\\n`` stands in it."""
    lines: list[list[Run]] = [[]]
    parts: list[list[list[Run]]] = []
    for run in runs:
        if run is BREAK:
            lines.append([])
        else:
            lines[-1].append(run)
    blank = True
    for line in lines:
        text = _flat(line)
        if text and not blank and not (_flat(parts[-1][-1]).endswith(_LINE_ENDS) or _STARTS_LINE.match(text)):
            parts[-1].append(line)
        elif text:
            parts.append([line])
        blank = not text
    return [_line(part) for part in parts]


def code_of(runs: Sequence[Run]) -> str:
    """The characters of preformatted text as they are."""
    return "".join(run.text for run in runs).strip("\n").rstrip()


def _flat(line: Sequence[Run]) -> str:
    return _SPACES.sub(" ", "".join(run.text for run in line)).strip()


def _line(part: Sequence[Sequence[Run]]) -> Line:
    runs = [run for line in part for run in line]
    sizes = [len(run.text) - run.text.count(" ") for run in runs]
    total = max(1, sum(sizes))
    linked = sum(size for run, size in zip(runs, sizes, strict=True) if run.linked)
    bold = sum(size for run, size in zip(runs, sizes, strict=True) if run.bold)
    return Line("\n".join(_flat(line) for line in part), min(1.0, linked / total), bold >= total * _MOSTLY)
