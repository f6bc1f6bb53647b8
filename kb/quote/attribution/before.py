"""Attributions that lead to the quotation: ``X siger:``, ``Ifølge X er …``, ``X: "…"``, ``Budskabet fra X er enkelt:``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.quote.attribution.beings import Mention, MentionKind
from kb.quote.attribution.reading import Attribution, Reading
from kb.quote.attribution.subjects import SPEAKERS, document_at, is_written, subject_after
from kb.quote.attribution.tokens import TokenKind

# "Investors were told to expect …": the subject hears the words and does not say them.
_PASSIVE = frozenset({"told", "asked", "advised", "informed", "warned", "reminded"})
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
        _by_colon(reading, start, place) if colon else None,
    )
    named = next((one for one in found if one is not None and one.mention is not None), None)
    return named or next((one for one in found if one is not None), None)


def leading(reading: Reading) -> Attribution | None:
    """The attribution that a paragraph ends with, of what stands in the next one: ``…, siger han og tilføjer:``."""
    end = len(reading.tokens)
    if reading.kind(end - 1) is not TokenKind.COLON:
        return None
    last_quote = reading.places[-1] + 1 if reading.places else 0
    return _by_verb(reading, max(reading.sentence_start(end - 1), last_quote, end - _FAR), end, colon=True)


def _by_verb(reading: Reading, start: int, place: int, *, colon: bool) -> Attribution | None:
    verb = _last_verb(reading, start, place)
    if verb is None:
        return None
    word = reading.word(verb)
    mention = _subject(reading, start, verb, place) or _likened(reading, start, verb)
    owner = False
    if mention is None and word in reading.words.state:
        mention, owner = _stated_in(reading, start, place), True
    if mention is None:
        mention, owner = _owner(reading, start, verb), True
    adjacent = all(
        reading.kind(at) in {TokenKind.COLON, TokenKind.COMMA, TokenKind.DASH} for at in range(verb + 1, place)
    )
    return Attribution(
        rule="speech-verb" if word in reading.words.inverted else "naming-verb",
        side="before",
        mention=mention,
        cue=reading.span(verb, verb + 1),
        written=_is_written_here(reading, start, place, mention),
        adjacent=adjacent or colon,
        colon=colon,
        owner=owner,
    )


def _likened(reading: Reading, start: int, verb: int) -> Mention | None:
    """``As X puts it: “…”``."""
    mention = reading.mention_at(start + 1) if reading.word(start) == "as" else None
    return mention if mention is not None and mention.last <= verb and not mention.possessive else None


def _is_written_here(reading: Reading, start: int, place: int, mention: Mention | None) -> bool:
    return is_written(reading, start, place) or (mention is not None and mention.kind is MentionKind.DOCUMENT)


def _last_verb(reading: Reading, start: int, place: int) -> int | None:
    cues = reading.words.leading
    for at in range(place - 1, start - 1, -1):
        token = reading.tokens[at]
        if token.kind is TokenKind.QUOTE and not _goes_on(reading, at):
            return None
        if token.lower in _PASSIVE and reading.word(at - 1) in reading.words.be:
            return None
        if token.kind is TokenKind.WORD and token.lower in cues and _is_verb(reading, at):
            return at
    return None


def _goes_on(reading: Reading, at: int) -> bool:
    """Whether a sentence runs on over a quotation inside it."""
    return not reading.tokens[at + 1].capital or reading.mention_at(at + 1) is not None


def _is_verb(reading: Reading, at: int) -> bool:
    """A verb of saying and not the noun of the same form: no article, no owner, no infinitive mark before it."""
    previous = reading.word(at - 1)
    covering = reading.mention_at(at)
    nominal = previous in {"the", "a", "hear", "some", "this", "no", "any", "own"}
    return not nominal and (covering is None or covering.first == at)


def _subject(reading: Reading, start: int, verb: int, place: int) -> Mention | None:
    related = _antecedent(reading, start, verb)
    if related is not None:
        return related
    left = _last_free(reading, start, verb)
    right = subject_after(reading, verb, place) if reading.words.language != "en" else None
    right = right if right is not None and right.first <= verb + 5 else None
    close = left is not None and (left.last >= verb - 1 or _is_aside(reading, left.last, verb))
    # "Bagefter sagde Falk": a word with no capital but its sentence's yields to who stands behind the verb.
    if left is not None and (right is None or (close and not left.weak)):
        return left
    return right or left or (subject_after(reading, verb, place) if verb == start else None)


def _antecedent(reading: Reading, start: int, verb: int) -> Mention | None:
    """``…, som kaldte den ”…”``: the person the relative pronoun before the verb stands for."""
    at = verb - 1 if reading.word(verb - 1) in reading.words.relative else verb - 2
    if at <= start or reading.word(at) not in reading.words.relative:
        return None
    near = [one for one in reading.mentions_in(max(start, at - 8), at) if one.kind in SPEAKERS and not one.possessive]
    return near[-1] if near else None


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
    hidden = _relative_clauses(reading, start, verb)
    found = [one for one in _free(reading, start, verb) if not any(low <= one.first < high for low, high in hidden)]
    if not found:
        documents = [
            one
            for one in reading.mentions_in(start, verb)
            if one.kind is MentionKind.DOCUMENT and not one.governed and not one.possessive
        ]
        return documents[-1] if documents else None
    return found[-1]


def _relative_clauses(reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
    clauses: list[tuple[int, int]] = []
    at = start
    while at < end:
        opens = reading.kind(at) is TokenKind.OPEN
        if opens or (reading.kind(at) is TokenKind.COMMA and reading.word(at + 1) in reading.words.relative):
            closing = {TokenKind.CLOSE} if opens else {TokenKind.COMMA}
            close = next((number for number in range(at + 1, end) if reading.kind(number) in closing), None)
            if close is None:
                break
            clauses.append((at, close))
            at = close
        else:
            at += 1
    return clauses


def _stated_in(reading: Reading, start: int, place: int) -> Mention | None:
    """``I planen står det:``: the organisation the document comes from, else the document."""
    named = reading.mentions_in(start, place)
    order = (MentionKind.ORGANISATION, MentionKind.PERSON, MentionKind.DOCUMENT)
    return next((one for kind in order for one in named if one.kind is kind), None)


def _owner(reading: Reading, start: int, last: int) -> Mention | None:
    """The owner of the words, where the sentence has no other subject: ``X's vision … seeing, “…``."""
    named = reading.mentions_in(start, last)
    return next((one for one in named if one.possessive and one.kind in SPEAKERS), None)


def _by_according(reading: Reading, start: int, place: int, *, colon: bool) -> Attribution | None:
    phrases = [phrase.split() for phrase in (*sorted(reading.words.according), "med")]
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
    word = reading.word(at)
    if word != "med":
        return subject_after(reading, at + length - 1, place, origin=True) or document_at(reading, at + length)
    mention = reading.mention_at(at + 1)
    own = [reading.word(number) for number in range(mention.last, mention.last + 3)] if mention else []
    return mention if mention is not None and mention.possessive and "ord" in own else None


def _by_colon(reading: Reading, start: int, place: int) -> Attribution | None:
    """No verb of saying: a label, a cue noun, or a person as the sentence's subject before a colon."""
    named = [one for one in reading.mentions_in(start, place) if one.kind in SPEAKERS]
    if not named:
        return None
    cues = [at for at in range(start, place) if reading.word(at) in reading.words.cue_nouns]
    if cues:
        return _by_cue_noun(reading, named, cues[0])
    hidden = _relative_clauses(reading, start, place)
    free = [
        one
        for one in named
        if not (one.governed or one.possessive or any(low <= one.first < high for low, high in hidden))
    ]
    if not free:
        return None
    label = free[0].first <= start + 1 and _is_label(reading, free[0].last, place)
    return Attribution(
        rule="label" if label else "sentence-subject",
        side="before",
        mention=free[0] if label else free[-1],
        adjacent=True,
        colon=True,
    )


def _by_cue_noun(reading: Reading, named: Sequence[Mention], cue: int) -> Attribution:
    owned = [one for one in named if one.possessive and one.first < cue]
    origin = [
        one for one in named if one.governed and one.first > cue and reading.word(one.first - 1) in reading.words.origin
    ]
    chosen = (owned[-1:] or origin[:1] or list(named[:1]))[0]
    return Attribution(
        rule="cue-noun", side="before", mention=chosen, cue=reading.span(cue, cue + 1), adjacent=True, colon=True
    )


def _is_label(reading: Reading, first: int, place: int) -> bool:
    """``NAME:`` or ``NAME, role, place:``: no verb between the name and the colon."""
    between = reading.tokens[first : place - 1]
    if not between or between[0].kind in {TokenKind.DASH, TokenKind.COLON}:
        return True
    return between[0].kind in {TokenKind.COMMA, TokenKind.OPEN} and not any(
        token.lower in reading.words.be or token.lower in reading.words.relative for token in between
    )
