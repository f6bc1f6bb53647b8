"""The query language: from what was typed to a question and back.

    question     every part is wanted; documents that hold them all come first
    a OR b       one of them (ELLER)                       OR binds looser than AND
    a AND b      both, required (OG, OCH)      +a          required
    -a           without (NOT, IKKE, INTE)     ( )         a group
    "a b"        these words, exactly so       "a b"~5     with at most five others between
    ord*         words that begin so           title:a     in the title
    lang: kind: tag: publisher: author: speaker: id: after: before: year:      attributes of the document

Operators are read in capitals only. Nothing raises an error: what makes no sense as syntax is searched as words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kb.search.question import (
    AllOf,
    AnyOf,
    Attribute,
    Beginning,
    InTitle,
    Node,
    Question,
    Quoted,
    Required,
    Without,
    Word,
    described,
    written,
)
from kb.search.scan import Note, Scanned, Sign, scan

_MOST_PARTS = 64
_DEEPEST = 12

__all__ = ["described", "parse", "render"]


def parse(typed: str) -> Question:
    """What was asked for; any text is a question."""
    scanned = list(scan(typed))
    notes = [one.text for one in scanned if isinstance(one, Note)]
    signs: list[Scanned] = [one for one in scanned if not isinstance(one, Note)]
    parts = sum(not isinstance(one, Sign) for one in signs)
    if parts > _MOST_PARTS:
        signs = _first(signs, _MOST_PARTS)
        notes.append(f"only the first {_MOST_PARTS} words were read")
    kept = _shallow(signs)
    if len(kept) < len(signs):
        notes.append("parentheses this deep were passed over")
    parser = _Parser(kept)
    nodes = parser.question()
    notes += parser.notes
    if not nodes and not asks_for_all(typed):
        notes.append("no word could be read in what was typed")
    return Question(nodes=nodes, notes=tuple(dict.fromkeys(notes)))


def asks_for_all(typed: str) -> bool:
    """Whether nothing was typed, or a star alone, which asks for every document."""
    return typed.strip() in {"", "*"}


def render(question: Question) -> str:
    """The question in the query language; ``parse`` reads it back as the same question."""
    parts = [written(node) for node in question.nodes]
    plain = " ".join(parts)
    return plain if parse(plain) == question else ", ".join(parts)


def _first(signs: list[Scanned], most: int) -> list[Scanned]:
    kept: list[Scanned] = []
    for sign in signs:
        if not isinstance(sign, Sign):
            if most == 0:
                break
            most -= 1
        kept.append(sign)
    return kept


def _shallow(signs: list[Scanned]) -> list[Scanned]:
    """Without parentheses below a bearable depth, and without a sign before the same sign."""
    kept: list[Scanned] = []
    depth = 0
    for sign in signs:
        kind = sign.kind if isinstance(sign, Sign) else ""
        depth += (kind == "(") - (kind == ")" and depth > 0)
        deep = (kind == "(" and depth > _DEEPEST) or (kind == ")" and depth >= _DEEPEST)
        if not deep and not (kind in {"title", "-", "+"} and kept and kept[-1] == sign):
            kept.append(sign)
    return kept


class _Parser:
    """Recursive descent over signs; a sign that fits nowhere becomes a word or is passed over."""

    def __init__(self, signs: list[Scanned]) -> None:
        self._signs = signs
        self._at = 0
        self.notes: list[str] = []

    def question(self) -> tuple[Node, ...]:
        nodes: list[Node] = []
        while self._at < len(self._signs):
            nodes += self._wanted(self._either())
            if self._take(")"):
                self.notes.append("a parenthesis without a partner was passed over")
        return tuple(nodes)

    def _wanted(self, node: Node | None) -> tuple[Node, ...]:
        """At the top, what AND joins is required each by itself, and a group of wanted words is no group."""
        if node is None:
            return ()
        if isinstance(node, AllOf):
            return tuple(
                one if isinstance(one, (Attribute, Without, Required)) else Required(node=one) for one in node.nodes
            )
        return (node,)

    def _either(self) -> Node | None:
        return self._chain("or", self._both)

    def _both(self) -> Node | None:
        return self._chain("and", self._unary)

    def _chain(self, operator: str, read: Callable[[], Node | None]) -> Node | None:
        nodes: list[Node] = []
        while True:
            start = self._at
            node = read()
            if node is not None:
                nodes.append(node)
            sign = self._peek()
            if isinstance(sign, Sign) and sign.kind == operator and self._joins(nodes):
                self._at += 1
                continue
            if node is None and self._at == start:
                break
            break
        if not nodes:
            return None
        if len(nodes) == 1:
            return nodes[0]
        return _group(operator, nodes)

    def _joins(self, nodes: list[Node]) -> bool:
        """An operator joins only where something stands on both sides of it."""
        following = self._signs[self._at + 1] if self._at + 1 < len(self._signs) else None
        return bool(nodes) and not (
            following is None or (isinstance(following, Sign) and following.kind in {")", "and", "or"})
        )

    def _unary(self) -> Node | None:  # noqa: PLR0911 - one line for each kind of sign
        sign = self._peek()
        if sign is None or (isinstance(sign, Sign) and sign.kind == ")"):
            return None
        self._at += 1
        if not isinstance(sign, Sign):
            return sign if not isinstance(sign, Note) else None
        match sign.kind:
            case "-" | "not":
                return self._signed(sign)
            case "+":
                inner = self._unary()
                return (
                    inner
                    if inner is None or isinstance(inner, (Attribute, Without, Required))
                    else Required(node=inner)
                )
            case "title":
                return self._title(sign)
            case "(":
                return self._grouped()
            case _:
                return Word(text=sign.typed.lower())

    def _signed(self, sign: Sign) -> Node | None:
        following = self._peek()
        if following is None or (isinstance(following, Sign) and following.kind in {")", "and", "or", "not"}):
            return Word(text=sign.typed.lower()) if sign.kind == "not" else None
        inner = self._unary()
        if inner is None:
            return None
        if isinstance(inner, Required):
            inner = inner.node
        return inner if isinstance(inner, Without) else Without(node=inner)

    def _title(self, sign: Sign) -> Node | None:
        inner = self._unary()
        return Word(text=sign.typed.rstrip(":").lower()) if inner is None else _in_title(inner)

    def _grouped(self) -> Node | None:
        nodes: list[Node] = []
        while self._at < len(self._signs) and not self._closes():
            node = self._either()
            if node is not None:
                nodes.append(node)
        if not self._take(")"):
            self.notes.append("a parenthesis without a partner was passed over")
        if not nodes:
            return None
        return nodes[0] if len(nodes) == 1 else _group("and", nodes)

    def _closes(self) -> bool:
        sign = self._peek()
        return isinstance(sign, Sign) and sign.kind == ")"

    def _peek(self) -> Scanned | None:
        return self._signs[self._at] if self._at < len(self._signs) else None

    def _take(self, kind: str) -> bool:
        sign = self._peek()
        taken = isinstance(sign, Sign) and sign.kind == kind
        self._at += taken
        return taken


def _group(operator: str, nodes: list[Node]) -> Node:
    """One node for many: groups of the same kind inside are opened, repetitions dropped, marks of AND left out."""
    kind = AnyOf if operator == "or" else AllOf
    opened: list[Node] = []
    for node in nodes:
        inner = node.node if isinstance(node, Required) else node
        opened += inner.nodes if isinstance(inner, kind) else [inner]
    unique = tuple(dict.fromkeys(opened))
    return unique[0] if len(unique) == 1 else kind(nodes=unique)


def _in_title(node: Node) -> Node:
    """``title:`` of a group is that of each of its words."""
    match node:
        case Word() | Beginning() | Quoted():
            return InTitle(node=node)
        case AllOf(nodes=nodes) | AnyOf(nodes=nodes):
            return replace(node, nodes=tuple(map(_in_title, nodes)))
        case Without(node=inner) | Required(node=inner):
            return replace(node, node=_in_title(inner))
        case _:
            return node
