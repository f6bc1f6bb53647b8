"""RIS: one record a source, each statement in an ``N1``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.model import Kind
from kb.quote.citation.names import Name
from kb.quote.citation.source import Source
from kb.quote.styles.csl_json import by_source, noted
from kb.quote.styles.statements import Statement

_TYPES = {
    Kind.ARTICLE: "NEWS",
    Kind.REPORT: "RPRT",
    Kind.STRATEGY: "RPRT",
    Kind.CONSULTATION_ANSWER: "RPRT",
    Kind.SPEECH: "GEN",
    Kind.WEB_PAGE: "ELEC",
}


def render(statements: Sequence[Statement], style: str) -> str:  # noqa: ARG001 - the signature of all forms
    """The records, each ended by ``ER``, lines ended as the format wants."""
    groups = by_source(statements)
    return "".join(record(group[0].source, [noted(one) for one in group]) for group in groups)


def record(source: Source, notes: Sequence[str] = ()) -> str:
    """The record of a source."""
    return "\r\n".join(_lines(source, notes)) + "\r\n"


def _lines(source: Source, notes: Sequence[str]) -> Iterator[str]:
    yield _line("TY", _TYPES.get(source.kind, "GEN"))
    yield _line("ID", source.id)
    yield from (_line("AU", _turned(name)) for name in source.authors)
    yield _line("TI", source.title)
    if source.publisher:
        yield _line("T2" if source.kind is Kind.ARTICLE else "PB", source.publisher)
    if source.published:
        yield _line("PY", str(source.published.year))
        yield _line("DA", source.published.strftime("%Y/%m/%d/"))
    if source.url:
        yield _line("UR", source.url)
    if source.accessed:
        yield _line("Y2", source.accessed.strftime("%Y/%m/%d/"))
    yield _line("LA", source.language)
    yield from (_line("N1", note) for note in notes)
    yield "ER  - "
    yield ""


def _turned(name: Name) -> str:
    return name.literal or f"{name.family}, {name.given}"


def _line(tag: str, value: str) -> str:
    return f"{tag}  - {' '.join(value.split())}"
