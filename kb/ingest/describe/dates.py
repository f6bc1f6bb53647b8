"""Dates as people write them in Danish, Swedish and English; only whole days are dates.

A year or a month alone is none, nor is a date without a year, one in the future, or one whose weekday contradicts it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kb.ingest.describe.months import MONTHS, WEEKDAYS, alternatives

EARLIEST = 1800
_MONTH = rf"(?P<month>{alternatives(MONTHS)})"
_DAY = r"(?P<day>[0-3]?\d)"
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_WEEKDAY = rf"(?:(?P<weekday>{alternatives(WEEKDAYS)})\b\.?,?\s+)?(?:(?:the|den|d\.)\s+)?"
_SPACE = r"[ \t\u00a0\u202f]"
_FORMS = (
    # 3. marts 2019 · den 15 maj 2019 · 3rd of May, 2019 · Tue, 05 Nov 2019
    rf"{_WEEKDAY}(?<!\d){_DAY}(?:\.|:?(?:e|a)\b|st|nd|rd|th)?{_SPACE}*(?:of{_SPACE}+)?(?:-{_SPACE}?)?{_MONTH}\b\.?,?{_SPACE}*(?:-{_SPACE}?)?{_YEAR}(?!\d)",
    # May 3, 2019 · Sept. 3rd 2019
    rf"{_WEEKDAY}{_MONTH}\b\.?{_SPACE}+{_DAY}(?:st|nd|rd|th)?,?{_SPACE}+{_YEAR}(?!\d)",
    # 2019-05-03 · 2019/05/03 · 2019.05.03
    rf"{_WEEKDAY}(?<![\d/.-]){_YEAR}(?P<sep>[-/.])(?P<number>[01]?\d)(?P=sep){_DAY}(?![\d/-]|\.\d)",
    # 03.05.2019 · 3/5 2019 · 3/5-2019 · 03-05-2019
    rf"{_WEEKDAY}(?<![\d/.,-]){_DAY}(?P<mark>[./-]){_SPACE}?(?P<number>[0-3]?\d)(?:(?P=mark){_SPACE}?|{_SPACE}+|-|,{_SPACE}){_YEAR}(?!\d|[./-]\d)",
)
_PATTERNS = tuple(re.compile(rf"(?i)(?<![\w]){form}") for form in _FORMS)
_COMPACT = re.compile(r"(?<!\d)(?P<year>19\d\d|20\d\d)(?P<number>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
_MACHINE = re.compile(r"\s*(?P<year>\d{4})-?(?P<number>\d\d)-?(?P<day>\d\d)(?:T.*|\s+\d\d:?\d\d.*)?\s*$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date found in a text, as ``[start, end)``; ``certain`` is False where day and month might be swapped."""

    day: date
    start: int
    end: int
    certain: bool = True


def dates_in(text: str, today: date, language: str = "und") -> tuple[Dated, ...]:
    """The dates in ``text`` in order. ``language`` decides whether 3/5/2019 is in March (``en``, uncertain) or May."""
    found: list[Dated] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            dated = _dated(match, today, language)
            if dated and not any(d.start < dated.end and dated.start < d.end for d in found):
                found.append(dated)
    return tuple(sorted(found, key=lambda d: d.start))


def _dated(match: re.Match[str], today: date, language: str) -> Dated | None:
    groups = match.groupdict()
    number = MONTHS[groups["month"].lower()] if groups.get("month") else int(groups["number"])
    day, certain = int(groups["day"]), True
    if groups.get("mark") == "/" and language == "en":
        if number > 12 >= day:  # noqa: PLR2004
            day, number = number, day
        elif day <= 12 and day != number:  # noqa: PLR2004
            certain = False
    made = _made(int(groups["year"]), number, day, today)
    if made is None or not _fits(groups.get("weekday"), made):
        return None
    return Dated(day=made, start=match.start(), end=match.end(), certain=certain)


def _fits(weekday: str | None, day: date) -> bool:
    return weekday is None or WEEKDAYS[weekday.lower()] == day.weekday()


def _made(year: int, month: int, day: int, today: date) -> date | None:
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made if year >= EARLIEST and made <= today else None


def read_date(value: str, today: date, language: str = "und") -> Dated | None:
    """The one date a field's value holds: machine-readable or written; None if there is none, or several."""
    machine = _MACHINE.match(value)
    if machine:
        made = _made(int(machine["year"]), int(machine["number"]), int(machine["day"]), today)
        return Dated(day=made, start=0, end=len(value)) if made else None
    found = dates_in(value[:200], today, language)
    days = {d.day for d in found}
    return found[0] if len(days) == 1 else None


def date_in_name(name: str, today: date) -> Dated | None:
    """The date in a file's name (``2019-05-03 Svar.pdf``, ``20190503_svar.docx``)."""
    spaced = name.replace("_", " ")
    found = dates_in(spaced, today)
    if found:
        return found[0]
    compact = _COMPACT.search(name)
    made = _made(int(compact["year"]), int(compact["number"]), int(compact["day"]), today) if compact else None
    return Dated(day=made, start=0, end=len(name)) if made else None
