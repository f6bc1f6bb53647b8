"""The lexicon compiled into one file that is mapped into memory: opened at once, a word looked up in microseconds.

The file is derived: it can be deleted and made again. It holds a hash table (open addressing, CRC-32) of records

    length of key, length of value, key, value

whose keys start with the language and the table: ``f`` for forms, ``n`` for the nouns and adjectives that forms of
verbs are as well, ``m`` for modifiers, ``h`` for heads. A form is
stored as whether the word is the lemma of others, how many letters it shares with its form, and the form's rest.
"""

from __future__ import annotations

import json
import mmap
import os
import sys
from array import array
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from zlib import crc32

from kb.errors import CorpusNotWritable, StaleIndex
from kb.language.analysis.lemmas import regular
from kb.language.analysis.version import fingerprint
from kb.language.analysis.vocabulary import compiled
from kb.model import SERVED_LANGUAGES

_MAGIC = b"kb lexicon 1\n"
_HEADER = 512
_LONGEST = 255
_CODES = {"da": b"d", "sv": b"s", "en": b"e"}


def build_lexicon(path: Path) -> None:
    """Compiles the lexicon of all served languages into a file, which appears whole or not at all.

    The bytes depend only on the versions of the rules and the dictionaries. Takes some ten seconds.

    Raises:
        CorpusNotWritable: the disk is full or the folder is read-only.
    """
    records = bytearray()
    offsets: list[tuple[int, int]] = []
    for key, value in _records():
        if len(key) <= _LONGEST and len(value) <= _LONGEST:
            offsets.append((crc32(key), len(records)))
            records += bytes((len(key), len(value))) + key + value
    slots = _slots(offsets)
    header = {"fingerprint": fingerprint(), "byteorder": sys.byteorder, "slots": len(slots), "records": len(records)}
    head = (_MAGIC + json.dumps(header).encode()).ljust(_HEADER)
    try:
        _write(path, (head, slots.tobytes(), records))
    except OSError as problem:
        raise CorpusNotWritable(path, problem.strerror or "the lexicon cannot be written") from problem


def _write(path: Path, pieces: Iterable[bytes | bytearray]) -> None:
    """Writes a file beside its place and moves it there when it is whole."""
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _slots(offsets: list[tuple[int, int]]) -> array[int]:
    """The hash table: one more than the offset of a record, 0 for an empty slot; at most half full."""
    size = 1 << (2 * len(offsets) - 1).bit_length()
    slots = array("I", bytes(4 * size))
    for code, offset in offsets:
        at = code & (size - 1)
        while slots[at]:
            at = (at + 1) & (size - 1)
        slots[at] = offset + 1
    return slots


def _records() -> Iterator[tuple[bytes, bytes]]:
    for language in SERVED_LANGUAGES:
        code, (forms, parts) = _CODES[language], compiled(language)
        for word in forms.spellings():
            if form := forms.form(word):
                shared = _shared(word, form)
                yield code + b"f" + word.encode(), bytes((forms.is_strong(word), shared)) + form[shared:].encode()
            if nominal := forms.nominal(word):
                yield code + b"n" + word.encode(), nominal.encode()
        for part, (form, times) in sorted(parts.modifiers.items()):
            yield code + b"m" + part.encode(), _times(times) + form.encode()
        for head, times in sorted(parts.heads.items()):
            yield code + b"h" + head.encode(), _times(times)


def _shared(word: str, form: str) -> int:
    """How many letters two words have in common from the start."""
    if word.startswith(form):
        return len(form)
    return next((at for at, (a, b) in enumerate(zip(word, form, strict=False)) if a != b), len(word))


def _times(times: int) -> bytes:
    return min(times, 65535).to_bytes(2, "big")


class Lexicon:
    """A compiled lexicon, open; it answers like the one in memory."""

    def __init__(self, path: Path, data: mmap.mmap, slots: memoryview, records: int) -> None:
        self.path = path
        self._data = data
        self._slots = slots
        self._records = records
        self._mask = len(slots) - 1

    @classmethod
    def open(cls, path: Path) -> Lexicon:
        """Opens a file that ``build_lexicon`` wrote.

        Raises:
            StaleIndex: there is no such file, it is damaged, or other rules or dictionaries made it.
        """
        try:
            with path.open("rb") as file:
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            header = json.loads(data[len(_MAGIC) : _HEADER]) if data[: len(_MAGIC)] == _MAGIC else {}
        except (OSError, ValueError) as problem:
            raise StaleIndex("lexicon", f"{path} cannot be read") from problem
        if header.get("fingerprint") != fingerprint() or header.get("byteorder") != sys.byteorder:
            raise StaleIndex("lexicon", f"{path} was made by another version")
        records = _HEADER + 4 * header["slots"]
        if len(data) != records + header["records"]:
            raise StaleIndex("lexicon", f"{path} is incomplete")
        return cls(path, data, memoryview(data)[_HEADER:records].cast("I"), records)

    def form(self, language: str, word: str) -> str | None:
        """The form that a known word shares with its inflections, None for a word that is not known."""
        return self._known(language, word) or regular(
            language, word, partial(self._known, language), partial(self._is_strong, language)
        )

    def nominal(self, language: str, word: str) -> str | None:
        """The form of the noun or adjective that a form of a verb is an inflection of as well, None for other words."""
        value = self._value(_CODES[language] + b"n" + word.encode())
        return value.decode() if value else None

    def modifier(self, language: str, part: str) -> tuple[str, int] | None:
        """The form of a first part of compounds and in how many it stands; None for one that is not counted."""
        value = self._value(_CODES[language] + b"m" + part.encode())
        return (value[2:].decode(), int.from_bytes(value[:2], "big")) if value else None

    def head(self, language: str, form: str) -> int:
        """In how many compounds a word is the last part."""
        value = self._value(_CODES[language] + b"h" + form.encode())
        return int.from_bytes(value, "big") if value else 0

    def _known(self, language: str, word: str) -> str | None:
        value = self._value(_CODES[language] + b"f" + word.encode())
        return word[: value[1]] + value[2:].decode() if value else None

    def _is_strong(self, language: str, word: str) -> bool:
        value = self._value(_CODES[language] + b"f" + word.encode())
        return bool(value and value[0])

    def _value(self, key: bytes) -> bytes | None:
        at = crc32(key) & self._mask
        data = self._data
        while offset := self._slots[at]:
            start = self._records + offset - 1
            end = start + 2 + data[start]
            if data[start + 2 : end] == key:
                return data[end : end + data[start + 1]]
            at = (at + 1) & self._mask
        return None
