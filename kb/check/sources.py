"""The texts of the corpus as a check reads them: their words, their sentences, their quotations; a few at a time."""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from kb.check.folding import Words, note_blocks, words_of
from kb.check.grams import bare
from kb.check.index import Entry
from kb.errors import KbError
from kb.model import Document, Quotation, Span
from kb.quote import find_quotations
from kb.quote.excerpts.caution import sentence_at
from kb.quote.excerpts.layout import Layout

_BREAK = "\x00"
_MOST_WORDS = 3_000_000
"""Words of the texts that are kept at one time: about 500 MB at the most."""


class Source:
    """One text of the corpus, read for checking. Footnotes stand behind the words they interrupt."""

    def __init__(self, entry: Entry, document: Document) -> None:
        self.entry = entry
        self.document = document
        self.text = document.text
        self.words = _with_notes_last(words_of(document.text))

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands, in lower case."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words.low):
            found.setdefault(word, []).append(number)
        return found

    @cached_property
    def bare(self) -> list[str]:
        """The words without the marks on their letters."""
        return [bare(word) for word in self.words.low]

    @cached_property
    def bare_places(self) -> dict[str, list[int]]:
        """Where each bare word stands."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.bare):
            found.setdefault(word, []).append(number)
        return found

    def is_name(self, word: str) -> bool:
        """Whether a word with a capital never stands in small letters here."""
        places = self.places.get(word.lower(), ())
        return word[:1].isupper() and all(self.words.keys[place][:1].isupper() for place in places)

    @cached_property
    def layout(self) -> Layout:
        """The blocks and sentences of the text."""
        return Layout(self.document)

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """The quotations of the text, in order."""
        return find_quotations(self.text, self.layout.languages)

    def quotation_over(self, span: Span) -> Quotation | None:
        """The quotation that holds the most of a span, if it holds half of it."""
        best, most = None, (span.end - span.start) / 2
        for one in self.quotations[max(0, bisect_left([q.span.end for q in self.quotations], span.start)) :]:
            if one.span.start >= span.end:
                break
            held = min(one.span.end, span.end) - max(one.span.start, span.start)
            if held >= most:
                best, most = one, held
        return best

    def quotations_at_ends(self, span: Span) -> list[Quotation]:
        """The quotations that the first and the last character of a span stand in, one of them once."""
        ends = (span.start, span.end - 1)
        return [one for one in self.quotations if any(one.span.start <= end < one.span.end for end in ends)]

    def span(self, first: int, last: int) -> Span:
        """The characters of the words ``[first, last)``."""
        starts = self.words.starts[first:last]
        return Span(min(starts), max(self.words.ends[first:last]))

    def sentences(self, span: Span) -> Span:
        """The span grown to whole sentences."""
        first, last = sentence_at(self.layout, span.start), sentence_at(self.layout, span.end - 1)
        return Span(
            min(span.start, first.start if first else span.start), max(span.end, last.end if last else span.end)
        )

    def occurrences(self, low: list[str], start: int = 0, end: int | None = None) -> list[int]:
        """The places in ``[start, end)`` where these words follow each other."""
        rarest = min(range(len(low)), key=lambda at: len(self.places.get(low[at], ())))
        places = self.places.get(low[rarest], [])
        limit = len(self.words) if end is None else end
        first = bisect_left(places, start + rarest)
        found = []
        for place in places[first:]:
            begin = place - rarest
            if begin + len(low) > limit:
                break
            if self.words.low[begin : begin + len(low)] == low:
                found.append(begin)
        return found


def _with_notes_last(words: Words) -> Words:
    blocks = note_blocks(words.text)
    if not blocks:
        return words
    body: list[int] = []
    notes: list[int] = []
    at = 0
    for number, start in enumerate(words.starts):
        while at < len(blocks) and blocks[at][1] <= start:
            at += 1
        (notes if at < len(blocks) and blocks[at][0] <= start else body).append(number)
    if not notes:
        return words
    moved = Words(words.text, [])
    for numbers in (body, notes):
        for number in numbers:
            moved.keys.append(words.keys[number])
            moved.low.append(words.low[number])
            moved.starts.append(words.starts[number])
            moved.ends.append(words.ends[number])
        # Nothing may be found across the border between the body and its notes.
        moved.keys.append(_BREAK)
        moved.low.append(_BREAK)
        moved.starts.append(words.starts[numbers[-1]] if numbers else 0)
        moved.ends.append(words.ends[numbers[-1]] if numbers else 0)
    return moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """How texts are read: the document of an entry, or of a former edition of it."""

    document: Callable[[str], Document]
    edition: Callable[[str, int], str]


class Shelf:
    """The sources that were read last, up to a bound on their words; ``unreadable`` are those that could not be."""

    def __init__(self, texts: Texts, entries: dict[int, Entry]) -> None:
        self._texts = texts
        self.entries = entries
        self._kept: OrderedDict[int, Source] = OrderedDict()
        self._words = 0
        self.unreadable: set[str] = set()

    def source(self, number: int) -> Source | None:
        """One source, None if it cannot be read."""
        if number in self._kept:
            self._kept.move_to_end(number)
            return self._kept[number]
        entry = self.entries[number]
        try:
            source = Source(entry, self._read(entry))
        except KbError:
            self.unreadable.add(entry.id)
            return None
        self._kept[number] = source
        self._words += len(source.words)
        while self._words > _MOST_WORDS and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._words -= len(dropped.words)
        return source

    @cached_property
    def _families(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries.values():
            if entry.edition is None:
                found.setdefault(entry.near_duplicate_of or entry.id, []).append(entry)
        return found

    def near_duplicates(self, entry: Entry) -> list[Entry]:
        """The other documents that are nearly the same as one."""
        family = self._families.get(entry.near_duplicate_of or entry.id, [])
        return [one for one in family if one.id != entry.id]

    def related(self, one: Entry, other: Entry) -> bool:
        """Whether two entries are editions or near duplicates of one document."""
        return bool(self._family(one) & self._family(other))

    def _family(self, entry: Entry) -> set[str]:
        return {entry.id} | ({entry.near_duplicate_of} if entry.near_duplicate_of else set())

    def _read(self, entry: Entry) -> Document:
        document = self._texts.document(entry.id)
        if entry.edition is None:
            return document
        return Document(record=document.record, text=self._texts.edition(entry.id, entry.edition))


def readable(shelf: Shelf, numbers: Iterable[int]) -> Iterable[tuple[int, Source]]:
    """The sources of some numbers that can be read, one at a time."""
    for number in numbers:
        source = shelf.source(number)
        if source is not None:
            yield number, source
