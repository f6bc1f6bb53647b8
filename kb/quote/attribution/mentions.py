"""Who is mentioned in a paragraph: people by name, organisations, roles, pronouns and documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.model import Span
from kb.quote.attribution.names import NameRun, is_org, name_run
from kb.quote.attribution.roles import definite_role, is_role_word
from kb.quote.attribution.tokens import Token, TokenKind
from kb.quote.data import Lexicon, Sex, is_first_name, sex_of

_MALE_TITLES = frozenset({"mr", "hr", "herr", "sir", "lord"})
_FEMALE_TITLES = frozenset({"mrs", "ms", "miss", "fru", "frøken", "fröken", "lady", "dame"})
_TITLES = _MALE_TITLES | _FEMALE_TITLES | {"dr", "prof"}
_ARTICLES = frozenset({"the", "one", "den", "det", "a", "an", "en", "et", "ett", "his", "her", "hans", "hendes", "hennes", "their", "our"})


class MentionKind(StrEnum):
    """What sort of being is mentioned."""

    PERSON = "person"
    ORGANISATION = "organisation"
    ROLE = "role"
    PRONOUN = "pronoun"
    DOCUMENT = "document"
    FORMER = "former"
    LATTER = "latter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One mention: the span of its name, of its role if it has one, and the tokens ``[first, last)`` it takes.

    ``governed`` says a preposition stands before it, ``possessive`` that it owns the next noun, ``weak`` that it is a
    single capital at a sentence's start, which may be any word.
    """

    kind: MentionKind
    name: Span
    first: int
    last: int
    role: Span | None = None
    sex: Sex | None = None
    governed: bool = False
    possessive: bool = False
    apposition: Span | None = None
    starts: bool = False
    weak: bool = False


def mentions(tokens: Sequence[Token], words: Lexicon) -> tuple[Mention, ...]:
    """The mentions of one paragraph in order, without overlap."""
    found: list[Mention] = []
    place = 0
    while place < len(tokens):
        mention = _at(tokens, place, words)
        if mention is None:
            place += 1
            continue
        found.append(_with_setting(tokens, mention, words, found[-1].last if found else 0))
        place = max(found[-1].last, place + 1)
    return tuple(_joined(tokens, found, words))


def _at(tokens: Sequence[Token], place: int, words: Lexicon) -> Mention | None:
    token = tokens[place]
    if token.kind is not TokenKind.WORD:
        return None
    return (
        _pronoun(token, place, words)
        or _of_two(tokens, place, words)
        or _named(tokens, place, words)
        or _role(tokens, place, words)
        or _common(tokens, place, words)
    )


def _pronoun(token: Token, place: int, words: Lexicon) -> Mention | None:
    lower = token.lower
    if lower in words.he or lower in words.his:
        sex = Sex.MALE
    elif lower in words.she or lower in words.her:
        sex = Sex.FEMALE
    else:
        return None
    owns = lower in words.his or (lower in words.her and lower not in {"hende", "henne"})
    return _mention(MentionKind.PRONOUN, token, place, sex=sex, possessive=owns)


def _of_two(tokens: Sequence[Token], place: int, words: Lexicon) -> Mention | None:
    """``sidstnævnte``, ``den senare``, ``the latter``: one of the two people of the sentence before."""
    token = tokens[place]
    if token.lower in words.senses_last:
        kind = MentionKind.LATTER
    elif token.lower in words.senses_first:
        kind = MentionKind.FORMER
    else:
        return None
    alone = place + 1 >= len(tokens) or tokens[place + 1].kind is not TokenKind.WORD
    after_article = place > 0 and tokens[place - 1].lower in _ARTICLES
    return _mention(kind, token, place) if alone or (after_article and tokens[place + 1].lower in words.say) else None


def _mention(kind: MentionKind, token: Token, place: int, *, sex: Sex | None = None, possessive: bool = False) -> Mention:
    length = len(token.text) - (len(token.text) - len(token.lower) if token.genitive else 0)
    return Mention(
        kind=kind,
        name=Span(token.start, token.start + length),
        first=place,
        last=place + 1,
        sex=sex,
        possessive=possessive or token.genitive,
    )


def _named(tokens: Sequence[Token], place: int, words: Lexicon) -> Mention | None:
    """A run of capitals: leading role words are the role, the rest a person or an organisation."""
    run = name_run(tokens, place, words)
    if run is None:
        return None
    first = run.first
    while first < run.last and is_role_word(tokens[first].lower, words) and not _is_given(tokens, first, run.last):
        first += 1
    titled = max((at for at in range(first, run.last - 1) if is_role_word(tokens[at].lower, words)), default=None)
    if titled is not None:
        first = titled + 1
    if first == run.last:
        return _bare_role(tokens, run, words)
    name = Span(tokens[first].start, run.end)
    role = Span(tokens[run.first].start, tokens[first - 1].end) if first > run.first else None
    return _person_or_org(tokens, replace(run, first=first), name, role, words, place)


def _is_given(tokens: Sequence[Token], place: int, last: int) -> bool:
    return is_first_name(tokens[place].text) and place + 1 < last


def _bare_role(tokens: Sequence[Token], run: NameRun, words: Lexicon) -> Mention | None:
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
        weak=run.last - run.first == 1 and tokens[run.first].starts and role is None and not is_first_name(tokens[run.first].text),
    )


def _is_common_start(token: Token, words: Lexicon) -> bool:
    """A single capital at a sentence's start may be any word: only a known first name is taken for one at sight."""
    return token.starts and not is_first_name(token.text) and token.lower in words.groups | words.document_nouns


def _sex(tokens: Sequence[Token], run: NameRun, role: Span | None, place: int) -> Sex | None:
    if role is not None:
        titles = {token.lower for token in tokens[place : run.first]}
        if titles & _FEMALE_TITLES:
            return Sex.FEMALE
        if titles & _MALE_TITLES:
            return Sex.MALE
    return sex_of(tokens[run.first].lower.title() if tokens[run.first].genitive else tokens[run.first].text)


def _role(tokens: Sequence[Token], place: int, words: Lexicon) -> Mention | None:
    """A role without a name: ``formanden``, ``the prime minister``, ``a spokesperson for X``."""
    token = tokens[place]
    lower = token.lower
    if definite_role(lower, words):
        return replace(_mention(MentionKind.ROLE, token, place), role=Span(token.start, token.end))
    if lower not in _ARTICLES:
        return None
    for at in range(place + 1, min(place + 5, len(tokens))):
        this = tokens[at]
        if this.kind is not TokenKind.WORD or this.lower in words.prepositions or this.lower in words.reports:
            return None
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if is_role_word(this.lower, words) and not (following and following.kind is TokenKind.WORD and is_role_word(following.lower, words)):
            if following is not None and following.capital and not this.genitive and name_run(tokens, at + 1, words):
                return None
            start = tokens[place].start if lower in {"the", "his", "her"} else tokens[place + 1].start
            end = this.end - (len(this.text) - len(this.lower) if this.genitive else 0)
            end = _represented(tokens, at, words) or end
            return Mention(
                kind=MentionKind.ROLE, name=Span(start, end), first=place, last=at + 1, role=Span(start, end), possessive=this.genitive
            )
    return None


def _represented(tokens: Sequence[Token], at: int, words: Lexicon) -> int | None:
    """Where the name of the body ends that a spokesperson speaks for."""
    if not tokens[at].lower.startswith(("spokes", "talsperson", "talsman", "talsmand", "talskvinde", "taleskvinna")):
        return None
    following = at + 1
    if following >= len(tokens) or tokens[following].lower not in words.prepositions:
        return None
    following += 1
    while following < len(tokens) and tokens[following].lower in _ARTICLES:
        following += 1
    if following >= len(tokens):
        return None
    run = name_run(tokens, following, words)
    return run.end if run else None


def _common(tokens: Sequence[Token], place: int, words: Lexicon) -> Mention | None:
    """A group or a document by its common noun: ``kommunen``, ``the council``, ``rapporten``."""
    token = tokens[place]
    lower = token.lower
    bare = lower if lower in words.groups or lower in words.document_nouns else lower.removesuffix("s")
    if bare in words.groups or (bare not in words.document_nouns and _ends_in_org(bare, words)):
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
        if before not in _ARTICLES and not bare.endswith("s"):
            return None
        owned = token.genitive
    return Mention(
        kind=kind, name=Span(token.start, token.start + len(bare)), first=place, last=place + 1, possessive=owned or token.genitive
    )


def _ends_in_org(word: str, words: Lexicon) -> bool:
    return word.endswith(words.org_endings) and word not in words.org_endings


def _with_setting(tokens: Sequence[Token], mention: Mention, words: Lexicon, floor: int) -> Mention:
    """The mention with the role words before it, and whether a preposition governs it."""
    first, role = mention.first, mention.role
    if mention.kind is MentionKind.PERSON:
        reached = _role_before(tokens, first, words, floor)
        parted = first - 1 >= floor and tokens[first - 1].kind is TokenKind.COMMA
        if parted and (at := _role_before(tokens, first - 1, words, floor)) < first - 1:
            role, reached, first = Span(tokens[at].start, tokens[first - 2].end), at, at
        if reached < first:
            role = Span(tokens[reached].start, role.end if role else tokens[first - 1].end)
            first = reached
    before = first - 1
    while before >= floor and tokens[before].lower in _ARTICLES:
        before -= 1
    governed = before >= floor and tokens[before].kind is TokenKind.WORD and tokens[before].lower in words.prepositions
    starts = any(token.starts for token in tokens[max(before + 1, 0) : mention.first + 1])
    return replace(mention, first=first, role=role, governed=governed, starts=starts)


def _role_before(tokens: Sequence[Token], first: int, words: Lexicon, floor: int) -> int:
    """Where the role before a name starts: ``kommunens projektleder``, ``formand for X``; ``first`` where there is none."""
    at = first - 1
    if at >= floor and tokens[at].kind is TokenKind.COMMA:
        return first
    if at < floor or tokens[at].kind is not TokenKind.WORD or not is_role_word(tokens[at].lower, words):
        return first
    start = at
    while start - 1 >= floor and tokens[start - 1].kind is TokenKind.WORD and _extends_role(tokens[start - 1], words):
        start -= 1
    return start


def _extends_role(token: Token, words: Lexicon) -> bool:
    lower = token.lower
    if lower in words.reports or lower in words.prepositions or lower in words.conjunctions or lower in _ARTICLES:
        return False
    return token.capital or is_role_word(lower, words)


def _joined(tokens: Sequence[Token], found: list[Mention], words: Lexicon) -> list[Mention]:
    """A role and a name side by side are one mention: ``the minister, X,`` and ``X, leader of Y``."""
    joined: list[Mention] = []
    for mention in found:
        last = joined[-1] if joined else None
        if last is not None and last.kind is MentionKind.ROLE and mention.kind is MentionKind.PERSON and not last.possessive:
            between = tokens[last.last : mention.first]
            if _is_apposition(between, words):
                joined[-1] = replace(
                    mention,
                    first=last.first,
                    role=Span(last.name.start, between[-1].start if between else last.name.end) if last.role else mention.role,
                    governed=last.governed,
                    starts=last.starts,
                )
                joined[-1] = _trimmed_role(tokens, joined[-1], last, between)
                continue
        joined.append(mention)
    return _without_appositions([_with_apposition(tokens, mention, words) for mention in joined])


def _without_appositions(found: Sequence[Mention]) -> list[Mention]:
    """A role that is told of the person before it is no mention of its own: ``X, a biologist at Y, said``."""
    kept: list[Mention] = []
    for mention in found:
        last = kept[-1] if kept else None
        aside = last.apposition if last is not None else None
        if aside is None or not aside.start <= mention.name.start < aside.end:
            kept.append(mention)
    return kept


def _trimmed_role(tokens: Sequence[Token], mention: Mention, last: Mention, between: Sequence[Token]) -> Mention:
    end = last.name.end
    for token in between:
        if token.kind is TokenKind.COMMA:
            break
        end = token.end
    return replace(mention, role=Span(last.name.start, end))


def _is_apposition(between: Sequence[Token], words: Lexicon) -> bool:
    """At most ``for the board ,`` stands between a role and its name."""
    if len(between) > 6:  # noqa: PLR2004 - a role with one prepositional phrase
        return False
    if any(token.lower in words.reports or token.kind not in {TokenKind.WORD, TokenKind.COMMA} for token in between):
        return False
    if not between:
        return True
    commas = [number for number, token in enumerate(between) if token.kind is TokenKind.COMMA]
    return commas == [len(between) - 1] and (len(between) == 1 or between[0].lower in words.prepositions)


def _with_apposition(tokens: Sequence[Token], mention: Mention, words: Lexicon) -> Mention:
    """The role after a name: ``X, leader of Y``; to the next mark of punctuation or verb of saying."""
    if mention.kind is not MentionKind.PERSON or mention.last + 1 >= len(tokens):
        return mention
    at = mention.last
    if tokens[at].kind is TokenKind.OPEN:
        while at < len(tokens) and tokens[at].kind is not TokenKind.CLOSE and at < mention.last + 5:
            at += 1
        at += 1
    if at + 1 >= len(tokens):
        return mention
    head = at + 1 if tokens[at].kind is TokenKind.COMMA else at
    if head == at and tokens[at].lower not in words.origin:
        return mention
    end = head
    while end < len(tokens) and tokens[end].kind in {TokenKind.WORD, TokenKind.NUMBER} and end - head < 14:  # noqa: PLR2004
        if tokens[end].lower in words.relative or (tokens[end].lower in words.say and end > head):
            break
        end += 1
    if end == head:
        return mention
    phrase = tokens[head:end]
    if head > at and not any(is_role_word(token.lower, words) for token in phrase[:5]):
        return mention
    if head == at:
        if len(phrase) < 2 or not (phrase[1].capital or phrase[1].lower in _ARTICLES or _ends_in_org(phrase[1].lower, words)):  # noqa: PLR2004
            return mention
        phrase = phrase[1:6]
    told = Span(phrase[0].start, phrase[-1].end)
    titled = mention.role is not None and not _is_title(tokens, mention)
    return replace(mention, role=mention.role if titled else told, apposition=told)


def _is_title(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether all that stands before the name is a form of address: ``Dr``, ``Sir``, ``fru``."""
    return tokens[mention.first].lower in _TITLES and (
        mention.last - mention.first < 5  # noqa: PLR2004 - a title and a name
    )
