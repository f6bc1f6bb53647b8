"""A plain walk over the HTML of a book chapter or a message, where all of it is the text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from kb.ingest.blocks import Block, BlockKind
from kb.ingest.extract.markdown_table import markdown_table

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
        "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_UNSEEN = frozenset(
    ("head", "script", "style", "template", "noscript", "object", "svg", "iframe", "select", "button", "textarea")
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
DEEPEST = 200


def markup_blocks(data: bytes | str) -> list[Block]:
    """The blocks of a whole page or a piece of HTML, in order; nothing where it cannot be read."""
    parser = lxml_html.HTMLParser(
        no_network=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        encoding=None if isinstance(data, str) else "utf-8",
    )
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", data) if isinstance(data, str) else data
    if not text.strip():
        return []
    try:
        tree = lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    return [block for block in _Walk().walk(tree, 0) if block.text] or _flat(data)


def _flat(data: bytes | str) -> list[Block]:
    """All words in one paragraph: what is left where elements are nested deeper than the parser goes."""
    text = data if isinstance(data, str) else data.decode("utf-8", "replace")
    # Cut at ends of scripts and styles first: a pattern that looks for a pair would search to the end again and again.
    pieces = (
        re.split(r"(?i)<(?:script|style)\b", piece, maxsplit=1)[0]
        for piece in re.split(r"(?i)</(?:script|style)", text)
    )
    words = html.unescape(re.sub(r"<[^<>]*>", " ", " ".join(pieces)))
    return [Block(kind=BlockKind.PARAGRAPH, text=" ".join(words.split()))] if words.strip() else []


class _Walk:
    """Gathers running words into paragraphs and ends them where a block begins or ends."""

    def __init__(self) -> None:
        self._words: list[str] = []

    def walk(self, element: etree._Element, depth: int) -> Iterator[Block]:
        yield from self._inside(element, depth)
        yield from self._ended(BlockKind.PARAGRAPH)

    def _inside(self, element: etree._Element, depth: int) -> Iterator[Block]:
        self._words.append(element.text or "")
        for child in element:
            tag = child.tag
            if tag in _UNSEEN or _is_hidden(child):
                pass
            elif depth > DEEPEST:
                self._words.append("".join(map(str, child.itertext())))
            elif tag in _BLOCKS:
                yield from self._ended(BlockKind.PARAGRAPH)
                yield from self._block(child, tag, depth + 1)
            elif tag == "br":
                self._words.append("\n")
            else:
                yield from self._inside(child, depth + 1)
            self._words.append(child.tail or "")

    def _block(self, element: etree._Element, tag: str, depth: int) -> Iterator[Block]:
        if tag == "table" and element.find(".//table") is None:
            yield from _table(element)
        elif tag == "pre":
            yield Block(kind=BlockKind.CODE, text="".join(map(str, element.itertext())).strip("\n"))
        else:
            yield from self._inside(element, depth)
            yield from self._ended(*_kind(element, tag))

    def _ended(self, kind: BlockKind, level: int = 0) -> Iterator[Block]:
        # A line end of the file is a space here; <br> alone ends a line.
        words = "".join("\n" if piece == "\n" else _SPACE.sub(" ", piece) for piece in self._words)
        self._words = []
        text = re.sub(r" ?\n ?", "\n", words.replace("\xad", "")).strip()
        if text:
            yield Block(kind=kind, text=text, level=level)


def _kind(element: etree._Element, tag: str) -> tuple[BlockKind, int]:
    if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
        return BlockKind.HEADING, int(tag[1])
    parent = element.getparent()
    if tag == "blockquote" or (tag == "p" and parent is not None and parent.tag == "blockquote"):
        return BlockKind.QUOTE, 0
    listed = element if tag == "li" else parent
    if listed is not None and listed.tag == "li":
        return BlockKind.LIST_ITEM, max(sum(above.tag in ("ul", "ol") for above in listed.iterancestors()) - 1, 0)
    return BlockKind.PARAGRAPH, 0


def _is_hidden(element: etree._Element) -> bool:
    return "display:none" in element.get("style", "").replace(" ", "").lower()


def _table(table: etree._Element) -> Iterator[Block]:
    rows = [
        [_SPACE.sub(" ", " ".join(map(str, cell.itertext()))).strip() for cell in row.iterchildren("td", "th")]
        for row in table.iter("tr")
    ]
    rows = [row for row in rows if any(row)]
    longest = max((len(cell) for row in rows for cell in row), default=0)
    if max(map(len, rows), default=0) > 1 and longest < 900:  # noqa: PLR2004
        yield Block(kind=BlockKind.TABLE, text=markdown_table(rows))
        return
    yield from (Block(kind=BlockKind.PARAGRAPH, text=cell) for row in rows for cell in row if cell)
