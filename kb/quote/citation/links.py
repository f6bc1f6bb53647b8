"""Links to the place: a text fragment on a web page, a page of a PDF.

Text fragments: https://wicg.github.io/scroll-to-text-fragment/ (``#:~:text=[prefix-,]start[,end][,-suffix]``).
"""

from __future__ import annotations

from urllib.parse import quote

from kb.model import Selector
from kb.quote.citation.source import Source

LONG = 300
"""Characters above which only the first and the last words stand in the link."""
_EDGE_WORDS = 6
_CONTEXT_WORDS = 4


def link(source: Source, selector: Selector, *, page: int | None = None, alone: bool = True) -> str | None:
    """The address of an excerpt, or None where the document has no address.

    ``page`` counts from 1 in the file; ``alone`` says whether the words stand but once in the document: if not, the
    words beside them are named too.
    """
    if source.url is None:
        return None
    if source.is_pdf:
        return source.url if page is None else f"{source.url.partition('#')[0]}#page={page}"
    directive = fragment(selector, alone=alone)
    if not directive:
        return source.url
    joint = ":~:" if "#" in source.url else "#:~:"
    return f"{source.url}{joint}text={directive}"


def fragment(selector: Selector, *, alone: bool = True) -> str:
    """The text directive's value; whole words only, since browsers match at word boundaries."""
    words = selector.exact.split()
    if not words:
        return ""
    parts = [_encoded(" ".join(words))]
    if len(selector.exact) > LONG and len(words) > 2 * _EDGE_WORDS:
        parts = [_encoded(" ".join(words[:_EDGE_WORDS])), _encoded(" ".join(words[-_EDGE_WORDS:]))]
    if not alone:
        before = _last_line(selector.prefix).split()[1:][-_CONTEXT_WORDS:]
        after = _first_line(selector.suffix).split()[:-1][:_CONTEXT_WORDS]
        parts = [
            *([f"{_encoded(' '.join(before))}-"] if before else []),
            *parts,
            *([f"-{_encoded(' '.join(after))}"] if after else []),
        ]
    return ",".join(parts)


def _last_line(text: str) -> str:
    return text.rsplit("\n", 1)[-1]


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0]


def _encoded(words: str) -> str:
    # quote() leaves the hyphen, which the directive's own syntax uses.
    return quote(words, safe="").replace("-", "%2D")
