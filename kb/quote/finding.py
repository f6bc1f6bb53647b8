"""The way from a text to its quotations on one screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kb.model import Cue, Quotation, QuotationKind, Span
from kb.quote.attribution.tokens import TokenKind
from kb.quote.paragraphs import read_paragraphs
from kb.quote.speakers import Statement, Statements


def find_quotations(text: str, languages: Sequence[tuple[Span, str]] | str) -> tuple[Quotation, ...]:
    """The quotations of a document's text, in order, with who said them.

    Spans count code points of ``text`` and cover the words without their marks. Quotations do not overlap; those inside
    another are its ``nested`` spans. The parts of a split or continued statement share their ``utterance``. A speaker is
    None where the text does not tell. The work grows with the length of the text.

    Args:
        text: Markdown, blocks parted by blank lines.
        languages: The language of each stretch of the text, or one language for all of it; words of saying are known
            in Danish, Swedish and English, and all three are tried where the language is another.
    """
    readings = read_paragraphs(text, languages)
    statements = Statements(text, readings).all()
    parts = Counter(statement.utterance for statement in statements)
    numbers: dict[int, int] = {}
    seen: Counter[int] = Counter()
    found = []
    for statement in statements:
        seen[statement.utterance] += 1
        numbers.setdefault(statement.utterance, len(numbers) + 1)
        found.append(
            _quotation(
                statement, numbers[statement.utterance], seen[statement.utterance], parts[statement.utterance], text
            )
        )
    return tuple(found)


def quoted_names(text: str, languages: Sequence[tuple[Span, str]] | str) -> tuple[str, ...]:
    """The names of those who are quoted in a text, each once, sorted."""
    found = (quotation.speaker for quotation in find_quotations(text, languages))
    return tuple(sorted({speaker.name for speaker in found if speaker is not None}))


def _quotation(statement: Statement, utterance: int, part: int, parts: int, text: str) -> Quotation:
    marked = statement.marked
    cue = statement.found.cue if statement.found else None
    return Quotation(
        span=_trimmed(text, marked.span),
        kind=_kind(statement, text),
        utterance=utterance,
        part=part,
        parts=parts,
        closed=marked.closed,
        speaker=statement.speaker,
        cue=Cue(text=cue.slice(text), span=cue) if cue else None,
        language=statement.reading.scanned.paragraph.language,
        nested=marked.inner,
        warnings=marked.warnings,
    )


def _kind(statement: Statement, text: str) -> QuotationKind:
    if statement.marked.dash:
        return QuotationKind.DASH
    if statement.pull_quote:
        return QuotationKind.PULL_QUOTE
    if _is_fragment(statement, text):
        return QuotationKind.FRAGMENT
    found = statement.found
    return QuotationKind.WRITTEN if found is not None and found.written else QuotationKind.DIRECT


def _is_fragment(statement: Statement, text: str) -> bool:
    """Whether the words are part of the reporter's sentence and no sentence of their own."""
    found = statement.found
    if found is None or found.colon:
        return False
    lower = statement.marked.span.slice(text)[:1].islower()
    if found.side == "before":
        return lower or found.rule in {"naming-verb", "according-to"}
    inside = statement.reading.kind(statement.place - 1) is TokenKind.WORD
    return lower and (inside or found.rule in {"according-to", "trailing-attribution"})


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
