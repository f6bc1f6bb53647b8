"""The words of a paragraph outside its quotations; each quotation stands as one token."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.quote.scanner import ABBREVIATIONS, Marked, Scanned

# The ending of an abbreviation stands behind a colon in Swedish: vd:n, EU:s.
_WORD = r"[^\W\d_](?:\w|[-’'&/](?=\w)|:(?=(?:n|s|ns|en|ens|er)\b))*[’']?|[^\W\d_]"
_PARTS = r"[^\W\d_][\w/]*-(?:, ?[^\W\d_][\w/]*-)*,?[ \u00a0](?i:og|och|and|eller|or|samt)[ \u00a0]"
# An academic degree of two abbreviations is one word: dr.jur., ph.d., tekn.dr.
_DEGREE = r"\b(?i:dr|cand|lic|mag|ph|tekn|fil|med|ekon|agr|jur|civ)\.(?:[^\W\d_]{1,6}\b\.?)+(?:-\w+)?"
_TOKEN = re.compile(
    rf"(?P<degree>{_DEGREE})|(?P<parts>{_PARTS}(?P<last>{_WORD}))|(?P<word>{_WORD})"
    r"|(?P<number>\d(?:[\w.,-]*\w)?)|(?P<other>\S)"
)
_KINDS = {
    ".": "stop",
    "!": "stop",
    "?": "stop",
    "…": "stop",
    ",": "comma",
    ";": "comma",
    ":": "colon",
    "(": "open",
    ")": "close",
}

_ENDINGS = ("’s", "'s", "’", "'", ":s", ":ns", ":ens")
_BEHIND_COLON = re.compile(r":(?:n|en|er)$")
_ELIDED = re.compile(r"(?:d|l|dell)['’][A-ZÆØÅÄÖÉÈ]")


class TokenKind(StrEnum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    STOP = "stop"
    COMMA = "comma"
    COLON = "colon"
    DASH = "dash"
    OPEN = "open"
    CLOSE = "close"
    OTHER = "other"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark of punctuation or a whole quotation, with its place.

    ``lower`` is the word in lower case without a genitive's apostrophe and s; ``starts`` says it starts a sentence. Words
    that share their last part, ``børne- og undervisningsminister``, are one, and ``lower`` is the last of them, which
    says what the whole is.
    """

    kind: TokenKind
    text: str
    start: int
    end: int
    lower: str
    starts: bool = False
    quote: int = -1

    @property
    def capital(self) -> bool:
        """Whether it is a word with a capital, be it behind a particle that lost its vowel: ``d'Aubigny``."""
        return self.kind is TokenKind.WORD and (self.text[0].isupper() or _ELIDED.match(self.text) is not None)

    @property
    def genitive(self) -> bool:
        """Whether an apostrophe marks a genitive."""
        return self.text.endswith(_ENDINGS)

    @property
    def bare_end(self) -> int:
        """Where the word ends without a genitive's apostrophe and s."""
        return self.end - next((len(ending) for ending in _ENDINGS if self.text.endswith(ending)), 0)


def tokens(text: str, scanned: Scanned) -> tuple[Token, ...]:
    """The tokens of one paragraph in order, with the sentence starts told."""
    raw = tuple(_raw(text, scanned))
    return tuple(_with_starts(raw, text, scanned.marked))


def _raw(text: str, scanned: Scanned) -> Iterator[Token]:
    place = scanned.paragraph.span.start
    for number, marked in enumerate(scanned.marked):
        yield from _words(text, place, marked.outer.start)
        yield Token(TokenKind.QUOTE, "", marked.outer.start, marked.outer.end, "", quote=number)
        place = marked.outer.end
    yield from _words(text, place, scanned.paragraph.span.end)


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    for found in _TOKEN.finditer(text, start, end):
        if found["word"] or found["parts"] or found["degree"]:
            kind = TokenKind.WORD
        elif found["number"]:
            kind = TokenKind.NUMBER
        elif found.group() in "–—―-":
            kind = TokenKind.DASH
        else:
            kind = TokenKind(_KINDS.get(found.group(), "other"))
        yield Token(kind, found.group(), found.start(), found.end(), _bare(found["last"] or found.group()))


def _bare(text: str) -> str:
    word = text.lower()
    for ending in _ENDINGS:
        if word.endswith(ending):
            return word.removesuffix(ending)
    return _BEHIND_COLON.sub("", word)


def _with_starts(raw: Sequence[Token], text: str, marked: Sequence[Marked]) -> Iterator[Token]:
    for number, token in enumerate(raw):
        bulleted = number == 1 and raw[0].kind is TokenKind.DASH
        starts = number == 0 or bulleted or _ends_sentence(raw, number - 1, text, marked)
        yield replace(token, starts=True) if starts else token


def _ends_sentence(raw: Sequence[Token], number: int, text: str, marked: Sequence[Marked]) -> bool:
    token, following = raw[number], raw[number + 1]
    if token.kind is TokenKind.STOP:
        return following.kind is not TokenKind.STOP and not _is_abbreviation(raw, number, following)
    if token.kind is TokenKind.QUOTE:
        full = marked[token.quote].span.slice(text).rstrip("”“\"'’»«‹› ")[-1:] in tuple(".?!…")
        return full and (following.capital or following.kind is TokenKind.QUOTE)
    return False


def _is_abbreviation(raw: Sequence[Token], number: int, following: Token) -> bool:
    if raw[number].text != "." or number == 0 or raw[number - 1].end != raw[number].start:
        return False
    before = raw[number - 1]
    if before.kind is TokenKind.NUMBER:
        return not following.capital and following.kind is not TokenKind.QUOTE
    initial = before.kind is TokenKind.WORD and len(before.text) == 1 and before.text.isupper()
    return initial or before.lower in ABBREVIATIONS or (following.start == raw[number].end)
