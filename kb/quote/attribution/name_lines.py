"""Lines that hold nothing but who said it: ``— Name, role`` under a pull quote."""

from __future__ import annotations

from kb.quote.attribution.beings import MentionKind
from kb.quote.attribution.reading import Attribution, Reading
from kb.quote.attribution.tokens import TokenKind


def name_line(reading: Reading, place: int) -> Attribution | None:
    """A pull quote: a dash or a line end, then nothing but a name and perhaps a role."""
    token = reading.tokens[place]
    dashed = reading.kind(place + 1) is TokenKind.DASH
    at = place + 1 + dashed
    if at >= len(reading.tokens) or not (dashed or "\n" in reading.text[token.end : reading.tokens[at].start]):
        return None
    mention = reading.mention_at(at)
    if mention is None or not is_name_only(reading, at, bodies=dashed):
        return None
    return Attribution(rule="name-line", side="after", mention=mention, adjacent=True)


def is_name_only(reading: Reading, start: int, *, bodies: bool = False) -> bool:
    """Whether the paragraph holds nothing from ``start`` on but a person and perhaps a role; with ``bodies`` an organisation too."""
    mention = reading.mention_at(start)
    kinds = {MentionKind.PERSON, MentionKind.ORGANISATION} if bodies else {MentionKind.PERSON}
    if mention is None or mention.kind not in kinds or mention.possessive:
        return False
    rest = reading.tokens[mention.last :]
    if rest and rest[-1].kind is TokenKind.COLON:
        return False
    if len(rest) > 14 or mention.first < start - 1:  # noqa: PLR2004 - a name and a role
        return False
    if any(token.lower in reading.words.reports or token.lower in reading.words.be for token in rest):
        return False
    placed = bool(rest) and bodies and rest[0].lower in reading.words.prepositions and rest[-1].capital
    return not rest or placed or rest[0].kind in {TokenKind.COMMA, TokenKind.OPEN, TokenKind.DASH}
