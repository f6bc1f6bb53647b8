"""Which attribution holds for a quotation, and whether it goes on with the one before."""

from __future__ import annotations

from kb.quote.attribution import Attribution, Reading
from kb.quote.attribution.tokens import TokenKind
from kb.quote.speakers.statement import Statement


def chosen(left: Attribution | None, right: Attribution | None) -> Attribution | None:
    """Of an attribution before and one after: a colon before, else the one beside the quotation, else the one before."""
    if left is None or right is None:
        return left or right
    if (
        left.colon
        or (right.anonymous and left.mention is not None)
        or (left.mention is not None and left.rule == "speech-verb" and left.adjacent and right.rule == "subject-verb")
    ):
        return left
    return right


def goes_on_with(reading: Reading, previous: Statement, place: int, found: Attribution | None) -> bool:
    """Whether only the attribution of the quotation before stands between the two: one split statement."""
    if not _may_be_split(previous, found):
        return False
    first = previous.place + 1
    if reading.kind(first) is TokenKind.STOP:
        return False
    sentences = sum(reading.tokens[at].starts for at in range(first + 1, place))
    dash = reading.marked(reading.tokens[place].quote).dash
    ends = reading.kind(place - 1)
    if dash or ends in {TokenKind.COMMA, TokenKind.DASH}:
        return dash or sentences == 0
    return ends is TokenKind.STOP and sentences <= reading.tokens[first].starts


def _may_be_split(previous: Statement, found: Attribution | None) -> bool:
    """Whether the second quotation has no attribution of its own, and that of the first one follows it."""
    source = previous.found
    if source is None:
        return previous.goes_on and (found is None or not (found.side == "after" or found.colon))
    if source.side == "before":
        return False
    if found is None:
        return True
    own = found.mention is not None and found.cue != source.cue
    return not (found.side == "after" or found.colon or own)
