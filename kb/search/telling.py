"""The sentences of a found passage that tell why it was found: what is shown of it where it is not shown whole."""

from __future__ import annotations

from kb.language.sentences import split
from kb.model import FoundPassage, Span

MOST = 3


def telling(passage: FoundPassage, most: int = MOST) -> tuple[Span, ...]:
    """The sentences that hold a match, neighbours put together, or the first where none does; spans of its text."""
    sentences = split(passage.text, passage.language)
    starts = [match.span.start - passage.span.start for match in passage.matches]
    kept = [s for s in sentences if any(s.start <= at < s.end for at in starts)] or list(sentences[:1])
    joined: list[Span] = []
    for sentence in kept[:most]:
        if joined and not passage.text[joined[-1].end : sentence.start].strip():
            joined[-1] = Span(joined[-1].start, sentence.end)
        else:
            joined.append(Span(sentence.start, sentence.end))
    return tuple(joined)
