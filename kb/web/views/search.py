"""Search: one box, the documents that answer, why they do, and what narrows them."""

from __future__ import annotations

from typing import NamedTuple

from starlette.responses import Response

from kb.model import Expansion, Facets, FoundPassage, Hit, Results
from kb.model.messages import N_
from kb.search.syntax import described, parse
from kb.search.twins import folded
from kb.web.asked import PER_PAGE, SORTS, Asked, asked
from kb.web.excerpts import Reason, ShownBlock, excerpt, reasons
from kb.web.names import VIAS
from kb.web.routing import reading
from kb.web.visit import Visit

_AROUND = 2  # pages to each side of the present one

FACETS = (
    ("language", N_("Language")),
    ("kind", N_("Kind")),
    ("year", N_("Year")),
    ("publisher", N_("Publisher")),
    ("tag", N_("Tag")),
)
ORDERS = {"relevance": N_("Best first"), "date": N_("Newest first"), "title": N_("By title")}


class ShownHit(NamedTuple):
    """A document that answers, with what is shown of its passages and the hits that are nearly the same text."""

    hit: Hit
    passages: tuple[tuple[FoundPassage, tuple[ShownBlock, ...]], ...]
    reasons: tuple[Reason, ...]
    alike: tuple[Hit, ...]


class ShownFacet(NamedTuple):
    """A way to narrow the search: the values of an attribute with how many documents have each."""

    name: str
    label: str
    counts: tuple[tuple[str, int], ...]


def search(visit: Visit) -> Response:
    """The documents that answer the query in the address."""
    state = asked(visit)
    results = state.search(visit.library)
    pages = -(-results.total // PER_PAGE)
    return visit.page(
        "search.html",
        section="search",
        asked=state,
        results=results,
        read_as=described(parse(state.q), visit.say),
        hits=_shown(results, visit),
        facets=_facets(results.facets, state, results.total),
        expansions=_unfolded(results.expansions),
        first=(state.page - 1) * PER_PAGE + 1,
        pages=pages,
        near_pages=[one for one in range(state.page - _AROUND, state.page + _AROUND + 1) if 1 <= one <= pages],
        orders=[(name, ORDERS[name]) for name in SORTS],
        vias=VIAS,
    )


def _shown(results: Results, visit: Visit) -> list[ShownHit]:
    alike = folded(results.hits, visit.library.reader)
    return [
        ShownHit(
            hit=hit,
            passages=tuple((passage, excerpt(passage)) for passage in hit.passages),
            reasons=reasons(hit.passages),
            alike=tuple(other for other in results.hits if alike.get(other.document) == hit.document),
        )
        for hit in results.hits
        if hit.document not in alike
    ]


def _facets(facets: Facets, state: Asked, total: int) -> list[ShownFacet]:
    """The facets that would narrow the search: those that hold more than one value, or one that some lack."""
    shown = []
    for name, label in FACETS:
        counts: dict[str, int] = getattr(facets, name)
        if getattr(state, name) or not counts or (len(counts) == 1 and total in counts.values()):
            continue
        pairs = counts.items()
        shown.append(ShownFacet(name, label, tuple(sorted(pairs, reverse=True) if name == "year" else pairs)))
    return shown


def _unfolded(expansions: tuple[Expansion, ...]) -> list[Expansion]:
    """The expansions of each word once, also where a word was typed twice."""
    return list({expansion.term: expansion for expansion in expansions}.values())


ROUTES = (reading("/search", search),)
