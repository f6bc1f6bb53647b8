"""Where sentences begin and end in one block of Danish, Swedish or English text.

A rule-based splitter: every run of stops, question and exclamation marks before a space is looked at once, with the
word before it and the word after it. The lists it asks stand in ``kb/language/data``.
"""

from __future__ import annotations

import re
from itertools import pairwise

from kb.language.abbreviations import Follows, abbreviations, sentence_openers
from kb.model import Span

_CLOSING = "\"'”’“‘»«›‹)\\]}"
_OPENING = "\"'“”„‚»«‘’›‹([{¿¡*_•·–—-"
_NOTE = r"\[\d{1,3}\]|\s?\[\^[^\]\s]{1,20}\]|[¹²³⁰⁴-⁹*†‡]|(?<=[^\W\d_]{3}[.!?])\d{1,2}"
# Possessive, and never from the middle of a run: a line of a million dots is read once.
_END = re.compile(rf"(?<![.!?…‼⁇⁈⁉])[.!?…‼⁇⁈⁉]++(?:[{_CLOSING}]|{_NOTE})*+(?=\s|$)")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_BULLET_LINE = re.compile(r"\n(?=[^\S\n]*(?:[•·▪◦‣*–—-][^\S\n]|\(?(?:\d{1,2}|[a-z])[.)][^\S\n]))")
_MARKER = re.compile(
    r"\W*(?:(?:§+|stk|kap|kapitel|art|artikel|article|section|sec|punkt|pkt|nr|no|bilag|bilaga|annex|part|del)\W{0,2})?"
    r"(?:\d{1,3}[a-z]?(?:\.\d{1,3})*|[ivxlc]{1,5}|[a-zæøåäö])[.)]+",
    re.IGNORECASE,
)
_LONGEST_MARKER = 24
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.){1,4}[^\W\d_]{1,4}")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ROMAN = re.compile(r"(?:[IVXLC]{2,}|[VX])\b")
_MONTH = re.compile(
    r"(?:jan|feb|mar|apr|ma[jiy]|jun|jul|aug|sep|o[kc]t|nov|dec)\w*\b|(?:mai|marts)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?:[^\W\d_a-zæøåäö][\w.'’-]*\s+){1,3}(?:says|said|asks|asked|adds|added|wonders|wondered|replies|replied|writes|wrote|"
    r"argues|argued|explains|explained|concludes|concluded|exclaims|exclaimed)\b"
)
# One letter after these is their name, not an initial: "vitamin C. Det", "plan B. Den".
_LABELS = frozenset(
    {
        *(
            "vitamin",
            "litra",
            "bokstav",
            "led",
            "stk",
            "plan",
            "gruppe",
            "grupp",
            "group",
            "hepatitis",
            "type",
            "typ",
            "klasse",
            "klass",
            "class",
            "bilag",
        ),
        *(
            "bilaga",
            "annex",
            "appendix",
            "model",
            "modell",
            "kategori",
            "category",
            "del",
            "part",
            "punkt",
            "figur",
            "figure",
        ),
        *("tabel", "tabell", "table", "serie", "omega", "alternativ", "option", "niveau", "nivå", "level"),
    }
)
_LETTER_WORDS = frozenset({"i", "å", "ö", "a"})
_TOKEN_REACH = 48
_BRACKET_REACH = 2000
_NEXT_REACH = 80


def split(text: str, language: str) -> tuple[Span, ...]:
    r"""The sentences of one block of text, in order; together they hold every character that is not space.

    A span has no space at either end. Line breaks inside the block are spaces, unless a blank line or a list mark
    follows. A mark of quotation or footnote belongs to the sentence it closes; a question or exclamation before its
    attribution (``"Hvorfor?" spørger hun.``) does not end the sentence.

    Args:
        text: one paragraph, list item or heading.
        language: ``da``, ``sv`` or ``en`` choose their abbreviations; for anything else all three are joined.
    """
    spans: list[Span] = []
    for piece in _pieces(text):
        spans += _Block(text, piece, language).sentences()
    return tuple(spans)


def _pieces(text: str) -> list[Span]:
    """The parts of a block that blank lines and list marks set apart."""
    breaks = {found.end() for pattern in (_BLANK_LINE, _BULLET_LINE) for found in pattern.finditer(text)}
    edges = [0, *sorted(breaks), len(text)]
    return [Span(start, end) for start, end in pairwise(edges) if start < end]


class _Block:
    """One piece of text while it is split; ``start`` is where the current sentence begins."""

    def __init__(self, text: str, piece: Span, language: str) -> None:
        self.text = text
        self.piece = piece
        self.start = _after_space(text, piece.start)
        self.abbreviations = abbreviations(language)
        self.openers = sentence_openers(language)

    def sentences(self) -> list[Span]:
        spans = []
        for found in _END.finditer(self.text, self.piece.start, self.piece.end):
            if self._ends(found):
                spans.append(self._trim(found.end()))
                self.start = _after_space(self.text, found.end())
        spans.append(self._trim(self.piece.end))
        return [span for span in spans if span.start < span.end]

    def _trim(self, end: int) -> Span:
        return Span(self.start, max(self.start, self.start + len(self.text[self.start : end].rstrip())))

    def _ends(self, found: re.Match[str]) -> bool:
        begin = _after_space(self.text, found.end())
        following = self.text[begin : min(begin + _NEXT_REACH, self.piece.end)]
        bare = following.lstrip(_OPENING + " \t\n\u00a0")
        if not bare:
            return not following
        if not _may_begin(bare) or self._in_brackets(found) or self._only_marker(found.end()):
            return False
        if "." in found[0] and "..." not in found[0]:
            return self._stop_ends(found, bare)
        if found[0][0] in ".…":
            return not self._pauses(found.start(), bare)
        return not (found[0][-1] in '"”’»«“' and _SAID.match(bare))

    def _in_brackets(self, found: re.Match[str]) -> bool:
        """Whether the stop stands in brackets that were opened inside the sentence, as in ``(what for?) They left``."""
        if ")" not in found[0] and "]" not in found[0].partition("[")[0]:
            return False
        mark = "(" if ")" in found[0] else "["
        opened = self.text.rfind(mark, max(self.start, found.start() - _BRACKET_REACH), found.start())
        return opened >= 0 and not self.text.startswith(mark, self.start)

    def _only_marker(self, end: int) -> bool:
        """Whether all the sentence has so far is its number, as in ``§ 4.``, ``Stk. 2.`` and ``b.`` at its head."""
        if end - self.start > _LONGEST_MARKER:
            return False
        return _MARKER.fullmatch(self.text, self.start, end) is not None

    def _pauses(self, at: int, bare: str) -> bool:
        """Whether an ellipsis stands alone between spaces, so that only a function word begins a sentence after it."""
        alone = at <= self.start or self.text[at - 1].isspace() or self.text[at - 1] in "[("
        return alone and not self._opens(bare)

    def _opens(self, bare: str) -> bool:
        word = _WORD.match(bare)
        return word is not None and bare[0].isupper() and word[0].lower() in self.openers

    def _stop_ends(self, found: re.Match[str], bare: str) -> bool:
        """Whether one full stop ends a sentence, by the words on its two sides."""
        reach = self.text[max(self.start, found.start() - _TOKEN_REACH) : found.start()]
        tokens = [token.strip(_OPENING + _CLOSING + ",;:/") for token in reach.split()]
        token = tokens[-1] if tokens else ""
        before = tokens[-2] if len(tokens) > 1 else ""
        if token.isdigit():
            return not self._ordinal(token, before, bare)
        follows = self._follows(token, before)
        if follows is None:
            return True
        if follows is Follows.CAPITAL:
            return bare[0].isupper()
        if follows is Follows.NAME:
            return self._opens(bare) and not self._initial_before(bare)
        return follows is Follows.NUMBER and not (bare[0].isdigit() or bare[0] == "§" or _ROMAN.match(bare))

    def _initial_before(self, bare: str) -> bool:
        """Whether what follows is an initial itself, however much its letter is a word: ``J. I. Hansen``."""
        return len(bare) > 1 and bare[1] == "."

    def _ordinal(self, number: str, before: str, bare: str) -> bool:
        """Whether a number with a stop is an ordinal, or the first part of a date."""
        if len(number) > len("31"):
            return False
        return bool(_MONTH.match(bare)) or (bare[0].isdigit() and before.lower() in {"den", "d.", "d"})

    def _follows(self, token: str, before: str) -> Follows | None:
        """What may follow the stop after ``token``; None where it is an ordinary word."""
        short = token.lower()
        joined = before.lower() + short if before.endswith(".") else short
        initials = _INITIALS.fullmatch(token) is not None
        if token in self.abbreviations:
            return self.abbreviations[token]
        listed = self.abbreviations.get(joined) or self.abbreviations.get(short)
        if listed and not (initials and token.isupper() and "." not in token):
            return listed
        if initials:
            counted = token.islower() and len(token) == 1 and before[-1:].isdigit()  # the letter of a point: "§ 4 a."
            ordinary = token in _LETTER_WORDS or before.lower() in _LABELS or counted
            return None if ordinary else Follows.NAME
        if _DOTTED.fullmatch(token) and short == token:
            return Follows.NAME
        return None


def _after_space(text: str, start: int) -> int:
    space = _SPACE.match(text, start)
    return space.end() if space else start


def _may_begin(bare: str) -> bool:
    """Whether a sentence may begin so: not with a small letter or a comma, but with a name like iPhone."""
    first = bare[0]
    if first.islower():
        return _camel(bare)
    return first not in ",;:.!?)]}%/"


def _camel(bare: str) -> bool:
    return any(letter.isupper() for letter in bare[1:3]) and bare[:3].isalpha()
