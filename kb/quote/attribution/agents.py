"""Whose words a verb reports where its own subject says nothing: ``X quoted Y``, ``described by Y as``, ``whose authors argued``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kb.model import Span
from kb.quote.attribution.beings import ARTICLES, Mention, MentionKind
from kb.quote.attribution.reading import Reading
from kb.quote.attribution.roles import is_role_word
from kb.quote.attribution.subjects import SPEAKERS
from kb.quote.attribution.tokens import TokenKind

_BY = frozenset({"by", "af", "av"})
_WHOSE = frozenset({"whose", "hvis", "vars"})
# "whose lead author argued": so many words make up what is owned.
_OWNED = 3
_OBJECT = 8
_AS = frozenset({"as", "som"})
_IT = frozenset({"it", "det"})
_LIKENED = 16


def agent_of(reading: Reading, verb: int, place: int) -> tuple[Mention | None] | None:
    """The speaker as a tuple of one, None in it where nobody kb knows is told; None where the subject may be the speaker."""
    cases: tuple[Callable[[Reading, int, int], tuple[Mention | None] | None], ...] = (_owned, _cited, _passive)
    return next((found for case in cases if (found := case(reading, verb, place)) is not None), None)


def likened(reading: Reading, start: int, verb: int) -> Mention | None:
    """``As X puts it``, ``as one commuter put it in our survey``, ``som en pendler udtrykte det``."""
    if reading.word(verb + 1) not in _IT:
        return _as_said(reading, verb)
    for at in range(verb - 1, max(verb - _LIKENED, start - 1), -1):
        if reading.word(at) in _AS:
            named = [one for one in reading.mentions_in(at + 1, verb) if one.kind in SPEAKERS and not one.possessive]
            first = at + 1 + (reading.word(at + 1) in ARTICLES)
            plain = first < verb <= first + _OWNED and all(
                reading.kind(one) is TokenKind.WORD for one in range(first, verb)
            )
            return named[0] if named else _by_role(reading, first, verb) if plain else None
    return None


def _as_said(reading: Reading, verb: int) -> Mention | None:
    """``as Professor X reminds us, “…”``."""
    for mention in reversed(reading.mentions_in(max(0, verb - _LIKENED), verb)):
        before = mention.first - 1 - (reading.word(mention.first - 1) in ARTICLES)
        if reading.word(before) == "as" and mention.kind in SPEAKERS and reading.word(verb) in reading.words.say:
            return None if mention.possessive else mention
    return None


def _owned(reading: Reading, verb: int, _: int) -> tuple[Mention | None] | None:
    """``a report whose authors argued``: those who are told by what they made or whom they belong to."""
    for at in range(verb - 1, max(verb - _OWNED - 2, -1), -1):
        if reading.word(at) in _WHOSE and at < verb - 1:
            return (_by_role(reading, at + 1, verb),)
        if reading.kind(at) is not TokenKind.WORD:
            return None
    return None


def _by_role(reading: Reading, first: int, last: int) -> Mention:
    known = reading.mention_at(last - 1)
    if known is not None and known.kind in SPEAKERS:
        return known
    name = Span(reading.tokens[first].start, reading.tokens[last - 1].bare_end)
    return Mention(kind=MentionKind.ROLE, name=name, role=name, first=first, last=last)


def _cited(reading: Reading, verb: int, place: int) -> tuple[Mention | None] | None:
    """``The weekly quoted our director, X: “…”``: who is quoted, and never who quotes."""
    if reading.word(verb) not in reading.words.cite:
        return None
    for mention in reading.mentions_in(verb + 1, min(place, verb + _OBJECT)):
        if mention.kind in SPEAKERS:
            return (replace(mention, possessive=False, governed=False),)
    return (None,)


def _passive(reading: Reading, verb: int, _: int) -> tuple[Mention | None] | None:
    """``described by critics as “…”``, ``kaldes af kritikere »…«``; nobody where the agent is left out."""
    words = reading.words
    participle = reading.word(verb) in words.call and reading.word(verb - 1) in words.be
    by = verb + 1 + (reading.word(verb + 1) in _IT)
    if reading.word(by) not in _BY:
        return (None,) if reading.word(verb) in words.called or participle else None
    if reading.word(verb) not in words.call | words.called:
        return None
    at = by + 1 + (reading.word(by + 1) in ARTICLES and reading.mention_at(by + 1) is None)
    found = reading.mention_at(at)
    noun = (
        reading.kind(at) is TokenKind.WORD
        and reading.word(at) not in words.anonymous | words.not_names | words.prepositions
    )
    if found is None and noun and (is_role_word(reading.word(at), words) or reading.word(at + 1) in _AS):
        found = _by_role(reading, at, at + 1)
    return (found if found is not None and found.kind in SPEAKERS else None,)
