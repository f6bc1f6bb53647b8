"""Who is mentioned in a paragraph: people by name, organisations, roles, pronouns and documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.model import Span
from kb.quote.attribution.appositions import joined, with_setting
from kb.quote.attribution.beings import FEMALE_TITLES, MALE_TITLES, Mention, MentionKind
from kb.quote.attribution.names import NameRun, is_org, name_run
from kb.quote.attribution.roles import definite_role, is_role_word
from kb.quote.attribution.tokens import Token, TokenKind
from kb.quote.attribution.unnamed import (
    bare_role,
    body_again,
    by_its_noun,
    common_noun,
    of_two,
    owned_body,
    owned_role,
    pronoun,
)
from kb.quote.data import Lexicon, Sex, is_first_name, sex_of

_PARTY = 3


def mentions(tokens: Sequence[Token], words: Lexicon) -> tuple[Mention, ...]:
    """The mentions of one paragraph in order, without overlap."""
    found: list[Mention] = []
    place = 0
    while place < len(tokens):
        last = found[-1] if found else None
        mention = (
            _at(tokens, place, words)
            or owned_role(tokens, place, last, words)
            or owned_body(tokens, place, last, words)
        )
        if mention is None:
            place += 1
            continue
        found.append(with_setting(tokens, mention, words, found[-1].last if found else 0))
        place = max(found[-1].last, place + 1)
    return tuple(joined(tokens, found, words))


def _at(tokens: Sequence[Token], place: int, words: Lexicon) -> Mention | None:
    token = tokens[place]
    if token.kind is not TokenKind.WORD:
        return None
    return (
        pronoun(token, place, words)
        or body_again(tokens, place, words)
        or of_two(tokens, place, words)
        or by_its_noun(tokens, place, words)
        or _named(tokens, place, words)
        or bare_role(tokens, place, words)
        or common_noun(tokens, place, words)
    )


def _named(tokens: Sequence[Token], place: int, words: Lexicon) -> Mention | None:
    """A run of capitals: leading role words are the role, the rest a person or an organisation."""
    run = name_run(tokens, place, words)
    if run is None or _is_party(tokens, run):
        return None
    first = run.first
    while first < run.last and _is_form_of_address(tokens, first, run.last, words):
        first += 1
    titled = max((at for at in range(first, run.last - 1) if is_role_word(tokens[at].lower, words)), default=None)
    if titled is not None:
        first = titled + 1
    if first == run.last:
        return _role_of_run(tokens, run, words)
    name = Span(tokens[first].start, run.end)
    role = Span(tokens[run.first].start, tokens[first - 1].end) if first > run.first else None
    return _person_or_org(tokens, replace(run, first=first), name, role, words, place)


def _is_party(tokens: Sequence[Token], run: NameRun) -> bool:
    """``(V)``, ``(MP)``: up to three letters in brackets say to which party somebody belongs."""
    if run.last - run.first > 1 or len(tokens[run.first].text) > _PARTY or not run.first or run.last >= len(tokens):
        return False
    return tokens[run.first - 1].kind is TokenKind.OPEN and tokens[run.last].kind is TokenKind.CLOSE


def _is_form_of_address(tokens: Sequence[Token], place: int, last: int, words: Lexicon) -> bool:
    """A role word, or the dot after ``Prof``, before a name."""
    token = tokens[place]
    return token.text == "." or (is_role_word(token.lower, words) and not _is_given(tokens, place, last))


def _is_given(tokens: Sequence[Token], place: int, last: int) -> bool:
    return is_first_name(tokens[place].text) and place + 1 < last


def _role_of_run(tokens: Sequence[Token], run: NameRun, words: Lexicon) -> Mention | None:
    token = tokens[run.last - 1]
    if not (definite_role(token.lower, words) or words.language == "en" or run.first == 0 or token.starts):
        return None
    return Mention(
        kind=MentionKind.ROLE,
        name=Span(tokens[run.first].start, run.end),
        first=run.first,
        last=run.last,
        role=Span(tokens[run.first].start, run.end),
        possessive=run.genitive,
    )


def _person_or_org(
    tokens: Sequence[Token], run: NameRun, name: Span, role: Span | None, words: Lexicon, place: int
) -> Mention | None:
    org = role is None and is_org(tokens, run, words)
    if not org and role is None and run.last - run.first == 1 and _is_common_start(tokens[run.first], words):
        return None
    return Mention(
        kind=MentionKind.ORGANISATION if org else MentionKind.PERSON,
        name=name,
        first=place,
        last=run.last,
        role=role,
        sex=None if org else _sex(tokens, run, role, place),
        possessive=run.genitive,
        weak=not org
        and run.last - run.first == 1
        and tokens[run.first].starts
        and role is None
        and not is_first_name(tokens[run.first].text),
    )


def _is_common_start(token: Token, words: Lexicon) -> bool:
    """A single capital at a sentence's start may be any word: only a known first name is taken for one at sight."""
    return token.starts and not is_first_name(token.text) and token.lower in words.groups | words.document_nouns


def _sex(tokens: Sequence[Token], run: NameRun, role: Span | None, place: int) -> Sex | None:
    if role is not None:
        titles = {token.lower for token in tokens[place : run.first]}
        if titles & FEMALE_TITLES:
            return Sex.FEMALE
        if titles & MALE_TITLES:
            return Sex.MALE
    return sex_of(tokens[run.first].lower.title() if tokens[run.first].genitive else tokens[run.first].text)
