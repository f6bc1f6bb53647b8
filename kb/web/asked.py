"""What a search asks for, as it stands in the address: an address is a search that can be kept and sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kb.library import Library
from kb.model import Results
from kb.web.visit import Visit

PER_PAGE = 10
SORTS = ("relevance", "date", "title")
NARROWING = ("language", "kind", "year", "publisher", "tag")
"""The facets, each also the name of its value in the address."""
_MOST_OFF = 100
_MOST_PAGES = 1000
_YEARS = range(1, 10_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A search: the query, what narrows it, what it does without, in which order and on which page.

    ``off`` are expansions that are switched off, each as ``language:term``.
    """

    q: str = ""
    language: str = ""
    kind: str = ""
    year: str = ""
    publisher: str = ""
    tag: str = ""
    only: bool = False
    off: tuple[str, ...] = ()
    sort: str = "relevance"
    page: int = 1

    def narrowed(self) -> dict[str, str]:
        """The facets that narrow the search, with their values."""
        return {name: value for name in NARROWING if (value := getattr(self, name))}

    def but(self, **changes: Any) -> dict[str, Any]:
        """The query of the address of this search with some things changed; it starts on the first page again."""
        other = replace(self, **{"page": 1, **changes})
        return {
            "q": other.q,
            **other.narrowed(),
            "only": "1" if other.only else None,
            "off": other.off,
            "sort": other.sort if other.sort != SORTS[0] else None,
            "page": other.page if other.page > 1 else None,
        }

    def toggled(self, expansion: str) -> dict[str, Any]:
        """The query of the address with an expansion switched off, or on again."""
        others = tuple(one for one in self.off if one != expansion)
        return self.but(off=others if expansion in self.off else (*self.off, expansion))

    def widening(self) -> dict[str, Any]:
        """What the library is told about widening the words."""
        pairs = [one.partition(":") for one in self.off]
        return {"only_my_words": self.only, "without": [(language, term) for language, _, term in pairs]}

    def search(self, library: Library) -> Results:
        """Ask the library."""
        year = int(self.year) if self.year else None
        return library.search(
            self.q,
            language=self.language or None,
            kind=self.kind or None,
            tag=self.tag or None,
            publisher=self.publisher or None,
            since=date(year, 1, 1) if year else None,
            until=date(year, 12, 31) if year else None,
            limit=PER_PAGE,
            offset=(self.page - 1) * PER_PAGE,
            sort=self.sort,
            **self.widening(),
        )


def asked(visit: Visit) -> Asked:
    """The search in the address; a value that fits nothing is passed over."""
    year, page, sort = visit.value("year"), visit.value("page"), visit.value("sort")
    return Asked(
        q=visit.value("q"),
        language=visit.value("language"),
        kind=visit.value("kind"),
        year=year if year.isdecimal() and int(year) in _YEARS else "",
        publisher=visit.value("publisher"),
        tag=visit.value("tag"),
        only=visit.value("only") == "1",
        off=visit.values("off")[:_MOST_OFF],
        sort=sort if sort in SORTS else SORTS[0],
        page=min(int(page), _MOST_PAGES) if page.isdecimal() and int(page) else 1,
    )
