"""Where a quotation ends whose closing mark is missing: before its attribution, else at the end of its paragraph."""

from __future__ import annotations

import re
from functools import cache

from kb.model import Span
from kb.quote.data import Lexicon, lexicon

_CAPITAL = r"[^\W\d_a-zæøåäöéü]"
# What may stand between the verb and its subject: "siger en glad Mette Hansen".
_FILLERS = r"(?:[\wæøåäö-]+\s+){0,5}?"
# "lyder det bekymret fra lektor i pædagogik ved …": no other verb stands so far from its subject.
_MANY_FILLERS = r"(?:[\wæøåäö-]+\s+){0,10}?"


def _either(words: frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _subject(words: Lexicon) -> str:
    pronoun = _either(words.he | words.she | words.they)
    role = _either(words.roles | frozenset(words.role_endings))
    return rf"(?:{_FILLERS}{_CAPITAL}|(?:{pronoun})\b|(?:the\s+)?[\w-]*(?:{role})(?:{_either(_endings(words))})?\b)"


def _endings(words: Lexicon) -> frozenset[str]:
    return frozenset(words.role_definite) or frozenset({"s"})


@cache
def verb_then_name(language: str) -> re.Pattern[str]:
    """A verb of saying followed by somebody who may say it; no letter case is folded, names need their capital."""
    words = lexicon(language)
    said = rf"(?:{_either(words.say | words.write | words.sound)})\s+{_subject(words)}"
    sounded = rf"(?:{_either(words.state)})\s+{_MANY_FILLERS}{_CAPITAL}"
    return re.compile(rf"(?:{said}|{sounded})")


@cache
def noun_then_name(language: str) -> re.Pattern[str]:
    """``blev svaret från X``: a verb of being, a noun of saying and where it comes from."""
    words = lexicon(language)
    return re.compile(
        rf"(?:{_either(words.be)})\s+{_FILLERS}(?:{_either(words.cue_nouns)})\s+(?:{_either(words.origin)})\s+{_FILLERS}{_CAPITAL}"
    )


@cache
def as_name_says(language: str) -> re.Pattern[str]:
    """``som X uttrycker det``: somebody and a verb of saying behind a word of likening."""
    words = lexicon(language)
    who = rf"(?:{_either(words.he | words.she)}|(?:[\w-]+\s+)?{_CAPITAL}[\w’'-]+(?:\s+{_CAPITAL}[\w’'-]+){{0,3}})"
    return re.compile(rf"som\s+{who}\s+(?:{_either(words.say | words.write)})\b")


@cache
def _attribution(language: str) -> re.Pattern[str]:
    words = lexicon(language)
    inverted = verb_then_name(language).pattern
    straight = rf"{_CAPITAL}\w+(?:\s+{_CAPITAL}[\w’'-]+){{0,2}}\s+(?:{_either(words.say | words.write)})\s*(?:[.]|$)"
    reply = rf"(?:{'|'.join(word.capitalize() for word in sorted(words.reply_head))})\s+{inverted}"
    return re.compile(rf"(?:(?<=[,?!’…])|(?<=,['’]))\s+(?:{inverted}|{straight})|(?<=[.!?])\s+{reply}")


@cache
def _after_closing(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s*,?\s*{verb_then_name(language).pattern}")


def end_of_unclosed(text: str, span: Span, language: str) -> int | None:
    """Where the words of an unclosed quotation in ``span`` end: before the last attribution, None if there is none."""
    last = None
    for found in _attribution(language).finditer(text, span.start, span.end):
        last = found.start()
    return last


def ends_with_attribution(text: str, end: int, paragraph_end: int) -> bool:
    """Whether nothing but the attribution is left of the paragraph after ``end``."""
    rest = text[end + 1 : paragraph_end]
    return len(rest) < 120 and not re.search(r"[.!?]\s+\S", rest)  # noqa: PLR2004 - one clause


def is_attributed_after(text: str, place: int, language: str) -> bool:
    """Whether a verb of saying and its subject follow at ``place``."""
    return _after_closing(language).match(text, place) is not None
