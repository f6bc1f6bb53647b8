"""Quote: excerpts and quotations that answer, each to be put into the basket."""

from __future__ import annotations

from typing import NamedTuple

from starlette.responses import Response

from kb.library import Library
from kb.model import SERVED_LANGUAGES, Excerpt, Record
from kb.quote.excerpts.wording import WARNINGS
from kb.quote.styles.statements import Statement, statements
from kb.web import basket
from kb.web.names import HOWS
from kb.web.routing import reading
from kb.web.visit import Visit

LIMIT = 20
_MOST = 200
KINDS = ("all", "quotations", "recommendations")
_LONGEST = 2000


class Wanted(NamedTuple):
    """What is asked for, as it stands in the address."""

    q: str
    document: str
    speaker: str
    what: str
    words: int | None
    into: str
    limit: int

    @property
    def is_something(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.q or self.document or self.speaker or self.what != KINDS[0])

    def query(self, **changes: str | int | None) -> dict[str, str | int | None]:
        """The query of the address that asks for this, with some things changed."""
        other = self._asdict() | changes
        usual = {"what": KINDS[0], "limit": LIMIT, "words": None}
        return {name: value for name, value in other.items() if value and value != usual.get(name)}


def quoting(visit: Visit) -> Response:
    """The excerpts that answer, as statements with their speakers, citations and warnings."""
    wanted = _wanted(visit)
    found = _excerpts(visit.library, wanted) if wanted.is_something else ()
    known = records(visit.library, found)
    shown = statements(found, known)
    return visit.page(
        "quote.html",
        section="quote",
        wanted=wanted,
        statements=[(one, places(one)) for one in shown[: wanted.limit]],
        more=len(shown) >= wanted.limit and wanted.limit < _MOST,
        document=known.get(wanted.document) or _record(visit.library, wanted.document),
        languages_served=SERVED_LANGUAGES,
        hows=HOWS,
        warnings=WARNINGS,
        taken=frozenset((one.document, one.span) for one in basket.read(visit.request.cookies.get(basket.COOKIE))),
        here=visit.url("/quote", wanted.query()),
    )


def records(library: Library, excerpts: tuple[Excerpt, ...]) -> dict[str, Record]:
    """The record of every document that an excerpt is from."""
    return {id: library.reader.record(id) for id in {one.document for one in excerpts}}


def places(statement: Statement) -> list[str]:
    """The parts of a statement as values of a form: ``document:start:end``."""
    return [f"{one.document}:{one.span.start}:{one.span.end}" for one in statement.parts]


def _wanted(visit: Visit) -> Wanted:
    words, limit = visit.value("words"), visit.value("limit")
    what, into = visit.value("what"), visit.value("into")
    return Wanted(
        q=visit.value("q")[:_LONGEST],
        document=visit.value("document"),
        speaker=visit.value("speaker")[:_LONGEST],
        what=what if what in KINDS else KINDS[0],
        words=int(words) if words.isascii() and words.isdecimal() and 0 < len(words) < 5 and int(words) else None,  # noqa: PLR2004
        into=into if into in SERVED_LANGUAGES else visit.language,
        limit=min(_MOST, max(1, int(limit))) if limit.isascii() and limit.isdecimal() and len(limit) < 5 else LIMIT,  # noqa: PLR2004
    )


def _excerpts(library: Library, wanted: Wanted) -> tuple[Excerpt, ...]:
    return library.quote(
        wanted.q or None,
        document=wanted.document or None,
        speaker=wanted.speaker or None,
        quotations_only=wanted.what == "quotations",
        recommendations=wanted.what == "recommendations",
        max_words=wanted.words,
        limit=wanted.limit,
        into=wanted.into,
    )


def _record(library: Library, id: str) -> Record | None:
    return library.reader.record(id) if id else None


ROUTES = (reading("/quote", quoting),)
