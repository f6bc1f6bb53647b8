"""The names of months and weekdays in Danish, Swedish and English, with the abbreviations in use."""

from __future__ import annotations

_MONTHS = (
    "januar januari january jan",
    "februar februari february feb febr",
    "marts mars march mar",
    "april apr",
    "maj may",
    "juni june jun",
    "juli july jul",
    "august augusti aug",
    "september sept sep",
    "oktober october okt oct",
    "november nov",
    "december dec",
)
_WEEKDAYS = (
    "mandag måndag monday man mån mon",
    "tirsdag tisdag tuesday tir tirs tis tue tues",
    "onsdag wednesday ons wed weds",
    "torsdag thursday tor tors thu thur thurs",
    "fredag friday fre fri",
    "lørdag lördag saturday lør lör sat",
    "søndag söndag sunday søn sön sun",
)

MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
"""Month names in lower case, to numbers from 1."""

WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
"""Weekday names in lower case, to numbers from 0 for Monday, as ``date.weekday()`` counts."""


def alternatives(names: dict[str, int]) -> str:
    """A regular expression's alternatives for the names, the longest first."""
    return "|".join(sorted(names, key=len, reverse=True))
