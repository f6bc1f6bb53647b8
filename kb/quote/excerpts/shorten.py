"""Cutting an excerpt to a number of words: at a sentence end, or in need at a clause end with the cut marked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.model import Span

_WORD = re.compile(r"\S*\w\S*")
_CLAUSE_END = re.compile(r"[,;:–—](?=\s)|\)(?=[\s,;])")


def words(text: str) -> int:
    """The number of words as a person counts them: pieces between spaces that hold a letter or a digit."""
    return sum(1 for _ in _WORD.finditer(text))


def shorten(text: str, sentences: Sequence[Span], limit: int, keep: Sequence[Span] = ()) -> tuple[Span, bool]:
    """The part of some consecutive sentences that has at most ``limit`` words, and whether a sentence was cut.

    Sentences that hold ``keep`` (the matches) are preferred: the shown run is the one with most of them. A first
    sentence that is too long by itself is cut at its last clause end, else after its last word that fits.
    """
    whole = Span(sentences[0].start, sentences[-1].end)
    if words(whole.slice(text)) <= limit:
        return whole, False
    counts = [words(one.slice(text)) for one in sentences]
    best = _best_run(sentences, counts, limit, keep)
    if best is not None:
        return Span(sentences[best[0]].start, sentences[best[1]].end), False
    held = [_held(one, keep) for one in sentences]
    return _clause(text, sentences[held.index(max(held))], limit), True


def _best_run(
    sentences: Sequence[Span], counts: Sequence[int], limit: int, keep: Sequence[Span]
) -> tuple[int, int] | None:
    """The run of sentences within the limit with the most matches, then the most words, then the earliest."""
    best: tuple[int, int, int, int] | None = None
    start = total = held = 0
    for end, (sentence, count) in enumerate(zip(sentences, counts, strict=True)):
        total += count
        held += _held(sentence, keep)
        while total > limit and start <= end:
            total -= counts[start]
            held -= _held(sentences[start], keep)
            start += 1
        if start <= end and (best is None or (held, total) > best[:2]):
            best = (held, total, start, end)
    if best is None or (keep and not best[0]):
        return None
    return best[2], best[3]


def _held(sentence: Span, keep: Sequence[Span]) -> int:
    return sum(sentence.start <= one.start < sentence.end for one in keep)


def _clause(text: str, sentence: Span, limit: int) -> Span:
    found = list(_WORD.finditer(text, sentence.start, sentence.end))
    reach = found[min(limit, len(found)) - 1].end() if found else sentence.end
    ends = [clause.start() for clause in _CLAUSE_END.finditer(text, sentence.start, reach + 1)]
    # A clause end in the first third would leave a stump that says nothing.
    far = [end for end in ends if end - sentence.start > (reach - sentence.start) // 3]
    end = far[-1] if far else reach
    return Span(sentence.start, end if text[end : end + 1] != ")" else end + 1)
