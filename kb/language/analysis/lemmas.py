"""Which form all inflections of a word share, worked out from a dictionary that gives one lemma per spelling.

A spelling can belong to several words (Danish ``leder`` is a link in one, a leader and a verb), and a dictionary
names one of them. Here a spelling that is itself the lemma of other words stays with them, genitives follow their
word, and pairs that share spellings in every sentence (``forske`` and ``forsker``) share one form. An infinitive
whose present or past the dictionary gives to a verb belongs to that verb, and the noun or adjective it is also a form
of (Danish ``dele``, Swedish ``öppna``) is its other reading; where that is the word usually meant, it is listed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from kb.language.analysis.wordlists import pairs, words

# How many other spellings make a lemma a strong one; English has few inflections, Danish and Swedish many.
_OWN_FORMS = {"da": 1, "sv": 1, "en": 2}
_MIN_GENITIVE = 4
_MIN_ING = 6
_RARE = 3
# How an infinitive ends, and what stands in the place of that in its present, past and participle.
_INFINITIVE = {"da": "e", "sv": "a"}
_CONJUGATION = {
    "da": ("er", "ede", "ende", "te", "t"),
    "sv": ("ar", "ade", "at", "ad", "ande", "er", "te", "de", "t"),
}
_MIN_INFINITIVE = 4
_MIN_CONJUGATED = 2
# A word that doubles its last letter before -ing and -ed, so that ``rating`` is none of ``rat``.
_DOUBLING = re.compile("[^aeiou]*[aeiou][^aeiouwxy]")
_MIN_WEAK = 8
# A regular ending and what stands in its place in the lemma, the likeliest first.
_ENDINGS = {
    "da": (
        *(("erne", ""), ("en", ""), ("et", ""), ("erne", "e"), ("ne", ""), ("let", "el"), ("ret", "er")),
        *(("ler", "el"), ("lerne", "el"), ("et", "um"), ("er", "um"), ("er", ""), ("ene", "")),
    ),
    "sv": (
        *(("arna", ""), ("orna", "a"), ("erna", ""), ("en", ""), ("et", ""), ("na", ""), ("an", "a"), ("n", "")),
        *(("let", "el"), ("ret", "er"), ("et", "um"), ("er", "um"), ("ar", ""), ("or", "a"), ("er", "")),
        ("arna", "are"),
    ),
    "en": (("ies", "y"), ("es", ""), ("s", "")),
}
# The same under the last letter, so that a word is only held against endings it may have.
_ENDINGS_BY_LETTER = {
    language: {
        letter: tuple(pair for pair in pairs if pair[0][-1] == letter) for letter in {end[-1] for end, _ in pairs}
    }
    for language, pairs in _ENDINGS.items()
}

_NOMINAL = frozenset(
    [
        "e",
        "en",
        "et",
        "er",
        "erne",
        "ene",
        "ens",
        "ets",
        "a",
        "ar",
        "or",
        "an",
        "arna",
        "orna",
        "erna",
        "ed",
        "es",
        "ing",
    ]
)


def _endings(language: str, word: str) -> Iterator[str]:
    for ending, instead in _ENDINGS_BY_LETTER[language].get(word[-1:], ()):
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_GENITIVE:
            yield word[: -len(ending)] + instead


def regular(
    language: str, word: str, form: Callable[[str], str | None], is_strong: Callable[[str], bool]
) -> str | None:
    """The form of a spelling that no dictionary has, by its genitive or another regular ending; else None.

    ``form`` gives the form of a known spelling, ``is_strong`` tells whether one is the lemma of several others.
    """
    if language != "en" and word.endswith("s") and (owner := form(word[:-1])):
        return owner
    kept = words(f"{language}.kept.txt")
    return next((form(stem) for stem in _endings(language, word) if is_strong(stem) and stem not in kept), None)


class Lemmas:
    """The forms of one language; ``known`` maps a spelling to a dictionary's lemma."""

    def __init__(self, language: str, known: Mapping[str, str]) -> None:
        self._language = language
        self._known = known
        parts = words(f"{language}.heads.txt").union(pairs(f"{language}.modifiers.txt").values())
        listed = {part: part for part in sorted(parts) if part not in known}
        self._overrides = listed | pairs(f"{language}.forms.txt")
        self._kept = words(f"{language}.kept.txt")
        self._own = Counter(lemma for word, lemma in known.items() if word != lemma)
        self._strong = frozenset(lemma for lemma, times in self._own.items() if times > _OWN_FORMS[language])
        self._shared = _SHARED[language]
        self._readings = pairs(f"{language}.readings.txt") if language in _INFINITIVE else {}
        self._nominals = words(f"{language}.nominals.txt") if language in _INFINITIVE else frozenset()

    def form(self, word: str) -> str | None:
        """The form of a known spelling, else None."""
        return word if self._noun_of_infinitive(word) else self._form(word)

    def nominal(self, word: str) -> str | None:
        """The form of the noun or adjective that a form of a verb is an inflection of as well, None for other words.

        None also where the noun or the adjective is what the spelling usually is (``lande``), so its own form is that.
        """
        return self._readings.get(word) or self._noun_of_infinitive(word)

    def _noun_of_infinitive(self, word: str) -> str | None:
        if word[-1:] != _INFINITIVE.get(self._language) or len(word) < _MIN_INFINITIVE or word in self._overrides:
            return None
        if word in self._nominals or self._known.get(word, word) == word or not self._is_conjugated(word):
            return None
        return form if (form := self._form(word)) != word else None

    def _is_conjugated(self, infinitive: str) -> bool:
        """Whether the dictionary gives several spellings to the verb of an infinitive."""
        stem, lemmas = infinitive[:-1], (infinitive, infinitive + "d")
        found = sum(self._known.get(stem + ending) in lemmas for ending in _CONJUGATION[self._language])
        return found >= _MIN_CONJUGATED

    def _form(self, word: str) -> str | None:
        if word in self._overrides:
            return self._overrides[word]
        lemma = self._lemma(word)
        if lemma is None:
            return None
        lemma = self._overrides.get(lemma, lemma)
        return lemma if lemma in self._kept else self._shared(lemma, self._own, self._known)

    def lemmas(self) -> frozenset[str]:
        """The dictionary's lemmas."""
        return frozenset(self._known.values())

    def spellings(self) -> Iterable[str]:
        """All spellings whose form is known without a rule."""
        return {**dict.fromkeys(sorted(self._strong)), **self._known, **self._overrides}

    def is_strong(self, word: str) -> bool:
        """Whether a spelling is the lemma of several others."""
        return word in self._strong

    def _lemma(self, word: str) -> str | None:
        lemma = self._known.get(word)
        if lemma is None:
            return word if word in self._strong else None
        if lemma != word and word in self._strong and self._is_own(word, lemma):
            return word
        if word.endswith("s") and len(word) > _MIN_GENITIVE and self._language != "en":
            owner = word[:-1]
            if owner in self._known and lemma != word:
                return self.form(owner)
        if lemma == word and len(word) >= _MIN_WEAK and word not in self._own:
            return next(self._stems(word), word)
        return self._likelier(word, lemma)

    def _is_own(self, word: str, lemma: str) -> bool:
        """Whether a spelling with forms of its own (``gräns``) stays itself, against the dictionary's other lemma.

        It does not where it is a regular inflection of that lemma (``lande``) or has another root vowel (``skrev``);
        an imperative (``buller`` of ``bullra``) is the noun.
        """
        if lemma[:-1] in {word[:-2] + word[-1], word[:-3] + word[-1]} and lemma[-1] == _INFINITIVE.get(self._language):
            return True
        if word.startswith(lemma):
            return word[len(lemma) :] not in _NOMINAL or not self.is_strong(lemma)
        return lemma.startswith(word[:-1])

    def _likelier(self, word: str, lemma: str) -> str:
        """The word meant where the dictionary names a rarer one: ``vacciner``, ``hamnar`` (nouns), ``growing`` (growe)."""
        if self._language == "da" and lemma == word + "e" and word.endswith("er"):
            return next((noun for noun in (word[:-1], word[:-2]) if noun in self._strong), lemma)
        if self._language == "da" and word.endswith("erer") and word[:-1] in self._strong:
            return word[:-1]
        if self._language == "en" and word.endswith(("ing", "ed")) and lemma[:-1] in self._strong:
            rare = lemma[-1] == "e" and word.startswith(lemma[:-1]) and self._own[lemma] < _RARE
            rare = rare and not _DOUBLING.fullmatch(lemma[:-1])
            return lemma[:-1] if rare else lemma
        if self._language == "sv" and word.endswith("ar") and lemma == word + "e":
            return word[:-1] if word[:-1] in self._strong else lemma
        if self._language == "sv" and word == lemma + "r" and lemma.endswith("a"):
            noun = word[:-2]
            return noun if noun in self._strong and self._known.get(noun + "arna") == noun else lemma
        return lemma

    def _stems(self, word: str) -> Iterator[str]:
        return (stem for stem in _endings(self._language, word) if self.is_strong(stem) and stem not in self._kept)


def _danish(lemma: str, own: Mapping[str, int], _: Mapping[str, str]) -> str:
    """A doer (``forsker``, ``leder``) with its verb: their present tense and singular are one spelling."""
    if lemma.endswith("er") and own.get(lemma[:-1], 0) > 1 and len(lemma) > _MIN_GENITIVE:
        return lemma[:-1]
    return lemma


def _swedish(lemma: str, own: Mapping[str, int], known: Mapping[str, str]) -> str:
    """A participle (``utvecklad``, ``anställd``) with its verb."""
    if lemma.endswith("ad") and own.get(lemma[:-1], 0) > 1:
        return lemma[:-1]
    stem, verb = lemma[:-1], lemma[:-1] + "a"
    if not lemma.endswith(("d", "t")) or known.get(stem if stem.endswith("r") else stem + "er") != verb:
        return lemma
    is_noun = any(known.get(lemma + ending) == lemma for ending in ("en", "et", "er"))
    return lemma if is_noun or known.get(lemma + "e") != lemma else verb


_BRITISH = (
    *(("isation", "ization"), ("ise", "ize"), ("yse", "yze"), ("our", "or"), ("tre", "ter"), ("bre", "ber")),
    *(("ogue", "og"), ("ence", "ense"), ("gramme", "gram")),
)


def _english(lemma: str, own: Mapping[str, int], known: Mapping[str, str]) -> str:
    """British with American spelling, a gerund (``funding``) with its verb, ``travell`` with ``travel``."""
    if lemma.endswith("ll") and own.get(lemma, 0) <= _RARE < own.get(lemma[:-1], 0):
        return lemma[:-1]
    for ending in ("ing", "ed"):
        if lemma.endswith(ending) and len(lemma) >= _MIN_ING:
            stem = lemma[: -len(ending)]
            for base in (stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem):
                if own.get(base, 0) > 1 and (base != stem or not _DOUBLING.fullmatch(stem)):
                    return _american(base, known)
    return _american(lemma, known)


def _american(lemma: str, known: Mapping[str, str]) -> str:
    for british, american in _BRITISH:
        other = lemma[: -len(british)] + american
        if lemma.endswith(british) and (other in known or british == "isation"):
            return other
    other = lemma.replace("ae", "e").replace("oe", "e")
    return other if other != lemma and other in known else lemma


_SHARED = {"da": _danish, "sv": _swedish, "en": _english}
