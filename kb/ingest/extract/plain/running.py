"""Page numbers and page headers that a text pasted from a PDF carries between its lines."""

from __future__ import annotations

import re
from collections import defaultdict

from kb.ingest.extract.plain.lines import Line

_PAGE_NUMBER = re.compile(
    r"(?:side|sida|page|s\.|p\.)\s*\d{1,4}(?:\s*(?:af|av|of|/)\s*\d{1,4}|\s*\(\d{1,4}\))?"
    r"|\d{1,4}\s*(?:/|af|av|of)\s*\d{1,4}|\d{1,4}\s*\(\d{1,4}\)|[-–—]\s*\d{1,4}\s*[-–—]",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{1,4}")
_DIGITS = re.compile(r"\d+")
_LONGEST = 100
_REPEATS = 3


def running_lines(lines: tuple[Line, ...]) -> frozenset[int]:
    """The indices of lines that belong to the page and not to the text.

    A line goes when it is a page number in words, a bare number in a row of rising ones, or a short line that comes
    back at least three times and each time stands beside such a number, at a page turn, or inside a sentence.
    A heading that comes back in every chapter has none of these neighbours, so it stays.
    """
    numbers = {i for i, line in enumerate(lines) if _PAGE_NUMBER.fullmatch(line.text)}
    if len(numbers) == 1:
        numbers = {i for i in numbers if not lines[i].text[0].isdigit()}
    numbers |= _rising_numbers(lines)
    return frozenset(numbers | _repeated(lines, numbers))


def _rising_numbers(lines: tuple[Line, ...]) -> set[int]:
    """Bare numbers that count up by one through the text; figures of a table stand side by side and do not."""
    found: set[int] = set()
    chain: list[int] = []
    for i, line in enumerate(lines):
        if not _BARE_NUMBER.fullmatch(line.text):
            continue
        if chain and int(line.text) == int(lines[chain[-1]].text) + 1 and i - chain[-1] > _REPEATS:
            chain.append(i)
        else:
            chain = [i]
        if len(chain) >= _REPEATS:
            found.update(chain)
    return found


def _repeated(lines: tuple[Line, ...], numbers: set[int]) -> set[int]:
    places: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if len(line.text) <= _LONGEST and i not in numbers:
            places[_DIGITS.sub("0", line.text)].append(i)
    found: set[int] = set()
    for same in places.values():
        between = [i for i in same if _stands_between_pages(lines, i, numbers)]
        if len(same) >= _REPEATS and len(between) >= len(same) - 1:
            found.update(same)
    return found


def _stands_between_pages(lines: tuple[Line, ...], index: int, numbers: set[int]) -> bool:
    if index - 1 in numbers or index + 1 in numbers:
        return True
    before = lines[index - 1] if index else None
    after = lines[index + 1] if index + 1 < len(lines) else None
    here = lines[index]
    if (before and before.page != here.page) or (after and after.page != here.page):
        return True
    return bool(before and after and not before.is_final and after.starts_lower and here.text[0].isupper())
