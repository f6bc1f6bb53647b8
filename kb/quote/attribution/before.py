"""Attributions that lead to the quotation: ``X siger:``, ``Ifølge X er …``, ``X: "…"``, ``Budskabet fra X er enkelt:``."""

from __future__ import annotations

from collections.abc import Iterator

from kb.quote.attribution.agents import agent_of, likened
from kb.quote.attribution.beings import ARTICLES, Mention, MentionKind
from kb.quote.attribution.colons import by_colon
from kb.quote.attribution.leading_verbs import last_verb
from kb.quote.attribution.reading import Attribution, Reading
from kb.quote.attribution.subjects import (
    OWN_WORDS,
    SPEAKERS,
    document_at,
    is_unnamed_subject,
    is_written,
    relative_clauses,
    source_end,
    subject_after,
)
from kb.quote.attribution.tokens import TokenKind
from kb.quote.data import is_first_name

# "Med X' egne ord", "i hendes øjne", "in her view": whose words or opinion it is.
_WITH = ("efter", "i", "in", "med", "with")
_IN = frozenset({"i", "in", "af", "av"})
_OWNED = 3
_WHERE = frozenset({"i", "in", "på", "at", "from", "fra", "från", "near", "ved", "vid"})
# How many tokens back a cue may stand: one long sentence. The bound keeps the search linear.
_FAR = 48


def before(reading: Reading, place: int) -> Attribution | None:
    """The attribution in the same sentence before the quotation at token ``place``."""
    start = max(reading.sentence_start(place), place - _FAR)
    if reading.tokens[place].starts or start == place:
        return None
    colon = reading.kind(place - 1) is TokenKind.COLON or (
        reading.kind(place - 1) is TokenKind.DASH and reading.kind(place - 2) is TokenKind.COLON
    )
    found = (
        _by_verb(reading, start, place, colon=colon),
        _by_according(reading, start, place, colon=colon),
        by_colon(reading, start, place) if colon else None,
    )
    if found[0] is not None and found[0].anonymous and found[1] is None:
        return found[0]  # "we would reply with an old saying: “…”"
    named = next((one for one in found if one is not None and one.mention is not None), None)
    if found[0] is not None and found[1] is not None and _starts_later(found[1], found[0]):
        return found[1]  # "påmindes om uppdraget, som enligt brevet är …"
    return named or next((one for one in found if one is not None), None)


def _starts_later(one: Attribution, other: Attribution) -> bool:
    return one.cue is not None and other.cue is not None and one.cue.start > other.cue.start


def leading(reading: Reading) -> Attribution | None:
    """The attribution that a paragraph ends with, of what stands in the next one: ``…, siger han og tilføjer:``."""
    end = len(reading.tokens)
    if reading.kind(end - 1) is not TokenKind.COLON:
        return None
    return _by_verb(reading, max(reading.sentence_start(end - 1), end - _FAR), end, colon=True)


def _by_verb(reading: Reading, start: int, place: int, *, colon: bool) -> Attribution | None:
    verb = last_verb(reading, start, place)
    if verb is None:
        return None
    mention, owner, unnamed = _speaker_of(reading, start, verb, place)
    adjacent = all(
        reading.kind(at) in {TokenKind.COLON, TokenKind.COMMA, TokenKind.DASH} for at in range(verb + 1, place)
    )
    return Attribution(
        rule="speech-verb" if reading.word(verb) in reading.words.inverted else "naming-verb",
        side="before",
        mention=mention,
        cue=reading.span(verb, verb + 1),
        written=_is_written_here(reading, start, place, mention),
        adjacent=adjacent or colon,
        colon=colon,
        owner=owner,
        anonymous=unnamed,
    )


def _speaker_of(reading: Reading, start: int, verb: int, place: int) -> tuple[Mention | None, bool, bool]:
    """Who speaks, whether only as the owner of the words, and whether it is somebody without a name."""
    agent = agent_of(reading, verb, place)
    if agent is not None:
        # "I rapporten beskrives ordningen som »…«": nobody else than the report
        stated = _document_before(reading, start, verb) if agent[0] is None else None
        return agent[0] or stated, stated is not None, agent[0] is None and stated is None
    if is_unnamed_subject(reading, verb) or _antecedent(reading, start, verb)[1]:
        return None, False, True
    if reading.words.language != "en" and reading.word(verb) in reading.words.state and reading.word(start) in _IN:
        stated = _impersonal(reading, start, verb)
        return stated, True, stated is None
    mention = likened(reading, start, verb) or _subject(reading, start, verb, place)
    if mention is not None:
        return mention, False, False
    stated = _stated_in(reading, start, place) if reading.word(verb) in reading.words.state else None
    return stated or _owner(reading, start, verb), True, False


def _impersonal(reading: Reading, start: int, verb: int) -> Mention | None:
    """``I en meddelelse hedder det``: what something stands in, be it a word kb does not know; never who is spoken of behind the verb."""
    first = start + 1 + (reading.word(start + 1) in ARTICLES)
    nouns = range(first, verb)
    plain = nouns and all(reading.kind(at) is TokenKind.WORD and not reading.tokens[at].capital for at in nouns)
    stated = _stated_in(reading, start, verb)
    if stated is not None or not plain or len(nouns) > _OWNED or reading.word(verb - 1) in reading.words.written_in:
        return stated
    name = reading.span(verb - 1, verb)
    return Mention(kind=MentionKind.DOCUMENT, name=name, first=verb - 1, last=verb)


def _document_before(reading: Reading, start: int, verb: int) -> Mention | None:
    """The document a sentence starts with: ``I rapporten beskrives``."""
    if reading.word(start) not in _IN or reading.word(verb) not in reading.words.called:
        return None
    found = reading.mention_at(start + 1)
    return found if found is not None and found.kind is MentionKind.DOCUMENT else None


def _is_written_here(reading: Reading, start: int, place: int, mention: Mention | None) -> bool:
    return is_written(reading, start, place) or (mention is not None and mention.kind is MentionKind.DOCUMENT)


def _subject(reading: Reading, start: int, verb: int, place: int) -> Mention | None:
    related, _ = _antecedent(reading, start, verb)
    if related is not None:
        return related
    left = _last_free(reading, start, verb)
    right = subject_after(reading, verb, place) if reading.words.language != "en" else None
    right = right if right is not None and right.first <= verb + 5 else None
    auxiliary = reading.words.modal | reading.words.be
    close = left is not None and (
        left.last >= verb - 1 or _is_aside(reading, left.last, verb) or reading.word(left.last) in auxiliary
    )
    # "Bagefter sagde Falk": a word with no capital but its sentence's yields to who stands behind the verb.
    if left is not None and (right is None or (close and not left.weak)):
        return left
    return right or left or (subject_after(reading, verb, place) if verb == start else None)


def _antecedent(reading: Reading, start: int, verb: int) -> tuple[Mention | None, bool]:
    """``…, som kaldte den ”…”``: whom the relative pronoun before the verb stands for, and whether it is nobody named.

    A place is none: in ``den ældre kvinde i Thisted, der spurgte`` the woman has no name.
    """
    at = verb - 1 if reading.word(verb - 1) in reading.words.relative else verb - 2
    if reading.kind(verb - 1) is TokenKind.COMMA:  # "a pilot who, when asked, answered"
        commas = [one for one in range(start, verb - 1) if reading.kind(one) is TokenKind.COMMA]
        at = next((one - 1 for one in reversed(commas) if reading.word(one - 1) in reading.words.relative), at)
    if at <= start or reading.word(at) not in reading.words.relative or reading.tokens[at].capital:
        return None, False
    near = [one for one in reading.mentions_in(max(start, at - 8), at) if one.kind in SPEAKERS and not one.possessive]
    if not near or not _is_place(reading, near[-1]):
        return (near[-1] if near else None), False
    holder = reading.mention_at(near[-1].first - 2)
    named = holder is not None and holder.kind in SPEAKERS and not holder.possessive
    return (holder, False) if named else (None, True)


def _is_place(reading: Reading, mention: Mention) -> bool:
    """Whether a name behind ``i``, ``på``, ``fra`` and a noun in small letters can only be where somebody is."""
    before = reading.tokens[mention.first - 1].lower if mention.first else ""
    first_name = is_first_name(reading.tokens[mention.first].text)
    is_person = mention.kind is MentionKind.PERSON and not first_name
    return is_person and mention.governed and mention.role is None and before in _WHERE


def _is_aside(reading: Reading, first: int, verb: int) -> bool:
    """Whether only an apposition, a relative clause or an affiliation stands between subject and verb."""
    if reading.kind(first) in {TokenKind.COMMA, TokenKind.OPEN}:
        return reading.kind(verb - 1) in {TokenKind.COMMA, TokenKind.CLOSE}
    return reading.word(first) in reading.words.prepositions


def _free(reading: Reading, first: int, last: int) -> Iterator[Mention]:
    between = 1 if reading.words.language == "en" else 0  # "Falk also said"; "Förra veckan sade" is nobody called Förra
    for mention in reading.mentions_in(first, last):
        weak = mention.weak and mention.last < last - between
        if mention.kind in SPEAKERS and not (mention.governed or mention.possessive or weak):
            yield mention


def _last_free(reading: Reading, start: int, verb: int) -> Mention | None:
    """The nearest mention before the verb that may be its subject; those in a relative clause are passed over."""
    hidden = relative_clauses(reading, start, verb)
    found = [one for one in _free(reading, start, verb) if not any(low <= one.first < high for low, high in hidden)]
    if not found:
        documents = [
            one
            for one in reading.mentions_in(start, verb)
            if one.kind is MentionKind.DOCUMENT and not one.governed and not one.possessive
        ]
        return documents[-1] if documents else None
    return found[-1]


def _stated_in(reading: Reading, start: int, place: int) -> Mention | None:
    """``I planen står det:``: the organisation the document comes from, else the document."""
    named = [one for one in reading.mentions_in(start, place) if not one.weak]
    order = (MentionKind.ORGANISATION, MentionKind.PERSON, MentionKind.DOCUMENT)
    return next((one for kind in order for one in named if one.kind is kind), None)


def _owner(reading: Reading, start: int, last: int) -> Mention | None:
    """The owner of the words, where the sentence has no other subject: ``X's vision … seeing, “…``."""
    named = [one for one in reading.mentions_in(start, last) if one.possessive and one.kind in SPEAKERS]
    return next((one for one in named if _owns_words(reading, one.last, last)), None)


def _owns_words(reading: Reading, first: int, last: int) -> bool:
    """Whether what is owned is something said or written, an adjective or two before it passed over."""
    words = reading.words
    said = words.cue_nouns | words.document_nouns | words.title_nouns | words.written_in
    return any(reading.word(at) in said for at in range(first, min(first + 3, last)))


def _by_according(reading: Reading, start: int, place: int, *, colon: bool) -> Attribution | None:
    phrases = [phrase.split() for phrase in (*sorted(reading.words.according), *_WITH)]
    heads = {parts[0] for parts in phrases}
    for at in range(start, place):
        if reading.tokens[at].lower not in heads:
            continue
        for parts in phrases:
            if [reading.word(at + number) for number in range(len(parts))] != parts:
                continue
            found = _source(reading, at, len(parts), place)
            if found is not None:
                return Attribution(
                    rule="according-to",
                    side="before",
                    mention=found,
                    cue=reading.span(at, at + len(parts)),
                    adjacent=colon,
                    colon=colon,
                )
    return None


def _source(reading: Reading, at: int, length: int, place: int) -> Mention | None:
    if length > 1 or reading.word(at) not in _WITH:
        end = source_end(reading, at + length, place)
        return subject_after(reading, at + length - 1, end, origin=True) or document_at(reading, at + length)
    mention = reading.mention_at(at + 1)
    if mention is None or not mention.possessive:
        return None
    owned = {reading.word(number) for number in range(mention.last, mention.last + 3)}
    return mention if owned & OWN_WORDS else None
