"""The project's own citation in running words: who, in what, by whom, when, where."""

from __future__ import annotations

from dataclasses import dataclass

from kb.quote.citation.marks import marked
from kb.quote.citation.names import Name
from kb.quote.citation.source import Source, is_own
from kb.quote.citation.words import Words, original_in, words_of, written

_MANY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a source the words stand and whose they are; ``language`` is that of the words."""

    paragraph: int
    language: str
    page: str | None = None
    speaker: str | None = None


def cite(source: Source, place: Place, into: str) -> str:
    """One sentence of citation in the language ``into``, ending in a full stop.

    A speaker who is not the author is *quoted in* the document; a missing author puts the title first, a missing date
    is said; the paragraph is counted where there are no pages; words in another language than ``into`` are marked as
    that language's original, since kb never translates.
    """
    words = words_of(into)
    parts = [
        work(source, into),
        *([source.publisher] if source.publisher and not source.publisher_is_author else []),
        written(source.published, words) if source.published else words.no_date,
        locator(place, words),
        *([address(source, words)] if source.url else []),
    ]
    cited = ", ".join(parts)
    if is_quoted(source, place):
        cited = f"{place.speaker}, {words.quoted_in} {cited}"
    foreign = original_in(place.language, words)
    return f"{cited} [{foreign}]." if foreign else f"{cited}."


def is_quoted(source: Source, place: Place) -> bool:
    """Whether the words are somebody's other than the author's."""
    return place.speaker is not None and not is_own(place.speaker, source)


def work(source: Source, into: str) -> str:
    """Authors and title: ``Anna Berg og Bo Holm: »Titel«``."""
    title = marked(source.title, into)
    return f"{listed(source.authors, words_of(into))}: {title}" if source.authors else title


def listed(names: tuple[Name, ...], words: Words) -> str:
    """Names in a row; more than three are the first one and others."""
    shown = [name.shown for name in names]
    if len(shown) > _MANY:
        return f"{shown[0]} {'m.fl.' if words.language != 'en' else 'et al.'}"
    return f" {words.and_} ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


def locator(place: Place, words: Words) -> str:
    """The page, or the paragraph where there are no pages."""
    return f"{words.page} {place.page}" if place.page else f"{words.paragraph} {place.paragraph}"


def address(source: Source, words: Words) -> str:
    """The web address with the day it was read."""
    read = f" ({words.accessed} {written(source.accessed, words)})" if source.accessed else ""
    return f"{source.url}{read}"
