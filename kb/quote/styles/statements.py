"""Excerpts as they are pasted: the parts of one utterance together, with the source they are from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.model import Excerpt, Record
from kb.quote.citation.marks import converted, marked
from kb.quote.citation.own import Place
from kb.quote.citation.source import Source, source_of
from kb.quote.citation.words import receiving

OMISSION = "[…]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One or more excerpts of one utterance, the source, and the language ``into`` of the text that receives them."""

    parts: tuple[Excerpt, ...]
    source: Source
    into: str
    record: Record

    @property
    def first(self) -> Excerpt:
        """The excerpt the statement is cited by."""
        return self.parts[0]

    @property
    def place(self) -> Place:
        """Where it stands, as a citation needs it."""
        return Place(
            paragraph=self.first.paragraph,
            page=self.first.page,
            language=self.first.language,
            speaker=self.first.speaker.name if self.first.speaker else None,
        )

    @property
    def marked(self) -> str:
        """The words between the marks of the receiving language; what stood between two parts is marked as left out."""
        return f" {OMISSION} ".join(marked(_with_cut(part), self.into) for part in self.parts)

    @property
    def blocked(self) -> str:
        """The words without outer marks, for a block quote; the marks inside them are then the outermost."""
        return f" {OMISSION} ".join(converted(_with_cut(part), self.into) for part in self.parts)


def statements(excerpts: Sequence[Excerpt], records: Mapping[str, Record]) -> tuple[Statement, ...]:
    """Excerpts in their order, those of one utterance that follow each other as one."""
    grouped: list[list[Excerpt]] = []
    for excerpt in excerpts:
        utterance = excerpt.extra.get("utterance")
        if grouped and utterance is not None and grouped[-1][-1].extra.get("utterance") == utterance:
            grouped[-1].append(excerpt)
        else:
            grouped.append([excerpt])
    return tuple(_statement(tuple(group), records[group[0].document]) for group in grouped)


def _statement(parts: tuple[Excerpt, ...], record: Record) -> Statement:
    into = receiving(str(parts[0].extra.get("into", "")), record.language)
    return Statement(parts=parts, source=source_of(record), into=into, record=record)


def _with_cut(excerpt: Excerpt) -> str:
    """The words on one line, the place of a cut marked after them."""
    words = " ".join(excerpt.text.split())
    return f"{words} {OMISSION}" if excerpt.extra.get("omission") else words
