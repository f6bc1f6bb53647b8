"""A quotation of a draft as it is looked for: pieces of words, with marked cuts and editorial words between them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from kb.check.folding import DASHES, Fold, Words, words_of

_HYPHEN = rf"[-{DASHES}\u00ad]"
# Words that leave a suspended hyphen before them: "forsknings- og", "in- und".
_JOINERS = "og|och|eller|samt|and|or|to|til|till|och/eller|og/eller|und|oder|respektive|henholdsvis|hhv"
_LINE_END = re.compile(
    rf"(?<=[^\W\d_]){_HYPHEN}(?:[ \t\u00a0]*\n\s*|[ ])(?!(?:{_JOINERS})\b)(?=[a-zæøåäöéü])", re.IGNORECASE
)
_SOFT_LINE_END = re.compile(r"\u00ad\s*\n\s*")
_QUOTE_MARKER = re.compile(r"\n[ \t]*(?:>[ \t]*)+")
_DOTS = r"(?:…|\.\s?\.\s?\.(?:\s?\.)?)"
_CUT = rf"[\[({{]\s*(?:{_DOTS}|—|–|-{{2,3}})\s*[\])}}]|{_DOTS}"
_SIC = r"[\[(]\s*sic[!.]?\s*[\])]"
_LETTER = r"\[(?P<letter>[^\W\d_])\](?=[^\W\d_])"
_INSERT = r"\[(?P<insert>[^\[\]\n]{1,120})\]"
_EDITORIAL = re.compile(rf"(?P<sic>\s*{_SIC})|(?P<cut>{_CUT})|{_LETTER}|(?!\[\^|\[\d{{1,3}}\]){_INSERT}", re.IGNORECASE)


class Join(StrEnum):
    """What stands before a piece."""

    START = "start"
    CUT = "cut"
    INSERT = "insert"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words that must follow each other; ``inserted`` are the editor's own words before them.

    ``lettered`` are the starts of words whose first letter stands in brackets.
    """

    words: Words
    join: Join
    inserted: str = ""
    lettered: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A quotation to look for.

    ``text`` is in NFC with line-end hyphens settled; ``folds`` are those that were used to read it. ``cut_before``
    and ``cut_after`` tell of marked cuts at the ends, ``inserted_after`` of an editor's words at the end.
    """

    text: str
    words: Words
    pieces: tuple[Piece, ...]
    folds: tuple[Fold, ...] = ()
    cut_before: bool = False
    cut_after: bool = False
    inserted_after: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether it is one piece without anything of an editor's."""
        return len(self.pieces) == 1 and self.pieces[0].join is Join.START and not self.inserted_after

    @property
    def is_short(self) -> bool:
        """Whether it is too short to tell where it comes from: under 4 words or 20 characters."""
        length = sum(end - start for p in self.pieces for start, end in zip(p.words.starts, p.words.ends, strict=True))
        spaces = sum(max(0, len(piece) - 1) for piece in self.pieces)
        return sum(map(len, self.pieces)) < 4 or length + spaces < 20  # noqa: PLR2004 - published in docs/check.md


def pattern(text: str, vocabulary: Collection[str] | None = None) -> Pattern:
    """Read a quotation; ``vocabulary`` are the words of the source in lower case, by which hyphens are settled."""
    folds: list[Fold] = []
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        folds.append(Fold.COMPOSED)
    settled = _settled(_QUOTE_MARKER.sub("\n", composed), vocabulary)
    if settled != composed:
        folds.append(Fold.LINE_END_HYPHENS if "-" in composed or "\u00ad" in composed else Fold.LINE_BREAKS)
    return _read(settled, folds)


def literal(text: str, vocabulary: Collection[str] | None = None) -> Pattern:
    """Read a quotation without regard to editorial marks, as the source itself may hold brackets and dots."""
    read = pattern(text, vocabulary)
    words = words_of(read.text)
    return Pattern(
        text=read.text, words=words, pieces=(Piece(words=words, join=Join.START),), folds=_before_editing(read.folds)
    )


def _before_editing(folds: tuple[Fold, ...]) -> tuple[Fold, ...]:
    return tuple(fold for fold in folds if fold not in {Fold.EDITORIAL, Fold.FIRST_LETTER})


def has_open_hyphens(text: str) -> bool:
    """Whether the reading of a quotation depends on the words of its source."""
    return _LINE_END.search(text) is not None


def _settled(text: str, vocabulary: Collection[str] | None) -> str:
    """Hyphens at line ends: joined or kept, as the source has the word; joined where it has neither."""
    text = _SOFT_LINE_END.sub("", text)
    pieces, at = [], 0
    for found in _LINE_END.finditer(text):
        before = re.search(r"[^\W_]+(?:-[^\W_]+)*\Z", text[max(0, found.start() - 80) : found.start()])
        after = re.match(r"[^\W_]+(?:-[^\W_]+)*", text[found.end() : found.end() + 80])
        one, other = before[0].lower() if before else "", after[0].lower() if after else ""
        pieces.append(text[at : found.start()])
        if vocabulary is not None and f"{one}-{other}" in vocabulary and one + other not in vocabulary:
            pieces.append("-")
        elif (vocabulary is not None and one + other not in vocabulary) or (
            vocabulary is None and "\n" not in found[0]
        ):
            pieces.append(found[0])
        at = found.end()
    return "".join((*pieces, text[at:]))


def _read(text: str, folds: list[Fold]) -> Pattern:
    reader = _Reader(folds)
    at = 0
    for found in _EDITORIAL.finditer(text):
        reader.held += text[at : found.start()]
        reader.meet(found)
        at = found.end()
    reader.held += text[at:]
    reader.finish_piece()
    return Pattern(
        text=text,
        words=words_of(text),
        pieces=tuple(reader.pieces),
        folds=tuple(dict.fromkeys(reader.folds)),
        cut_before=reader.cut_before,
        cut_after=reader.join is Join.CUT,
        inserted_after=reader.inserted,
    )


class _Reader:
    """The pieces of a quotation as they are read from left to right."""

    def __init__(self, folds: list[Fold]) -> None:
        self.folds = folds
        self.pieces: list[Piece] = []
        self.held = ""
        self.join = Join.START
        self.inserted = ""
        self.cut_before = False
        self._lettered: list[int] = []

    def meet(self, found: re.Match[str]) -> None:
        """Take up one editorial mark."""
        if found["sic"]:
            self.folds.append(Fold.EDITORIAL)
        elif found["letter"]:
            self._lettered.append(len(self.held))
            self.held += found["letter"]
            self.folds.append(Fold.FIRST_LETTER)
        elif found["cut"]:
            self.finish_piece()
            self.cut_before = self.cut_before or not self.pieces
            if self.pieces and self.join is not Join.INSERT:
                self.join = Join.CUT
        else:
            self.finish_piece()
            self.join = Join.INSERT
            self.inserted = f"{self.inserted} {found['insert']}".strip()

    def finish_piece(self) -> None:
        """End the piece that was held, if it has words."""
        words = words_of(self.held)
        if words.keys:
            lettered = tuple(self._lettered)
            self.pieces.append(Piece(words=words, join=self.join, inserted=self.inserted, lettered=lettered))
            self.join, self.inserted = Join.START, ""
            self.held, self._lettered = "", []
        elif not self._lettered:
            self.held = ""
