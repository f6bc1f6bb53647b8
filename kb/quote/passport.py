"""What lets an excerpt be found again: a stable id, a selector that fits one place only, positions and checksums."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass

from kb.model import Record, Selector, Span

CONTEXT = 32
"""Characters of prefix and suffix at first; doubled until they fit one place only."""

Runs = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passport:
    """Where an excerpt stands and what it was made from.

    ``occurrences`` says how often the exact words stand in the text (2 means twice or more): whoever looks for them
    later knows whether the words alone are enough.
    """

    id: str
    selector: Selector
    original: Span | None
    text_checksum: str
    extractor: str
    cleaner_version: str
    occurrences: int


def passport(record: Record, text: str, span: Span, origins: Runs = ()) -> Passport:
    """The passport of ``text[span]``; ``origins`` are runs (text start, original start, length) rising in both."""
    return Passport(
        id=excerpt_id(record.id, span.slice(text), span.start),
        selector=selector(text, span),
        original=original_span(origins, span),
        text_checksum=checksum(text),
        extractor=record.extractor,
        cleaner_version=record.cleaner_version,
        occurrences=1 if _alone(text, span.slice(text)) else 2,
    )


def excerpt_id(document: str, exact: str, start: int) -> str:
    """The id of an excerpt: the same words at the same place of the same document always get the same one."""
    digest = hashlib.sha1(f"{document}|{exact}|{start}".encode(), usedforsecurity=False)
    return f"q_{digest.hexdigest()[:10]}"


def checksum(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def selector(text: str, span: Span) -> Selector:
    """A W3C TextQuoteSelector for ``text[span]`` that fits no other place of ``text``."""
    exact, reach = span.slice(text), CONTEXT
    while True:
        prefix = text[max(0, span.start - reach) : span.start]
        suffix = text[span.end : span.end + reach]
        whole = span.start <= reach and span.end + reach >= len(text)
        if whole or _alone(text, prefix + exact + suffix):
            return Selector(exact=exact, prefix=prefix, suffix=suffix)
        reach *= 2


def _alone(text: str, words: str) -> bool:
    return text.find(words, text.find(words) + 1) < 0


def original_span(origins: Runs, span: Span) -> Span | None:
    """The span of the decoded original that holds the characters of ``span`` with a known origin, or None."""
    if not origins or span.start >= span.end:
        return None
    starts = [start for start, _, _ in origins]
    first = max(0, bisect_right(starts, span.start) - 1)
    if origins[first][0] + origins[first][2] <= span.start:
        first += 1
    last = bisect_right(starts, span.end - 1) - 1
    if first > last:
        return None
    start, origin, _ = origins[first]
    end, end_origin, length = origins[last]
    return Span(origin + max(0, span.start - start), end_origin + min(length, span.end - end))
