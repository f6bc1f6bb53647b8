"""BibTeX as biblatex reads it (UTF-8): one entry a source, its statements in ``note``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from kb.model import Kind
from kb.quote.citation.names import Name
from kb.quote.citation.source import Source
from kb.quote.styles.csl_json import by_source, noted
from kb.quote.styles.statements import Statement

_TYPES = {
    Kind.ARTICLE: "article",
    Kind.REPORT: "report",
    Kind.STRATEGY: "report",
    Kind.CONSULTATION_ANSWER: "report",
    Kind.WEB_PAGE: "online",
}
_LANGUAGES = {"da": "danish", "sv": "swedish", "en": "english", "de": "german", "no": "norwegian", "fi": "finnish"}
_ESCAPED = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "$": r"\$",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_PLAIN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "a", "ö": "o"})
_WORD = re.compile(r"[a-z]{4,}")


def render(statements: Sequence[Statement], style: str) -> str:  # noqa: ARG001 - the signature of all forms
    """The entries, each with a key of author, year and a word of the title."""
    taken: set[str] = set()
    groups = by_source(statements)
    return "\n".join(entry(group[0].source, taken, [noted(one) for one in group]) for group in groups)


def entry(source: Source, taken: set[str], notes: Sequence[str] = ()) -> str:
    """The entry of a source, its key one that is not ``taken`` yet."""
    key = _key(source, taken)
    taken.add(key)
    kind = _TYPES.get(source.kind, "misc")
    lines = [f"  {name} = {{{value}}}," for name, value in _fields(source, notes)]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _fields(source: Source, notes: Sequence[str]) -> Iterator[tuple[str, str]]:
    if source.authors:
        yield "author", " and ".join(map(_name, source.authors))
    yield "title", f"{{{_escaped(source.title)}}}"
    if source.publisher:
        yield _publisher_field(source.kind), _escaped(source.publisher)
    if source.kind in {Kind.REPORT, Kind.STRATEGY, Kind.CONSULTATION_ANSWER}:
        yield "type", "report"
    if source.published:
        yield "date", source.published.isoformat()
    if source.url:
        yield "url", _address(source.url)
    if source.accessed:
        yield "urldate", source.accessed.isoformat()
    if source.language in _LANGUAGES:
        yield "langid", _LANGUAGES[source.language]
    if notes:
        yield "note", " ".join(map(_escaped, notes))


def _publisher_field(kind: Kind) -> str:
    if kind is Kind.ARTICLE:
        return "journaltitle"
    return "organization" if kind in {Kind.WEB_PAGE, Kind.SPEECH, Kind.NOTE, Kind.OTHER} else "institution"


def _name(name: Name) -> str:
    if name.literal:
        return f"{{{_escaped(name.literal)}}}"
    return f"{_escaped(name.family)}, {_escaped(name.given)}"


def _escaped(text: str) -> str:
    return "".join(_ESCAPED.get(character, character) for character in text)


def _address(url: str) -> str:
    # A URL field is read as it stands; only a brace could end it early.
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _key(source: Source, taken: set[str]) -> str:
    author = _letters(source.authors[0].short if source.authors else source.publisher or "")
    year = str(source.published.year) if source.published else "nd"
    title = _WORD.search(_letters(source.title, spaces=True))
    key = f"{author[:20] or 'anon'}{year}{title[0] if title else ''}"
    number, chosen = 1, key
    while chosen in taken:
        number += 1
        chosen = f"{key}{number}"
    return chosen


def _letters(text: str, *, spaces: bool = False) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(c for c in plain if (c.isascii() and c.isalpha()) or (spaces and c.isspace()))
