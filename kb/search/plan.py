"""From a question to what is sought: concepts, conditions and what was widened to what."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from kb.language.analysis import tokenize
from kb.model import Via
from kb.search.conditions import Unread, condition
from kb.search.expansion import Expander
from kb.search.index import Index
from kb.search.query import Condition, Either, Every, Holds, Lacks, every
from kb.search.question import (
    AllOf,
    AnyOf,
    Attribute,
    Beginning,
    InTitle,
    Leaf,
    Node,
    Question,
    Quoted,
    Required,
    Without,
    Word,
    leaves,
    written,
)
from kb.search.smallwords import SMALL_WORDS
from kb.search.sought import Sought, Way
from kb.search.tongue import language_of
from kb.terms.glossary import GlossaryTerm


class Plan(NamedTuple):
    """What a question comes to: in which language it was read, what is sought, which conditions hold.

    ``named`` are the identifiers of the conditions: nothing is sought by them, but they are marked where they stand.
    """

    language: str
    sought: tuple[Sought, ...]
    where: Condition
    notes: tuple[str, ...]
    named: tuple[Sought, ...] = ()


def plan(
    question: Question,
    index: Index,
    *,
    today: date,
    only_my_words: bool = False,
    without: Container[tuple[str, str]] = (),
) -> Plan:
    """What a question comes to with this index and its word lists.

    ``without`` are expansions to do without, each as its language and what a person is shown of it.
    """
    language = language_of(_typed(question), index)
    expander = Expander(index, language, only_my_words=only_my_words)
    planner = _Planner(question, expander, language, today, without)
    conditions = planner.conditions()
    return Plan(
        language=language,
        sought=tuple(planner.sought),
        where=every(conditions),
        notes=tuple(planner.notes),
        named=tuple(planner.named),
    )


def _typed(question: Question) -> list[str]:
    """The words of a question, phrases opened."""
    texts = []
    for leaf in _all_leaves(question.nodes):
        inner = leaf.node if isinstance(leaf, InTitle) else leaf
        texts += [token.text for token in tokenize(inner.text) if token.kind == "word"]
    return texts


def _all_leaves(nodes: Iterable[Node]) -> Iterator[Leaf]:
    for node in nodes:
        yield from leaves(node.node if isinstance(node, Without) else node)


@dataclass(slots=True)
class _Planner:
    question: Question
    expander: Expander
    language: str
    today: date
    without: Container[tuple[str, str]] = ()
    sought: list[Sought] = field(default_factory=list)
    named: list[Sought] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    covering: dict[Leaf, tuple[GlossaryTerm, ...]] = field(default_factory=dict)

    def conditions(self) -> list[Condition]:
        """What every document must meet; what is sought is gathered on the way."""
        self.covering = self._covered()
        found = []
        for node in self.question.nodes:
            if isinstance(node, Word) and self._is_small(node):
                continue
            if (one := self._top(node)) is not None:
                found.append(one)
        return found

    def _covered(self) -> dict[Leaf, tuple[GlossaryTerm, ...]]:
        words = [node.node if isinstance(node, Required) else node for node in self.question.nodes]
        plain = [node for node in words if isinstance(node, Word)]
        covered = self.expander.covered([word.text for word in plain])
        return {plain[at]: terms for at, terms in covered.items()}

    def _is_small(self, word: Word) -> bool:
        """Whether a word narrows nothing because there are others that say more."""
        small = SMALL_WORDS[self.language]
        return word.text.lower() in small and any(
            not isinstance(leaf, Word) or leaf.text.lower() not in small for leaf in _all_leaves(self.question.nodes)
        )

    def _top(self, node: Node) -> Condition | None:
        match node:
            case Attribute():
                return self._test(node)
            case Without(node=inner):
                return Lacks(self._hard(inner, scored=False))
            case Required(node=inner):
                return self._hard(inner)
            case AnyOf(nodes=nodes) if all(isinstance(one, (Word, Beginning, Quoted, InTitle)) for one in nodes):
                self._one(node)
                return None
            case AnyOf() | AllOf():
                return self._hard(node, needed=False)
            case _:
                self._one(node)
                return None

    def _hard(self, node: Node, *, scored: bool = True, needed: bool = True) -> Condition:
        match node:
            case Attribute():
                return self._test(node, shown=scored) or Every()
            case Without(node=inner):
                return Lacks(self._hard(inner, scored=False))
            case Required(node=inner):
                return self._hard(inner, scored=scored, needed=needed)
            case AllOf(nodes=nodes):
                return Every(tuple(self._hard(one, scored=scored, needed=needed) for one in nodes))
            case AnyOf(nodes=nodes):
                return Either(tuple(self._hard(one, scored=scored, needed=False) for one in nodes))
            case _:
                return Holds(self._one(node, scored=scored, needed=needed))

    def _one(self, node: Node, *, scored: bool = True, needed: bool = True) -> int:
        """The number of what is sought for a word, a phrase or a group of which any will do."""
        self.sought.append(self._sought(node, scored=scored, needed=needed))
        return len(self.sought) - 1

    def _sought(self, node: Node, *, scored: bool = True, needed: bool = True) -> Sought:
        below = leaves(node)
        ways = tuple(way for leaf in below for way in self._ways(leaf))
        return Sought(
            label=" OR ".join(written(leaf) for leaf in below),
            leaves=below,
            ways=tuple(way for way in ways if not self._is_off(way)),
            switchable=tuple(way for way in ways if way.source and way.via is not Via.EXACT),
            in_title=all(isinstance(leaf, InTitle) for leaf in below),
            needed=needed,
            scored=scored,
        )

    def _is_off(self, way: Way) -> bool:
        return bool(way.source) and (way.language, way.text) in self.without

    def _ways(self, leaf: Leaf) -> tuple[Way, ...]:
        return self.expander.ways(leaf, self.covering.get(leaf, ()))

    def _test(self, test: Attribute, *, shown: bool = True) -> Condition | None:
        found = condition(test, self.today)
        if isinstance(found, Unread):
            self.notes.append(found.note)
            return None
        if test.attribute == "id" and shown:
            self.named += [
                self._sought(Word(text=one.text)) for one in tokenize(test.value) if one.kind == "identifier"
            ]
        return found
