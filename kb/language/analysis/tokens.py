"""Text to tokens: words, numbers and identifiers, each with its span in the text as given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kb.language.analysis.identifiers import scan
from kb.language.analysis.offsets import Composed
from kb.model import Span

TokenKind = Literal["word", "number", "identifier"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One token as written; ``span`` counts code points of the given text.

    ``key`` is the normalised spelling of a number (``44000``, ``3.5``) or an identifier (``eu:2016/679``), which
    holds no white space, and empty for a word. ``pieces`` are the keys of an identifier's inner pieces.
    """

    text: str
    span: Span
    kind: TokenKind
    key: str = ""
    pieces: tuple[str, ...] = ()


# Marks that follow a letter without a composed form, and characters that are not seen inside a word.
_INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060"
_LETTERS = rf"[^\W_]+(?:[{_INSIDE}]+[^\W_]+)*[\u0300-\u036f]*"
_WORD = rf"{_LETTERS}(?:(?=['’ʼ\-‐‑:])(?:['’ʼ\-‐‑]\u00ad?{_LETTERS}|:(?=[^\W\d_]{{1,4}}\b)(?<=[^\W\d_]:){_LETTERS}))*"
_SPACE = " \u00a0\u2009\u202f"
_NUMBER = (
    rf"(?<![\w.,])(?:\d{{1,3}}(?P<sep>[{_SPACE}.,'’])\d{{3}}(?:(?P=sep)\d{{3}})*(?!\d)(?:[.,]\d{{1,2}}(?!\d))?"
    rf"|\d+[.,]\d+|\d+)(?![^\W_]|[.,\-/:]\d)"
)
_NOT_DIGIT = re.compile(r"\D")


def number_key(text: str) -> str:
    """``44 000``, ``44.000`` and ``44,000`` as ``44000``; ``3,5`` and ``3.5`` as ``3.5``.

    Exactly three digits behind the mark are thousands unless the number starts with a nought.
    """
    head, mark, tail = text.rpartition("," if text.rfind(",") > text.rfind(".") else ".")
    if not mark or (len(tail) == 3 and not head.startswith("0")):  # noqa: PLR2004 - thousands come by threes
        return _NOT_DIGIT.sub("", text)
    return f"{_NOT_DIGIT.sub('', head)}.{tail}"


_TOKEN = re.compile(rf"(?P<number>{_NUMBER})|{_WORD}")


Read = tuple[int, int, TokenKind, str, tuple[str, ...]]


def read(text: str) -> list[Read]:
    """Start, end, kind, key and pieces of each token of a composed text (NFC), in order."""
    tokens: list[Read] = []
    at = 0
    for found in scan(text):
        tokens += _plain(text, at, found.start)
        tokens.append((found.start, found.end, "identifier", found.key, found.pieces))
        at = found.end
    tokens += _plain(text, at, len(text))
    return tokens


def _plain(text: str, start: int, end: int) -> list[Read]:
    return [
        (*match.span(), "word", "", ())
        if match.lastindex is None  # only numbers have groups
        else (*match.span(), "number", number_key(match[0]), ())
        for match in _TOKEN.finditer(text, start, end)
    ]


def tokenize(text: str) -> tuple[Token, ...]:
    """The words, numbers and identifiers of a text in reading order; never raises, leaves out marks and symbols.

    A hyphenated word is one token (``EU-lande``), so is a word with an apostrophe or a Swedish colon (``EU:s``);
    soft hyphens stay inside their word.
    """
    composed = Composed(text)
    tokens = []
    for start, end, kind, key, pieces in read(composed.text):
        span = composed.given(start, end)
        tokens.append(Token(text=span.slice(text), span=span, kind=kind, key=key, pieces=pieces))
    return tuple(tokens)
