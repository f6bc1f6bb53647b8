"""Text to terms for one language, the same for a text and for a query.

A token takes one position, whatever it holds. A hyphenated word is one word, whose ``form`` is that of the word
written together (``co-operation``, ``cooperation``) and whose pieces are among its ``parts``; so a phrase counts
positions as a reader counts words, and an engine that lets a phrase match parts finds "life science" in
``life science-klynge``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from kb.language.analysis.compounds import Splitter
from kb.language.analysis.letters import DIGRAPH, SPECIAL, name, readings, scandinavian, spellings, unfold
from kb.language.analysis.offsets import Composed
from kb.language.analysis.snowball import stemmer
from kb.language.analysis.tokens import TokenKind, read
from kb.language.analysis.vocabulary import SimplemmaLexicon, Vocabulary
from kb.model import SERVED_LANGUAGES, Span

CACHED_WORDS = 100_000
_MOST_GUESSES = 4
# No word of the three languages is longer; what is, is data, and only found as it is written.
_LONGEST_WORD = 120
_IGNORED = re.compile("[\u00ad\u200b-\u200d\u2060\ud800-\udfff]")
_SAME = str.maketrans({"’": "'", "ʼ": "'", "‑": "-", "‐": "-", "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff"})
# What an owner's ending looks like behind an apostrophe or a Swedish colon: EU's, EU:s, EU:n.
_OWNER = re.compile("(?:'s?|:[a-zåäö]{1,4})$")

_ACRONYM = re.compile("[A-ZÅÄÖÆØ]{2,}s")


class Analyzed(NamedTuple):
    """The terms of one token, all of them at one position.

    ``word`` is the exact term (NFC, lower case, letters kept), ``form`` what all inflections share, ``parts`` the
    forms of a compound's parts, an identifier's pieces, or the other reading of a homograph (``dele`` is a verb and a
    noun's plural), ``folds`` the keys of its other spellings.
    """

    position: int
    span: Span
    kind: TokenKind
    word: str
    form: str
    parts: tuple[str, ...] = ()
    folds: tuple[str, ...] = ()


class _Terms(NamedTuple):
    word: str
    form: str
    parts: tuple[str, ...]
    folds: tuple[str, ...]


class Analyzer:
    """Text to terms for one language; ``extra`` are further words (a glossary's) that compounds may be made of."""

    def __init__(self, language: str, lexicon: Vocabulary, extra: tuple[str, ...] = ()) -> None:
        self.language = language
        self._served = language in SERVED_LANGUAGES
        self._lexicon = lexicon
        self._extra = frozenset(map(exact, extra))
        self._splitter = Splitter(language if self._served else "en", lexicon, self._extra)
        self._terms = lru_cache(maxsize=CACHED_WORDS)(self._terms_of)

    def analyze(self, text: str) -> tuple[Analyzed, ...]:
        """The terms of a text, one entry per token, positions counted from 0; never raises."""
        composed = Composed(text)
        text, given = composed.text, composed.given
        # A list inside: it is made quicker than a generator is asked, and this runs for every token of a corpus.
        return tuple(
            [
                self._analyzed(position, given(start, end), kind, key or text[start:end], pieces)
                for position, (start, end, kind, key, pieces) in enumerate(read(text))
            ]
        )

    def analyze_word(self, word: str) -> Analyzed:
        """The terms of what is known to be one word."""
        return self._analyzed(0, Span(0, len(word)), "word", word, ())

    def fold_keys(self, typed: str) -> tuple[str, ...]:
        """The keys to look for among the ``folds`` of texts, to find a typed word in its other spellings.

        With special letters: the Scandinavian keys of the word and its form, so the letters stay. Plain: the word
        as it is, and if no dictionary has it, the words it may stand for (``lararen`` → ``lärare``).
        """
        terms = self._terms(typed) if len(typed) <= _LONGEST_WORD else _unread(typed)
        if SPECIAL.search(terms.word):
            return _lettered(terms)
        meant = self._meant(terms.word, terms.form)
        guesses = (key for guess in self._guesses(terms.word) for key in _lettered(self._terms(guess)))
        return tuple(dict.fromkeys((terms.word, *((meant,) if meant else ()), *guesses)))

    def _analyzed(self, position: int, span: Span, kind: TokenKind, text: str, pieces: tuple[str, ...]) -> Analyzed:
        if kind != "word":
            return Analyzed(position, span, kind, text, text, pieces)
        return Analyzed(position, span, kind, *(self._terms(text) if len(text) <= _LONGEST_WORD else _unread(text)))

    def _terms_of(self, text: str) -> _Terms:
        word = exact(text)
        bare = word[:-1] if _ACRONYM.fullmatch(text) else _OWNER.sub("", word) or word
        form, parts = self._form_and_parts(bare) if self._served else (word, ())
        keys = spellings(word) | spellings(form)
        if not keys and (meant := self._meant(word, form)):
            keys = spellings(meant) - {word}
        return _Terms(word=word, form=form, parts=parts, folds=tuple(sorted(keys)))

    def _form_and_parts(self, word: str) -> tuple[str, tuple[str, ...]]:
        return self._hyphenated(word) if "-" in word else self._closed(word)

    def _closed(self, word: str) -> tuple[str, tuple[str, ...]]:
        """Form and parts of a word written together."""
        form = self._lexicon.form(self.language, word)
        if form is not None:
            return form, self._splitter.parts(form) or self._other_reading(word)
        split = self._splitter.best(word)
        if split is None and word in self._extra:
            return word, ()
        if split is None:
            return stemmer(self.language)(word), ()
        return split.modifier + split.head.form, self._splitter.parts(word)

    def _other_reading(self, word: str) -> tuple[str, ...]:
        """The noun or adjective that a form of a verb is as well."""
        nominal = self._lexicon.nominal(self.language, word)
        return () if nominal is None else (nominal,)

    def _hyphenated(self, word: str) -> tuple[str, tuple[str, ...]]:
        """Form and parts of a word with hyphens: written together it is the same word."""
        pieces = [piece for piece in word.split("-") if piece] or [word]
        analyzed = [self._closed(piece) for piece in pieces]
        head = self._lexicon.nominal(self.language, pieces[-1]) or analyzed[-1][0]
        form = self._lexicon.form(self.language, "".join(pieces)) or "".join(pieces[:-1]) + head
        return form, tuple(dict.fromkeys(part for piece, parts in analyzed for part in (piece, *parts)))

    def _meant(self, word: str, form: str) -> str | None:
        """The key of what a plain word stands for: a listed name, or an unknown word with its ae, oe, aa as letters."""
        listed = name(word) or name(form)
        if listed or not DIGRAPH.search(word) or not word.isalpha() or self._known(word):
            return listed
        return unfold(word)

    def _known(self, word: str) -> bool:
        return self._served and self._lexicon.form(self.language, word) is not None

    def _guesses(self, word: str) -> Iterator[str]:
        """The known words, or failing that the compounds, that a plain word may stand for."""
        if not self._served or not word.isalpha() or len(word) > _LONGEST_WORD or self._known(word):
            return iter(())
        known = list(islice(filter(self._known, readings(self.language, word)), _MOST_GUESSES))
        return iter(known or islice(filter(self._splitter.best, readings(self.language, word)), _MOST_GUESSES))


def _unread(text: str) -> _Terms:
    word = exact(text)
    return _Terms(word, word, (), ())


def _lettered(terms: _Terms) -> tuple[str, ...]:
    """The Scandinavian keys of a word and its form that hold a special letter."""
    keys = (scandinavian(term) for term in (terms.word, terms.form) if SPECIAL.search(term))
    return tuple(dict.fromkeys(keys))


def exact(text: str) -> str:
    """The exact term of a word as written: composed, lower case, one kind of hyphen, no soft hyphens."""
    composed = unicodedata.normalize("NFC", _IGNORED.sub("", text)).translate(_SAME)
    return unicodedata.normalize("NFC", composed.lower())


def analyzer(language: str, lexicon: Vocabulary | None = None, extra: tuple[str, ...] = ()) -> Analyzer:
    """The analyzer of a language; one that is not served gets lower case and spelling keys only."""
    return Analyzer(language, lexicon or SimplemmaLexicon(), extra)
