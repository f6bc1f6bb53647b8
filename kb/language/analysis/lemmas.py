"""Which form all inflections of a word share, worked out from a dictionary that gives one lemma per spelling.

A spelling can belong to several words (Danish ``leder`` is a link in one, a leader and a verb), and a dictionary
names one of them. Here a spelling that is itself the lemma of other words stays with them, genitives follow their
word, and pairs that share spellings in every sentence (``forske`` and ``forsker``) share one form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from kb.language.analysis.wordlists import pairs, words

_OWN_FORMS = 2
_MIN_GENITIVE = 4
_MIN_ING = 6
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
    for ending, instead in _ENDINGS[language]:
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
        self._overrides = pairs(f"{language}.forms.txt")
        self._kept = words(f"{language}.kept.txt")
        self._own = Counter(lemma for word, lemma in known.items() if word != lemma)
        self._strong = frozenset(lemma for lemma, times in self._own.items() if times > _OWN_FORMS)
        self._shared = _SHARED[language]

    def form(self, word: str) -> str | None:
        """The form of a known spelling, else None."""
        if word in self._overrides:
            return self._overrides[word]
        lemma = self._lemma(word)
        if lemma is None:
            return None
        lemma = self._overrides.get(lemma, lemma)
        return lemma if lemma in self._kept else self._shared(lemma, self._own)

    def lemmas(self) -> frozenset[str]:
        """The dictionary's lemmas."""
        return frozenset(self._known.values())

    def spellings(self) -> Iterable[str]:
        """All spellings whose form is known without a rule."""
        return self._known.keys() | self._overrides.keys()

    def is_strong(self, word: str) -> bool:
        """Whether a spelling is the lemma of several others."""
        return word in self._strong

    def _lemma(self, word: str) -> str | None:
        lemma = self._known.get(word)
        if lemma is None:
            return None
        if lemma != word and word in self._strong and self._is_own(word, lemma):
            return word
        if word.endswith("s") and len(word) > _MIN_GENITIVE and self._language != "en":
            owner = word[:-1]
            if owner in self._known and lemma != word:
                return self.form(owner)
        if lemma == word and len(word) >= _MIN_WEAK and word not in self._own:
            return next(self._stems(word), word)
        return lemma

    def _is_own(self, word: str, lemma: str) -> bool:
        """Whether a spelling with forms of its own (``gräns``) stays itself, against the dictionary's other lemma.

        It does not where it is a regular inflection of that lemma (``lande``) or has another root vowel (``skrev``).
        """
        if word.startswith(lemma):
            return word[len(lemma) :] not in _NOMINAL or not self.is_strong(lemma)
        return lemma.startswith(word[:-1])

    def _stems(self, word: str) -> Iterator[str]:
        return (stem for stem in _endings(self._language, word) if self.is_strong(stem) and stem not in self._kept)


def _danish(lemma: str, own: Mapping[str, int]) -> str:
    """A doer (``forsker``, ``leder``) with its verb: their present tense and singular are one spelling."""
    if lemma.endswith("er") and own.get(lemma[:-1], 0) > _OWN_FORMS and len(lemma) > _MIN_GENITIVE:
        return lemma[:-1]
    return lemma


def _swedish(lemma: str, own: Mapping[str, int]) -> str:
    """A participle (``utvecklad``) with its verb."""
    if lemma.endswith("ad") and own.get(lemma[:-1], 0) > _OWN_FORMS:
        return lemma[:-1]
    return lemma


_BRITISH = (
    *(("isation", "ization"), ("ise", "ize"), ("yse", "yze"), ("our", "or"), ("tre", "ter"), ("bre", "ber")),
    *(("ogue", "og"), ("ence", "ense"), ("gramme", "gram"), ("ll", "l")),
)


def _english(lemma: str, own: Mapping[str, int]) -> str:
    """British with American spelling, and a gerund that has become a noun (``funding``) with its verb."""
    for ending in ("ing", "ed"):
        if lemma.endswith(ending) and len(lemma) >= _MIN_ING:
            stem = lemma[: -len(ending)]
            for base in (stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem):
                if own.get(base, 0) > _OWN_FORMS - 1:
                    return _american(base, own)
    return _american(lemma, own)


def _american(lemma: str, own: Mapping[str, int]) -> str:
    for british, american in _BRITISH:
        other = lemma[: -len(british)] + american
        if lemma.endswith(british) and (other in own or british == "isation"):
            return other
    other = lemma.replace("ae", "e").replace("oe", "e")
    return other if other != lemma and other in own else lemma


_SHARED = {"da": _danish, "sv": _swedish, "en": _english}
