"""The sentences of a found passage that tell why it was found: what is shown of it where it is not shown whole."""

from __future__ import annotations

from kb.language.sentences import split
from kb.model import FoundPassage, Span

MOST = 3
_ROW = "|"


def telling(passage: FoundPassage, most: int = MOST) -> tuple[Span, ...]:
    """The sentences that hold a match, neighbours put together, or the first where none does; spans of its text."""
    sentences = _sentences(passage)
    starts = [match.span.start - passage.span.start for match in passage.matches]
    kept = [s for s in sentences if any(s.start <= at < s.end for at in starts)] or list(sentences[:1])
    joined: list[Span] = []
    for sentence in _with_heads(passage.text, sentences, kept[:most]):
        beside = bool(joined) and not passage.text[joined[-1].end : sentence.start].strip()
        if beside and not passage.text.startswith(_ROW, sentence.start):
            joined[-1] = Span(joined[-1].start, sentence.end)
        else:
            joined.append(Span(sentence.start, sentence.end))
    return tuple(joined)


def _sentences(passage: FoundPassage) -> list[Span]:
    """The sentences of a passage; of a table each row, without the one that only draws the line under its head."""
    found: list[Span] = []
    for sentence in split(passage.text, passage.language):
        start = sentence.start
        for line in sentence.slice(passage.text).splitlines(keepends=True):
            words = line.strip()
            begin = start + len(line) - len(line.lstrip())
            start += len(line)
            if words.startswith(_ROW):
                if words.strip("|-: "):
                    found.append(Span(begin, begin + len(words)))
            elif words and found and found[-1].end > sentence.start and not _is_row(passage.text, found[-1]):
                found[-1] = Span(found[-1].start, begin + len(words))
            elif words:
                found.append(Span(begin, begin + len(words)))
    return found


def _with_heads(text: str, sentences: list[Span], kept: list[Span]) -> list[Span]:
    """What is kept, with the head of every table a row is kept of: figures say nothing without it."""
    heads: dict[Span, Span] = {}
    head: Span | None = None
    end = 0
    for one in sentences:
        if not _is_row(text, one):
            head = None
        elif head is None or text[end : one.start].strip("|-: \n"):
            head = one
        if head is not None:
            heads[one] = head
        end = one.end
    return sorted({*kept, *(heads[one] for one in kept if one in heads)})


def _is_row(text: str, span: Span) -> bool:
    return text.startswith(_ROW, span.start)
