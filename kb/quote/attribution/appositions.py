"""Roles beside names: ``the minister, X``, ``X, leader of Y``; and whether a preposition governs a mention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.model import Span
from kb.quote.attribution.after_names import with_apposition
from kb.quote.attribution.beings import ARTICLES, TITLES, Mention, MentionKind
from kb.quote.attribution.roles import is_degree, is_role_adjective, is_role_word
from kb.quote.attribution.tokens import Token, TokenKind
from kb.quote.data import Lexicon, is_first_name

_MOST_BODIES = 2
# The shortest noun that its ending tells to be one for people.
_SHORT = 6
_THEIRS = frozenset({"hans", "hendes", "hennes", "deres", "deras", "his", "her", "their"})
_OF = frozenset({"of", "af", "av"})
_ONE = frozenset({"one", "en", "én", "et", "ett", "two", "to", "två"})
# "Vores nye projektleder hedder X": the role is X's.
_CALLED = frozenset({"hedder", "heter", "hed", "hette"})
_BODIES = frozenset({MentionKind.PERSON, MentionKind.ORGANISATION})


def with_setting(tokens: Sequence[Token], mention: Mention, words: Lexicon, floor: int) -> Mention:
    """The mention with the role words before it, and whether a preposition governs it."""
    first, role = mention.first, mention.role
    if mention.kind is MentionKind.PERSON:
        reached = _role_before(tokens, first, words, floor)
        parted = first - 1 >= floor and tokens[first - 1].kind is TokenKind.COMMA
        if parted and (at := _role_before(tokens, first - 1, words, floor)) < first - 1:
            role, reached, first = Span(tokens[at].start, tokens[first - 2].end), at, at
        elif reached < first and is_degree(tokens[reached].lower) and tokens[reached - 1].kind is TokenKind.COMMA:
            reached = min(_role_before(tokens, reached - 1, words, floor), reached)
        if reached < first:
            role = Span(tokens[reached].start, role.end if role else tokens[first - 1].end)
            first = reached
    before = first - 1
    while before >= floor and tokens[before].lower in ARTICLES:
        before -= 1
    governed = before >= floor and tokens[before].kind is TokenKind.WORD and tokens[before].lower in words.prepositions
    starts = any(token.starts for token in tokens[max(before + 1, 0) : mention.first + 1])
    return replace(mention, first=first, role=role, governed=governed, starts=starts)


def _role_before(tokens: Sequence[Token], first: int, words: Lexicon, floor: int) -> int:
    """Where the role before a name starts: ``kommunens projektleder``, ``formand for X``; ``first`` where there is none."""
    at = first - 1
    if at >= floor and tokens[at].kind is TokenKind.COMMA:
        return first
    if at < floor or tokens[at].kind is not TokenKind.WORD:
        return first
    if not _is_title(tokens, at, words):
        if not _is_field(tokens, at, words, floor):
            return first
        at -= 2
    start = at
    while start - 1 >= floor and tokens[start - 1].kind is TokenKind.WORD and _extends_role(tokens[start - 1], words):
        start -= 1
    return start


def _is_field(tokens: Sequence[Token], at: int, words: Lexicon, floor: int) -> bool:
    """Whether the word before a name is what somebody is professor of: ``professor i forvaltningsret X``."""
    if at - 2 < floor or words.language == "en" or tokens[at].capital or tokens[at].lower in words.not_names:
        return False
    return tokens[at - 1].lower in words.prepositions and is_role_word(tokens[at - 2].lower, words)


def _is_title(tokens: Sequence[Token], at: int, words: Lexicon) -> bool:
    """A role word, or before a full name a noun that by its ending is one for people: ``apotekaren X``, ``biolog Y``."""
    token = tokens[at]
    if is_role_word(token.lower, words):
        return True
    named = at + 2 < len(tokens) and is_first_name(tokens[at + 1].text) and tokens[at + 2].capital
    shaped = token.lower.endswith(words.agents) and len(token.lower) > _SHORT and token.lower not in words.not_names
    return named and shaped and not token.capital


def _extends_role(token: Token, words: Lexicon) -> bool:
    lower = token.lower
    little = words.not_names | words.be | words.modal
    if words.language == "en" and token.kind is TokenKind.WORD and lower not in little and not token.starts:
        modifier = not lower.endswith(("ed", "ing", "ly")) or lower in words.role_adjectives
    else:
        modifier = False
    if lower in words.reports or lower in words.prepositions or lower in words.conjunctions or lower in ARTICLES:
        return False
    if lower in words.according or (token.starts and lower in words.not_names):
        return False  # Ifølge direktør X, Også direktør X
    return modifier or token.capital or is_role_word(lower, words) or is_role_adjective(lower, words)


def joined(tokens: Sequence[Token], found: Sequence[Mention], words: Lexicon) -> list[Mention]:
    """A role and a name side by side are one mention: ``the minister, X,`` and ``X, leader of Y``."""
    joined: list[Mention] = []
    for mention in found:
        last = joined[-1] if joined else None
        if _is_body_of_role(tokens, joined, mention, words):
            joined.pop()
            joined[-1] = _titled(tokens, joined[-1], mention)
        elif (held := _held_at(tokens, joined, mention, words)) is not None:
            bodies, start = held
            del joined[len(joined) - bodies :]
            role = Span(tokens[start].start, tokens[mention.first - 1].end)
            joined.append(replace(mention, first=start, role=role))
        elif last is not None and _is_titled(tokens, last, mention, words):
            joined[-1] = _titled(tokens, last, mention)
        else:
            joined.append(mention)
    owned = [_with_owner(tokens, joined, number) for number in range(len(joined))]
    return _without_appositions([with_apposition(tokens, mention, words) for mention in owned])


def _is_titled(tokens: Sequence[Token], last: Mention, mention: Mention, words: Lexicon) -> bool:
    """Whether the role mentioned last is that of the person mentioned next."""
    if last.kind is not MentionKind.ROLE or mention.kind is not MentionKind.PERSON or last.possessive:
        return False
    between = tokens[last.last : mention.first]
    called = len(between) == 1 and between[0].lower in _CALLED and not last.governed and last.starts
    return called or _is_apposition(between, words)


def _is_body_of_role(tokens: Sequence[Token], found: Sequence[Mention], mention: Mention, words: Lexicon) -> bool:
    """``branschchefen på Energigruppen X``, ``formanden for Y, X``: a role, where it is held, and who holds it."""
    if len(found) < 2 or mention.kind is not MentionKind.PERSON:  # noqa: PLR2004 - a role and a body
        return False
    role, body = found[-2:]
    parted = body.last + 1 == mention.first and tokens[body.last].kind is TokenKind.COMMA
    beside = (
        (parted or body.last == mention.first)
        and tokens[role.last].lower in words.prepositions
        and body.first <= role.last + 2
    )
    return beside and role.kind is MentionKind.ROLE and body.governed


def _with_owner(tokens: Sequence[Token], found: Sequence[Mention], number: int) -> Mention:
    """A role with the body that it is held in before it: ``Venstres ordfører``, ``bolagets vd``."""
    mention, owner = found[number], found[number - 1] if number else None
    role = mention.role
    if mention.kind is not MentionKind.PERSON or role is None or tokens[mention.first].start != role.start:
        return mention
    if owner is not None and owner.possessive and owner.last == mention.first and owner.kind in _BODIES:
        return replace(mention, role=Span(owner.name.start, role.end))
    return mention


def _held_at(
    tokens: Sequence[Token], found: Sequence[Mention], mention: Mention, words: Lexicon
) -> tuple[int, int] | None:
    """``direktør i Foreningen for Y X``: how many mentions say where a role is held, and at which token it starts."""
    if mention.kind is not MentionKind.PERSON or mention.role is not None:
        return None
    at = mention.first
    for bodies, body in enumerate(reversed(found[-_MOST_BODIES:]), start=1):
        if body.last != at or not body.governed or body.role is not None:
            return None
        at = body.first - 1
        while at > 0 and tokens[at].lower in ARTICLES:
            at -= 1
        if at < 1 or tokens[at].lower not in words.prepositions:
            return None
        before = found[-bodies - 1] if len(found) > bodies else None
        if before is not None and before.kind is MentionKind.ROLE and before.last == at:
            return bodies + 1, before.first
        floor = before.last if before is not None else 0
        if (start := _role_before(tokens, at, words, floor)) < at:
            return bodies, start
    return None


def _titled(tokens: Sequence[Token], last: Mention, mention: Mention) -> Mention:
    if mention.role is not None and tokens[last.first].lower in _THEIRS:  # hendes kollega, lektor X
        return replace(mention, first=last.first, governed=last.governed, starts=last.starts)
    end = last.name.end
    for token in tokens[last.last : mention.first]:
        if token.kind is TokenKind.COMMA:
            break
        end = token.end
    titled = mention.role is not None and mention.role.start >= end and tokens[mention.first].lower not in TITLES
    if mention.role is not None and titled:
        end = mention.role.end
    governed = last.governed and not _is_one_of(tokens, last.first)
    return replace(mention, first=last.first, role=Span(last.name.start, end), governed=governed, starts=last.starts)


def _is_one_of(tokens: Sequence[Token], first: int) -> bool:
    """Whether the role at ``first`` tells which one: in ``one of our members, X,`` no preposition governs X."""
    at = first - 1
    while at > 0 and tokens[at].lower in ARTICLES:
        at -= 1
    return at > 0 and tokens[at].lower in _OF and tokens[at - 1].lower in _ONE


def _without_appositions(found: Sequence[Mention]) -> list[Mention]:
    """A role that is told of the person before it is no mention of its own: ``X, a biologist at Y, said``."""
    kept: list[Mention] = []
    for mention in found:
        last = kept[-1] if kept else None
        aside = last.apposition if last is not None else None
        if aside is None or not aside.start <= mention.name.start < aside.end:
            kept.append(mention)
    return kept


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
