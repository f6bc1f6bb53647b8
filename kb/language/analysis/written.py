"""Keys of identifiers as a person writes them: one spelling for each, in every language, for a facet."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_SERIES = {"com": "COM", "swd": "SWD", "join": "JOIN", "sec": "SEC", "c": "C"}
_NAMES = {
    "sfs": "SFS", "sou": "SOU", "ds": "Ds", "prop": "prop.", "skr": "skr.", "rskr": "rskr.", "bet": "bet.",
    "mot": "mot.", "dir": "dir.", "lbk": "LBK", "bek": "BEK", "lov": "LOV", "ref": "dnr/j.nr.", "eli": "ELI",
    "celex": "CELEX", "eu": "EU",
}  # fmt: skip
_COMMITTEES = {
    name.casefold(): name
    for name in ("AU", "CU", "FiU", "FöU", "JuU", "KrU", "KU", "MJU", "NU", "SfU", "SkU", "SoU", "TU", "UbU", "UFöU", "UU")
}  # fmt: skip
_COMMITTEE = re.compile(r"(?<=:)[a-zåäö]+(?=\d+$)")


def _committee(found: re.Match[str]) -> str:
    return _COMMITTEES.get(found[0], found[0].upper())


def _prefixed(found: re.Match[str]) -> str | None:
    prefix, rest = found[1], found[2]
    if prefix in _SERIES and re.fullmatch(r"\d{4}:\d+", rest):
        year, number = rest.split(":")
        return f"{_SERIES[prefix]}({year}) {number}"
    if prefix not in _NAMES:
        return None
    if prefix in {"ref", "celex"}:
        rest = rest.upper()
    return f"{_NAMES[prefix]} {_COMMITTEE.sub(_committee, rest)}"


_SHAPES: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]] = (
    (re.compile(r"([a-z]+):(.*\d.*)"), _prefixed),
    (re.compile(r"§(\d+)([a-z]?)"), lambda found: f"§ {found[1]} {found[2]}".strip()),
    (re.compile(r"(stk|kap)(\d+)([a-z]?)"), lambda found: f"{found[1]}. {found[2]} {found[3]}".strip()),
    (re.compile(r"([lb])(\d{1,3})([a-f]?)"), lambda found: f"{found[1].upper()} {found[2]} {found[3].upper()}".strip()),
    (re.compile(r"([ct])-(\d+/\d+)"), lambda found: f"{found[1].upper()}-{found[2]}"),
    (re.compile(r"(iso|iec|en)(\d[\d:\-]*)"), lambda found: f"{found[1].upper()} {found[2]}"),
)


def written(key: str) -> str | None:
    """A key as a person writes it (``eu:2016/679`` as ``EU 2016/679``); None for a plain number or a code."""
    for shape, say in _SHAPES:
        if found := shape.fullmatch(key):
            return say(found)
    return None
