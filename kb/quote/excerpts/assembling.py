"""An excerpt with everything it carries: passport, context, warnings, citation, link."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from kb.model import Excerpt, ExcerptKind, Quotation, Record, Span
from kb.quote.citation.links import link
from kb.quote.citation.own import Place, cite
from kb.quote.citation.source import Source
from kb.quote.citation.words import receiving, words_of
from kb.quote.excerpts.caution import OMISSION, lead_in, warnings
from kb.quote.excerpts.finding import Piece
from kb.quote.excerpts.layout import BlockKind, Layout, TextBlock
from kb.quote.excerpts.shorten import shorten
from kb.quote.passport import Passport, Runs, passport

GUESSED_DATE = "date-guessed"
SPEAKER_UNTOLD = "speaker-untold"


class Assembler:
    """Makes the excerpts of one document."""

    def __init__(
        self,
        layout: Layout,
        source: Source,
        *,
        origins: Runs = (),
        into: str | None = None,
        max_words: int | None = None,
    ) -> None:
        self.layout = layout
        self._source = source
        self._origins = origins
        self._into = receiving(into, layout.document.record.language)
        self._max_words = max_words

    def excerpt(self, piece: Piece, kind: ExcerptKind | None = None, **extra: object) -> Excerpt:
        """The excerpt of a piece, shortened to the number of words that was asked for."""
        span, cut = piece.span, False
        if self._max_words is not None:
            span, cut = shorten(self.layout.text, piece.sentences, self._max_words, piece.matches)
        quotation = piece.quotation
        warned = warnings(self.layout, span, within=quotation, foreign=piece.foreign, with_lead_in="lead_in" in extra)
        if quotation is not None and quotation.speaker is None:
            warned = (*warned, SPEAKER_UNTOLD)
        if _is_guessed(self.layout.document.record):
            warned = (*warned, GUESSED_DATE)
        if cut:
            warned = (OMISSION, *warned)
            extra["omission"] = "after"
        if quotation is not None:
            extra |= _utterance(self.layout.document.record.id, quotation)
        chosen = kind or (ExcerptKind.QUOTATION if quotation else ExcerptKind.PASSAGE)
        speaking = quotation or _only_speaker(piece)
        return self._finished(span, chosen, speaking, warned, extra)

    def _finished(
        self,
        span: Span,
        kind: ExcerptKind,
        quotation: Quotation | None,
        warned: tuple[str, ...],
        extra: dict[str, object],
    ) -> Excerpt:
        record, layout = self.layout.document.record, self.layout
        papers = passport(record, layout.text, span, self._origins)
        block = layout.block_at(span.start)
        speaker = quotation.speaker if quotation else None
        place = Place(
            paragraph=block.paragraph if block else 1,
            page=layout.page(span.start),
            language=layout.language(span),
            speaker=speaker.name if speaker else None,
        )
        before, after = context(layout, span)
        return Excerpt(
            id=papers.id,
            kind=kind,
            text=span.slice(layout.text),
            closed=quotation.closed if quotation else True,
            speaker=speaker,
            cue=quotation.cue.text if quotation and quotation.cue else None,
            document=record.id,
            title=record.title,
            language=place.language,
            published=record.published,
            span=span,
            original_span=papers.original,
            page=place.page,
            paragraph=place.paragraph,
            selector=papers.selector,
            before=before,
            after=after,
            warnings=warned,
            citation=cite(self._source, place, self._into),
            link=link(
                self._source,
                papers.selector,
                page=layout.page_number(span.start),
                alone=papers.occurrences == 1,
            ),
            extra=self._noted(papers, place) | extra,
        )

    def _noted(self, papers: Passport, place: Place) -> dict[str, object]:
        noted: dict[str, object] = {
            "text_checksum": papers.text_checksum,
            "extractor": papers.extractor,
            "cleaner_version": papers.cleaner_version,
            "occurrences": papers.occurrences,
            "into": self._into,
        }
        if place.language != self._into:
            # A reminder for whoever translates: the words above are the source's own.
            noted["if_translated"] = f"[{words_of(self._into).translation}]"
        return noted


def _is_guessed(record: Record) -> bool:
    """Whether the date that the citation gives was not stated as the date of publication."""
    return record.published is not None and record.published_from is not None and not record.published_from.certain


def _only_speaker(piece: Piece) -> Quotation | None:
    """Whose words an excerpt mostly is, when it is not given as a quotation."""
    held = sum(min(one.span.end, piece.span.end) - max(one.span.start, piece.span.start) for one in piece.foreign)
    speakers = {one.speaker.name for one in piece.foreign if one.speaker}
    mostly = 2 * held > piece.span.end - piece.span.start
    return piece.foreign[0] if mostly and len(speakers) == 1 and all(one.speaker for one in piece.foreign) else None


def _utterance(document: str, quotation: Quotation) -> dict[str, object]:
    return {
        "utterance": f"u_{document}_{quotation.utterance}",
        "part": quotation.part,
        "parts": quotation.parts,
        "form": quotation.kind.value,
    }


def context(layout: Layout, span: Span) -> tuple[str, str]:
    """The sentence before a span and the one after it; before a list item stands what opens the list."""
    block, last = layout.block_at(span.start), layout.block_at(span.end - 1)
    if block is None or last is None:
        return "", ""
    before = _before(layout, block, span) or lead_in(layout, block) or _ending(layout, block)
    after = _after(layout, last, span) or _opening(layout, last)
    return (before.slice(layout.text) if before else "", after.slice(layout.text) if after else "")


def _before(layout: Layout, block: TextBlock, span: Span) -> Span | None:
    """What stands of the span's own sentence before it, or the sentence before that."""
    found = layout.sentences(block)
    at = bisect_left([one.start for one in found], span.start) - 1
    rest = (Span(one.start, min(one.end, span.start)) for one in reversed(found[max(0, at - 1) : at + 1]))
    return _worded(layout, rest)


def _after(layout: Layout, block: TextBlock, span: Span) -> Span | None:
    found = layout.sentences(block)
    at = bisect_left([one.end for one in found], span.end + 1)
    return _worded(layout, (Span(max(one.start, span.end), one.end) for one in found[at : at + 2]))


def _worded(layout: Layout, spans: Iterable[Span]) -> Span | None:
    """The first of some spans that holds more than marks."""
    return next((span for span in spans if any(c.isalnum() for c in span.slice(layout.text))), None)


def _ending(layout: Layout, block: TextBlock) -> Span | None:
    for earlier in reversed(layout.blocks[max(0, block.number - 3) : block.number - 1]):
        if earlier.kind is not BlockKind.HEADING and layout.sentences(earlier):
            return layout.sentences(earlier)[-1]
    return None


def _opening(layout: Layout, block: TextBlock) -> Span | None:
    for later in layout.blocks[block.number : block.number + 2]:
        if later.kind is not BlockKind.HEADING and layout.sentences(later):
            return layout.sentences(later)[0]
    return None
