"""The lines of a text with their places, and the layout they betray: was the text wrapped by hand or by a page?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from kb.model import Span

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = "".join(map(chr, (*range(9), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)))) + (
    "\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064"
    "\u2066\u2067\u2068\u2069\ufeff\ufff9\ufffa\ufffb\ufffe\uffff"
)
_MARGIN = _INVISIBLE + " \t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_UNSEEN = dict.fromkeys(map(ord, _INVISIBLE))
_FINAL = re.compile(r"[.?!:;…][\"'”’»«›)\]]*$")
_CLOSING_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:f\.eks|bl\.a|m\.m|m\.fl|t\.ex|t\.o\.m|fr\.o\.m|d\.v\.s|dvs|osv|o\.s\.v|ca|cirka|nr|kap|pkt|stk|jf|jfr|"
    r"inkl|ekskl|exkl|mio|mia|mdr|kr|vedr|iht|ift|pga|mht|dr|prof|resp|e\.g|i\.e|cf|vs|no|approx|incl|s|art)\.$",
    re.IGNORECASE,
)
_WORD_THEN_LINE_END = re.compile(r"[^\W_][\"'”’»)\]]*[,‐\-\u00ad\u2010]?$")  # noqa: RUF100
_MAX_WRAP = 170
_MIN_WRAP = 25
_NEIGHBOURS = 4
_FULL = 0.93
_TOO_LONG = 1.2
_MIN_EVIDENCE = 2
_FEW_LINES = 8
_ORDINAL = re.compile(r"\d{1,2}\. [^\W\d_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that shows something: its text without margins, its place, and how many blank lines stand before it."""

    text: str
    span: Span
    indent: int
    blanks: int
    page: int

    @property
    def starts_lower(self) -> bool:
        """Whether the line goes on in lower case, after an opening bracket or quotation mark too."""
        for character in self.text[:3]:
            if character.isalpha():
                return character.islower()
            if character.isdigit():
                return False
        return False

    @property
    def is_final(self) -> bool:
        """Whether the line ends as a sentence ends; an abbreviation's stop is none."""
        return bool(_FINAL.search(self.text)) and not _CLOSING_ABBREVIATION.search(self.text)

    @property
    def is_cut(self) -> bool:
        """Whether the line ends in a hyphen that follows a letter."""
        return len(self.text) > 1 and self.text[-1] in "-\u2010\u00ad" and self.text[-2].isalnum()


def split_lines(text: str) -> tuple[Line, ...]:
    """The visible lines of ``text`` in order; a form feed turns the page."""
    lines: list[Line] = []
    blanks, page, start = 0, 1, 0
    for end, next_start, turns in _line_bounds(text):
        raw = text[start:end]
        shown = raw.strip(_MARGIN)
        if shown:
            shown = shown.lstrip(_MARGIN + "\u00ad") or shown
            left = raw.index(shown)
            indent = len(raw[:left].translate(_UNSEEN).expandtabs(4))
            span = Span(start + left, start + left + len(shown))
            lines.append(Line(text=shown, span=span, indent=indent, blanks=blanks, page=page))
            blanks = 0
        else:
            blanks += 1
        page += turns
        start = next_start
    return tuple(lines)


def _line_bounds(text: str) -> Iterator[tuple[int, int, int]]:
    yield from ((m.start(), m.end(), int(m.group() == "\x0c")) for m in _LINE_END.finditer(text))
    yield len(text), len(text), 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the lines of a text were set.

    ``widths[i]`` is the width in characters to which the lines around line ``i`` were wrapped, 0 where they were not;
    ``spaced`` says that a blank line follows every line of a paragraph.
    """

    widths: tuple[int, ...]
    spaced: bool = False

    def is_full(self, lines: tuple[Line, ...], index: int) -> bool:
        """Whether the first word of the next line would not have fitted on line ``index``."""
        width = self.widths[index]
        if not width or index + 1 >= len(lines):
            return False
        word = lines[index + 1].text.split(maxsplit=1)[0]
        length = len(lines[index].text)
        return length <= _TOO_LONG * width and length + 1 + len(word) >= _FULL * width


def survey(lines: tuple[Line, ...], marked: tuple[bool, ...]) -> Layout:
    """Measure the layout from the lines that end inside a sentence: they were broken by a width, not by a writer.

    ``marked[i]`` says that line ``i`` starts a block by a mark of its own (a bullet, a number).
    """
    evidence = [i for i in range(len(lines) - 1) if _ends_inside_sentence(lines[i], lines[i + 1], marked[i + 1])]
    lengths = [len(lines[i].text) for i in evidence]
    enough = _MIN_EVIDENCE if len(lines) > _FEW_LINES else 1
    if len(evidence) < enough or not _MIN_WRAP <= median(lengths) <= _MAX_WRAP:
        return Layout(widths=(0,) * len(lines))
    spaced = sum(lines[i + 1].blanks == 1 for i in evidence) > 2 * sum(lines[i + 1].blanks == 0 for i in evidence)
    return Layout(widths=_local_widths(len(lines), evidence, lengths), spaced=spaced)


def _ends_inside_sentence(line: Line, following: Line, marked: bool) -> bool:
    return (
        not marked
        and following.blanks <= 1
        and (following.starts_lower or _ORDINAL.match(following.text) is not None)
        and (line.is_cut or bool(_WORD_THEN_LINE_END.search(line.text)))
    )


def _local_widths(count: int, evidence: list[int], lengths: list[int]) -> tuple[int, ...]:
    """The widest line among the nearest lines of evidence, so that columns and boxes keep their own width."""
    widths: list[int] = []
    position = 0
    for index in range(count):
        while position < len(evidence) and evidence[position] < index:
            position += 1
        near = lengths[max(0, position - _NEIGHBOURS) : position + _NEIGHBOURS]
        widths.append(max((length for length in near if length <= _MAX_WRAP), default=0))
    return tuple(widths)
