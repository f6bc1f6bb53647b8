"""A rough guess at the language of a text by its commonest words: enough to choose rules for hyphens and patterns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_WORDS = {
    "da": "og er at af til ikke med det der på som fra også eller for den en et vi har kan skal blev efter hvor mellem "
    "bliver være nye år hvis når sig mere dette disse deres gennem både samt jeg",
    "sv": "och är att av till inte med det som på från också eller för den en ett vi har kan ska blev efter där mellan "
    "blir vara nya år om när sig mer detta dessa deras genom både samt jag",
    "en": "the and of to in is for that with on are as by be this from or an it we which has have was will not at "
    "their its more between both through",
}
_LETTERS = re.compile(r"[^\W\d_]+")
_MARGIN = 2


def _votes() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for language, words in _WORDS.items():
        for word in words.split():
            table[word] = (*table.get(word, ()), language)
    return table


_VOTES = _votes()


def tongue_of(text: str, fallback: str = "") -> str:
    """``da``, ``sv`` or ``en``, or ``fallback`` where two of them are nearly level."""
    counts: Counter[str] = Counter()
    for word in _LETTERS.findall(text.lower()):
        counts.update(_VOTES.get(word, ()))
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN):
        return fallback
    return ranked[0][0]


def tongue_of_all(texts: Iterable[str]) -> str:
    """The language most of the text is in, English where nothing tells."""
    return tongue_of("\n".join(texts), "en")
