"""The words of one page, as PDFium gives their characters."""

from __future__ import annotations

import ctypes
import functools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from kb.ingest.extract.pdf.place import Box, Place
from kb.ingest.extract.pdf.sheets import Word

LONGEST_PAGE = 400_000

_NAMED = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_GLUED = re.compile(r"(?=[^\W\d_]*[^\s\d][\d*†‡¹²³⁰-⁹])|(?=\d+[^\W\d_])")
_HYPHEN_MARK = "\x02"
_HYPHEN_CODES = frozenset({0x02, 0xFFFE})
_BREAK_CODES = frozenset({0x09, 0x0A, 0x0D})
_FORMLESS = (
    range(0x20), range(0x7F, 0xA0), range(0x200B, 0x200C), range(0xD800, 0xE000), range(0xFEFF, 0xFF00),
    range(0xFFFF, 0x10000), range(0x110000, 1 << 32),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Type:
    """The type of a word: its size in points, whether bold, whether an artifact, whether it runs straight."""

    size: float
    bold: bool
    artifact: bool
    straight: bool


class TooLong(Exception):
    """A page holds more characters than any page that was made to be read."""


class Reading:
    """Reads the words of one text page. Asks PDFium about the ends of words only: its calls are what takes time."""

    def __init__(self, text_page: pypdfium2.PdfTextPage, place: Place) -> None:
        self._page = text_page.raw
        self._place = place
        self._box = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix = pdfium.FS_MATRIX()
        self._known: dict[int, Box] = {}
        self._objects: dict[int, tuple[bool, bool]] = {}

    def words(self) -> tuple[list[Word], list[str]]:
        """The words that run with the page, and the texts of those that do not."""
        words: list[Word] = []
        turned: list[str] = []
        for start, end, glued in self._runs():
            word = self._word(start, end, glued=glued)
            if isinstance(word, str):
                turned.append(word)
            elif word.text:
                words.append(word)
        return words, turned

    def _text(self) -> str:
        count = pdfium.FPDFText_CountChars(self._page)
        if count > LONGEST_PAGE:
            raise TooLong
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self._page, 0, count, buffer) - 1
        if written == count:
            # One code unit for each character, in one call; else they are asked for one by one.
            return "".join(map(_character, buffer[:count]))
        get = pdfium.FPDFText_GetUnicode
        return "".join(_character(get(self._page, index)) for index in range(max(count, 0)))

    def _runs(self) -> Iterator[tuple[int, int, bool]]:
        """Character ranges of words: cut at spaces, line ends, and where the type size or the line changes."""
        text = self._characters = self._text()
        for found in re.finditer(r"[^\s\x00\x02]+\x02?", text):
            start, end = found.span()
            cuts = self._cuts(start, end) if end - start > 1 else []
            for index, (first, last) in enumerate(zip([start, *cuts], [*cuts, end], strict=True)):
                yield first, last, index > 0 or (start > 0 and text[start - 1] == "\x00")

    def _cuts(self, start: int, end: int) -> list[int]:
        """Where inside a run of letters the type changes (a footnote mark) or the run goes back (another line)."""
        last = end - 2 if self._characters[end - 1] == _HYPHEN_MARK else end - 1
        first_box, last_box = self._bounds(start), self._bounds(max(last, start))
        same = abs(_height(first_box) - _height(last_box)) < 0.1 and abs(first_box[3] - last_box[3]) < 0.1  # noqa: PLR2004
        if same and first_box[0] <= last_box[0] and not _GLUED.match(self._characters[start:end]):
            return []
        cuts, before = [], first_box
        for index in range(start + 1, last + 1):
            box = self._bounds(index)
            drop, growth = abs(box[3] - before[3]), abs(_height(box) - _height(before))
            if box[0] < before[0] - 1 or max(drop, growth) > 0.15 * max(_height(before), 1):
                cuts.append(index)
            before = box
        return cuts

    def _word(self, start: int, end: int, *, glued: bool) -> Word | str:
        text = self._characters[start:end].replace(_HYPHEN_MARK, "-")
        type_ = self._type(start)
        if not type_.straight:
            return text
        last = end - 2 if self._characters[end - 1] == _HYPHEN_MARK and end - start > 1 else end - 1
        first, final = self._bounds(start), self._bounds(last)
        return Word(
            text=text,
            left=first[0],
            right=max(final[2], first[2]),
            baseline=self._baseline(start, first),
            size=type_.size or _height(first),
            bold=type_.bold,
            glued=glued,
            artifact=type_.artifact,
        )

    def _bounds(self, index: int) -> Box:
        known = self._known.get(index)
        if known is None:
            pdfium.FPDFText_GetLooseCharBox(self._page, index, self._box)
            box = self._box
            known = self._known[index] = self._place.box(box.left, box.bottom, box.right, box.top)
        return known

    def _baseline(self, index: int, box: Box) -> float:
        if pdfium.FPDFText_GetCharOrigin(self._page, index, self._x, self._y):
            return self._place.point(self._x.value, self._y.value)[1]
        return box[3]

    def _type(self, index: int) -> _Type:
        size = pdfium.FPDFText_GetFontSize(self._page, index)
        straight = True
        if pdfium.FPDFText_GetMatrix(self._page, index, self._matrix):
            matrix = self._matrix
            size *= math.hypot(matrix.c, matrix.d)
            angle = math.degrees(math.atan2(matrix.b, matrix.a)) + self._place.rotation * -1
            straight = abs((angle + 180) % 360 - 180) < 10  # noqa: PLR2004
        bold, artifact = self._object(index)
        return _Type(round(size, 2), bold, artifact, straight)

    def _object(self, index: int) -> tuple[bool, bool]:
        drawn = pdfium.FPDFText_GetTextObject(self._page, index)
        if not drawn:
            return False, False
        key = ctypes.addressof(drawn.contents)
        if key not in self._objects:
            self._objects[key] = _is_bold(drawn), _is_artifact(drawn)
        return self._objects[key]


@functools.lru_cache(maxsize=4096)
def _character(code: int) -> str:
    """A character PDFium reports; control characters and marks without a form become NUL, which parts nothing."""
    if code in _HYPHEN_CODES:
        return _HYPHEN_MARK
    if code in _BREAK_CODES:
        return "\n"
    return "\x00" if any(code in formless for formless in _FORMLESS) else chr(code)


def _height(box: Box) -> float:
    return box[3] - box[1]


def _is_bold(drawn: ctypes.c_void_p) -> bool:
    font = pdfium.FPDFTextObj_GetFont(drawn)
    if not font:
        return False
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    return bool(_NAMED.search(buffer.value.decode("latin-1")))


def _is_artifact(drawn: ctypes.c_void_p) -> bool:
    """Whether a tagged PDF marks the text as no part of the document (ISO 32000-1, 14.8.2.2)."""
    for index in range(min(pdfium.FPDFPageObj_CountMarks(drawn), 8)):
        mark = pdfium.FPDFPageObj_GetMark(drawn, index)
        buffer, length = (ctypes.c_ushort * 32)(), ctypes.c_ulong()
        pdfium.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), length)
        if bytes(buffer)[: max(length.value - 2, 0)].decode("utf-16-le", "replace") == "Artifact":
            return True
    return False
