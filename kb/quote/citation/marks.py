"""Quotation marks turned into another language's habit, and not a letter else.

The levels follow Retskrivningsordbogen § 58 (» « and › ‹), the Swedish EU style guide (” ” and ’ ’) and British and
American editors' “ ” and ‘ ’. Marks are paired by what stands beside them; what has no partner stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

LEVELS = {
    "da": (("»", "«"), ("›", "‹")),
    "sv": (("”", "”"), ("’", "’")),
    "en": (("“", "”"), ("‘", "’")),
}
_DOUBLES = frozenset('“”„‟»«"')
_SINGLES = frozenset("‘’‚‛›‹'")
_BEFORE = frozenset(" \t\n\u00a0\u202f([{–—-/") | _DOUBLES | _SINGLES
_AFTER = frozenset(" \t\n\u00a0\u202f)]}.,;:!?…–—-/") | _DOUBLES | _SINGLES
# The word that is written between two apostrophes: rock 'n' roll.
_CLIPPED = "n"
_SPACE = " \t\n\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class _Pair:
    start: int
    end: int
    depth: int


def marked(words: str, language: str, level: int = 0) -> str:
    """``words`` between the marks of a language, the marks inside them one level further down."""
    opening, closing = LEVELS[language][level % 2]
    return f"{opening}{converted(words, language, level + 1)}{closing}"


def converted(words: str, language: str, level: int = 0) -> str:
    """``words`` with their own marks as the language writes them; ``level`` is that of the outermost of them."""
    characters = list(words)
    for pair in _pairs(words):
        opening, closing = LEVELS[language][(level + pair.depth) % 2]
        characters[pair.start], characters[pair.end] = opening, closing
    return "".join(characters)


def _pairs(words: str) -> list[_Pair]:
    """The marks that belong together, with their depth; the inner ones of a pair that fails count as outer."""
    held: list[tuple[int, bool]] = []
    couples: list[tuple[int, int]] = []
    for at, character in enumerate(words):
        double = character in _DOUBLES
        if not double and character not in _SINGLES:
            continue
        opens, closes = _may_open(words, at), _may_close(words, at)
        partner = next((n for n in range(len(held) - 1, max(-1, len(held) - 5), -1) if held[n][1] is double), None)
        if closes and partner is not None and not (opens and len(held) - 1 != partner):
            if words[held[partner][0] + 1 : at].casefold() != _CLIPPED:
                couples.append((held[partner][0], at))
            del held[partner:]
        elif opens:
            held.append((at, double))
    return _with_depths(sorted(couples))


def _with_depths(couples: list[tuple[int, int]]) -> list[_Pair]:
    pairs, open_ends = [], list[int]()
    for start, end in couples:
        while open_ends and open_ends[-1] < start:
            open_ends.pop()
        pairs.append(_Pair(start, end, len(open_ends)))
        open_ends.append(end)
    return pairs


def _may_open(words: str, at: int) -> bool:
    before, after = words[at - 1 : at], words[at + 1 : at + 2]
    return (not before or before in _BEFORE) and bool(after) and after not in _SPACE


def _may_close(words: str, at: int) -> bool:
    before, after = words[at - 1 : at], words[at + 1 : at + 2]
    return bool(before) and before not in _SPACE and (not after or after in _AFTER)
