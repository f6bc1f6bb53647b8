"""Likely sources in another language: never a verdict, only a place to look at.

A search that is handed in finds the passages; they are kept where figures, names and most content words of the
quotation answer, directly or by translation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.check.drafts.shapes import DraftQuotation
from kb.check.folding import words_of
from kb.errors import KbError
from kb.language.analysis.tokens import number_key
from kb.language.sentences import split
from kb.model import Candidate, FoundPassage, Hit, Results, Span, Via

_MOST_WORDS = 24
_FEWEST = 3
_ANSWERED = 0.5
_MOST = 3
_SHORTEST = 4
_LONG = 6

Search = Callable[..., Results]


@dataclass(frozen=True, slots=True, kw_only=True)
class Translations:
    """Finds likely sources of a translated quotation with a search across the languages."""

    search: Search

    def __call__(self, quotation: DraftQuotation) -> Sequence[Candidate]:
        """At most three passages in other languages, the likeliest first; none where too little answers."""
        words = _telling(quotation.text)
        if len(words) < _FEWEST:
            return ()
        try:
            results = self.search(" ".join(words).lower(), limit=10)
        except KbError:
            return ()
        found = [
            (worth, hit, passage, span)
            for hit in results.hits
            for passage in hit.passages
            if passage.language != quotation.language
            for worth, span in [_best(passage, words)]
        ]
        best = sorted((one for one in found if one[0] >= _ANSWERED), key=lambda one: -one[0])
        return [_candidate(hit, passage, span) for _, hit, passage, span in best[:_MOST]]


def _telling(text: str) -> list[str]:
    """The words to look for: figures, names and long words, each once."""
    words = [word for word in words_of(text).keys if word[0].isalnum()]
    telling = [word for at, word in enumerate(words) if _weight(word, first=at == 0) >= 1]
    return list(dict.fromkeys(word.replace('"', "") for word in telling))[:_MOST_WORDS]


def _weight(word: str, *, first: bool = False) -> float:
    """How much a word tells: a figure most, then a name, then a long word; short words nothing."""
    if _is_figure(word):
        return 2.0
    if word[0].isupper() and not first and len(word) >= _SHORTEST:
        return 1.5
    return 1.0 if len(word) >= _LONG else 0.0


def _best(passage: FoundPassage, words: Sequence[str]) -> tuple[float, Span]:
    """The two sentences of a passage that answer most, as a span of its text, and the weighed share they answer."""
    spans = split(passage.text, passage.language) or (Span(0, len(passage.text)),)
    pairs = [Span(one.start, other.end) for one, other in pairwise(spans)] or list(spans)
    worth, _, span = max((_worth(passage, span, words), span.start - span.end, span) for span in (*spans, *pairs))
    return worth, span


def _worth(passage: FoundPassage, span: Span, words: Sequence[str]) -> float:
    """The weighed share of the words that a span answers, if at least three do; a figure it lacks counts against it."""
    held = {number_key(word) for word in words_of(span.slice(passage.text)).keys if _is_figure(word)}
    start = passage.span.start
    answered = {
        match.term.casefold()
        for match in passage.matches
        if match.via is not Via.SPELLING and span.start <= match.span.start - start < span.end
    }
    hit = [word for word in words if number_key(word) in held or word.casefold() in answered]
    lacking = sum(_is_figure(word) and number_key(word) not in held for word in words)
    total = sum(map(_weight, words))
    return (sum(map(_weight, hit)) - lacking) / total if total and len(hit) >= _FEWEST else 0.0


def _is_figure(word: str) -> bool:
    return any(map(str.isdigit, word))


def _candidate(hit: Hit, passage: FoundPassage, span: Span) -> Candidate:
    return Candidate(
        document=hit.document,
        title=hit.title,
        why="may say the same in another language",
        span=Span(passage.span.start + span.start, passage.span.start + span.end),
        text=span.slice(passage.text),
    )
