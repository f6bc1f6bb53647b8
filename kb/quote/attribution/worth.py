"""Whether words between marks are somebody's words, or a title, a nickname, a scare quote, a headline or a law."""

from __future__ import annotations

import re

from kb.quote.attribution.beings import Mention, MentionKind
from kb.quote.attribution.reading import Attribution, Reading
from kb.quote.attribution.tokens import TokenKind
from kb.quote.scanner import BlockKind

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_SMALL = 4
_FULL = tuple(".?!…")
_SHORT_HEADING = 9


def is_quotation(reading: Reading, place: int, found: Attribution | None, *, goes_on: bool, opens_text: bool) -> bool:
    """Whether the words at token ``place`` are a quotation.

    Args:
        reading: The paragraph.
        place: The token the words stand as.
        found: Their attribution in the same paragraph, if there is one.
        goes_on: Whether they go on with the statement of the quotation before them.
        opens_text: Whether they stand alone as the first paragraph of the text, where headlines stand.
    """
    if reading.marked(reading.tokens[place].quote).dash:
        return True
    if _is_no_speech(reading, place, found, opens_text=opens_text):
        return False
    if goes_on or (found is not None and found.side == "after" and found.adjacent):
        return True
    if found is not None:
        return found.colon or _is_fragment(reading, place, found)
    return stands_alone(reading, place)


def _is_no_speech(reading: Reading, place: int, found: Attribution | None, *, opens_text: bool) -> bool:
    """Whether the words are a nickname, a headline, a law or the name of a thing, whatever stands around them."""
    exact = reading.marked(reading.tokens[place].quote).span.slice(reading.text)
    if not _WORD.search(exact) or reading.mention_at(place) is not None:
        return True
    if found is None and (reading.scanned.paragraph.kind is BlockKind.HEADING or opens_text):
        return True
    if _is_law(reading, place) or _is_label(reading, place):
        return True
    said = found is not None and (found.colon or _is_said_of_thing(reading, place, found))
    return not said and _is_named_thing(reading, place)


def _is_label(reading: Reading, place: int) -> bool:
    """``“…”. Sådan omtales ordningen``: a sentence in the passive says what something is called, and not who said it."""
    at = place + 1
    while reading.kind(at) in {TokenKind.STOP, TokenKind.COMMA}:
        at += 1
    return reading.word(at) in reading.words.reply_head and reading.word(at + 1) in reading.words.called


def stands_alone(reading: Reading, place: int) -> bool:
    """Whether the words are a sentence of their own: led to by nothing or a colon, and ended by a full stop."""
    marked = reading.marked(reading.tokens[place].quote)
    exact = marked.span.slice(reading.text).strip()
    leads = reading.tokens[place].starts or reading.kind(place - 1) is TokenKind.COLON
    ends = reading.kind(place + 1) in {None, TokenKind.STOP} or (
        reading.tokens[place + 1].starts and exact.rstrip("’'")[-1:] in _FULL
    )
    full = exact.rstrip("’'”“\"")[-1:] in _FULL or reading.kind(place + 1) is TokenKind.STOP or not marked.closed
    sentence = full or marked.continues
    if not (leads and ends and sentence and (exact[:1].isupper() or not exact[:1].isalpha())):
        return False
    return reading.word_count(place) > 1 or exact[-1:] in _FULL


# "She is asked whether “the green wave” is over": a label of the reporter's, not her words.
_THAT = frozenset({"at", "att", "that"})
_CLAUSE = 48
_WHETHER = frozenset({"whether", "om", "hvorvidt", "huruvida"})


def _is_fragment(reading: Reading, place: int, found: Attribution) -> bool:
    """Two words or more inside the reporter's sentence, governed by a verb of saying or naming somebody said."""
    if _is_whether(reading, place, found) or (found.mention is None and not _is_said_that(reading, place, found)):
        return False
    return reading.word_count(place) > 1 and not _is_title_case(reading, place)


def _is_whether(reading: Reading, place: int, found: Attribution) -> bool:
    """``asked whether “…”``; after ``talar om`` and ``tales om`` the word is "of"."""
    cue = found.cue.slice(reading.text).lower() if found.cue is not None else ""
    return reading.word(place - 1) in _WHETHER and cue not in reading.words.speak


def _is_said_that(reading: Reading, place: int, found: Attribution) -> bool:
    """``En kilde siger, at …``: somebody said it, whoever it was."""
    if found.cue is None or found.cue.slice(reading.text).lower() not in reading.words.say | reading.words.write:
        return False
    start = max(reading.sentence_start(place), place - _CLAUSE)
    said = [at for at in range(start, place) if reading.tokens[at].start == found.cue.start]
    return bool(said) and any(reading.word(at) in _THAT for at in range(said[0] + 1, min(said[0] + 4, place)))


def _is_title_case(reading: Reading, place: int) -> bool:
    exact = reading.marked(reading.tokens[place].quote).span.slice(reading.text)
    words = [word for word in _WORD.findall(exact) if len(word) >= _SMALL]
    return len(words) > 1 and all(word[0].isupper() for word in words) and exact.rstrip()[-1:] not in _FULL


def _is_named_thing(reading: Reading, place: int) -> bool:
    """After or before a noun for things with names (``the report “…”``, ``“…” project``), or in title case."""
    exact = reading.marked(reading.tokens[place].quote).span.slice(reading.text)
    before = place - 1
    if reading.kind(before) is TokenKind.WORD and not reading.tokens[before].genitive:
        word = reading.word(before)
        called = word in reading.words.so_called and not _is_active(reading, before)
        if called or _is_title_noun(reading, word):
            return True
    if exact.rstrip()[-1:] in (*_FULL, ","):
        return False
    following = reading.word(place + 1)
    named_after = reading.kind(place + 1) is TokenKind.WORD and following in reading.words.title_nouns
    return (named_after and reading.word_count(place) < _SHORT_HEADING) or (
        _is_title_case(reading, place)
        and reading.words.language == "en"
        and reading.word(place + 1) not in reading.words.say
        and reading.kind(place - 1) is TokenKind.WORD
    )


def _is_said_of_thing(reading: Reading, place: int, found: Attribution) -> bool:
    """Words in lower case after ``kalder aftalen`` or ``the fund is`` tell of the thing; its name would have a capital."""
    exact = reading.marked(reading.tokens[place].quote).span.slice(reading.text)
    called = reading.word(place - 1) in reading.words.so_called and not _is_active(reading, place - 1)
    named = called or reading.word(place - 1) in reading.words.word_nouns
    return found.mention is not None and exact[:1].islower() and reading.word_count(place) > 1 and not named


def _is_active(reading: Reading, at: int) -> bool:
    """Whether somebody does the calling: ``what it called “…”`` and not ``a fund called “…”``."""
    words = reading.words
    if reading.word(at) not in words.call:
        return False
    subject = reading.mention_at(at - 1)
    return (subject is not None and not subject.possessive) or reading.word(at - 1) in words.they | {"it"}


def _is_title_noun(reading: Reading, word: str) -> bool:
    words = reading.words
    if word in words.title_nouns:
        return True
    if words.language == "en":
        return False
    return any(word.endswith(noun) for noun in words.title_nouns if len(noun) > _SMALL and len(word) > len(noun) + 1)


def _is_somebody(mention: Mention) -> bool:
    if mention.kind is MentionKind.ROLE:
        return not (mention.governed or mention.possessive)
    return mention.kind in {MentionKind.PERSON, MentionKind.PRONOUN} and not mention.weak


def _is_question(word: str) -> bool:
    return word in {"spørgsmålet", "frågan", "question"}


def _is_law(reading: Reading, place: int) -> bool:
    """Text of a law, a rule or a sign: its sentence names one and nobody who speaks."""
    if reading.kind(place - 1) is not TokenKind.COLON and reading.word(place - 1) not in reading.words.state:
        return False
    start = max(reading.sentence_start(place), place - 24)
    tokens = reading.tokens[start:place]
    if any(_is_somebody(one) for one in reading.mentions_in(start, place)):
        return False
    words = reading.words
    states = any(token.lower in words.state | words.be for token in tokens)
    if states and any(token.lower in words.word_nouns or _is_question(token.lower) for token in tokens):
        return True
    for token in tokens:
        lower = token.lower
        if token.text == "§" or lower in words.law_nouns or lower.removesuffix("s") in words.law_nouns:
            return True
        if token.kind is TokenKind.WORD and lower.endswith(words.law_endings):
            return True
    return False
