"""The paragraphs of a text, each read in the language of its reporter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kb.model import Span
from kb.quote.attribution import Reading, after, before, leading, read
from kb.quote.scanner import scan


def read_paragraphs(text: str, languages: Sequence[tuple[Span, str]] | str) -> list[Reading]:
    """The paragraphs in order, read for attributions.

    A paragraph that is mostly a quotation in another language (``“Vi måste vänta,” siger X``) is known by the
    quotation's language; where the language of the rest of the text finds more speakers in it, that is the reporter's.
    """
    readings = [read(text, scanned) for scanned in scan(text, languages)]
    main = _main_language(readings)
    if all(one.scanned.paragraph.language == main for one in readings):
        return readings
    for number, scanned in enumerate(scan(text, main)):
        if readings[number].scanned.paragraph.language != main and scanned.marked:
            other = read(text, scanned)
            if _known(other) > _known(readings[number]):
                # The words between the marks stay in the language they are in.
                block = readings[number].scanned.paragraph
                readings[number] = replace(other, scanned=replace(scanned, paragraph=block))
    return readings


def _main_language(readings: Sequence[Reading]) -> str:
    """The language that most of the text is in."""
    lengths: Counter[str] = Counter()
    for reading in readings:
        start, end = reading.scanned.paragraph.span
        lengths[reading.scanned.paragraph.language] += end - start
    return lengths.most_common(1)[0][0] if lengths else "und"


def _known(reading: Reading) -> tuple[int, int]:
    """How many speakers of a paragraph a language finds, and how many of the words outside the marks are its little words."""
    found = [one for place in reading.places for one in (before(reading, place), after(reading, place))]
    found.append(leading(reading) if reading.tokens else None)
    named = sum(one is not None and one.mention is not None and one.cue is not None for one in found)
    words = reading.words
    little = words.prepositions | words.conjunctions | words.not_names | words.reports | words.be
    return named, sum(token.lower in little for token in reading.tokens)
