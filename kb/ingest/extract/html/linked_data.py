"""Clues in JSON-LD (schema.org): headline, dates, authors and publisher of the page's article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from kb.ingest.blocks import Clue

_ARTICLE = re.compile(
    r"(?:Article|Report|BlogPosting|Posting|ScholarlyArticle|Legislation|GovernmentService|CreativeWork|Thesis|Chapter|Book|DigitalDocument|Speech|Review)$"
)
_NEWS = re.compile(r"(?:NewsArticle|BlogPosting|^Article)$")
_PAGE = re.compile(r"(?:WebPage|ItemPage|AboutPage|FAQPage|Webpage)$")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_COMMENT = re.compile(
    r"^\s*(?:/\*.*?\*/|<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|/\*.*?\*/)\s*$", re.DOTALL
)
_MAX_NODES = 2_000
_MAX_SCRIPT = 500_000
_MAX_AUTHORS = 40

Node = dict[str, Any]


def linked_clues(scripts: list[str]) -> tuple[Clue, ...]:
    """The clues of all JSON-LD scripts of one page; articles before pages, in the order of the file."""
    nodes = [node for script in scripts for node in _nodes(_loads(script))]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [n for n in nodes if _is(n, _ARTICLE)]
    pages = [n for n in nodes if _is(n, _PAGE)]
    clues: list[Clue] = []
    if any(_is(n, _NEWS) for n in articles):
        clues.append(Clue(field="kind", value="article", where="JSON-LD type"))
    for node in (*articles[:1], *pages[:1]):
        clues.extend(_of_node(node, by_id))
    return tuple(clues)


def _loads(script: str) -> Any:
    text = _COMMENT.sub("", script[:_MAX_SCRIPT].strip()).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any) -> Iterator[Node]:
    stack, count = [value], 0
    while stack and count < _MAX_NODES:
        item = stack.pop()
        count += 1
        if isinstance(item, list):
            stack.extend(reversed(item))
        elif isinstance(item, dict):
            yield item
            stack.extend(
                v
                for k, v in item.items()
                if k in {"@graph", "mainEntity", "mainEntityOfPage", "author", "publisher", "isPartOf"}
            )


def _is(node: Node, types: re.Pattern[str]) -> bool:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(k, str) and types.search(k) for k in kinds)


def _of_node(node: Node, by_id: dict[str, Node]) -> Iterator[Clue]:
    title = _text(node.get("headline")) or _text(node.get("name"))
    if title:
        yield Clue(field="title", value=title, where="JSON-LD headline")
    published = _text(node.get("datePublished")) or _text(node.get("dateCreated"))
    if published:
        yield Clue(field="published", value=published, where="JSON-LD datePublished")
    modified = _text(node.get("dateModified"))
    if modified:
        yield Clue(field="published", value=modified, where="JSON-LD dateModified", certain=False)
    for name in _names(node.get("author") or node.get("creator"), by_id)[:_MAX_AUTHORS]:
        yield Clue(field="authors", value=name, where="JSON-LD author")
    for name in [n for n in _names(node.get("publisher"), by_id) if not n.startswith("http")][:1]:
        yield Clue(field="publisher", value=name, where="JSON-LD publisher")
    language = _text(node.get("inLanguage"))
    if language:
        yield Clue(field="language", value=language, where="JSON-LD inLanguage")


def _names(value: Any, by_id: dict[str, Node]) -> list[str]:
    values = value if isinstance(value, list) else [value]
    names: list[str] = []
    for item in values[:_MAX_AUTHORS]:
        found = item
        if isinstance(found, dict) and not _text(found.get("name")):
            found = by_id.get(str(found.get("@id")), found)
        name = _text(found.get("name")) if isinstance(found, dict) else _text(found)
        if name and not name.startswith(("http:", "https:", "#")) and name not in names:
            names.append(name)
    return names


def _text(value: Any) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    return " ".join(value.split())[:600] if isinstance(value, str) else ""
