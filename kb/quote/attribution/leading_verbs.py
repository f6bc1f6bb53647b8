"""Which verb leads to a quotation: a verb of saying, or one that says something in some constructions only.

``finder det »…«``, ``held that “…”``, ``peger på, at »…«`` and ``taler om »…«`` report; who finds a key, holds a post, points at a map or talks
does not.
"""

from __future__ import annotations

from kb.quote.attribution.beings import ARTICLES, MentionKind
from kb.quote.attribution.reading import Reading
from kb.quote.attribution.tokens import TokenKind

# "Investors were told to expect …": the subject hears the words and does not say them.
_PASSIVE = frozenset({"told", "asked", "advised", "informed", "warned", "reminded"})
_LABEL = 2
_CLAUSE = 10
_IT = frozenset({"it", "det", "den", "them", "dem"})
_THAT = frozenset({"that", "at", "att"})
_BODIES = frozenset({MentionKind.ORGANISATION, MentionKind.DOCUMENT})
_POINTING = frozenset(
    {"point", "points", "pointed", "pointing", "pekar", "pekade", "pekat", "peger", "pegede", "peget"}
)
_NEAR_OF = 5  # "talas i stället om"
_OF = frozenset({"om", "of", "about"})
# "The Draghi report", "the council's claims": verbs of saying that are nouns as well.
_NOUNS = frozenset(
    {"report", "reports", "claim", "claims", "demand", "demands", "promise", "promises", "comment", "comments"}
)
# "the terms, under which …": the clause before the mark is another one than the verb's.
_WHEREUPON = frozenset({"hvorefter", "hvarefter", "varefter", "varvid", "hvorved", "hvorunder", "whereby", "whereupon"})


def last_verb(reading: Reading, start: int, place: int) -> int | None:
    """The verb of saying nearest before ``place`` in its sentence, None where another sentence or clause begins between."""
    cues = reading.words.leading
    for at in range(place - 1, start - 1, -1):
        token = reading.tokens[at]
        if token.kind is TokenKind.QUOTE and not _goes_on(reading, at):
            return None
        if token.lower in _WHEREUPON:
            return None
        if token.lower in _PASSIVE and reading.word(at - 1) in reading.words.be:
            return None
        speaks = token.lower not in reading.words.speak or _speaks_of(reading, at, place)
        if token.kind is TokenKind.WORD and token.lower in cues and speaks and _is_verb(reading, at):
            return at
        if token.lower in reading.words.judge and _judges(reading, at, place):
            return at
    return None


def _goes_on(reading: Reading, at: int) -> bool:
    """Whether a sentence runs on over a quotation inside it."""
    return not reading.tokens[at + 1].capital or reading.mention_at(at + 1) is not None


def _is_verb(reading: Reading, at: int) -> bool:
    """A verb of saying and not the noun of the same form: no article, no owner, no infinitive mark before it."""
    previous = reading.word(at - 1)
    covering = reading.mention_at(at)
    if not is_whole(reading, at):
        return False
    named = reading.mention_at(at - 1)
    titled = named is not None and reading.word(named.first - 1) == "the" and reading.word(at) in _NOUNS
    nominal = titled or previous in {"the", "a", "hear", "some", "this", "no", "any", "own"}
    if reading.word(at) == "saying" and named is None and reading.kind(at - 1) is TokenKind.WORD:  # an old saying
        words = reading.words
        nominal = nominal or previous not in words.be | words.prepositions | words.conjunctions | {"not"}
    return not nominal and (covering is None or covering.first == at)


def _judges(reading: Reading, at: int, place: int) -> bool:
    """``finder det »…«``, ``The court held that “…”``: who finds something has found it, who finds it so or that it is so judges."""
    following = reading.word(at + 1)
    if following in _IT and at + 2 == place:
        return True
    that = next((number for number in range(at + 1, min(at + _CLAUSE, place)) if reading.word(number) in _THAT), None)
    if that is None or (that > at + 1 and reading.kind(at + 1) is not TokenKind.COMMA):
        return False
    subject = reading.mention_at(at - 1) or (
        reading.mention_at(at - 2) if reading.word(at - 1) in reading.words.modal else None
    )
    return subject is not None and subject.kind in _BODIES


def is_whole(reading: Reading, at: int) -> bool:
    """Whether a verb that says something with its particle only has it: ``points out``, ``pekar ut``."""
    return reading.word(at) not in _POINTING or _points_out(reading, at)


def _points_out(reading: Reading, at: int) -> bool:
    """``har pekat ut X som ”…”``, ``peger på, at »…«``; who points at a map says nothing."""
    following = [reading.word(number) for number in range(at + 1, at + 4)]
    return following[0] in {"ut", "ud", "out"} or (following[0] == "på" and bool({"at", "att"} & set(following)))


def _speaks_of(reading: Reading, at: int, place: int) -> bool:
    """``taler om »…«``, ``speaks of a “…”``: who speaks of a thing in three words or more is quoted, less is a label."""
    of = next((number for number in range(at + 1, min(at + _NEAR_OF, place)) if reading.word(number) in _OF), place)
    follows = of + 1 + (reading.word(of + 1) in ARTICLES) == place
    return follows and place < len(reading.tokens) and reading.word_count(place) > _LABEL
