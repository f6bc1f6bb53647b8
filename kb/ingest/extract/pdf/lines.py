"""From words to lines: what stands on one baseline, in the order the PDF draws it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kb.ingest.extract.pdf.sheets import Sheet, Word

SAME_BASELINE = 0.45
WIDE_GAP = 1.3
LONGEST_LABEL = 4
MOST_DOTS = 200
MOSTLY = 0.9

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\x00": "", "\u200b": ""}
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNIT_BEFORE = re.compile(r"(?:^|[^\w])(?:[kcdmµh]?m|s|[a-zA-Z])$|[\d)]$")
_NOTE_MARK = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, from left to right; or a whole table, whose Markdown ``table`` holds.

    ``size`` is the type size of most of its characters, ``baseline`` where these stand (raised figures aside), in
    points; ``bold`` whether nearly all of it is bold, ``artifact`` whether the PDF marks it as no part of the document.
    """

    words: tuple[Word, ...]
    page: int
    table: str | None = None
    left: float = field(init=False, compare=False)
    right: float = field(init=False, compare=False)
    size: float = field(init=False, compare=False)
    baseline: float = field(init=False, compare=False)
    bold: bool = field(init=False, compare=False)
    artifact: bool = field(init=False, compare=False)
    text: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        words = self.words
        size = most_common((word.size, len(word.text)) for word in words)
        letters = sum(len(word.text) for word in words)
        derived = {
            "left": words[0].left,
            "right": max(word.right for word in words),
            "size": size,
            "baseline": next(word.baseline for word in words if word.size == size),
            "bold": sum(len(word.text) for word in words if word.bold) >= MOSTLY * letters,
            "artifact": all(word.artifact for word in words),
            "text": words_text(words),
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)


def most_common(weighted: Iterable[tuple[float, int]]) -> float:
    """The value with most weight, the larger one where two have the same; 0 without values."""
    counts: Counter[float] = Counter()
    for value, weight in weighted:
        counts[value] += weight
    return max(counts, key=lambda value: (counts[value], value), default=0.0)


def words_text(words: Sequence[Word]) -> str:
    """The words as text: ligatures opened, raised figures marked, an invisible soft hyphen taken out."""
    pieces: list[str] = []
    for before, word in zip([None, *words[:-1]], words, strict=True):
        text = plain(word.text)
        if before is not None and is_raised(before, word):
            pieces.append(_raised(text, "".join(pieces)))
        else:
            pieces.append(text if word.glued or not pieces else f" {text}")
    line = "".join(pieces)
    return re.sub("\xad(?=.)", "", line)


def plain(text: str) -> str:
    """Letters as a reader types them: ligatures opened, nothing else folded."""
    return text.translate(_LIGATURES)


def is_raised(before: Word, word: Word) -> bool:
    """Whether ``word`` hangs above the line right after ``before``, as a note's mark or an exponent does."""
    near = word.glued or word.left - before.right < 0.3 * before.size
    return near and word.size < 0.85 * before.size and before.baseline - word.baseline > 0.12 * before.size


def _raised(text: str, before: str) -> str:
    if not _NOTE_MARK.fullmatch(text):
        return text
    return text.translate(_RAISED) if _UNIT_BEFORE.search(before[-4:]) else f"[^{text}]"


def lines_of(sheet: Sheet) -> list[Line]:
    """The lines of a page in stream order."""
    lines: list[list[Word]] = []
    baseline = 0.0
    for word in sheet.words:
        if lines and _continues(lines[-1][-1], word, baseline) and lines[-1][-1].artifact == word.artifact:
            if word.size > 1.05 * max(known.size for known in lines[-1]):
                baseline = word.baseline
            lines[-1].append(word)
        else:
            lines.append([word])
            baseline = word.baseline
    found = [Line(tuple(words), sheet.number) for words in lines if any(plain(word.text) for word in words)]
    return _with_drawn_bullets(sheet, _marks_joined(found))


def _continues(before: Word, word: Word, baseline: float) -> bool:
    size = max(before.size, word.size)
    level = abs(word.baseline - baseline) <= SAME_BASELINE * size
    return level and word.left >= before.right - 0.5 * size


def _with_drawn_bullets(sheet: Sheet, lines: list[Line]) -> list[Line]:
    """Put a bullet before each line that has a dot drawn close to its left: browsers draw them, not type them."""
    marked: list[Line] = []
    for line in lines:
        size, middle = line.size, line.baseline - 0.33 * line.size
        for dot in sheet.dots if len(sheet.dots) <= MOST_DOTS else ():
            level = abs((dot.top + dot.bottom) / 2 - middle) < 0.3 * size
            if level and 0.1 * size < line.left - dot.right < 2.2 * size:
                bullet = Word(text="•", left=dot.left, right=dot.right, baseline=line.baseline, size=size)
                marked.append(Line((bullet, *line.words), line.page))
                break
        else:
            marked.append(line)
    return marked


def _marks_joined(lines: list[Line]) -> list[Line]:
    """Give a bullet or number that was drawn on its own to the line it stands before."""
    joined: list[Line] = []
    for line in lines:
        if joined and _is_label(joined[-1], line):
            joined[-1] = Line((*joined[-1].words, *line.words), line.page)
        elif joined and _is_label(line, joined[-1]):
            joined[-1] = Line((*line.words, *joined[-1].words), line.page)
        else:
            joined.append(line)
    return joined


def _is_label(mark: Line, line: Line) -> bool:
    if len(mark.words) > 1 or len(mark.words[0].text) > LONGEST_LABEL or mark.artifact != line.artifact:
        return False
    level = abs(mark.baseline - line.baseline) <= SAME_BASELINE * line.size
    return level and 0 <= line.left - mark.right < 4 * line.size


def cells(line: Line, gap: float = WIDE_GAP) -> list[Line]:
    """The line cut where the space between two words is wider than ``gap`` type sizes."""
    parts: list[list[Word]] = [[line.words[0]]]
    for before, word in zip(line.words, line.words[1:], strict=False):
        if word.left - before.right > gap * max(before.size, word.size):
            parts.append([word])
        else:
            parts[-1].append(word)
    return [Line(tuple(words), line.page) for words in parts]


def rows(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines on the same baseline together, from the top of the page downwards, each row from left to right."""
    row: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.baseline, line.left)):
        if row and line.baseline - row[0].baseline > SAME_BASELINE * min(line.size, row[0].size):
            yield sorted(row, key=lambda line: line.left)
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda line: line.left)
