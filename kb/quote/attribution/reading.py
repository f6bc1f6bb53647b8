"""A paragraph read for attributions: its tokens, its mentions, its quotations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kb.model import Span
from kb.quote.attribution.beings import Mention, MentionKind
from kb.quote.attribution.mentions import mentions
from kb.quote.attribution.tokens import Token, TokenKind, tokens
from kb.quote.data import Lexicon, lexicon
from kb.quote.scanner import Marked, Scanned

_BYLINE = frozenset({"af", "av", "by"})
_LONGEST_BYLINE = 16
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """What a sentence says about who said a quotation.

    ``mention`` is None where the speaker is left out (``and adds:``) or is no mention kb knows; ``anonymous`` says that it is
    somebody whom the text does not name (``shouted someone``). ``side`` is ``before`` or
    ``after``; ``adjacent`` says that nothing but punctuation stands between the quotation and the cue or the speaker.
    """

    rule: str
    side: str
    mention: Mention | None = None
    cue: Span | None = None
    written: bool = False
    adjacent: bool = False
    colon: bool = False
    owner: bool = False
    anonymous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One paragraph with everything the attribution grammar looks at."""

    text: str
    scanned: Scanned
    tokens: Sequence[Token]
    mentions: Sequence[Mention]
    words: Lexicon
    starts: Sequence[int]
    firsts: Sequence[int]
    places: Sequence[int]

    def marked(self, quote: int) -> Marked:
        """The stretch between marks of that number."""
        return self.scanned.marked[quote]

    def sentence_start(self, token: int) -> int:
        """The token the sentence of ``token`` starts with."""
        return self.starts[max(bisect_right(self.starts, token) - 1, 0)]

    def sentence_end(self, token: int) -> int:
        """The token after the last one of the sentence of ``token``."""
        number = bisect_right(self.starts, token)
        return self.starts[number] if number < len(self.starts) else len(self.tokens)

    def mentions_in(self, first: int, last: int) -> Sequence[Mention]:
        """The mentions that start within tokens ``[first, last)``."""
        return self.mentions[bisect_left(self.firsts, first) : bisect_left(self.firsts, last)]

    def mention_at(self, token: int) -> Mention | None:
        """The mention that covers a token."""
        number = bisect_right(self.firsts, token) - 1
        found = self.mentions[number] if number >= 0 else None
        return found if found is not None and found.last > token else None

    def kind(self, token: int) -> TokenKind | None:
        """The kind of a token, None beyond the paragraph."""
        return self.tokens[token].kind if 0 <= token < len(self.tokens) else None

    def word(self, token: int) -> str:
        """The lower-case word at a place, "" beyond the paragraph."""
        return self.tokens[token].lower if 0 <= token < len(self.tokens) else ""

    def word_count(self, token: int) -> int:
        """How many words stand between the marks of the quotation at a token."""
        return len(_WORD.findall(self.marked(self.tokens[token].quote).span.slice(self.text)))

    def span(self, first: int, last: int) -> Span:
        """The characters of tokens ``[first, last)``."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)


def _is_byline(found: Sequence[Token], named: Sequence[Mention]) -> bool:
    """Whether a short paragraph opens as ``Af Anna Berg | 3. februar 2026`` and ends as no sentence does."""
    if not 1 < len(found) <= _LONGEST_BYLINE or found[0].lower not in _BYLINE or found[-1].kind is TokenKind.STOP:
        return False
    quoted = any(token.kind in {TokenKind.QUOTE, TokenKind.COLON} for token in found)
    return not quoted and any(one.first <= 1 and one.kind is MentionKind.PERSON for one in named)


def read(text: str, scanned: Scanned) -> Reading:
    """Read one scanned paragraph."""
    words = lexicon(scanned.paragraph.language)
    found = tokens(text, scanned)
    named = mentions(found, words)
    if _is_byline(found, named):
        named = ()  # whose article it is; nobody who speaks in it
    return Reading(
        text=text,
        scanned=scanned,
        tokens=found,
        mentions=named,
        words=words,
        starts=[number for number, token in enumerate(found) if token.starts],
        firsts=[mention.first for mention in named],
        places=[number for number, token in enumerate(found) if token.kind is TokenKind.QUOTE],
    )
