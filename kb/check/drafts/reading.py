"""The quotations of a draft, found as in documents, with the sentences, notes and paragraphs beside each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kb.check.drafts.blocks import BlockQuote, block_quotes
from kb.check.drafts.shapes import Draft, DraftQuotation, DraftText
from kb.check.folding import words_of
from kb.language import language_of, segment
from kb.language.sentences import split
from kb.model import PassedOver, Quotation, Span
from kb.quote import find_quotations
from kb.quote.scanner import scan

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_NOTE_REFERENCE = re.compile(r"\[\^([^\]\n]{1,20})\](?!:)")
_NOTE = re.compile(r"^\[\^([^\]\n]{1,20})\]:[ \t]*((?:[^\n]+(?:\n(?!\n|\[\^)[^\n]+)*))", re.MULTILINE)
_WORTH_CHECKING = 6
_MOST_BESIDE = 2000

Segments = tuple[tuple[Span, str], ...]


def quotations_of(draft: DraftText) -> Draft:
    """A draft with its quotations."""
    return _Reader(draft).draft()


def single(text: str) -> Draft:
    """One quotation as a draft of its own, with or without its marks."""
    bare = text.strip()
    if len(bare) > 1 and bare[0] in "“”„\"»«‘'" and bare[-1] in "“”\"»«’'":
        bare = bare[1:-1].strip()
    start = text.find(bare)
    span = Span(start, start + len(bare))
    segments = segment(bare)
    language = language_of(Span(0, len(bare)), segments)
    quotation = DraftQuotation(text=bare, span=span, language=language, utterance=1)
    found = (quotation,) if words_of(bare).keys else ()
    return Draft(name="--quote", text=text, media_type="text/plain", quotations=found, passed_over=())


class _Reader:
    """One draft while its quotations are gathered."""

    def __init__(self, draft: DraftText) -> None:
        self._draft = draft
        self._text = draft.text
        self._shown = _with_added(draft)
        self._segments: Segments = segment(draft.text)
        self._blanks = [(found.start(), found.end()) for found in _BLANK.finditer(draft.text)]
        self._notes = {found[1]: found[2] for found in _NOTE.finditer(self._shown)}

    def draft(self) -> Draft:
        """The draft with everything in it."""
        blocks = tuple(block_quotes(self._draft))
        spans = [block.outer for block in blocks if block.whole]
        said = [one for one in find_quotations(self._text, self._segments) if not _inside(one.span, spans)]
        found = [self._quotation(one) for one in said] + [self._block(one) for one in blocks if one.whole]
        extra, passed_over = self._rest(
            [*(one.span for one in said), *(block.outer for block in blocks if block.whole)]
        )
        ordered = sorted([*found, *extra], key=lambda one: one.span)
        return Draft(
            name=self._draft.name,
            text=self._draft.given,
            media_type=self._draft.media_type,
            quotations=tuple(ordered),
            passed_over=tuple(passed_over),
        )

    def _given(self, span: Span) -> Span:
        """A span of the text as one of the text that was given."""
        start, end = (place - bisect_left(self._draft.added, place) for place in span)
        return Span(start, end)

    def _quotation(self, one: Quotation) -> DraftQuotation:
        return DraftQuotation(
            text=self._text[slice(*one.span)],
            span=self._given(one.span),
            language=self._language(one.span),
            utterance=one.utterance,
            speaker=one.speaker,
            beside=self._beside(one.span),
            around=self._around(one.span),
        )

    def _block(self, block: BlockQuote) -> DraftQuotation:
        paragraph = self._paragraph(block.outer)
        before = self._paragraph(Span(max(0, paragraph.start - 3), max(0, paragraph.start - 3)))
        after = self._paragraph(Span(min(len(self._text), paragraph.end + 3), min(len(self._text), paragraph.end + 3)))
        beside = self._without(paragraph, block.span)
        neighbours = [self._shown[slice(*one)] for one in (before, after) if one != paragraph]
        return DraftQuotation(
            text=self._text[slice(*block.span)],
            span=self._given(block.span),
            language=self._language(block.span),
            utterance=-1 - block.span.start,
            speaker=block.speaker,
            beside=beside + self._noted(paragraph),
            around="\n".join([beside, *(one[-600:] for one in neighbours)]) + self._noted(paragraph),
            block=True,
        )

    def _rest(self, taken: Sequence[Span]) -> tuple[list[DraftQuotation], list[PassedOver]]:
        """Words between marks that the scanner takes for no quotation: long ones are checked all the same."""
        spans = sorted(taken)
        checked, passed = [], []
        for span in self._between_marks():
            if _touches(span, spans):
                continue
            text = self._text[slice(*span)]
            words = words_of(text).keys
            titled = sum(word[:1].isupper() for word in words) > len(words) / 2
            if len(words) >= _WORTH_CHECKING and not titled:
                checked.append(
                    DraftQuotation(
                        text=text,
                        span=self._given(span),
                        language=self._language(span),
                        utterance=-1 - span.start,
                        beside=self._beside(span),
                        around=self._around(span),
                    )
                )
            elif words:
                passed.append(PassedOver(text=text, span=self._given(span)))
        return checked, passed

    def _between_marks(self) -> Iterator[Span]:
        for scanned in scan(self._text, self._segments):
            for one in scanned.marked:
                if not one.tentative and not one.dash:
                    yield one.span

    def _language(self, span: Span) -> str:
        return language_of(span, self._segments)

    def _paragraph(self, span: Span) -> Span:
        at = bisect_left(self._blanks, (span.start + 1,)) - 1
        start = self._blanks[at][1] if at >= 0 else 0
        end = next((begin for begin, _ in self._blanks[max(0, at) :] if begin >= max(span.end, start)), len(self._text))
        return Span(min(start, span.start), max(end, span.end))

    def _around(self, span: Span) -> str:
        paragraph = self._paragraph(span)
        return self._without(paragraph, span) + self._noted(paragraph)

    def _beside(self, span: Span) -> str:
        """The sentences that hold the quotation, without its words, and the note that follows it."""
        paragraph = self._paragraph(span)
        text = self._text[slice(*paragraph)]
        touched = [
            Span(paragraph.start + one.start, paragraph.start + one.end)
            for one in split(text, self._language(span))
            if paragraph.start + one.end > span.start - 1 and paragraph.start + one.start < span.end + 1
        ]
        if not touched:
            return self._noted(paragraph)
        held = Span(touched[0].start, touched[-1].end)
        following = self._text[held.end : held.end + 12].lstrip(' .”"»«’)')
        noted = self._noted(held) or (self._noted_in(following) if following.startswith("[^") else "")
        return self._without(held, span) + noted

    def _without(self, whole: Span, span: Span) -> str:
        around = f"{self._shown[whole.start : span.start][-_MOST_BESIDE:]} … {self._shown[span.end : whole.end][:_MOST_BESIDE]}"
        return around.strip()

    def _noted(self, span: Span) -> str:
        return self._noted_in(self._text[slice(*span)])

    def _noted_in(self, text: str) -> str:
        notes = [self._notes[name] for name in _NOTE_REFERENCE.findall(text) if name in self._notes]
        return "".join(f"\n{note}" for note in notes)


def _with_added(draft: DraftText) -> str:
    """The text as given, addresses of links included, in step with the text that is read."""
    pieces, at = [], 0
    for number, place in enumerate(draft.added):
        pieces.append(draft.given[at : place - number])
        at = place - number
    return "\n".join((*pieces, draft.given[at:]))


def _inside(span: Span, outer: Sequence[Span]) -> bool:
    return any(one.start <= span.start and span.end <= one.end for one in outer)


def _touches(span: Span, spans: Sequence[Span]) -> bool:
    at = bisect_left(spans, (span.end,))
    return any(one.end > span.start for one in spans[max(0, at - 3) : at])
