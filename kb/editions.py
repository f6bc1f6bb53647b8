"""The editions of a document, kept when its source changed, and what differs between two of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from kb.corpus import Corpus
from kb.corpus.reading import EDITIONS, RECORD, TEXT
from kb.corpus.records import BadRecord, record_from_bytes
from kb.errors import BadValue, CorpusDamaged
from kb.language.sentences import split
from kb.model import Record, Span

_ALIKE = 0.5  # share of common words from which a sentence counts as changed rather than as another one
_COMPARED = 200  # sentences on each side of a stretch that are compared one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of a document: its number from 1 (the oldest), its record and its text."""

    number: int
    record: Record
    text: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceChange:
    """One sentence that is in one edition alone, or in both with other words; the spans count in their texts."""

    op: Literal["added", "removed", "changed"]
    old: Span | None
    new: Span | None


def editions(corpus: Corpus, id: str) -> tuple[Edition, ...]:
    """The editions of a document, the oldest first; the last is the current one.

    Raises:
        UnknownDocument: there is no such document.
        CorpusDamaged: an edition cannot be read.
    """
    folder = corpus.folder(id) / EDITIONS
    kept = sorted((int(p.name) for p in folder.iterdir() if p.name.isdigit()) if folder.is_dir() else ())
    former = []
    for number in kept:
        place = folder / str(number)
        try:
            record = record_from_bytes((place / RECORD).read_bytes())
            text = (place / TEXT).read_bytes().decode("utf-8")
        except (OSError, BadRecord, UnicodeDecodeError) as error:
            raise CorpusDamaged(place, str(error)) from error
        former.append(Edition(number=number, record=record, text=text, current=False))
    number = max(kept, default=0) + 1
    document = corpus.document(id)
    return (*former, Edition(number=number, record=document.record, text=document.text, current=True))


def edition(found: Sequence[Edition], number: int) -> Edition:
    """The edition of this number.

    Raises:
        BadValue: there is none.
    """
    for one in found:
        if one.number == number:
            return one
    raise BadValue("edition", str(number), f"one of {', '.join(str(one.number) for one in found)}")


def differences(old: Edition, new: Edition) -> tuple[SentenceChange, ...]:
    """What differs between two editions, sentence by sentence, in the order of the newer one.

    Sentences that stand once in both editions anchor the comparison (patience diff); what stands between two anchors is
    compared sentence by sentence where it is not too long for that, so the time stays near linear in the texts.
    """
    one, two = tuple(_sentences(old)), tuple(_sentences(new))
    old_words = [" ".join(span.slice(old.text).split()) for span in one]
    new_words = [" ".join(span.slice(new.text).split()) for span in two]
    found: list[SentenceChange] = []
    here = there = 0
    for a, b in (*_anchors(old_words, new_words), (len(one), len(two))):
        for i1, i2, j1, j2 in _stretches(old_words, new_words, (here, a), (there, b)):
            found.extend(_paired(one[i1:i2], two[j1:j2], old.text, new.text))
        here, there = a + 1, b + 1
    return tuple(found)


def _sentences(edition: Edition) -> Iterator[Span]:
    start = 0
    for block in edition.text.split("\n\n"):
        for sentence in split(block, edition.record.language):
            yield Span(start + sentence.start, start + sentence.end)
        start += len(block) + 2


def _anchors(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Places of the sentences that stand once on both sides, the most that rise on both."""
    counts_old, counts_new = Counter(old), Counter(new)
    places = {words: j for j, words in enumerate(new) if counts_new[words] == 1}
    pairs = [(i, places[words]) for i, words in enumerate(old) if counts_old[words] == 1 and words in places]
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, (_, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        before.append(ends[at - 1] if at else None)
        tails[at : at + 1] = [j]
        ends[at : at + 1] = [index]
    chain: list[tuple[int, int]] = []
    last = ends[-1] if ends else None
    while last is not None:
        chain.append(pairs[last])
        last = before[last]
    return chain[::-1]


def _stretches(
    old: list[str], new: list[str], olds: tuple[int, int], news: tuple[int, int]
) -> Iterator[tuple[int, int, int, int]]:
    """The stretches that differ between two anchors."""
    (i, i_end), (j, j_end) = olds, news
    while i < i_end and j < j_end and old[i] == new[j]:
        i, j = i + 1, j + 1
    while i < i_end and j < j_end and old[i_end - 1] == new[j_end - 1]:
        i_end, j_end = i_end - 1, j_end - 1
    if max(i_end - i, j_end - j) > _COMPARED:
        yield i, i_end, j, j_end
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old[i:i_end], new[j:j_end], autojunk=False).get_opcodes():
        if tag != "equal":
            yield i + i1, i + i2, j + j1, j + j2


def _paired(olds: Sequence[Span], news: Sequence[Span], old_text: str, new_text: str) -> Iterator[SentenceChange]:
    """Old and new sentences of one stretch: those alike as a change, the others as removed or added."""
    words = [Counter(span.slice(old_text).lower().split()) for span in olds]
    at = 0
    came: list[SentenceChange] = []
    for new in news:
        own = Counter(new.slice(new_text).lower().split())
        alike = next((i for i in range(at, min(len(olds), at + _COMPARED)) if _share(words[i], own) >= _ALIKE), None)
        if alike is None:
            came.append(SentenceChange(op="added", old=None, new=new))
            continue
        # What went stands before what came in its place.
        yield from (SentenceChange(op="removed", old=old, new=None) for old in olds[at:alike])
        yield from came
        came = []
        yield SentenceChange(op="changed", old=olds[alike], new=new)
        at = alike + 1
    yield from (SentenceChange(op="removed", old=old, new=None) for old in olds[at:])
    yield from came


def _share(one: Counter[str], other: Counter[str]) -> float:
    return (one & other).total() / max(1, one.total(), other.total())
