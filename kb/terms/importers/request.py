"""What a format is asked, and what it tells besides the concepts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kb.errors import SourceError, UsageError
from kb.model import SERVED_LANGUAGES
from kb.terms.concepts import LONGEST, Concept

MOST_BYTES = 900_000_000
"""The largest file that is read; everything this large is read as a stream."""
MOST_IN_MEMORY = 100_000_000
"""The largest file, packed or not, of a format that has to be held in memory."""
MOST_CONCEPTS = 1_000_000
_MOST_WORDS = 8
_MOST_OTHERS = 50
_LONGEST_CODE = 12
_MOST_TERMS = 40  # of one language in one concept

_CODES = {
    "da": "da", "dan": "da", "dk": "da", "danish": "da", "dansk": "da", "danska": "da",
    "sv": "sv", "swe": "sv", "se": "sv", "swedish": "sv", "svensk": "sv", "svenska": "sv",
    "en": "en", "eng": "en", "gb": "en", "english": "en", "engelsk": "en", "engelska": "en",
}  # fmt: skip
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>")
_BEFORE = {"da": ("at ",), "sv": ("att ",), "en": ("to ", "the ", "a ", "an ")}


@dataclass(slots=True)
class Told:
    """What a format tells of its files: their licence, their languages, how many entries they have, and the others.

    ``others`` are the codes of languages that are not served, as the file names them; empty for terms of none.
    """

    licence: str = ""
    languages: tuple[str, ...] = ()
    entries: int = 0
    others: set[str] = field(default_factory=set)

    def served(self, code: str | None) -> str | None:
        """The language of a code, None for one that is not served, which is noted."""
        found = language_of(code)
        if found is None and len(self.others) < _MOST_OTHERS:
            self.others.add((code or "")[:_LONGEST_CODE])
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The files to read; ``languages`` are those of their columns or sides where the files do not say so.

    ``progress`` is told how many bytes or entries are done, of how many (0 where nobody knows).
    """

    paths: tuple[Path, ...]
    languages: tuple[str, ...] = ()
    progress: Callable[[int, int], None] = lambda _done, _total: None
    told: Told = field(default_factory=Told)

    def sides(self, found: tuple[str, ...]) -> tuple[str, str]:
        """The two languages of a dictionary: as given, or as found in it or its name.

        Raises:
            UsageError: They are not told.
        """
        two = tuple(language_of(one) or "" for one in (self.languages or found))
        if len(two) != 2 or not all(two) or two[0] == two[1]:  # noqa: PLR2004 - a dictionary has two sides
            raise UsageError(
                f"the languages of {self.paths[0].name} are not Danish, Swedish or English, or are not told",
                "say them in order: --languages da,en",
            )
        self.told.languages = two
        return two[0], two[1]


class Format(NamedTuple):
    """A format of word lists."""

    name: str
    title: str
    recognises: Callable[[Path, bytes], bool]
    read: Callable[[Request], Iterator[Concept]]


def language_of(code: str | None) -> str | None:
    """The served language of a code or name as files write it (``da``, ``da-DK``, ``dan``, ``Danish``)."""
    return _CODES.get(re.split(r"[-_]", (code or "").strip().lower())[0])


def wording(text: str, language: str) -> str | None:
    """A term as the glossary writes it, None where nothing usable is left.

    Remarks in brackets, the mark of an infinitive and an article before it are left out.
    """
    flat = unicodedata.normalize("NFC", " ".join(_without_remarks(text).split())).strip(" ,.:!?–—-_/\"'»«”“")
    if any(unicodedata.category(c).startswith("C") for c in flat):
        flat = "".join(c for c in flat if not unicodedata.category(c).startswith("C"))
    flat = " ".join(flat.replace("|", " ").replace(";", " ").split()).lstrip("# ")
    for start in _BEFORE.get(language, ()):
        if flat.lower().startswith(start) and len(flat) > len(start):
            flat = flat[len(start) :].lstrip()
            break
    if not any(map(str.isalpha, flat)) or len(flat) > LONGEST or flat.count(" ") >= _MOST_WORDS:
        return None
    return flat


def _without_remarks(text: str) -> str:
    text = text[: 4 * LONGEST]
    for _ in range(3):
        text, found = _REMARK.subn(" ", text)
        if not found:
            break
    return text


def concept_from(terms: dict[str, list[str]], weight: float = 1.0) -> Concept | None:
    """A concept from terms by language as a file has them; None where fewer than two languages have a usable one."""
    columns = []
    for language in SERVED_LANGUAGES:
        said = (wording(text, language) for text in terms.get(language, ())[:_MOST_TERMS])
        columns.append(tuple(dict.fromkeys(term for term in said if term)))
    if sum(map(bool, columns)) < 2:  # noqa: PLR2004 - a concept says the same in two languages
        return None
    danish, swedish, english = columns
    return Concept(terms=(danish, swedish, english), weight=weight)


def pair(languages: tuple[str, str], source: str, target: str, weight: float = 1.0) -> Concept | None:
    """A word and one translation as a concept; the words of a dictionary's entry are no synonyms of each other."""
    return concept_from({languages[0]: [source], languages[1]: [target]}, weight)


def whole(path: Path) -> bytes:
    """The bytes of a file that has to be held in memory.

    Raises:
        SourceError: It is too large for that, or cannot be read.
    """
    try:
        if path.stat().st_size > MOST_IN_MEMORY:
            raise too_large(path)
        return path.read_bytes()
    except OSError as error:
        raise SourceError(str(path), "missing", error.strerror or "cannot be read", "check the path") from error


def too_large(path: Path) -> SourceError:
    """The error of a file that cannot be held in memory."""
    return SourceError(
        str(path),
        "too-large",
        f"a file of this format may hold {MOST_IN_MEMORY // 1_000_000} MB unpacked",
        "export the subjects or the languages you need, or RDF/XML instead, which is read as a stream",
    )


def decoded(path: Path, data: bytes) -> str:
    """The text of a file: UTF-8, or UTF-16 with its mark.

    Raises:
        SourceError: It is neither.
    """
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            str(path), "unreadable", f"line {line} is not {encoding.upper().removesuffix('-SIG')}", "save it as UTF-8"
        ) from error
