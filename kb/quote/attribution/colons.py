"""What a colon leads to where no verb of saying stands: ``X: "…"``, ``Budskabet fra X er enkelt: "…"``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.quote.attribution.beings import Mention, MentionKind
from kb.quote.attribution.reading import Attribution, Reading
from kb.quote.attribution.subjects import SPEAKERS, relative_clauses
from kb.quote.attribution.tokens import TokenKind

_LONGEST_ROLE = 8


def by_colon(reading: Reading, start: int, place: int) -> Attribution | None:
    """No verb of saying: a label, a cue noun, or a person as the sentence's subject before a colon."""
    named = [one for one in reading.mentions_in(start, place) if one.kind in SPEAKERS]
    if not named:
        return None
    cues = [at for at in range(start, place) if reading.word(at) in reading.words.cue_nouns]
    if cues:
        return _by_cue_noun(reading, named, cues[0])
    hidden = relative_clauses(reading, start, place)
    free = [
        one
        for one in named
        if not (one.governed or one.possessive or any(low <= one.first < high for low, high in hidden))
    ]
    if not free:
        return None
    label = free[0].first <= start + 1 and _is_label(reading, free[0].last, place)
    return Attribution(
        rule="label" if label else "sentence-subject",
        side="before",
        mention=_with_label(reading, free[0], place) if label else free[-1],
        adjacent=True,
        colon=True,
    )


def _by_cue_noun(reading: Reading, named: Sequence[Mention], cue: int) -> Attribution:
    free = max((one.first for one in named if one.first < cue and not (one.possessive or one.governed)), default=-1)
    owned = [one for one in named if one.possessive and free < one.first < cue]
    origin = [
        one for one in named if one.governed and one.first > cue and reading.word(one.first - 1) in reading.words.origin
    ]
    subject = [one for one in named if one.first == free]
    chosen = (owned[-1:] or origin[:1] or subject or list(named[:1]))[0]
    return Attribution(
        rule="cue-noun", side="before", mention=chosen, cue=reading.span(cue, cue + 1), adjacent=True, colon=True
    )


def _with_label(reading: Reading, mention: Mention, place: int) -> Mention:
    """``NAME, what NAME does: “…”``: what stands between the comma and the colon is the role, whatever its word."""
    start, end = mention.last + 1, place - 1
    if (
        mention.role is not None
        or mention.kind is not MentionKind.PERSON
        or reading.kind(start - 1) is not TokenKind.COMMA
    ):
        return mention
    words = reading.tokens[start:end]
    if not words or any(token.kind is not TokenKind.WORD for token in words) or len(words) > _LONGEST_ROLE:
        return mention
    return replace(mention, role=reading.span(start, end))


def _is_label(reading: Reading, first: int, place: int) -> bool:
    """``NAME:`` or ``NAME, role, place:``: no verb between the name and the colon."""
    between = reading.tokens[first : place - 1]
    if not between or between[0].kind in {TokenKind.DASH, TokenKind.COLON}:
        return True
    return between[0].kind in {TokenKind.COMMA, TokenKind.OPEN} and not any(
        token.lower in reading.words.be or token.lower in reading.words.relative for token in between
    )
