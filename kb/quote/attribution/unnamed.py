"""Mentions without a name: pronouns, roles, organisations and documents by their common nouns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from kb.model import Span
from kb.quote.attribution.beings import ARTICLES, OWNERS, Mention, MentionKind, ends_in_org
from kb.quote.attribution.names import name_run
from kb.quote.attribution.roles import definite_role, is_role_word
from kb.quote.attribution.tokens import Token, TokenKind
from kb.quote.data import Lexicon, Sex, lexicon

# So many words may stand between an article or an owner and its noun.
_MODIFIERS = 3
# The shortest document that ends a compound.
_PART = 6
# The shortest name of a body that ends a compound: nämnd, udvalg, but not råd.
_BODY = 5


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


def body_again(tokens: Sequence[Token], place: int, words: Lexicon) -> Mention | None:
    """``it`` before a verb of saying, in English: a body named before."""
    following = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    if words.language != "en" or tokens[place].lower != "it" or following not in words.say | words.write:
        return None
    return _mention(MentionKind.IT, tokens[place], place)


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
    if definite_role(lower, words) or _several(tokens, place, words):
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
            start = tokens[place].start if lower == "the" or lower in OWNERS else tokens[place + 1].start
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


def _several(tokens: Sequence[Token], place: int, words: Lexicon) -> bool:
    """``ministers insist``: an English role in the plural that a verb of saying follows."""
    plural = words.language == "en" and tokens[place].lower.endswith("s") and not tokens[place].genitive
    following = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    return plural and following in words.say | words.write and is_role_word(tokens[place].lower, words)


def _ends_noun(word: str, words: Lexicon) -> bool:
    """Whether a word ends what an article opened; in ``Det er hendes kollega`` the article was a pronoun."""
    verb = word in words.reports or word in words.be or word in words.modal
    return verb or word in words.prepositions or word in ARTICLES


def owned_role(tokens: Sequence[Token], place: int, owner: Mention | None, words: Lexicon) -> Mention | None:
    """A role told by the body it is held in: ``företagets talesperson``, ``the agency's spokesperson``."""
    token = tokens[place]
    if owner is None or not owner.possessive or owner.kind is MentionKind.PRONOUN:
        return None
    between = tokens[owner.last : place]
    if (
        len(between) > _MODIFIERS
        or any(not _is_modifier(one, words) for one in between)
        or not is_role_word(token.lower, words)
    ):
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


@lru_cache(maxsize=20_000)
def _is_document(word: str, language: str) -> bool:
    """Whether a word is a document's common noun, in Danish and Swedish also as the last part of a compound: ``regleringsbrevet``."""
    nouns = lexicon(language).document_nouns
    return word in nouns or (language != "en" and any(len(noun) >= _PART and word.endswith(noun) for noun in nouns))


def common_noun(tokens: Sequence[Token], place: int, words: Lexicon) -> Mention | None:
    """A group or a document by its common noun: ``kommunen``, ``the council``, ``rapporten``."""
    token = tokens[place]
    lower = token.lower
    bare = lower if lower in words.groups or _is_document(lower, words.language) else lower.removesuffix("s")
    if bare in words.groups or (not _is_document(bare, words.language) and ends_in_org(bare, words)):
        kind = MentionKind.ORGANISATION
    elif _is_document(bare, words.language):
        kind = MentionKind.DOCUMENT
    else:
        return None
    owned = bare != lower
    if not owned and place + 1 < len(tokens) and tokens[place + 1].capital and name_run(tokens, place + 1, words):
        return None
    first = place
    if words.language == "en":
        first = _phrase_start(tokens, place, words)
        if first == place and (not place or tokens[place - 1].lower not in ARTICLES) and not bare.endswith("s"):
            return None
        owned = token.genitive
    return Mention(
        kind=kind,
        name=Span(tokens[first].start, token.bare_end - (len(lower) - len(bare))),
        first=first,
        last=place + 1,
        possessive=owned or token.genitive,
    )


def by_its_noun(tokens: Sequence[Token], place: int, words: Lexicon) -> Mention | None:
    """A body or a document whose noun follows a name or an adjective with a capital: ``the Draghi report``, ``the Swedish side``."""
    if words.language != "en" or not place or tokens[place - 1].lower not in ARTICLES:
        return None
    run = name_run(tokens, place, words)
    if run is None or run.genitive:
        return None
    for at in range(run.last, min(run.last + _MODIFIERS, len(tokens))):
        token = tokens[at]
        if token.kind is not TokenKind.WORD or token.capital:
            return None
        kind = MentionKind.DOCUMENT if token.lower in words.document_nouns else MentionKind.ORGANISATION
        if kind is MentionKind.DOCUMENT or token.lower in words.groups:
            name = Span(tokens[place].start, token.bare_end)
            return Mention(kind=kind, name=name, first=place, last=at + 1, possessive=token.genitive)
        if _ends_noun(token.lower, words):
            return None
    return None


def _phrase_start(tokens: Sequence[Token], place: int, words: Lexicon) -> int:
    """Where the noun phrase starts whose noun stands at ``place``, behind its article: ``the health ministry``."""
    at = place - 1
    while at >= max(place - _MODIFIERS, 0) and tokens[at].kind is TokenKind.WORD:
        token = tokens[at]
        if token.lower in ARTICLES:
            return at + 1
        little = token.lower in words.little or token.lower in words.own
        if token.capital or little or token.lower in words.groups or token.genitive:
            break
        at -= 1
    return place


def owned_body(tokens: Sequence[Token], place: int, owner: Mention | None, words: Lexicon) -> Mention | None:
    """A body told by whose it is: ``Regionens patientnämnd``, ``kommunens tekniske udvalg``."""
    token = tokens[place]
    if words.language == "en" or owner is None or not owner.possessive or owner.kind is MentionKind.PRONOUN:
        return None
    between = tokens[owner.last : place]
    if len(between) > 1 or any(not _is_modifier(one, words) for one in between):
        return None
    lower = token.lower
    named = any(lower == word or (len(word) >= _BODY and lower.endswith(word)) for word in words.org_words)
    if token.capital or not named:
        return None
    found = _mention(MentionKind.ORGANISATION, token, place)
    return replace(found, name=Span(owner.name.start, found.name.end))


def _is_modifier(token: Token, words: Lexicon) -> bool:
    """Whether a word may be an adjective before its noun: in lower case, in the definite form in Danish and Swedish."""
    if token.kind is not TokenKind.WORD or token.capital or token.lower in words.little:
        return False
    return token.lower in words.role_adjectives or (words.language != "en" and token.lower.endswith(("a", "e")))
