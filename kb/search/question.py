"""A parsed question: what was typed, as data, and back again as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol

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


class Say(Protocol):
    """Says a message in some language, its ``%(name)s`` filled in with the values."""

    def __call__(self, message: str, **values: object) -> str:
        """The message, said."""
        ...


def in_english(message: str, **values: object) -> str:
    """The message as it is written."""
    return message % values if values else message


def described(question: Question, say: Say = in_english) -> str:
    """A question in words, for ``read_as``; its notes last."""
    wanted = [_said(node, say) for node in question.nodes if not isinstance(node, (Required, Without, Attribute))]
    required = [_said(node.node, say) for node in question.nodes if isinstance(node, Required)]
    absent = [_said(node.node, say) for node in question.nodes if isinstance(node, Without)]
    tests = [_said(node, say) for node in question.nodes if isinstance(node, Attribute)]
    parts = [say("all of: %(words)s", words=", ".join(wanted))] if len(wanted) > 1 else wanted
    if required:
        parts.append(say("required: %(words)s", words=", ".join(required)))
    if absent:
        parts.append(say("without: %(words)s", words=", ".join(absent)))
    parts += tests
    return "; ".join(
        (*(parts or ([] if question.notes else [say("every document")])), *(say(note) for note in question.notes))
    )


def _said(node: Node, say: Say) -> str:
    match node:
        case Word() | Beginning() | Quoted() | InTitle():
            return _said_leaf(node, say)
        case Attribute(attribute=attribute, value=value):
            return f"{attribute} {value}"
        case AllOf(nodes=nodes):
            return "(" + say(" and ").join(_said(one, say) for one in nodes) + ")"
        case AnyOf(nodes=nodes):
            return "(" + say(" or ").join(_said(one, say) for one in nodes) + ")"
        case Without(node=inner):
            return say("not %(words)s", words=_said(inner, say))
        case Required(node=inner):
            return _said(inner, say)


def _said_leaf(leaf: Leaf, say: Say) -> str:
    match leaf:
        case Word(text=text):
            return text
        case Beginning(text=text):
            return say("words beginning with %(text)s", text=text)
        case Quoted(text=text, gaps=0):
            return say("the exact words “%(text)s”", text=text)
        case Quoted(text=text, gaps=gaps):
            return say("the exact words “%(text)s” with at most %(gaps)s other words between", text=text, gaps=gaps)
        case InTitle(node=inner):
            return say("%(words)s in the title", words=_said_leaf(inner, say))
