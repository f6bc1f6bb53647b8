"""Bytes to characters: byte-order marks, UTF-8, UTF-16 without a mark, and the Western code page where UTF-8 fails."""

from __future__ import annotations

import codecs
import re
import unicodedata

_MOST_MARKS = 30
# What is neither letter, figure nor space: any long run of combining marks is inside such a run.
_RUN = re.compile(rf"[^\w\s]{{{_MOST_MARKS + 1},}}")
# Anything but the punctuation and signs that rows of dots, dashes and stars are made of: a combining mark is among it.
_UNUSUAL = re.compile("[^\x00-\u02ff\u2000-\u20cf\u2100-\u2bff]")
_JOINER = "\u034f"  # combining grapheme joiner
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
# Western text in UTF-16 has a zero in nearly every second byte; no 8-bit text has any.
_ZERO_SHARE = 0.3


def decode(data: bytes, charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Decode ``data`` and say in words what had to be guessed.

    A byte-order mark decides; then valid UTF-8; then the declared ``charset``; then, line by line, UTF-8 or
    Windows-1252, because files put together from several sources mix the two. Never fails.
    """
    text, warnings = _decoded(data, charset)
    return stream_safe(text), warnings


def _decoded(data: bytes, charset: str | None) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), ()
    if (wide := _wide_encoding(data)) is not None:
        return data.decode(wide, errors="replace"), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _decode_other(data, charset)


def stream_safe(text: str) -> str:
    """``text`` in the Stream-Safe format of Unicode (UAX #15, 13): a joiner after 30 combining marks in a row.

    Putting marks in order takes time that grows with the square of their number; a letter with a million of them
    would keep every later step busy for hours. No writing system uses more than a few.
    """
    return _RUN.sub(_joined, text)


def _joined(run: re.Match[str]) -> str:
    if not _UNUSUAL.search(run.group()):
        return run.group()
    pieces: list[str] = []
    marks = 0
    for character in run.group():
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > _MOST_MARKS:
            pieces.append(_JOINER)
            marks = 1
        pieces.append(character)
    return "".join(pieces)


def _wide_encoding(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    pairs = len(sample) // 2
    if not pairs or len(data) % 2:
        return None
    if sample[1::2].count(0) > _ZERO_SHARE * pairs > sample[0::2].count(0):
        return "utf-16-le"
    if sample[0::2].count(0) > _ZERO_SHARE * pairs > sample[1::2].count(0):
        return "utf-16-be"
    return None


def _decode_other(data: bytes, charset: str | None) -> tuple[str, tuple[str, ...]]:
    if charset is not None:
        try:
            name = codecs.lookup(charset).name
            if name not in {"utf-8", "ascii", "iso8859-1"}:
                return data.decode(name), ()
        except (LookupError, UnicodeError, ValueError):
            pass
    lines = data.split(b"\n")
    decoded = [_decode_line(line) for line in lines]
    mixed = any(kind == "utf-8" for _, kind in decoded) and any(kind == "windows-1252" for _, kind in decoded)
    warning = "the file mixes UTF-8 and Windows-1252" if mixed else "the file was read as Windows-1252"
    return "\n".join(text for text, _ in decoded), (warning,)


def _decode_line(line: bytes) -> tuple[str, str]:
    if line.isascii():
        return line.decode("ascii"), "ascii"
    try:
        return line.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        return line.decode("cp1252"), "windows-1252"
    except UnicodeDecodeError:
        return line.decode("latin-1"), "windows-1252"
