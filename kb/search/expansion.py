"""From a word as typed to all the ways it is said: its forms, compounds, spellings and translations.

One word is one group of alternatives that count as one (Pirkola 1998), so a word with ten translations weighs no more
than a word with one. Every way says where it comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kb.language.analysis import Analyzed
from kb.model import SERVED_LANGUAGES, UNDETERMINED, Via
from kb.search.cognates import LIKE, MOST, SHORTEST, dice, skeleton, trigrams
from kb.search.index import Index
from kb.search.query import PARTITIONS
from kb.search.question import Beginning, InTitle, Leaf, Quoted, Word
from kb.search.sought import Piece, Way
from kb.search.translations import OTHER, distinct, translated
from kb.terms.glossary import LONGEST_TERM, GlossaryTerm

EXACT = 0.2
"""What an exact word counts more than another form of it."""
PART = 0.4
SPELLING = 0.6
SAME_WORD = 0.7
SAME_WORD_TRANSLATED = 0.4
"""How much a word counts that is spelled alike in another language, without and with a translation of its own."""
SYNONYM = 0.3
"""How much a synonym in the question's own language counts of that."""
BY_PARTS = 0.4
COGNATE = 0.7
MOST_TRANSLATIONS = 6
_MOST_SPELLINGS = 8
_SCANDINAVIAN = ("da", "sv")


class _Known(NamedTuple):
    """What the texts know of a typed word: its form by language, and the forms of its other spellings."""

    forms: Mapping[str, str]
    spelled: Mapping[str, list[str]]


class Expander:
    """Finds the ways of words asked for in one language."""

    def __init__(self, index: Index, language: str, *, only_my_words: bool = False) -> None:
        self._index = index
        self._language = language
        self._only = only_my_words
        self._analyzer = index.analyzer(language)

    def ways(self, leaf: Leaf, covering: tuple[GlossaryTerm, ...] = ()) -> tuple[Way, ...]:
        """All ways of one word or phrase; ``covering`` are the translations of a longer term it is part of."""
        match leaf:
            case InTitle(node=inner):
                return self.ways(inner, covering)
            case Quoted():
                return tuple(self._quoted(leaf))
            case Beginning(text=text):
                beginning = self._analyzer.analyze_word(text).word
                return tuple(
                    Way(language=language, via=Via.EXACT, weight=1.0, piece="beginning", pieces=(beginning,), text=text)
                    for language in self._partitions()
                )
            case Word(text=text):
                analyzed = self._analyzer.analyze(text)
                return tuple(self._word(analyzed[0], covering)) if analyzed else ()

    def covered(self, words: list[str]) -> dict[int, tuple[GlossaryTerm, ...]]:
        """For each word that is part of a glossary term of several words, that term's translations (longest match)."""
        found: dict[int, tuple[GlossaryTerm, ...]] = {}
        if self._only:
            return found
        forms = [self._form(word) for word in words]
        at = 0
        while at < len(forms):
            for size in range(min(LONGEST_TERM, len(forms) - at), 1, -1):
                terms = self._index.glossary.same(self._language, tuple(forms[at : at + size]))
                if terms:
                    found.update(dict.fromkeys(range(at, at + size), terms))
                    at += size - 1
                    break
            at += 1
        return found

    def _form(self, word: str) -> str:
        analyzed = self._analyzer.analyze(word)
        return analyzed[0].form if analyzed else ""

    def _partitions(self) -> tuple[str, ...]:
        return (self._language,) if self._only else PARTITIONS

    def _word(self, one: Analyzed, covering: tuple[GlossaryTerm, ...]) -> Iterator[Way]:
        yield from self._own(one)
        if self._only:
            return
        known = self._known(one)
        spelled = tuple(self._spellings(one, known))
        yield from spelled
        form = one.form
        if spelled and self._language not in known.forms:
            form = spelled[0].pieces[0]
        single = self._index.glossary.same(self._language, (form,))
        for language in SERVED_LANGUAGES:
            yield from self._in(language, one, known, covering, single)
        yield self._way(UNDETERMINED, Via.EXACT, SAME_WORD, "word", (one.word,), one.word, "the same word")

    def _own(self, one: Analyzed) -> Iterator[Way]:
        language = self._language
        yield self._way(language, Via.FORM, 1.0, "form", (one.form,), one.word)
        yield self._way(language, Via.EXACT, EXACT, "word", (one.word,), one.word)
        yield self._way(language, Via.PART, PART, "part", (one.form,), one.word)
        if len(one.parts) > 1 and not self._only:
            yield self._way(language, Via.PART, PART, "either", one.parts, " + ".join(one.parts), "its parts")

    def _known(self, one: Analyzed) -> _Known:
        vocabulary = self._index.store.vocabulary
        folds = vocabulary.of_folds(self._analyzer.fold_keys(one.word)) if one.kind == "word" else {}
        spelled = {language: list(dict.fromkeys(words.values()))[:_MOST_SPELLINGS] for language, words in folds.items()}
        return _Known(forms=vocabulary.forms(one.word), spelled=spelled)

    def _spellings(self, one: Analyzed, known: _Known) -> Iterator[Way]:
        """The other spellings of a word that the texts of its own language hold."""
        for form in known.spelled.get(self._language, ()):
            if form != one.form:
                yield self._way(self._language, Via.SPELLING, SPELLING, "form", (form,), form, "spelling")

    def _in(
        self,
        language: str,
        one: Analyzed,
        known: _Known,
        covering: tuple[GlossaryTerm, ...],
        single: tuple[GlossaryTerm, ...],
    ) -> Iterator[Way]:
        """The ways of a word in one language: translated, the same word, by its parts, a look-alike."""
        whole = [*translated(language, covering, 1.0), *translated(language, single, OTHER if covering else 1.0)]
        whole = [(term, weight) for term, weight in whole if not self._misled(language, one, term)]
        if language == self._language:
            whole = [(term, weight * SYNONYM) for term, weight in whole]
        for term, weight in distinct(whole)[:MOST_TRANSLATIONS]:
            yield from self._translation(term, weight)
        if language == self._language:
            return
        same = list(self._same(language, one, known, translated=bool(whole)))
        yield from same
        if whole or one.kind != "word":
            return
        parted = list(self._parted(language, one))
        yield from parted
        if not same and {language, self._language} == set(_SCANDINAVIAN):
            yield from self._cognates(language, one)

    def _translation(self, term: GlossaryTerm, weight: float) -> Iterator[Way]:
        source = term.source
        yield self._way(term.language, Via.TRANSLATION, weight, "form", term.forms, term.text, source, gaps=1)
        if len(term.forms) == 1:
            yield self._way(term.language, Via.TRANSLATION, weight * PART, "part", term.forms, term.text, source)
        else:
            yield self._way(
                term.language, Via.TRANSLATION, weight * PART, "either", term.forms, term.text, source, ordered=False
            )

    def _same(self, language: str, one: Analyzed, known: _Known, *, translated: bool) -> Iterator[Way]:
        """Names, acronyms and loans: the word itself, and with ø for ö and æ for ä, where the texts hold it."""
        weight = SAME_WORD_TRANSLATED if translated else SAME_WORD
        if one.kind != "word":
            yield self._way(language, Via.EXACT, 1.0, "word", (one.word,), one.word, "the same identifier")
            yield self._way(language, Via.PART, PART, "part", (one.word,), one.word, "the same identifier")
            return
        own = known.forms.get(language)
        if own is not None and not self._befriended(language, one.form, own):
            yield self._way(language, Via.EXACT, weight, "word", (one.word,), one.word, "the same word")
            yield self._way(language, Via.FORM, weight, "form", (own,), one.word, "the same word")
        for form in known.spelled.get(language, ()):
            if form != own and not self._befriended(language, one.form, form):
                yield self._way(language, Via.SPELLING, weight * SPELLING, "form", (form,), form, "spelling")

    def _misled(self, language: str, one: Analyzed, term: GlossaryTerm) -> bool:
        """Whether an imported translation is a false friend, which word lists made by machine are full of."""
        return term.weight < 1 and len(term.forms) == 1 and self._befriended(language, one.form, term.forms[0])

    def _befriended(self, language: str, mine: str, theirs: str) -> bool:
        """Whether two words that look alike are false friends."""
        if {language, self._language} != set(_SCANDINAVIAN):
            return False
        danish, swedish = (mine, theirs) if language == "sv" else (theirs, mine)
        return self._index.glossary.false_friends(danish, swedish)

    def _parted(self, language: str, one: Analyzed) -> Iterator[Way]:
        """A compound the glossary does not know, from the translations of its parts."""
        if len(one.parts) < 2:  # noqa: PLR2004 - a compound has two parts
            return
        choices = [self._part(language, part) for part in one.parts]
        if not all(choices):
            return
        for first in range(max(map(len, choices))):
            pieces = tuple(choice[min(first, len(choice) - 1)] for choice in choices)
            yield self._way(
                language, Via.TRANSLATION, BY_PARTS, "either", pieces, " + ".join(pieces), "its parts", ordered=False
            )

    def _part(self, language: str, part: str) -> list[str]:
        terms = self._index.glossary.same(self._language, (part,))
        found = [term.forms[0] for term in terms if term.language == language and len(term.forms) == 1]
        if not found and (own := self._index.store.vocabulary.forms(part).get(language)) is not None:
            found = [own]
        return list(dict.fromkeys(found))[:3]

    def _cognates(self, language: str, one: Analyzed) -> Iterator[Way]:
        """The words of the sister language that look most like it.

        What holds a digit is a name or a number of something, and one that looks like it is another.
        """
        mine = skeleton(one.form)
        if len(one.form) < SHORTEST or len(mine) < SHORTEST - 1 or _has_digit(one.form):
            return
        grams = trigrams(mine)
        near = self._index.store.vocabulary.like(language, mine[:2], int(len(mine) * 0.6), int(len(mine) * 1.6) + 1)
        likeness: dict[str, float] = {}
        for other, form in near:
            if len(form) >= SHORTEST and not _has_digit(form) and (like := dice(grams, trigrams(other))) >= LIKE:
                likeness[form] = max(like, likeness.get(form, 0.0))
        best = sorted(likeness, key=lambda form: (-likeness[form], form))[:MOST]
        for form in best:
            if not self._befriended(language, one.form, form):
                weight = COGNATE * likeness[form]
                yield self._way(language, Via.TRANSLATION, weight, "form", (form,), form, "looks alike")

    def _quoted(self, quoted: Quoted) -> Iterator[Way]:
        """The exact words, and where plain letters were typed, those that have others; in either order if near."""
        words = tuple(one.word for one in self._analyzer.analyze(quoted.text))
        orders = {words, words[::-1]} if quoted.gaps and len(words) == 2 else {words}  # noqa: PLR2004 - a pair
        for language in self._partitions():
            for order in sorted(orders, key=lambda order: order != words):
                yield self._phrase(language, Via.EXACT, 1.0, order, quoted)
                for spelled in self._spelled(language, order):
                    yield self._phrase(language, Via.SPELLING, SPELLING, spelled, quoted)

    def _phrase(self, language: str, via: Via, weight: float, words: tuple[str, ...], quoted: Quoted) -> Way:
        return self._way(language, via, weight, "word", words, " ".join(words), gaps=quoted.gaps)

    def _spelled(self, language: str, words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
        """The phrase in the other spellings of its words that the texts hold."""
        if self._only:
            return []
        spelled: list[tuple[str, ...]] = [()]
        for word in words:
            others = self._index.store.vocabulary.of_folds(self._analyzer.fold_keys(word)).get(language, ())
            choices = dict.fromkeys((word, *(other for other in others if _spelled_alike(word, other))))
            spelled = [(*head, choice) for head in spelled for choice in choices][:_MOST_SPELLINGS]
        return [order for order in spelled if order != words]

    def _way(  # noqa: PLR0913 - a way has this many sides
        self,
        language: str,
        via: Via,
        weight: float,
        piece: Piece,
        pieces: tuple[str, ...],
        text: str,
        source: str = "",
        *,
        ordered: bool = True,
        gaps: int = 0,
    ) -> Way:
        return Way(
            language=language,
            via=via,
            weight=weight,
            piece=piece,
            pieces=pieces,
            text=text,
            source=source,
            ordered=ordered,
            gaps=gaps,
        )


def _spelled_alike(word: str, other: str) -> bool:
    """Whether ``other`` is the same word with special letters, not another form of it."""
    from kb.language.analysis.letters import scandinavian, spellings

    return word in spellings(other) or scandinavian(word) == scandinavian(other)


def _has_digit(word: str) -> bool:
    return any(c.isdigit() for c in word)
