"""Mentions without a name: pronouns, roles, organisations and documents by their common nouns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.model import Span
from kb.quote.attribution.beings import ARTICLES, Mention, MentionKind, ends_in_org
from kb.quote.attribution.names import name_run
from kb.quote.attribution.roles import definite_role, is_role_word
from kb.quote.attribution.tokens import Token, TokenKind
from kb.quote.data import Lexicon, Sex


def pronoun(token: Token, place: int, words: Lexicon) -> Mention | None:
    """A pronoun of the third person: ``han``, ``hendes``, ``she``."""
    lower = token.lower
    if lower in words.he or lower in words.his:
        sex = Sex.MALE
    elif lower in words.she or lower in words.her:
        sex = Sex.FEMALE
    else:
        return None
    owns = lower in words.his or (lower in words.her and lower not in {"hende", "henne"})
    return _mention(MentionKind.PRONOUN, token, place, sex=sex, possessive=owns)


def of_two(tokens: Sequence[Token], place: int, words: Lexicon) -> Mention | None:
    """``sidstnævnte``, ``den senare``, ``the latter``: one of the two people of the sentence before."""
    token = tokens[place]
    if token.lower in words.senses_last:
        kind = MentionKind.LATTER
    elif token.lower in words.senses_first:
        kind = MentionKind.FORMER
    else:
        return None
    alone = place + 1 >= len(tokens) or tokens[place + 1].kind is not TokenKind.WORD
    after_article = place > 0 and tokens[place - 1].lower in ARTICLES
    verb = words.say | words.be
    return _mention(kind, token, place) if alone or (after_article and tokens[place + 1].lower in verb) else None


def _mention(
    kind: MentionKind, token: Token, place: int, *, sex: Sex | None = None, possessive: bool = False
) -> Mention:
    return Mention(
        kind=kind,
        name=Span(token.start, token.bare_end),
        first=place,
        last=place + 1,
        sex=sex,
        possessive=possessive or token.genitive,
    )


def bare_role(tokens: Sequence[Token], place: int, words: Lexicon) -> Mention | None:
    """A role without a name: ``formanden``, ``the prime minister``, ``a spokesperson for X``."""
    token = tokens[place]
    lower = token.lower
    if definite_role(lower, words):
        return replace(_mention(MentionKind.ROLE, token, place), role=Span(token.start, token.end))
    if lower not in ARTICLES:
        return None
    for at in range(place + 1, min(place + 5, len(tokens))):
        this = tokens[at]
        if this.kind is not TokenKind.WORD or _ends_noun(this.lower, words):
            return None
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if is_role_word(this.lower, words) and not (
            following and following.kind is TokenKind.WORD and is_role_word(following.lower, words)
        ):
            if following is not None and following.capital and not this.genitive and name_run(tokens, at + 1, words):
                return None
            start = tokens[place].start if lower in {"the", "his", "her"} else tokens[place + 1].start
            end = _represented(tokens, at, words) or this.bare_end
            return Mention(
                kind=MentionKind.ROLE,
                name=Span(start, end),
                first=place,
                last=at + 1,
                role=Span(start, end),
                possessive=this.genitive,
            )
    return None


def _ends_noun(word: str, words: Lexicon) -> bool:
    """Whether a word ends what an article opened; in ``Det er hendes kollega`` the article was a pronoun."""
    return word in words.prepositions or word in words.reports or word in words.be or word in ARTICLES


def owned_role(tokens: Sequence[Token], place: int, owner: Mention | None, words: Lexicon) -> Mention | None:
    """A role told by the body it is held in: ``företagets talesperson``, ``the agency's spokesperson``."""
    token = tokens[place]
    if owner is None or not owner.possessive or owner.kind is MentionKind.PRONOUN:
        return None
    between = tokens[owner.last : place]
    if any(one.lower not in words.role_adjectives for one in between) or not is_role_word(token.lower, words):
        return None
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is not None and (following.capital or is_role_word(following.lower, words)):
        return None
    found = _mention(MentionKind.ROLE, token, place)
    return replace(found, name=Span(owner.name.start, found.name.end), role=found.name)


def _represented(tokens: Sequence[Token], at: int, words: Lexicon) -> int | None:
    """Where the name of the body ends that a spokesperson speaks for."""
    if not tokens[at].lower.startswith(("spokes", "talsperson", "talsman", "talsmand", "talskvinde", "taleskvinna")):
        return None
    following = at + 1
    if following >= len(tokens) or tokens[following].lower not in words.prepositions:
        return None
    following += 1
    while following < len(tokens) and tokens[following].lower in ARTICLES:
        following += 1
    if following >= len(tokens):
        return None
    run = name_run(tokens, following, words)
    return run.end if run else None


def common_noun(tokens: Sequence[Token], place: int, words: Lexicon) -> Mention | None:
    """A group or a document by its common noun: ``kommunen``, ``the council``, ``rapporten``."""
    token = tokens[place]
    lower = token.lower
    bare = lower if lower in words.groups or lower in words.document_nouns else lower.removesuffix("s")
    if bare in words.groups or (bare not in words.document_nouns and ends_in_org(bare, words)):
        kind = MentionKind.ORGANISATION
    elif bare in words.document_nouns:
        kind = MentionKind.DOCUMENT
    else:
        return None
    owned = bare != lower
    if not owned and place + 1 < len(tokens) and tokens[place + 1].capital and name_run(tokens, place + 1, words):
        return None
    if words.language == "en":
        before = tokens[place - 1].lower if place else ""
        if before not in ARTICLES and not bare.endswith("s"):
            return None
        owned = token.genitive
    return Mention(
        kind=kind,
        name=Span(token.start, token.bare_end - (len(lower) - len(bare))),
        first=place,
        last=place + 1,
        possessive=owned or token.genitive,
    )
