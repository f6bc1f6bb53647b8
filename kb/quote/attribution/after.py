"""Attributions that follow the quotation: ``siger X``, ``X says``, ``lyder det fra X``, ``according to X``, ``— X``."""

from __future__ import annotations

from dataclasses import replace

from kb.quote.attribution.beings import Mention, MentionKind
from kb.quote.attribution.leading_verbs import is_whole
from kb.quote.attribution.name_lines import name_line
from kb.quote.attribution.reading import Attribution, Reading
from kb.quote.attribution.subjects import SPEAKERS, document_at, is_written, source_end, subject_after
from kb.quote.attribution.tokens import TokenKind

_FAR = 16
_NEAR = 6
# "…, as X likes to say"
_LIKE = frozenset({"as", "som"})
_ALL = frozenset({"all", "alt", "allt"})
_ANSWERS = frozenset({"svar", "svaret", "answer", "reply"})
_PARTED = frozenset({TokenKind.COMMA, TokenKind.DASH, TokenKind.COLON})


def after(reading: Reading, place: int) -> Attribution | None:
    """The attribution right after the quotation that stands at token ``place``."""
    start = _first_word(reading, place)
    if start is None:
        return None
    return (
        _inverted(reading, start)
        or _with_modal(reading, start)
        or _according(reading, start)
        or _noun(reading, start)
        or reply(reading, start)
        or _straight(reading, place, start)
        or name_line(reading, place)
        or _trailing(reading, place, start)
    )


def _first_word(reading: Reading, place: int) -> int | None:
    at = place + 1
    while at < place + 3 and reading.kind(at) in {*_PARTED, TokenKind.STOP}:
        at += 1
    return at if reading.kind(at) is not None else None


def _inverted(reading: Reading, verb: int) -> Attribution | None:
    """``”…”, siger X`` (VERB SUBJECT)."""
    words = reading.words
    token = reading.tokens[verb]
    lower = token.lower
    if token.kind is not TokenKind.WORD or lower not in words.inverted or not is_whole(reading, verb):
        return None
    if token.capital and (reading.mention_at(verb) is not None or (token.starts and lower not in words.reports)):
        return None
    if token.starts and token.capital and reading.mention_at(verb + 1) is None:
        return None  # a new sentence: "…”. Promises cost money."
    end = reading.sentence_end(verb)
    mention = subject_after(reading, verb, end, origin=lower in words.linking)
    if mention is None and lower in words.state and words.cue_nouns & {reading.word(verb + 1), reading.word(verb + 2)}:
        return _answered(reading, verb, end)
    if mention is None and lower in words.state:
        mention = next((one for one in reading.mentions_in(verb, end) if one.kind is MentionKind.DOCUMENT), None)
    anonymous = mention is None and reading.word(verb + 1) in words.anonymous | words.own
    mention = mention or (_apposed(reading, verb + 1, end) if anonymous else None)
    if mention is None and lower not in words.say | words.write:
        return None
    return Attribution(
        rule="verb-subject",
        side="after",
        mention=mention,
        cue=reading.span(verb, verb + 1),
        written=is_written(reading, verb, min(end, verb + 24)),
        adjacent=True,
        anonymous=anonymous and mention is None,
    )


def _answered(reading: Reading, verb: int, end: int) -> Attribution | None:
    """``”…”, lød svaret``: whoever was asked; of other nouns of saying their origin tells."""
    found = _noun(reading, verb)
    if found is not None or not _ANSWERS & {reading.word(at) for at in range(verb, min(verb + 3, end))}:
        return found
    cue = reading.span(verb, verb + 1)
    return Attribution(rule="cue-noun", side="after", cue=cue, adjacent=True, anonymous=True)


def _apposed(reading: Reading, start: int, end: int) -> Mention | None:
    """The name that follows somebody without one: ``en af vidnerne, chauffør X``."""
    for mention in reading.mentions_in(start, min(end, start + _FAR)):
        if mention.kind is MentionKind.PERSON:
            parted = any(reading.kind(at) is TokenKind.COMMA for at in range(start, mention.first + 1))
            return mention if parted and not mention.governed and not mention.possessive else None
    return None


def _with_modal(reading: Reading, modal: int) -> Attribution | None:
    """``”…”, måtte X erkende`` (MODAL SUBJECT VERB)."""
    if reading.word(modal) not in reading.words.modal or reading.tokens[modal].capital:
        return None
    mention = reading.mention_at(modal + 1)
    if mention is None or mention.kind not in SPEAKERS:
        return None
    for verb in range(mention.last, min(mention.last + 4, reading.sentence_end(modal))):
        if _is_cue(reading, verb):
            return Attribution(
                rule="verb-subject", side="after", mention=mention, cue=reading.span(verb, verb + 1), adjacent=True
            )
    return None


def _straight(reading: Reading, place: int, start: int) -> Attribution | None:
    """``“…,” X says`` (SUBJECT VERB), an apposition between them passed over."""
    token = reading.tokens[start]
    if token.kind is not TokenKind.WORD or (token.starts and not _is_exclaimed(reading, place)):
        return None
    likened = token.lower in _LIKE and bool(reading.mentions_in(start + 1, start + _NEAR))
    if token.lower in reading.words.conjunctions | reading.words.prepositions and not likened:
        return None
    end = min(reading.sentence_end(start), start + _FAR)
    subject: Mention | None = None
    at = start
    while at < end:
        mention = reading.mention_at(at)
        kind = reading.kind(at)
        if mention is not None:
            if not mention.governed and not mention.possessive:
                subject = mention
            at = max(mention.last, at + 1)
            continue
        if _is_cue(reading, at):
            return _straight_with(reading, subject, start, at)
        if kind not in {TokenKind.WORD, TokenKind.COMMA, TokenKind.NUMBER, TokenKind.OPEN, TokenKind.CLOSE}:
            return None
        if reading.word(at) in reading.words.conjunctions and subject is None and not (likened and at == start):
            return None
        at += 1
    return None


def _is_cue(reading: Reading, at: int) -> bool:
    words = reading.words
    return reading.word(at) in words.trailing and reading.word(at - 1) not in {"the", "a"} and is_whole(reading, at)


def _straight_with(reading: Reading, subject: Mention | None, start: int, verb: int) -> Attribution | None:
    following = reading.word(verb + 1)
    quote = next(token for token in reversed(reading.tokens[:start]) if token.kind is TokenKind.QUOTE).quote
    full = reading.marked(quote).span.slice(reading.text).rstrip()[-1:] in tuple(".?!…")
    if full and (following in {"that", "at", "att"} or _leads_on(reading, verb)):
        return None
    if subject is None and reading.words.language != "en":
        return None
    return Attribution(
        rule="subject-verb",
        side="after",
        mention=subject,
        cue=reading.span(verb, verb + 1),
        written=is_written(reading, verb, min(reading.sentence_end(verb), verb + 24)),
        adjacent=True,
        anonymous=subject is None and reading.word(start) in reading.words.anonymous | reading.words.own,
    )


def _leads_on(reading: Reading, verb: int) -> bool:
    """Whether the clause leads to the next quotation: ``“…?” X replied: “…”``."""
    end = next(
        (at for at in range(verb, min(verb + _FAR, len(reading.tokens))) if reading.kind(at) is TokenKind.QUOTE), 0
    )
    return bool(end) and reading.kind(end - 1) is TokenKind.COLON


def _is_exclaimed(reading: Reading, place: int) -> bool:
    """A question or a cry inside the marks may be followed by ``X asked``; after a full stop a new sentence starts."""
    return reading.marked(reading.tokens[place].quote).span.slice(reading.text).rstrip()[-1:] in tuple("?!…")


def _trailing(reading: Reading, place: int, start: int) -> Attribution | None:
    """``Planen er ”…” i sin form, siger X``: the reporter's sentence around a fragment ends with the attribution."""
    if reading.kind(place + 1) is not TokenKind.WORD:
        return None
    end = min(reading.sentence_end(start), start + 2 * _FAR)
    for at in range(start, end - 1):
        if reading.kind(at) is TokenKind.QUOTE:
            return None
        if reading.kind(at) is not TokenKind.COMMA:
            continue
        found = _according(reading, at + 1) or _inverted(reading, at + 1) or _straight(reading, place, at + 1)
        if found is not None and found.mention is not None:
            return replace(found, rule="trailing-attribution", adjacent=False)
    return None


def _according(reading: Reading, start: int) -> Attribution | None:
    for phrase in reading.words.according:
        parts = phrase.split()
        length = len(parts)
        if [reading.word(start + number) for number in range(length)] == parts:
            end = source_end(reading, start + length, reading.sentence_end(start))
            mention = subject_after(reading, start + length - 1, end, origin=True)
            mention = mention or document_at(reading, start + length)
            if mention is not None:
                return Attribution(
                    rule="according-to",
                    side="after",
                    mention=mention,
                    cue=reading.span(start, start + length),
                    adjacent=True,
                )
    return None


def _noun(reading: Reading, start: int) -> Attribution | None:
    """``”…”, löd svaret från X``, ``“…,” was X's answer``, ``“…,” is how X describes it``."""
    words = reading.words
    if reading.word(start) not in words.linking:
        return None
    end = min(reading.sentence_end(start), start + _FAR)
    said = (
        words.cue_nouns
        | words.how
        | (_ALL if any(reading.word(at) in words.say for at in range(start, end)) else set())
    )
    cues = [at for at in range(start + 1, end) if reading.word(at) in said]
    if not cues:
        return None
    named = [one for one in reading.mentions_in(start, end) if one.kind in SPEAKERS]
    mention = next((one for one in named if one.first > cues[0] or one.possessive), None)
    if mention is None:
        return None
    return Attribution(
        rule="cue-noun", side="after", mention=mention, cue=reading.span(start, cues[0] + 1), adjacent=True
    )


def reply(reading: Reading, start: int) -> Attribution | None:
    """``”….” Det säger X``: a sentence of its own after the quotation."""
    words = reading.words
    if (
        reading.word(start) not in words.reply_head
        or reading.word(start + 1) not in words.say | words.write | words.call
    ):
        return None
    end = reading.sentence_end(start)
    lead = reading.word(start + 1)
    mention = subject_after(reading, start + 1, end, origin=lead in words.state)
    if any(reading.kind(at) is TokenKind.QUOTE for at in range(start, end)):
        return None
    # "Sådan lyder visionen": words of a vision that nobody is named for.
    impersonal = lead in words.state and reading.word(start + 2) in words.cue_nouns
    if mention is None and not impersonal:
        return None
    return Attribution(
        rule="reply-sentence",
        side="after",
        mention=mention,
        cue=reading.span(start + 1, start + 2),
        written=is_written(reading, start, end),
        adjacent=True,
        anonymous=mention is None,
    )
