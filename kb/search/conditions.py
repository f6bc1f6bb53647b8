"""The attributes a question asks for, as conditions of an engine."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

from kb.language.analysis import tokenize
from kb.model import Kind
from kb.search.entries import name_key
from kb.search.query import Condition, Every, Has, Published
from kb.search.question import Attribute

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")
_AGO = re.compile(r"(\d{1,4})([dwmy])$")
_YEARS = re.compile(r"(\d{4})(?:-|–|\.\.)(\d{4})$")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_RELATIVE = {"today": 0, "idag": 0, "yesterday": 1, "igår": 1}
_NAMES = {
    "danish": "da", "dansk": "da", "danska": "da",
    "swedish": "sv", "svensk": "sv", "svenska": "sv",
    "english": "en", "engelsk": "en", "engelska": "en",
}  # fmt: skip
_KINDS = frozenset(kind.value for kind in Kind)


class Unread(NamedTuple):
    """A value that cannot be read; ``note`` says so in a clause."""

    note: str


def language_code(typed: str) -> str:
    """The code of a language that was named (``dansk``, ``Swedish``) or typed as one."""
    low = typed.strip().lower()
    return _NAMES.get(low, low)


def condition(test: Attribute, today: date) -> Condition | Unread:
    """The condition a test stands for; dates as ``2024``, ``2024-05``, ``2024-05-31``, ``30d``, ``2y``, ``today``."""
    values = tuple(value.strip() for value in test.value.split(",") if value.strip())
    match test.attribute:
        case "lang":
            return Has("language", tuple(map(language_code, values)))
        case "kind":
            return _kind(values)
        case "id":
            return Has("identifier~", tuple(key for value in values for key in _keys(value)))
        case "year" | "after" | "before":
            return _published(test, today)
        case _:
            return Has(f"{test.attribute}~", tuple(map(name_key, values)))


def between(since: date | None, until: date | None) -> Condition:
    """Documents published in a period, both days inclusive; all documents where neither is given."""
    if since is None and until is None:
        return Every()
    return Published(since.isoformat() if since else None, until.isoformat() if until else None)


def _keys(value: str) -> tuple[str, ...]:
    """The keys of the identifiers that were typed."""
    return tuple(one.key for one in tokenize(value) if one.kind == "identifier") or (name_key(value),)


def _kind(values: tuple[str, ...]) -> Condition | Unread:
    kinds = tuple(value.lower().replace(" ", "-") for value in values)
    if unknown := [kind for kind in kinds if kind not in _KINDS]:
        return Unread(note=f"kind {unknown[0]} is none of {', '.join(sorted(_KINDS))} and was passed over")
    return Has("kind", kinds)


def _published(test: Attribute, today: date) -> Condition | Unread:
    years = _YEARS.match(test.value)
    first, last = _span(years[1], today) if years else None, _span(years[2], today) if years else None
    found = (first[0], last[1]) if first and last else _span(test.value.lower(), today)
    if found is None:
        return Unread(note=f"{test.attribute} {test.value} is no date and was passed over")
    start, end = found
    if test.attribute == "year":
        return between(start, end)
    if test.attribute == "after":
        return between(start, None)
    return between(None, start - timedelta(days=1)) if start > date.min else Unread(note=f"nothing is before {start}")


def _span(value: str, today: date) -> tuple[date, date] | None:
    """The first and last day of a year, a month, a day or a time that is so long ago."""
    if value in _RELATIVE:
        day = today - timedelta(days=_RELATIVE[value])
        return day, day
    if ago := _AGO.match(value):
        day = date.fromordinal(max(1, today.toordinal() - int(ago[1]) * _DAYS[ago[2]]))
        return day, day
    found = _DAY.match(value)
    return _days(found) if found else None


def _days(found: re.Match[str]) -> tuple[date, date] | None:
    """The first and last day of what is written; None for a day that does not exist."""
    year, month, day_of_month = (int(group) if group else None for group in found.groups())
    assert year is not None
    try:
        first = date(year, month or 1, day_of_month or 1)
    except ValueError:
        return None
    if day_of_month:
        return first, first
    if month:
        return first, first.replace(day=calendar.monthrange(year, month)[1])
    return first, date(year, 12, 31)
