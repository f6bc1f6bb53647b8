"""A parsed question: what was typed, as data, and back again as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

AttributeName = Literal["lang", "kind", "tag", "publisher", "author", "speaker", "after", "before", "year", "id"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word, a number or an identifier as typed."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """Words that begin so (``ord*``)."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words in this order, in exactly these forms, with at most ``gaps`` others between."""

    text: str
    gaps: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class InTitle:
    """The same, in the title alone."""

    node: Word | Beginning | Quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """An attribute of the document has this value (one of them, where commas part them)."""

    attribute: AttributeName
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """All of them must be there."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """One of them must be there."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """It must not be there."""

    node: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """It must be there (``+word``)."""

    node: Node


Leaf = Word | Beginning | Quoted | InTitle
Node = Leaf | Attribute | AllOf | AnyOf | Without | Required


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """All of a question: nodes that are wanted, best all of them; ``notes`` say what was not read as syntax."""

    nodes: tuple[Node, ...] = ()
    notes: tuple[str, ...] = field(default=(), compare=False)


def leaves(node: Node) -> tuple[Leaf, ...]:
    """The words and phrases below a node, from left to right, those that must be absent left out."""
    match node:
        case AllOf(nodes=nodes) | AnyOf(nodes=nodes):
            return tuple(leaf for one in nodes for leaf in leaves(one))
        case Required(node=inner):
            return leaves(inner)
        case Without() | Attribute():
            return ()
        case _:
            return (node,)


def written(node: Node) -> str:  # noqa: PLR0911 - one line for each kind of node
    """A node in the query language."""
    match node:
        case Word(text=text):
            return text
        case Beginning(text=text):
            return f"{text}*"
        case Quoted(text=text, gaps=gaps):
            return f'"{text}"' + (f"~{gaps}" if gaps else "")
        case InTitle(node=inner):
            return f"title:{written(inner)}"
        case Attribute(attribute=attribute, value=value):
            return f'{attribute}:"{value}"' if " " in value or "(" in value or ")" in value else f"{attribute}:{value}"
        case AllOf(nodes=nodes):
            return "(" + " AND ".join(map(written, nodes)) + ")"
        case AnyOf(nodes=nodes):
            return "(" + " OR ".join(map(written, nodes)) + ")"
        case Without(node=inner):
            return f"-{written(inner)}"
        case Required(node=inner):
            return f"+{written(inner)}"


def described(question: Question) -> str:
    """A question in English, for ``read_as``."""
    wanted = [_said(node) for node in question.nodes if not isinstance(node, (Required, Without, Attribute))]
    required = [_said(node.node) for node in question.nodes if isinstance(node, Required)]
    absent = [_said(node.node) for node in question.nodes if isinstance(node, Without)]
    tests = [_said(node) for node in question.nodes if isinstance(node, Attribute)]
    parts = []
    if wanted:
        parts.append(("all of: " if len(wanted) > 1 else "") + ", ".join(wanted))
    if required:
        parts.append("required: " + ", ".join(required))
    if absent:
        parts.append("without: " + ", ".join(absent))
    parts += tests
    return "; ".join((*(parts or ["every document"]), *question.notes))


def _said(node: Node) -> str:
    match node:
        case Word() | Beginning() | Quoted() | InTitle():
            return _said_leaf(node)
        case Attribute(attribute=attribute, value=value):
            return f"{attribute} {value}"
        case AllOf(nodes=nodes):
            return "(" + " and ".join(map(_said, nodes)) + ")"
        case AnyOf(nodes=nodes):
            return "(" + " or ".join(map(_said, nodes)) + ")"
        case Without(node=inner):
            return f"not {_said(inner)}"
        case Required(node=inner):
            return _said(inner)


def _said_leaf(leaf: Leaf) -> str:
    match leaf:
        case Word(text=text):
            return text
        case Beginning(text=text):
            return f"words beginning with {text}"
        case Quoted(text=text, gaps=0):
            return f"the exact words “{text}”"
        case Quoted(text=text, gaps=gaps):
            return f"the exact words “{text}” with at most {gaps} other words between"
        case InTitle(node=inner):
            return f"{_said_leaf(inner)} in the title"
