"""Text to terms for one language."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kb.language.analysis.compounds import Splitter
from kb.language.analysis.letters import SPECIAL, scandinavian, spellings
from kb.language.analysis.lexicon import Lexicon, SimplemmaLexicon
from kb.language.analysis.snowball import stemmer
from kb.language.analysis.tokens import Token, TokenKind, tokenize
from kb.model import SERVED_LANGUAGES, Span

_OWNER = re.compile("(?:'s?|:[a-zåäö]{1,4})$")
_IGNORED = re.compile("[\u00ad\u200b-\u200d\u2060]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyzed:
    """The terms of one token, all of them at one position.

    ``word`` is the exact term (NFC, lower case, letters kept), ``form`` what all inflections share, ``parts`` the
    forms of a compound's parts or an identifier's pieces, ``folds`` the keys of its other spellings.
    """

    position: int
    span: Span
    kind: TokenKind
    word: str
    form: str
    parts: tuple[str, ...] = ()
    folds: tuple[str, ...] = ()


class Analyzer:
    """Text to terms for one language; the same for a text and for a query."""

    def __init__(self, language: str, lexicon: Lexicon) -> None:
        self.language = language
        self._lexicon = lexicon
        self._splitter = Splitter(language, lexicon) if language in SERVED_LANGUAGES else None
        self._terms = lru_cache(maxsize=100_000)(self._terms_of)

    def analyze(self, text: str) -> tuple[Analyzed, ...]:
        """The terms of a text, one entry per token, positions counted from 0."""
        return tuple(self._analyzed(position, token) for position, token in enumerate(tokenize(text)))

    def analyze_word(self, word: str) -> Analyzed:
        """The terms of one word that is known to be one."""
        return self._analyzed(0, Token(text=word, span=Span(0, len(word)), kind="word"))

    def fold_keys(self, typed: str) -> tuple[str, ...]:
        """The keys under which a typed word is looked for among the folds of the texts."""
        word, form, _, _ = self._terms(exact(typed))
        if SPECIAL.search(word):
            return tuple(dict.fromkeys((scandinavian(word), scandinavian(form))))
        return (word,)

    def _analyzed(self, position: int, token: Token) -> Analyzed:
        if token.kind != "word":
            return Analyzed(
                position=position, span=token.span, kind=token.kind, word=token.key, form=token.key, parts=token.pieces
            )
        word, form, parts, folds = self._terms(exact(token.text))
        return Analyzed(position=position, span=token.span, kind="word", word=word, form=form, parts=parts, folds=folds)

    def _terms_of(self, word: str) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
        if self.language not in SERVED_LANGUAGES:
            return word, word, (), ()
        bare = _OWNER.sub("", word) or word
        form, parts = self._hyphenated(bare) if "-" in bare else self._closed(bare)
        return word, form, parts, tuple(sorted(spellings(word) | spellings(form)))

    def _closed(self, word: str) -> tuple[str, tuple[str, ...]]:
        """Form and parts of a word written together."""
        form = self._lexicon.form(self.language, word)
        if form is not None:
            return form, self._splitter.parts(form)
        split = self._splitter.best(word)
        if split is None:
            return stemmer(self.language)(word), ()
        return split.modifier + split.head.form, self._splitter.parts(word)

    def _hyphenated(self, word: str) -> tuple[str, tuple[str, ...]]:
        """Form and parts of a word with hyphens: written together it is the same word (``co-operation``)."""
        pieces = [piece for piece in word.split("-") if piece]
        joined = "".join(pieces)
        form = self._lexicon.form(self.language, joined)
        analyzed = [self._closed(piece) for piece in pieces]
        inner = (part for piece, parts in analyzed for part in (piece, *parts))
        if form is None:
            form = "".join(pieces[:-1]) + analyzed[-1][0]
        return form, tuple(dict.fromkeys(inner))


def exact(text: str) -> str:
    """The exact term of a word as written: composed, lower case, without soft hyphens."""
    return unicodedata.normalize("NFC", _IGNORED.sub("", text).lower().replace("’", "'").replace("‑", "-"))


def analyzer(language: str, lexicon: Lexicon | None = None) -> Analyzer:
    """The analyzer of a language; one that is not served gets lower case only."""
    return Analyzer(language, lexicon or SimplemmaLexicon())
