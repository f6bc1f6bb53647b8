"""How much of a sentence the words of an excerpt are: prose first, fragments only where nothing else answers."""

from __future__ import annotations

import re
from enum import IntEnum

from kb.model import SERVED_LANGUAGES
from kb.quote.excerpts.finding import Piece
from kb.quote.excerpts.layout import BlockKind, Layout, TextBlock

_ENDS = '.!?…:;"”“»«’)]'
_STOPS = re.compile(r"[.!?…][\"”“»«’)\]]*(?:\[\^[^\]\s]{1,20}\])*\Z")
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS = 5
_FRAGMENTS = frozenset({BlockKind.FOOTNOTE, BlockKind.HEADING, BlockKind.CODE})
# The commonest verbs: an item of a list that holds one of these says something.
_VERBS = {
    "da": "er var har havde kan kunne skal skulle vil ville bør burde må måtte bliver blev får fik gør gjorde går gik giver gav kommer kom står "
    "ligger findes fandtes kræver kræves betyder viser siger mener ønsker foreslår anbefaler mangler koster gælder sker bruger arbejder",
    "sv": "är var har hade kan kunde ska skall skulle vill ville bör borde måste får fick blir blev gör gjorde går gick ger gav kommer kom står "
    "ligger finns fanns krävs kräver behöver behövs innebär visar säger anser menar föreslår saknas kostar gäller sker använder arbetar",
    "en": "is are was were has have had can could will would shall should may might must does did do gets got becomes became makes made gives gave "
    "takes took goes went comes came needs need means meant shows showed says said costs cost remains exists applies works",
}
# How the infinitive ends that an item after "that the state" begins with; English has none, but its verbs of asking are few.
_INFINITIVE = {
    "da": re.compile(r"[a-zæøå]{3,}e|få|gå|se|stå|slå|lade", re.IGNORECASE),
    "sv": re.compile(r"[a-zåäö]{3,}a|få|gå|se|stå|slå|bli", re.IGNORECASE),
    "en": re.compile(
        r"accept|add|adopt|agree|allow|appoint|ask|build|change|collect|create|cut|develop|draw|enable|encourage|end|ensure|establish|"
        r"exempt|extend|finance|fund|gather|give|grant|harmonise|improve|increase|introduce|invest|keep|lower|make|measure|merge|move|"
        r"open|pay|permit|promote|provide|publish|raise|recognise|reduce|remove|report|require|review|set|share|simplify|start|"
        r"strengthen|support|test|train|use|write",
        re.IGNORECASE,
    ),
}


class Wholeness(IntEnum):
    """How much of a sentence some words are; what is more comes first."""

    SENTENCE = 0
    CLAUSE = 1
    FRAGMENT = 2


def wholeness(layout: Layout, piece: Piece) -> Wholeness:
    """Whether a piece is prose, an item that goes on with the sentence above it, or no sentence.

    Footnotes, items and cells of tables without a verb, and lines of their own without an end stop (a case number, a
    caption, a signature) are fragments.
    """
    block = layout.block_at(piece.span.start)
    if block is None or block.kind is BlockKind.QUOTE:
        return Wholeness.SENTENCE
    if block.kind in _FRAGMENTS:
        return Wholeness.FRAGMENT
    if block.kind in {BlockKind.ITEM, BlockKind.TABLE}:
        return _of_item(layout, block, piece)
    return Wholeness.SENTENCE if layout.text[piece.span.end - 1] in _ENDS else Wholeness.FRAGMENT


def _of_item(layout: Layout, block: TextBlock, piece: Piece) -> Wholeness:
    text = piece.span.slice(layout.text)
    words = _WORD.findall(text)
    if _STOPS.search(text) and len(words) >= _FEWEST_WORDS and words[0][0].isupper():
        return Wholeness.SENTENCE
    begins = piece.span.start == block.span.start
    languages = [one for one in (layout.language(piece.span),) if one in SERVED_LANGUAGES] or SERVED_LANGUAGES
    if any(_has_verb(words, language, begins=begins) for language in languages):
        return Wholeness.CLAUSE
    return Wholeness.FRAGMENT


def _has_verb(words: list[str], language: str, *, begins: bool) -> bool:
    known = _VERBS[language].split()
    if any(word.lower() in known for word in words):
        return True
    return begins and len(words) >= _FEWEST_WORDS and _INFINITIVE[language].fullmatch(words[0]) is not None
