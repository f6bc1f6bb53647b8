"""What is told of somebody after the name: ``X, leader of Y``, ``X, who is leader of Y``, ``X (chair)``, ``X from Y``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kb.model import Span
from kb.quote.attribution.beings import ARTICLES, TITLES, Mention, MentionKind, ends_in_org
from kb.quote.attribution.roles import is_role_word
from kb.quote.attribution.tokens import Token, TokenKind
from kb.quote.data import Lexicon, is_first_name

# A role told after a name is at most so many words long; an affiliation after a preposition so many.
_LONGEST_ROLE = 14
_LONGEST_AFFILIATION = 6
_NOW = frozenset({"now", "nu", "today", "currently", "tidligere", "then", "då", "dengang"})
_IS = frozenset({"er", "var", "är", "is", "was"})


def with_apposition(tokens: Sequence[Token], mention: Mention, words: Lexicon) -> Mention:
    """The mention with the role after its name: ``X, leader of Y``; to the next mark of punctuation or verb of saying."""
    if mention.kind is not MentionKind.PERSON:
        return mention
    at = _past_brackets(tokens, mention.last)
    phrase = _in_brackets(tokens, mention.last, at, words) or _told_after(tokens, at, words)
    if not phrase:
        return mention
    told = Span(phrase[0].start, phrase[-1].end)
    titled = mention.role is not None and tokens[mention.first].lower not in TITLES
    return replace(mention, role=mention.role if titled else told, apposition=told)


def _told_after(tokens: Sequence[Token], at: int, words: Lexicon) -> Sequence[Token]:
    """``, leader of Y``, ``, who is leader of Y``, ``from Y``."""
    if at + 1 >= len(tokens):
        return ()
    if tokens[at].kind is not TokenKind.COMMA:
        return _affiliation(tokens, at, words)
    related = at + 2 < len(tokens) and tokens[at + 1].lower in words.relative and tokens[at + 2].lower in _IS
    return _role_phrase(tokens, at + 2 if related else at, words)


def _in_brackets(tokens: Sequence[Token], first: int, last: int, words: Lexicon) -> Sequence[Token]:
    """``X (chair)``: a role in brackets; a party or an age is none."""
    inside = tokens[first + 1 : last - 1]
    return inside if any(is_role_word(token.lower, words) for token in inside) else ()


def _past_brackets(tokens: Sequence[Token], at: int) -> int:
    """The token after a party in brackets or an age: ``X (B), formand``, ``X, 34, chief executive``."""
    aged = [token.kind for token in tokens[at : at + 3]] == [TokenKind.COMMA, TokenKind.NUMBER, TokenKind.COMMA]
    if aged:
        return at + 2
    if at < len(tokens) and tokens[at].kind is TokenKind.OPEN:
        for close in range(at + 1, min(at + 6, len(tokens))):
            if tokens[close].kind is TokenKind.CLOSE:
                return close + 1
    return at


def _role_phrase(tokens: Sequence[Token], comma: int, words: Lexicon) -> Sequence[Token]:
    """The words after a comma, if one of the first names a role."""
    end = comma + 1
    while (
        end < len(tokens)
        and end - comma <= _LONGEST_ROLE
        and (not _ends_phrase(tokens[end], words, first=end == comma + 1) or _is_abbreviated(tokens, end))
        and not _starts_clause(tokens, end, words)
    ):
        end += 1
    start = comma + 1 + (tokens[comma + 1].lower in _NOW if comma + 1 < len(tokens) else 0)
    phrase = tokens[start:end]
    told = any(is_role_word(token.lower, words) for token in phrase[:5]) and not _is_somebody_else(phrase, words)
    return phrase if told else ()


def _is_somebody_else(phrase: Sequence[Token], words: Lexicon) -> bool:
    """Whether a role leads to a name of its own: ``to Gedsby, retired teacher Olaf Brodersen``."""
    beside = pairwise(token for token in phrase if token.text != ".")
    return any(is_role_word(role.lower, words) and name.capital and is_first_name(name.text) for role, name in beside)


def _is_abbreviated(tokens: Sequence[Token], at: int) -> bool:
    """Whether a stop is an abbreviation's: ``X, adm. direktør``."""
    return tokens[at].text == "." and at + 1 < len(tokens) and not tokens[at + 1].starts


def _starts_clause(tokens: Sequence[Token], at: int, words: Lexicon) -> bool:
    """Whether a conjunction leads to a verb: ``who is the chair and has …``."""
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    return tokens[at].lower in words.conjunctions and following in words.modal | words.be | words.reports


def _ends_phrase(token: Token, words: Lexicon, *, first: bool) -> bool:
    if token.kind not in {TokenKind.WORD, TokenKind.NUMBER}:
        return True
    return token.lower in words.relative or (token.lower in words.say and not first)


def _affiliation(tokens: Sequence[Token], at: int, words: Lexicon) -> Sequence[Token]:
    """The body after ``from``, ``fra``, ``på``, if it looks like a name."""
    if tokens[at].lower not in words.origin:
        return ()
    end = at + 1
    verbs = words.be | words.modal | words.say
    while end < len(tokens) and not _ends_phrase(tokens[end], words, first=False) and tokens[end].lower not in verbs:
        if end - at >= _LONGEST_AFFILIATION and not tokens[end].capital:
            break
        end += 1
    phrase = tokens[at + 1 : end]
    # "skriver X i ett uttalande" says where it was written, not where X belongs: an article alone names no body.
    bodies = phrase[1:] if phrase and phrase[0].lower in ARTICLES else phrase[:1]
    return phrase if any(token.capital or ends_in_org(token.lower, words) for token in bodies) else ()
