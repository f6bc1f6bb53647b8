"""From documents and their translations to a lexicon: aligned sentences, model 1 in both directions, what both agree on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kb.language.analysis import Analyzed, Analyzer
from kb.model import SERVED_LANGUAGES
from kb.terms.concepts import Concept, Terms
from kb.terms.glossary import Glossary
from kb.terms.learning.alignment import Bead, Sentence, align
from kb.terms.learning.model1 import Table, train

LIKELY = 0.15
"""The least geometric mean of the two probabilities of a pair that is kept."""
FEWEST = 2
"""Beads in which a pair must stand together."""
MOST = 4
"""Translations kept of one word."""
_LONGEST_BEAD = 80  # content words; a longer one is a table or an alignment gone wrong
_MOST_BEADS = 20_000
_SHORTEST = 2

Progress = Callable[[str, int, int], None]


class Text(NamedTuple):
    """A text as sentences of one language."""

    language: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What learning knows of words: the analyzers, the glossary for anchors, and the small words it passes over."""

    analyzer: Callable[[str], Analyzer]
    glossary: Glossary
    small: Mapping[str, Container[str]]


@dataclass(slots=True)
class Learned:
    """What was learned: pairs as concepts, the likeliest first, and from how much.

    ``beads`` are the aligned ones that words were learned from, of ``sentences`` on the source side.
    """

    concepts: list[Concept] = field(default_factory=list)
    sentences: int = 0
    beads: int = 0


class _Read(NamedTuple):
    sentences: list[Sentence]
    words: list[tuple[str, ...]]


class _Speech:
    """Texts as content words and anchors, each sentence analysed once."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._concepts: dict[tuple[str, str], frozenset[object]] = {}
        self.spelled: dict[tuple[str, str], Counter[str]] = {}

    def read(self, text: Text) -> _Read:
        analyzed = [self._words.analyzer(text.language).analyze(sentence) for sentence in text.sentences]
        sentences = [
            Sentence(
                length=len(sentence),
                anchors=frozenset(self._anchors(text.language, words)),
                figures=frozenset(one.word for one in words if one.kind != "word"),
            )
            for sentence, words in zip(text.sentences, analyzed, strict=True)
        ]
        return _Read(sentences, [tuple(self._content(text.language, words)) for words in analyzed])

    def _anchors(self, language: str, words: Iterable[Analyzed]) -> Iterable[object]:
        """Words by the concepts of the glossary; names and other words that it does not know by themselves."""
        for one in words:
            if one.kind == "word" and one.word not in self._words.small[language] and len(one.word) > _SHORTEST:
                yield from self._meanings(language, one.form) or (one.form,)

    def _meanings(self, language: str, form: str) -> frozenset[object]:
        key = (language, form)
        if key not in self._concepts:
            found = self._words.glossary.concepts(language, (form,))
            self._concepts[key] = frozenset(
                (concept[0].source, concept[0].concept) for concept in found if concept[0].weight >= 1
            )
        return self._concepts[key]

    def _content(self, language: str, words: Iterable[Analyzed]) -> Iterable[str]:
        for one in words:
            if one.kind == "word" and one.word not in self._words.small[language] and len(one.form) > _SHORTEST:
                self.spelled.setdefault((language, one.form), Counter())[one.word] += 1
                yield one.form

    def shown(self, language: str, form: str) -> str:
        """The form as a reader knows it: itself where it is a word with that form, else its commonest spelling."""
        again = self._words.analyzer(language).analyze(form)
        if len(again) == 1 and again[0].form == form:
            return form
        return self.spelled[language, form].most_common(1)[0][0]


def learn(
    pairs: Sequence[tuple[Text, Text]], words: Words, progress: Progress = lambda _what, _done, _total: None
) -> Learned:
    """The words that translate each other in these pairs of texts, for each pair of languages by itself."""
    speech = _Speech(words)
    found = Learned()
    for languages in ((a, b) for at, a in enumerate(SERVED_LANGUAGES) for b in SERVED_LANGUAGES[at + 1 :]):
        ours = [
            (one, other) if one.language == languages[0] else (other, one)
            for one, other in pairs
            if {one.language, other.language} == set(languages)
        ]
        if ours:
            _learn_pair(languages, ours, speech, found, progress)
    found.concepts.sort(key=lambda one: (-one.weight, one.terms))
    return found


def _learn_pair(
    languages: tuple[str, str], pairs: list[tuple[Text, Text]], speech: _Speech, found: Learned, progress: Progress
) -> None:
    beads: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    for number, (source, target) in enumerate(pairs):
        progress("Aligning sentences", number, len(pairs))
        one, other = speech.read(source), speech.read(target)
        found.sentences += len(one.sentences)
        beads += _spoken(align(one.sentences, other.sentences), one.words, other.words)
    beads = beads[:_MOST_BEADS]
    found.beads += len(beads)
    for concept in _agreed(languages, beads, speech, progress):
        found.concepts.append(concept)


def _spoken(
    beads: Iterable[Bead], ours: list[tuple[str, ...]], theirs: list[tuple[str, ...]]
) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The content words of each bead that has some on both sides."""
    for bead in beads:
        one = tuple(word for at in bead.source for word in ours[at])
        other = tuple(word for at in bead.target for word in theirs[at])
        if one and other and len(one) <= _LONGEST_BEAD and len(other) <= _LONGEST_BEAD:
            yield one, other


def _agreed(
    languages: tuple[str, str],
    beads: list[tuple[tuple[str, ...], tuple[str, ...]]],
    speech: _Speech,
    progress: Progress,
) -> Iterable[Concept]:
    """The pairs that model 1 finds likely in both directions and that stand together often enough."""
    ours, theirs = _Numbers(), _Numbers()
    numbered = [(ours.of(one), theirs.of(other)) for one, other in beads]
    there = train(numbered, lambda done, total: progress("Learning words", done, 2 * total))
    back = train(
        [(other, one) for one, other in numbered],
        lambda done, total: progress("Learning words", total + done, 2 * total),
    )
    together = Counter(pair for one, other in numbered for pair in {(a, b) for a in one for b in other})
    for source, target, likely in _likely(there, back):
        if together[source, target] >= FEWEST:
            terms = {languages[0]: ours.words[source], languages[1]: theirs.words[target]}
            yield Concept(
                terms=_terms({language: speech.shown(language, form) for language, form in terms.items()}),
                weight=round(likely, 3),
                seen=together[source, target],
            )


def _likely(there: Table, back: Table) -> Iterable[tuple[int, int, float]]:
    """Pairs with the geometric mean of their probabilities, at most so many of each word on either side."""
    means = {
        (source, target): math.sqrt(p * q)
        for source, found in there.items()
        for target, p in found.items()
        if source >= 0 and (q := back.get(target, {}).get(source, 0.0))
    }
    used: Counter[tuple[str, int]] = Counter()
    for (source, target), mean in sorted(means.items(), key=lambda one: (-one[1], one[0])):
        if mean >= LIKELY and used["source", source] < MOST and used["target", target] < MOST:
            used["source", source] += 1
            used["target", target] += 1
            yield source, target, mean


class _Numbers:
    """Words as numbers, in order of first use."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self.words: list[str] = []

    def of(self, words: Iterable[str]) -> tuple[int, ...]:
        found = []
        for word in words:
            if word not in self._known:
                self._known[word] = len(self.words)
                self.words.append(word)
            found.append(self._known[word])
        return tuple(found)


def _terms(said: Mapping[str, str]) -> Terms:
    danish, swedish, english = ((said[one],) if one in said else () for one in SERVED_LANGUAGES)
    return danish, swedish, english
