"""Policy identifiers: names of acts, bills, cases, sections and standards, read the same however they are written.

``forordning (EU) nr. 536/2014``, ``förordning (EU) nr 536/2014`` and ``Regulation (EU) No 536/2014`` hold one
identifier with the key ``eu:536/2014``. Keys hold no white space, so an engine may take them as terms.
The numbering of acts follows the Publications Office (year first since 2015; CELEX sector, year, type, number).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from kb.language.analysis.offsets import Composed
from kb.model import Span

_Keys = tuple[str, tuple[str, ...]]

_S = r"[ \t\u00a0\u2007\u2009\u202f]?"
_GAP = rf"(?:{_S}\n?{_S})"
_NR = rf"(?:(?i:nr|no|nos|№){_GAP}\.?{_GAP})?"
_DASH = r"[\-‐‑–]"
_LAST_NUMBER_FIRST_YEAR = 2015


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """An identifier in a text: where it stands, its kind (``eu``, ``sfs``, ``section`` …) and its one spelling."""

    span: Span
    kind: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An identifier in a composed text, with the keys of its inner pieces."""

    start: int
    end: int
    kind: str
    key: str
    pieces: tuple[str, ...]


def _joined(prefix: str) -> Callable[[re.Match[str]], _Keys]:
    """Keys for ``prefix:number`` where the number alone is also looked for."""

    def keys(match: re.Match[str]) -> _Keys:
        number = ":".join(group.casefold() for group in match.groups() if group)
        return f"{prefix}:{number}", (number,)

    return keys


def _commission(match: re.Match[str]) -> _Keys:
    series, year, number = {"KOM": "com"}.get(match[1], match[1].casefold()), match[2], match[3].lstrip("0") or "0"
    return f"{series}:{year}:{number}", (f"{year}/{number}",)


def _act(match: re.Match[str]) -> _Keys:
    first, second = match[1].lstrip("0"), match[2].lstrip("0")
    number = f"{first or '0'}/{second or '0'}"
    return f"eu:{number}", (number,)


def _celex(match: re.Match[str]) -> _Keys:
    """An act's number is the act itself, however it is written; a number of anything else stands for itself."""
    year, letter, number = match[2], match[3].upper(), match[4].lstrip("0") or "0"
    first = int(year) >= _LAST_NUMBER_FIRST_YEAR or letter in "LD"
    act = f"{year}/{number}" if first else f"{number}/{year}"
    celex = f"celex:{match[1]}{year}{letter.casefold()}{match[4]}"
    return (f"eu:{act}", (act, celex)) if match[1] in "03" and letter in "RLD" else (celex, (act,))


def _named_act(match: re.Match[str]) -> _Keys:
    """The act that an ELI of the Union names, whose year always stands first."""
    kind, year, number = match[1].casefold(), match[2], match[3].lstrip("0") or "0"
    first = int(year) >= _LAST_NUMBER_FIRST_YEAR or kind.startswith("dir")
    act = f"{year}/{number}" if first else f"{number}/{year}"
    return f"eu:{act}", (act,)


def _gazette(match: re.Match[str]) -> _Keys:
    """A Danish ELI: the part of the gazette, the year, the number (which only one act of that year has)."""
    year, number = match[2], match[3].lstrip("0") or "0"
    return f"eli:{match[1].casefold()}/{year}/{number}", (f"{number}/{year}",)


def _danish_act(match: re.Match[str]) -> _Keys:
    prefix = {"l": "lbk", "b": "bek"}.get(match[1][0].casefold(), "lov")
    prefix = "lov" if match[1].casefold() == "lov" else prefix
    number = match[2].lstrip("0") or "0"
    year = match[3] or match[4]
    return (
        (f"{prefix}:{number}/{year}", (f"{number}/{year}", f"{prefix}:{number}"))
        if year
        else (f"{prefix}:{number}", ())
    )


def _bill(match: re.Match[str]) -> _Keys:
    return f"{match[1].casefold()}{match[2]}{(match[3] or '').casefold()}", (match[2],)


def _section(match: re.Match[str]) -> _Keys:
    number, letter = match[1], (match[2] or "").casefold()
    return f"§{number}{letter}", ((f"§{number}",) if letter else ()) + (number,)


def _named(name: str) -> Callable[[re.Match[str]], _Keys]:
    """Keys for a numbered part of an act, such as ``stk. 3`` or ``3 kap.``."""

    def keys(match: re.Match[str]) -> _Keys:
        number = "".join(group.casefold() for group in match.groups() if group)
        return f"{name}{number}", (number,)

    return keys


def _case(match: re.Match[str]) -> _Keys:
    number = re.sub(r"\s+", "", re.sub(rf"{_DASH}", "-", match[1])).casefold()
    return f"ref:{number}", (number,)


def _court(match: re.Match[str]) -> _Keys:
    return f"{match[1].casefold()}-{match[2]}", (match[2],)


def _standard(match: re.Match[str]) -> _Keys:
    body = re.split(r"[/ \u00a0-]", match[1])[-1].casefold() if "iso" not in match[1].casefold() else "iso"
    whole = f"{body}{match[2]}"
    return (f"{whole}:{match[3]}", (whole, match[2])) if match[3] else (whole, (match[2],))


def _verbatim(match: re.Match[str]) -> _Keys:
    key = match[0].casefold()
    return key, tuple(dict.fromkeys(piece for piece in re.split(r"[/._:]+", key) if piece and piece != key))


def _plain_dashes(match: re.Match[str]) -> _Keys:
    key = re.sub(_DASH, "-", match[0])
    return key, tuple(key.split("-"))


_LEGAL = r"(?:lovbekendtg(?:ørelse|\.)?|lbk\.?|bekendtgørelsen?|bek\.?|lov)"
_DATE = r"(?:\d{1,2}(?:/\d{1,2}/|[.\-]\d{1,2}[.\-]|\.?[ \u00a0](?:\d{1,2}\.|[a-zæøå]{3,9}\.?)[ \u00a0]))?"
_CASE_WORD = (
    r"(?:diarienumret|diarienummer|diarienr|dnr|journalnummer|journalnr|j\.? ?nr|sagsnummer|sagsnr|sags ?nr|sag nr)"
)

_ELI = r"(?:\bhttps?://[a-z.]{2,40}/)?\beli/"
# A Swedish act is cited by its number in brackets behind its name, which ends so.
_ACT_BEFORE = "|".join(
    rf"(?<={end}[ \u00a0])" for end in ("lag", "lagen", "lags", "lagens", "ning", "ningen", "ningens", "balk", "balken")
)

_RULES: tuple[tuple[str, str, Callable[[re.Match[str]], _Keys]], ...] = (
    (
        "commission",
        rf"\b(COM|SWD|JOIN|SEC|KOM|C){_S}\((\d{{4}})\){_S}(\d{{1,5}})(?:{_S}(?:final|endelig|slutlig))?\b",
        _commission,
    ),
    ("eu", rf"\((?:EU|EF|EG|EC|EØF|EEG|EEC|EU, ?Euratom)\){_GAP}{_NR}(\d{{1,4}})/(\d{{1,4}})\b", _act),
    ("eu", rf"\b{_NR}(\d{{1,4}})/(\d{{1,4}})/(?:EU|EF|EG|EC|EØF|EEG|EEC|RIA|JHA|GUSP)\b", _act),
    ("eu", rf"(?i:{_ELI}(reg|dir|dec)(?:_impl|_del)?/(\d{{4}})/(\d{{1,4}})(?:/oj|/eng|/dan|/swe)*)\b", _named_act),
    ("eli", rf"(?i:{_ELI}(lt[abc]|accn|retsinfo)/(\d{{4}})/(\d{{1,5}}))\b", _gazette),
    (
        "celex",
        r"\b(?:C(?:ELEX|elex)(?:-?n(?:umme)?r\.?|-nummer|[ \u00a0]No)?:?[ \u00a0]?)?([0-9])((?:19|20)\d\d)([A-Z]{1,2})(\d{4})(?:-\d{8})?\b",
        _celex,
    ),
    ("sfs", rf"(?i:{_ACT_BEFORE})\((\d{{4}}:\d{{1,4}})\)", _joined("sfs")),
    ("sfs", rf"\bSFS(?:-nummer|-nr)?{_GAP}{_NR}(\d{{4}}:\d{{1,4}})\b", _joined("sfs")),
    ("sou", rf"\bSOU{_GAP}(\d{{4}}:\d{{1,4}})\b", _joined("sou")),
    ("ds", rf"\b[Dd]s{_GAP}(\d{{4}}:\d{{1,4}})\b", _joined("ds")),
    ("prop", rf"\b[Pp]rop(?:osition(?:en)?|\.)?{_GAP}(\d{{4}}/\d{{2,4}}:\d{{1,4}})\b", _joined("prop")),
    ("skr", rf"\b(?:[Ss]kr|[Ss]krivelse)\.?{_GAP}(\d{{4}}/\d{{2,4}}:\d{{1,4}})\b", _joined("skr")),
    ("rskr", rf"\b[Rr]skr\.?{_GAP}(\d{{4}}/\d{{2,4}}:\d{{1,4}})\b", _joined("rskr")),
    (
        "bet",
        rf"\b(?:[Bb]et|[Bb]etänkande|[Bb]etänkandet)\.?{_GAP}(\d{{4}}/\d{{2,4}}:[A-ZÅÄÖa-zåäö]{{1,6}}\d{{1,4}})\b",
        _joined("bet"),
    ),
    ("mot", rf"\b[Mm]ot(?:ion(?:en)?|\.)?{_GAP}(\d{{4}}/\d{{2,4}}:\d{{1,5}})\b", _joined("mot")),
    ("dir", rf"\b[Dd]ir\.?{_GAP}(\d{{4}}:\d{{1,4}})\b", _joined("dir")),
    (
        "danish-act",
        rf"(?i:\b({_LEGAL}){_GAP}nr\.?{_GAP}(\d{{1,5}})(?:/(\d{{4}})| af (?:den )?{_DATE}(\d{{4}}))?)\b",
        _danish_act,
    ),
    ("danish-act", rf"\b(LBK|BEK|LOV){_GAP}(\d{{1,5}})(?:/(\d{{4}})| af {_DATE}(\d{{4}}))?\b", _danish_act),
    ("bill", r"\b([LB])[ \u00a0](\d{1,3})(?:[ \u00a0]?([A-F]))?\b(?![.,]\d)", _bill),
    ("section", rf"§{{1,2}}{_GAP}(\d{{1,4}})(?:{_S}([a-hj-zA-HJ-Z])(?![^\W_]))?", _section),
    ("section", rf"\b(\d{{1,4}})(?:{_S}([a-zA-Z]))?{_S}§(?!{_S}\d)", _section),
    ("paragraph", rf"\b(?i:stk){_S}\.?{_GAP}(\d{{1,3}})\b", _named("stk")),
    ("chapter", rf"\b(\d{{1,3}})(?:{_S}([a-z]))?{_S}(?i:kap)\b\.?", _named("kap")),
    ("chapter", rf"\b(?i:kap){_S}\.{_GAP}(\d{{1,3}})(?:{_S}([a-h]))?\b", _named("kap")),
    ("case", rf"(?i:\b{_CASE_WORD})\.?:?{_GAP}((?:[A-ZÅÄÖ]{{1,6}}[ ]?)?\d[\w]*(?:[/:.‐‑–\-][\w]+)*)", _case),
    ("eu-case", rf"\b([CT]){_DASH}(\d{{1,4}}/\d{{2}})(?:{_S}P)?\b", _court),
    (
        "standard",
        rf"\b((?:[A-Z]{{2,3}}[/ -])?(?:ISO(?:/IEC)?|IEC)|EN|DS/EN|SS-EN){_S}{_DASH}?{_S}(\d{{3,5}}(?:-\d{{1,2}})?)(?::(\d{{4}}))?\b",
        _standard,
    ),
    ("number", r"(?<![\w.,/])\d{4}/\d{2,4}:(?:[A-Za-zÅÄÖåäö]{1,6})?\d{1,5}\b", _verbatim),
    ("number", rf"(?<![\w.,/:\-])\d{{4}}{_DASH}(?!(?:19|20)\d\d\b)\d{{3,6}}\b(?![\w\-/])", _plain_dashes),
    ("code", r"\b[A-ZÅÄÖ]{1,4}\d{4}/\d{2,6}\b", _verbatim),
    ("number", r"(?<![\w.,/])\d{1,6}/\d{2,6}(?![\w/]|[.,]\d)", _verbatim),
    ("number", r"(?<![\w.,:])\d{4}:\d{1,4}\b", _verbatim),
    ("code", r"\b(?<![.@])[A-Za-z](?:\.\d{1,3}){1,5}\b(?![.@]\w)", _verbatim),
    ("code", r"(?<![\w.,])(?!\d{1,3}(?:\.\d{3})+(?!\.?\d))\d{1,3}(?:\.\d{1,3}){2,5}\b(?!\.?\d)", _verbatim),
    ("code", r"\b[^\W_]+(?:_[^\W_]+)+\b", _verbatim),
)
_CAPTURE = re.compile(r"(?<!\\)\((?!\?)")


@cache
def _any() -> re.Pattern[str]:
    """All rules as one pattern, whose group names tell the rule; compiled when a text first needs it."""
    rules = enumerate(_RULES)
    return re.compile("|".join(f"(?P<r{at}>{_CAPTURE.sub('(?:', pattern)})" for at, (_, pattern, _) in rules))


# Every identifier holds one of these; the rest of a text need not be looked at by the slower patterns.
_NEAR = re.compile(r"[\d_§]+(?:[^\d_§]{1,96}[\d_§]+)*")
_REACH = 48


def _matches(text: str) -> Iterator[re.Match[str]]:
    done = 0
    for near in _NEAR.finditer(text):
        for found in _any().finditer(text, max(done, near.start() - _REACH), min(len(text), near.end() + _REACH)):
            done = found.end()
            yield found


def scan(text: str) -> Iterator[Found]:
    """The identifiers of a composed text (NFC), from left to right and without overlap."""
    for found in _matches(text):
        assert found.lastgroup is not None
        kind, pattern, keys = _RULES[int(found.lastgroup[1:])]
        match = re.compile(pattern).match(text, found.start())
        assert match is not None
        key, pieces = keys(match)
        yield Found(start=match.start(), end=match.end(), kind=kind, key=key, pieces=pieces)


def identifiers(text: str) -> tuple[Identifier, ...]:
    """All identifiers of a text in reading order, for a facet; spans count in the text as given."""
    composed = Composed(text)
    return tuple(
        Identifier(span=composed.given(found.start, found.end), kind=found.kind, key=found.key)
        for found in scan(composed.text)
    )
