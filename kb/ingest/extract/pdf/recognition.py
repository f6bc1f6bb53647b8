"""A scanned PDF read twice: once in all languages to tell which one each page is in, then each page in its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.ingest.blocks import Original
from kb.ingest.extract.pdf.glyphs import draw
from kb.ingest.extract.pdf.ocr import with_text_layer
from kb.ingest.extract.pdf.ranges import ranges
from kb.ingest.extract.pdf.sheets import Drawn, Sheet
from kb.language import detect, languages
from kb.model import SERVED_LANGUAGES


def recognized(original: Original, pictures: Sequence[int], language: str | None) -> tuple[Drawn, tuple[str, ...]]:
    """The pages with the words of their pictures, and what a person should know about that.

    Args:
        original: the PDF.
        pictures: the numbers of the pages without text.
        language: what a person said it is written in.

    Raises:
        SourceError: as ``with_text_layer``.
    """
    told = language if language in SERVED_LANGUAGES else None
    read = with_text_layer(original, language=told)
    drawn = draw(read.data, original.source)
    if told is None:
        data = original.data
        for one, pages in _by_language(drawn.sheets, pictures).items():
            data = with_text_layer(replace(original, data=data), language=one, pages=pages).data
        drawn = draw(data, original.source)
    found = [number for number in pictures if drawn.sheets[number - 1].words]
    note = f"page {ranges(found)} was read from a picture: compare a quotation with the page"
    return drawn, (*read.warnings, *((note,) if found else ()))


def _by_language(sheets: Sequence[Sheet], pictures: Sequence[int]) -> dict[str | None, list[int]]:
    """The pages that are pictures, by the served language each is in, None for one in another.

    A page that does not tell is taken to be in the language of the whole.
    """
    texts = {number: " ".join(word.text for word in sheets[number - 1].words) for number in pictures}
    whole = languages("\n\n".join(texts.values())).language
    found: dict[str | None, list[int]] = {}
    for number, text in texts.items():
        own = detect(text).language
        chosen = own if own in SERVED_LANGUAGES else whole
        found.setdefault(chosen if chosen in SERVED_LANGUAGES else None, []).append(number)
    return found
