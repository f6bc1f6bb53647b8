"""From words to lines: what stands on one baseline, in the order the PDF draws it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.ingest.extract.pdf.sheets import Sheet, Word

SAME_BASELINE = 0.45
WIDE_GAP = 1.3
LONGEST_LABEL = 4

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\x00": "", "\u200b": ""}
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNIT_BEFORE = re.compile(r"(?:^|[^\w])(?:[kcdmµh]?m|s|[a-zA-Z])$|[\d)]$")
_NOTE_MARK = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, from left to right; or a whole table, whose Markdown ``table`` holds."""

    words: tuple[Word, ...]
    page: int
    table: str | None = None

    @property
    def left(self) -> float:
        """Where its first word begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where its last word ends."""
        return max(word.right for word in self.words)

    @property
    def size(self) -> float:
        """The type size of most of its characters, in points."""
        return most_common((word.size, len(word.text)) for word in self.words)

    @property
    def baseline(self) -> float:
        """Where its letters stand, raised figures aside."""
        size = self.size
        return next(word.baseline for word in self.words if word.size == size)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold, a closing mark or number aside."""
        letters = sum(len(word.text) for word in self.words)
        return sum(len(word.text) for word in self.words if word.bold) >= 0.9 * letters

    @property
    def artifact(self) -> bool:
        """Whether the PDF marks all of it as no part of the document."""
        return all(word.artifact for word in self.words)

    @property
    def text(self) -> str:
        """Its words with their spaces."""
        return words_text(self.words)


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
    return _marks_joined([Line(tuple(words), sheet.number) for words in lines if any(plain(w.text) for w in words)])


def _continues(before: Word, word: Word, baseline: float) -> bool:
    size = max(before.size, word.size)
    level = abs(word.baseline - baseline) <= SAME_BASELINE * size
    return level and word.left >= before.right - 0.5 * size


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
