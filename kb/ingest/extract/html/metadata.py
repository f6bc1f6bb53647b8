"""Clues in a page's head, made for machines, read with Beautiful Soup."""

from __future__ import annotations

import html as entities
import re
import warnings
from collections.abc import Iterator
from itertools import islice

from bs4 import BeautifulSoup, SoupStrainer, Tag, XMLParsedAsHTMLWarning
from bs4.exceptions import ParserRejectedMarkup

from kb.ingest.blocks import Clue, Field
from kb.ingest.extract.html.linked_data import linked_clues

_META: tuple[tuple[str, Field, bool], ...] = (
    ("og:title", "title", True),
    ("citation_title", "title", True),
    ("dc.title", "title", True),
    ("dcterms.title", "title", True),
    ("twitter:title", "title", False),
    ("article:published_time", "published", True),
    ("og:article:published_time", "published", True),
    ("article:published", "published", True),
    ("citation_publication_date", "published", True),
    ("citation_online_date", "published", True),
    ("citation_date", "published", True),
    ("dc.date.issued", "published", True),
    ("dcterms.issued", "published", True),
    ("dc.date.published", "published", True),
    ("dcterms.available", "published", True),
    ("datepublished", "published", True),
    ("publish-date", "published", True),
    ("publish_date", "published", True),
    ("publication_date", "published", True),
    ("publicationdate", "published", True),
    ("pubdate", "published", True),
    ("parsely-pub-date", "published", True),
    ("sailthru.date", "published", True),
    ("cxenseparse:recs:publishtime", "published", True),
    ("article.published", "published", True),
    ("date.issued", "published", True),
    ("dc.date", "published", False),
    ("dcterms.date", "published", False),
    ("dc.date.created", "published", False),
    ("dcterms.created", "published", False),
    ("date", "published", False),
    ("article:modified_time", "published", False),
    ("og:updated_time", "published", False),
    ("dcterms.modified", "published", False),
    ("citation_author", "authors", True),
    ("dc.creator", "authors", True),
    ("dcterms.creator", "authors", True),
    ("author", "authors", True),
    ("article:author", "authors", True),
    ("article:author_name", "authors", True),
    ("parsely-author", "authors", True),
    ("sailthru.author", "authors", True),
    ("byl", "authors", True),
    ("twitter:data1", "authors", False),
    ("og:site_name", "publisher", True),
    ("citation_publisher", "publisher", True),
    ("dc.publisher", "publisher", True),
    ("dcterms.publisher", "publisher", True),
    ("application-name", "publisher", False),
    ("publisher", "publisher", False),
    ("og:type", "kind", False),
    ("og:url", "url", True),
    ("og:locale", "language", False),
    ("dc.language", "language", True),
    ("content-language", "language", False),
)
_BODY = re.compile(r"(?i)</head\s*>|<body\b")
_LINKED_DATA = re.compile(r"(?i)<script\b[^<>]*ld\+json[^<>]*>")
_HEAD_CHARACTERS = 400_000
_MAX_SCRIPTS = 40
_MAX_VALUE = 1_000
_MAX_PER_NAME = 60
_HEAD_ONLY = ["title", "meta", "script", "link"]


def metadata_clues(text: str) -> tuple[Clue, ...]:
    """The clues of a page's JSON-LD first, then of its meta elements, its title and its canonical address."""
    soup = _soup(_machine_part(text))
    if soup is None:
        return ()
    scripts = [str(s.string or "") for s in soup.find_all("script", type="application/ld+json")[:_MAX_SCRIPTS]]
    clues = [*linked_clues(scripts), *_meta(soup), *_title(soup)]
    return tuple(dict.fromkeys(clues))


def _machine_part(text: str) -> str:
    """The page's head, and the JSON-LD that stands below it: parsing all of a page again would cost more than it tells."""
    body = _BODY.search(text, 0, _HEAD_CHARACTERS)
    end = body.start() if body else _HEAD_CHARACTERS
    parts = [text[:end]]
    for opening in islice(_LINKED_DATA.finditer(text, end), _MAX_SCRIPTS):
        close = text.find("</", opening.end())
        while close >= 0 and text[close : close + 8].lower() != "</script":
            close = text.find("</", close + 2)
        if close < 0:
            break
        parts.append(text[opening.start() : close] + "</script>")
    return "".join(parts)


def _soup(text: str) -> BeautifulSoup | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        try:
            return BeautifulSoup(text, "lxml", parse_only=SoupStrainer(_HEAD_ONLY))
        except (ParserRejectedMarkup, RecursionError, ValueError, AssertionError):
            return None


def _meta(soup: BeautifulSoup) -> Iterator[Clue]:
    named: dict[str, list[str]] = {}
    for meta in soup.find_all("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = _flat(entities.unescape(str(meta.get("content") or "")))[:_MAX_VALUE]
        if isinstance(key, str) and content:
            named.setdefault(key.strip().lower(), []).append(content)
    label = named.get("twitter:label1", [""])[0].lower()
    for key, field, certain in _META:
        if key == "twitter:data1" and label not in {
            "written by",
            "skrevet af",
            "författare",
            "skriven av",
            "forfatter",
            "av",
            "af",
            "by",
        }:
            continue
        values = list(dict.fromkeys(named.get(key, [])))[:_MAX_PER_NAME]
        for value in values if field == "authors" else values[:1]:
            if field == "url" or not value.startswith(("http:", "https:", "www.")):
                yield Clue(field=field, value=value, where=f'meta "{key}"', certain=certain)


def _title(soup: BeautifulSoup) -> Iterator[Clue]:
    title = soup.find("title")
    if isinstance(title, Tag) and (text := _flat(title.get_text())):
        yield Clue(field="title", value=text[:_MAX_VALUE], where="title element", certain=False)
    link = soup.find("link", rel="canonical")
    if isinstance(link, Tag) and str(link.get("href") or "").startswith("http"):
        yield Clue(field="url", value=str(link["href"])[:_MAX_VALUE], where="canonical link")


def _flat(text: str) -> str:
    return " ".join(text.split())
