"""Compounds: a word cut into the words it is made of, each as its form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log2

from kb.language.analysis.productivity import COUNTED_ONLY, LISTED, linked
from kb.language.analysis.vocabulary import Vocabulary
from kb.language.analysis.wordlists import lists, words

_MIN_WORD = 6
_SHORT = 3
# Words of two letters that are last parts; of the others (te, el, id) most would be chance.
_TWO = frozenset({"by", "år", "kö"})
_MIN_UNCOUNTED = 5
_MAX_WORD = 80
_MAX_DEPTH = 4
# A part that stands in so many dictionary compounds is a unit of its own: ``kultur`` is not cut further.
_UNIT = 8
# Endings of derived words, which look like heads when a prefix or a stem happens to be a word.
_DERIVED = ("ande", "ende", "isk", "lig", "ig", "het", "hed", "bar", "ad")
# The weight of a first part that is a compound nobody lists.
_COMPOUND = 2.0
# log2 of the product of the two counts. English writes most compounds apart, so chance makes more of those it would find.
_THRESHOLD = {"da": 4.0, "sv": 4.0, "en": 6.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One side of a cut: its form, the weight of the evidence for it, and whether it may be cut further."""

    form: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A word as ``modifier`` (as written), what that is, and its head."""

    modifier: str
    first: Part
    head: Part

    @property
    def score(self) -> float:
        """How likely the cut is: log2 of the product of the weights."""
        return log2(self.first.weight) + log2(self.head.weight)


class Splitter:
    """Splits the words of one language; the same for a text and for a query.

    ``extra`` are forms of further words, a glossary's for example, that may be parts.
    """

    def __init__(self, language: str, lexicon: Vocabulary, extra: frozenset[str] = frozenset()) -> None:
        self._language = language
        self._lexicon = lexicon
        self._extra = extra
        self._counted_only = language in COUNTED_ONLY
        self._whole = words(f"{language}.whole.txt")
        self._listed = lists(f"{language}.splits.txt")
        self._short = words(f"{language}.short.txt")
        self._affixes = words(f"{language}.affixes.txt")
        self.best = lru_cache(maxsize=20_000)(self._best)
        self._head = lru_cache(maxsize=50_000)(self._head_of)

    def parts(self, word: str) -> tuple[str, ...]:
        """The forms of all parts of a word, those of its parts included; empty for a simple word."""
        if word in self._listed:
            return self._listed[word]
        split = self.best(word)
        return tuple(dict.fromkeys(self._leaves(split, 0))) if split else ()

    def _leaves(self, split: Split, depth: int) -> Iterator[str]:
        for part in (split.first, split.head):
            yield part.form
            inner = self.best(part.form) if part.weight < _UNIT and depth < _MAX_DEPTH else None
            if inner:
                yield from self._leaves(inner, depth + 1)

    def _best(self, word: str) -> Split | None:
        """The likeliest cut of a word in two, None where no cut is likely enough."""
        if not _MIN_WORD <= len(word) <= _MAX_WORD or word in self._whole or not word.isalpha():
            return None
        best = max(self._cuts(word), key=lambda split: (split.score, len(split.modifier)), default=None)
        return best if best and best.score >= _THRESHOLD[self._language] else None

    def _cuts(self, word: str) -> Iterator[Split]:
        for at in range(2, len(word) - 1):
            modifier, rest = word[:at], word[at:]
            heads = [rest]
            if modifier[-1] == modifier[-2] and self._is_swedish(modifier):
                heads.append(modifier[-1] + rest)  # three equal letters are written as two: remiss + svar
            for written in heads:
                head = self._head(written)
                first = self._modifier(modifier) if head else None
                if head and first:
                    yield Split(modifier=modifier, first=first, head=head)

    def _is_swedish(self, word: str) -> bool:
        return self._language == "sv" and self._lexicon.form("sv", word) is not None

    def _too_short(self, word: str) -> bool:
        return len(word) <= _SHORT and word not in self._short

    def _head_of(self, written: str) -> Part | None:
        if written in self._affixes or self._too_short(written) or (len(written) == 2 and written not in _TWO):  # noqa: PLR2004
            return None
        # The last part of a compound is a noun, seldom a verb: ``hovedveje``.
        form = self._lexicon.nominal(self._language, written) or self._lexicon.form(self._language, written)
        if form is None or form in self._affixes or self._too_short(form):
            return None
        weight: float = self._lexicon.head(self._language, form)
        weight = weight or (0 if form.endswith(_DERIVED) else self._weight(form))
        return Part(form=form, weight=weight) if weight else None

    def _modifier(self, written: str) -> Part | None:
        if all(self._too_short(base) for base in linked(self._language, written)):
            return None
        counted = self._lexicon.modifier(self._language, written)
        # An ending can be a listed first part all the same: ``ship|yard``, but ``leadership``.
        if counted and (counted[0] == written or counted[0] not in self._affixes):
            return Part(form=counted[0], weight=counted[1])
        if written in self._affixes or len(written) < _MIN_UNCOUNTED or self._counted_only:
            return None
        return self._uncounted(written)

    def _uncounted(self, written: str) -> Part | None:
        """A first part of no dictionary compound: a glossary's word, a long known word, or a compound itself."""
        for base in linked(self._language, written):
            if base in self._extra:
                return Part(form=base, weight=LISTED)
            form = self._lexicon.form(self._language, base)
            weight = self._weight(base) if form == base and base not in self._affixes else 0
            if form and weight:
                return Part(form=form, weight=weight)
        return self._compound_modifier(written)

    def _compound_modifier(self, written: str) -> Part | None:
        """A first part that no dictionary has but that is a compound itself (``hälsodata|strategi``)."""
        for base in linked(self._language, written):
            split = self.best(base)
            if split:
                return Part(form=split.modifier + split.head.form, weight=_COMPOUND)
        return None

    def _weight(self, form: str) -> float:
        """The weight of a known word that was not counted: long ones are not there by chance."""
        if form in self._extra:
            return LISTED
        return 0 if self._counted_only or len(form) < _MIN_UNCOUNTED else _weight_of_length(len(form))


def _weight_of_length(length: int) -> float:
    return {5: 0.6, 6: 1.0, 7: 2.0}.get(length, 4.0)
