"""Digits that are no figures: dates, years, times, identifiers, addresses, numbers of lists and of parts of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.language.analysis.identifiers import identifiers
from kb.model import Span

_MONTHS = (
    r"(?:jan|feb|mar|apr|ma[jiy]|jun|jul|aug|sep|o[kc]t|nov|dec)[a-z]*\.?|marts|mars|juni|juli|augusti|januari|februari"
)
# Words before the number of a part, a page, an issue or a room.
_PARTS = (
    "artikel|art|article|artikler|artiklar|stk|kap|kapitel|chapter|afsnit|avsnitt|section|sec|punkt|punkterne|pkt|nr|no|"
    "number|bilag|bilaga|annex|appendix|tabel|tabell|table|figur|figure|fig|side|sid|sida|page|linje|line|version|"
    "articles|artiklarna|artiklerne|kapitler|kapitlen|chapters|sections|afsnittene|avsnitten|punkter|punkterna|numre|numrene|nos|numbers|"
    "bilagene|bilagor|bilagorna|annexes|appendices|tabeller|tables|figurer|figures|sider|siderne|sidor|pages|paragraf|paragraffer|"
    "paragrafferne|paragrafer|paragraferna|paragraph|paragraphs|stk|stycket|"
    "del|part|trin|step|fase|fas|phase|nummer|årgang|årgång|volume|vol|dnr|sagsnr|rum|lokale|sal|vej|gade|gata|vagn"
)
# The number of a part of a law, with its letter, and what joins several: ``48 E og 48 F``, ``3, 4 och 7 a``, ``12–14``.
_NUMBERED = r"\d+(?:\s?[a-zæøåäö]\b(?!\.))?"
_JOINED = r"(?:\s*(?:[.,:–-]|\b(?:og|och|and|eller|or|samt|to|til|till|af|av|of)\b)\s*(?:§+\s*)?"
_MASKS = (
    r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d{2}\b",
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\.?(?:\s*[–-]\s*\d{{1,2}}\.?)?\s+(?:of\s+)?(?:{_MONTHS})\b(?:\s+(?:19|20)\d\d\b)?",
    rf"\b(?:{_MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+(?:19|20)\d\d\b)?",
    r"\b(?:den|d\.)\s+\d{1,2}\.(?!\d)",
    r"\b(?:18|19|20)\d\d\s*[–/-]\s*(?:(?:18|19|20)\d\d|\d\d)\b",
    r"\b(?:kl\.?|klokken|klockan)\s+\d{1,2}(?:[.:]\d{2})?\b|\bat\s+\d{1,2}[.:]\d{2}\b|\b\d{1,2}:\d{2}(?::\d{2})?\b|\b\d{1,2}(?:\.\d{2})?\s?[ap]\.?m\b",
    r"(?!\+\d{1,3}(?:[.,\s]\d{3})+(?![\s-]?\d))(?:\+\d{2}|\b00\d{2})[\s\d()-]{6,24}\d|\b(?:tlf|tel|telefon|phone|mobil)\b\.?:?\s*[\d\s()+-]{6,24}\d",
    r"(?<!\d)(?<!\d )\d{2}(?:\s\d{2}){3}(?!\d)|\b0\d{1,3}[-–]\d{2,3}(?:\s?\d{2,3}){1,3}(?!\d)",
    r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]+",
    rf"(?:§+|\b(?:{_PARTS})\b\.?)\s*{_NUMBERED}{_JOINED}{_NUMBERED})*",
    # Few and short, so that a long row of digits is not tried again and again.
    r"(?<![\w.,])\d{1,3}(?: ?[a-z]\b)?(?:(?:, ?|–|-| (?:og|och|samt|eller) )\d{1,3}(?: ?[a-z]\b)?){0,8}\s?(?:kap\b\.?|§)",
    r"(?<![\w'’])(?:pp|p|s|v|ver)\.\s*\d+(?:\s*[–-]\s*\d+)?",
    r"\A\W*(?:\d{1,3}|[a-z])[.)]\s",
    r"\[\^?\d{1,3}\]|\[\^[^\]]*\]",
    r"\b\d{1,4}(?:st|nd|rd|th|:e|:a|:an)\b|\b\d{1,3}\.(?=\s+[a-zæøåäö])",
    r"\b\d+[-–]?(?:årig|åring|year-old|dages|timers|dagars)\w*",
    r"\b24/7\b|\b\d+/\d+(?:/\d+)*\b|\b\d+:\d+\b",
    r"\b[A-ZÆØÅÄÖa-zæøåäö]+[-‑]?\d+\b(?!\s*(?:kr|%))",
    # A postal code with its town, and the numbers that registers give.
    r"(?:(?<=, )|(?<=\n))(?:(?:DK-?)?\d{4}|(?:SE?-)?\d{3} \d{2})(?=\s+(?-i:[A-ZÆØÅÄÖ][a-zæøåäöé]))",
    r"\b(?:cvr|ean|isbn|issn|orgnr|organisationsnummer|org\.?\s?nr|p-?nr)(?:[.-]?\s?(?:nr|nummer))?\.?:?\s*\d[\d -]{4,18}\d\b",
    r"(?:©|copyright|\(c\))\s*\d{4}",
)
_MASK = re.compile("|".join(f"(?:{mask})" for mask in _MASKS), re.IGNORECASE)
# Identifiers whose kind may also be a plain figure in words are left to the numbers.
_UNMASKED = frozenset({"standard"})


def masked(sentence: str) -> list[Span]:
    """The spans of a sentence whose digits are no figures, in order."""
    spans = [Span(found.start(), found.end()) for found in _MASK.finditer(sentence)]
    spans += [one.span for one in identifiers(sentence) if one.kind not in _UNMASKED]
    return sorted(spans)


def unmasked(sentence: str, spans: list[Span]) -> str:
    """The sentence with what is masked as blanks of the same length."""
    return "".join(_pieces(sentence, spans))


def _pieces(sentence: str, spans: list[Span]) -> Iterator[str]:
    at = 0
    for start, end in spans:
        if end <= at:
            continue
        yield sentence[at : max(at, start)]
        yield "\x00" * (end - max(at, start))
        at = end
    yield sentence[at:]
