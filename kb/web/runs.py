"""A span of a text cut where its marking changes, so that a template can show it without joining any HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

from kb.model import Match, Span

T = TypeVar("T")
_NOTE = re.compile(r"\[\^([^\]\s]{1,20})\]")


class Run(NamedTuple):
    """Characters that are marked alike: as a match of a search, as part of quotation number ``quotation``, or not.

    ``opens`` where a quotation begins with them; ``note`` is the marker of a footnote that they refer to.
    """

    text: str
    match: Match | None = None
    quotation: int | None = None
    opens: bool = False
    note: str | None = None


def runs(
    text: str, span: Span, matches: Iterable[Match] = (), quotations: Sequence[Span] = (), *, offset: int = 0
) -> tuple[Run, ...]:
    """The runs of ``span`` of ``text``; together they are exactly its characters.

    ``matches`` and ``quotations`` may reach beyond the span, and count ``offset`` more than ``text`` does (it begins
    at ``offset`` of the document they count in). Of overlapping quotations the first that began is meant.
    """
    inside = [(_within(one.span, offset, span), one) for one in matches]
    found = sorted(((part, one) for part, one in inside if part.start < part.end), key=lambda pair: pair[0])
    said = [(_within(one, offset, span), number) for number, one in enumerate(quotations)]
    said = sorted((part, number) for part, number in said if part.start < part.end)
    notes = [(Span(*one.span()), one[1]) for one in _NOTE.finditer(text, *span)]
    parts = [part for part, _ in (*found, *said, *notes)]
    openings = {one.start - offset for one in quotations}
    return tuple(
        Run(
            text=text[start:end],
            match=_covering(found, start),
            quotation=_covering(said, start),
            opens=start in openings,
            note=_covering(notes, start),
        )
        for start, end in pairwise(sorted({*span, *(at for part in parts for at in part)}))
    )


def _within(span: Span, offset: int, limits: Span) -> Span:
    return Span(max(span.start - offset, limits.start), min(span.end - offset, limits.end))


def _covering(parts: Iterable[tuple[Span, T]], at: int) -> T | None:
    return next((one for part, one in parts if part.start <= at < part.end), None)
