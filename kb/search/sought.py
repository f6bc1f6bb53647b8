"""What a word of a question is sought as: its ways of being said, in every language, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from kb.model import Via
from kb.search.query import Alternative, And, Concept, Or, Phrase, Prefix, Query, Synonym, Term
from kb.search.question import Leaf

HEADING = 0.3
"""How much an occurrence in the heading above a passage counts in the passage."""

Piece = Literal["word", "form", "part", "either", "beginning"]


class Way(NamedTuple):
    """One way to say a word in one partition.

    ``pieces`` are the terms that must be there together, ``ordered`` as a phrase with at most ``gaps`` between.
    ``text`` is what a person is shown of it; ``source`` says where it comes from.
    """

    language: str
    via: Via
    weight: float
    piece: Piece
    pieces: tuple[str, ...]
    text: str = ""
    source: str = ""
    ordered: bool = True
    gaps: int = 0

    def query(self) -> Query:
        """The way as a query to an engine."""
        if self.piece == "beginning":
            return Prefix("word", self.pieces[0])
        if self.piece == "either":
            found: tuple[Query, ...] = tuple(Or((Term("form", one), Term("part", one))) for one in self.pieces)
            return found[0] if len(found) == 1 else And(found)
        if len(self.pieces) == 1:
            return Term(self.piece, self.pieces[0])
        if self.ordered and self.piece != "part":
            return Phrase(self.piece, self.pieces, self.gaps)
        return And(tuple(Term(self.piece, one) for one in self.pieces))


class Sought(NamedTuple):
    """A word, phrase or group of them that counts as one, with all its ways.

    ``needed`` where a document that lacks it is incomplete; ``scored`` is False for what only narrows. ``switchable``
    are its expansions in order, those that were switched off among them.
    """

    label: str
    leaves: tuple[Leaf, ...]
    ways: tuple[Way, ...]
    in_title: bool = False
    needed: bool = True
    scored: bool = True
    switchable: tuple[Way, ...] = ()

    def concept(self) -> Concept:
        """The same for an engine."""
        languages = dict.fromkeys(way.language for way in self.ways)
        return Concept(
            queries={language: self._query(language) for language in languages},
            weight=1.0 if self.scored else 0.0,
            needed=self.needed and self.scored,
        )

    def _query(self, language: str) -> Query:
        ways = [way for way in self.ways if way.language == language]
        alternatives = [Alternative(way.query(), way.weight) for way in _strongest(ways)]
        if self.in_title:
            return And((Synonym(tuple(alternatives)), Term("place", "title")))
        return Synonym((*alternatives, *_headings(ways)))


def _strongest(ways: Iterable[Way]) -> list[Way]:
    """Each query once, with its largest weight, in order of first mention."""
    best: dict[tuple[Piece, tuple[str, ...], int], Way] = {}
    for way in ways:
        key = (way.piece, way.pieces, way.gaps)
        if key not in best or way.weight > best[key].weight:
            best[key] = way
    return list(best.values())


def _headings(ways: Iterable[Way]) -> list[Alternative]:
    weights: dict[str, float] = {}
    for way in ways:
        if way.piece == "form" and len(way.pieces) == 1:
            weights[way.pieces[0]] = max(weights.get(way.pieces[0], 0.0), way.weight)
    return [Alternative(Term("heading", form), HEADING * weight) for form, weight in weights.items()]
