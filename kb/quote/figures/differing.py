"""Figures of different documents that differ although their sentences say the same of the same thing.

Nothing is understood here: two figures are set against each other only where unit, words, names and years are the same,
so little is found and little of it is wrong. Whether one of them errs is for a person to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import inf

from kb.model import Document
from kb.quote.excerpts.layout import BlockKind, Layout
from kb.quote.figures.reading import Number, numbers
from kb.quote.figures.stating import Figure, figure_of

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGIT = re.compile(r"\d")
# What follows the figure in a clause of its own says something else of it.
_NEXT_CLAUSE = re.compile(r"(?i)[,;:]\s|\s[–—-]\s|[()]|\s(?:men|mens|medan|while|whereas|but|however)\s")
# A sentence that begins so speaks of what another one named.
_POINTING = frozenset(
    "det den de dette disse her dem han hun detta dessa här hon där it this that these those they he she here there".split()  # noqa: SIM905
)
# A part of something, or a change of it: never set against the whole.
_PART = re.compile(
    r"(?i)\b(?:heraf|hvoraf|deraf|varav|därav|of which|of whom|of these|of those|of them|among|blandt|bland|af dem|av dem|"
    r"af disse|av dessa|yderligere|ytterligare|additional|another|further|sammenlignet|jämfört|compared)\b"
)
# Words that change nothing of what a figure counts. Prepositions stay: *by* 200 is not *to* 200.
_LIGHT = frozenset(
    """
    between mellem mellan en et ett den det de der som at att og och and a an the is are was were er var är blev blev har have has had hade havde there finns findes
    that which who i in on på also også også också ifølge enligt according rapport rapporten report alt totalt total sammenlagt
    sammanlagt cirka ca omkring ungefär about today idag i dag
    """.split()  # noqa: SIM905
)
_LOOSE = 0.05
"""Share of a figure that "about" and its like leave open, where its last digits do not leave more."""
_FEWEST_WORDS = 3
_LONG = 4
_OPEN_ABOVE, _OPEN_BELOW = frozenset(["more than", "at least"]), frozenset(["less than", "at most"])
_EXACT = frozenset(["percent", "percentage points"])

Key = tuple[str, str, frozenset[str], frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A figure with what must be the same of another one to compare them.

    ``key`` is language, unit, words, names and years; ``topic`` are the words of the document's title; ``reach`` is the
    lowest and the highest value that the words allow.
    """

    figure: Figure
    key: Key
    topic: frozenset[str]
    reach: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Figures that differ in different documents, the smallest first; each differs from at least one other."""

    unit: str
    figures: tuple[Figure, ...]


def claims(document: Document) -> tuple[Claim, ...]:
    """The figures of a document that can be compared with those of others."""
    return tuple(_claims(Layout(document)))


def differences(found: Iterable[Claim]) -> tuple[Difference, ...]:
    """Where different documents give different figures; the newest figures first."""
    by_key: dict[Key, list[Claim]] = {}
    for one in found:
        by_key.setdefault(one.key, []).append(one)
    told = []
    for together in by_key.values():
        if differing := _differing(together):
            figures = sorted((one.figure for one in differing), key=lambda one: (one.value, one.document))
            told.append(Difference(unit=figures[0].unit, figures=tuple(figures)))
    told.sort(key=lambda one: (-_newest(one), one.figures[0].document, one.figures[0].span))
    return tuple(told)


def _newest(difference: Difference) -> int:
    return max(one.published.toordinal() if one.published else 0 for one in difference.figures)


def _differing(together: list[Claim]) -> list[Claim]:
    """The claims of one key that differ from one of another document which speaks of the same.

    Not pair by pair: the same sentence may stand in thousands of documents. A claim differs from some other one if it
    does from the one that ends lowest or from the one that begins highest.
    """
    if max(one.reach[0] for one in together) <= min(one.reach[1] for one in together):
        return []
    of_same: dict[str, tuple[_Outermost, _Outermost]] = {}
    for one in together:
        for subject in _subjects(one):
            ends, begins = of_same.setdefault(subject, (_Outermost(), _Outermost()))
            ends.meet(one.reach[1], one.figure.document)
            begins.meet(-one.reach[0], one.figure.document)
    return [one for one in together if any(_differs(one, *of_same[subject]) for subject in _subjects(one))]


def _subjects(one: Claim) -> Iterable[str]:
    """What two claims must share one of to speak of the same: any name in both sentences, or a word of the titles."""
    return ("",) if one.key[3] else one.topic


class _Outermost:
    """The smallest number that was met, and the smallest one of any other document."""

    def __init__(self) -> None:
        self._first, self._document, self._second = inf, "", inf

    def meet(self, number: float, document: str) -> None:
        if document == self._document:
            self._first = min(self._first, number)
        elif number < self._first:
            self._first, self._document, self._second = number, document, self._first
        else:
            self._second = min(self._second, number)

    def besides(self, document: str) -> float:
        """The smallest number of another document, infinity where there is none."""
        return self._second if document == self._document else self._first


def _differs(one: Claim, ends: _Outermost, begins: _Outermost) -> bool:
    document = one.figure.document
    return ends.besides(document) < one.reach[0] or -begins.besides(document) > one.reach[1]


def _claims(layout: Layout) -> Iterator[Claim]:
    published = layout.document.record.published
    topic = frozenset(word for word in _words(layout.document.record.title) if len(word) >= _LONG)
    for block in layout.blocks:
        if block.kind in {BlockKind.HEADING, BlockKind.CODE, BlockKind.TABLE} or not _DIGIT.search(
            layout.text, *block.span
        ):
            continue
        for sentence in layout.sentences(block):
            text = sentence.slice(layout.text)
            first = _TOKEN.search(text)
            if not _DIGIT.search(text) or first is None or first[0].lower() in _POINTING or _PART.search(text):
                continue
            language = layout.language(sentence)
            read = numbers(text, language)
            for number in read:
                key = _key(text, number, read, language, published.year if published else None)
                if key is not None:
                    figure = figure_of(layout, sentence, number, language)
                    yield Claim(figure=figure, key=key, topic=topic, reach=_reach(number))


def _key(text: str, number: Number, read: tuple[Number, ...], language: str, published: int | None) -> Key | None:
    """What must be the same of another figure; None where too little is said to compare it."""
    if not number.unit or number.unit == "share" or sum(one.unit == number.unit for one in read) > 1:
        return None
    end = _NEXT_CLAUSE.search(text, number.span.end)
    said = f"{text[: number.span.start]} \x00 {text[number.span.end : end.start() if end else len(text)]}"
    years = frozenset(_YEAR.findall(f"{text[: number.span.start]} {text[number.span.end :]}"))
    names = frozenset(name.lower() for name in _names(text, number))
    words = frozenset(_words(said)) - years - names - _LIGHT
    counted = number.unit not in _EXACT and not number.unit.isupper()
    if sum(any(c.isalpha() for c in word) for word in words | names) + counted < _FEWEST_WORDS:
        return None
    when = years or (frozenset([str(published)]) if published else frozenset())
    return (language, number.unit.lower(), words, names, when) if when else None


def _words(text: str) -> Iterator[str]:
    return (word.lower() for word in _TOKEN.findall(text))


def _names(text: str, number: Number) -> Iterator[str]:
    """The words with a capital, but for the first of the sentence and what belongs to the figure."""
    for at, token in enumerate(_TOKEN.finditer(text)):
        if at and token[0][0].isupper() and not number.span.start <= token.start() < number.span.end:
            yield token[0]


def _reach(number: Number) -> tuple[float, float]:
    """The lowest and highest value that the words allow: 17,000 may be rounded to thousands, 17,240 to tens."""
    exact = number.unit in _EXACT
    loose = number.qualifier in {"about", "nearly", "just over"}
    upper = number.value if number.to is None else number.to
    low = number.value - _slack(number.value, exact=exact, loose=loose)
    high = upper + _slack(upper, exact=exact, loose=loose)
    if number.qualifier in _OPEN_ABOVE:
        return low, inf
    if number.qualifier in _OPEN_BELOW:
        return -inf, high
    return low, high


def _slack(value: float, *, exact: bool, loose: bool) -> float:
    """Half a unit of the last digit that is not nought; of percentages, of the last one that is written."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    last = 0.5 * 10.0 ** (min(exponent, 0) if exact else exponent)
    return max(last, _LOOSE * value) if loose else last
