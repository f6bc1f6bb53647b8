"""Who the subject of a verb of saying is, and whether its clause says that the words were written."""

from __future__ import annotations

from dataclasses import replace

from kb.quote.attribution.beings import ARTICLES, Mention, MentionKind
from kb.quote.attribution.reading import Reading
from kb.quote.attribution.tokens import TokenKind

SPEAKERS = frozenset(MentionKind) - {MentionKind.DOCUMENT}
# "I would have answered": so many auxiliaries stand between a subject and its verb.
_AUXILIARIES = 4
OWN_WORDS = frozenset(
    {
        "ord",
        "øjne",
        "ögon",
        "mening",
        "åsikt",
        "vurdering",
        "bedömning",
        "opfattelse",
        "uppfattning",
        "words",
        "view",
        "opinion",
        "eyes",
        "phrase",
    }
)
_ENDS = frozenset({TokenKind.STOP, TokenKind.COLON, TokenKind.QUOTE, TokenKind.COMMA, TokenKind.OPEN})


def is_written(reading: Reading, first: int, last: int) -> bool:
    """Whether the clause says that the words were written: a verb of writing, or ``in a press release``."""
    words = reading.words
    tokens = reading.tokens[first:last]
    if any(token.lower in words.write and token.lower not in words.say for token in tokens):
        return True
    for number, token in enumerate(tokens):
        medium = number > 0 and any(one.lower in words.prepositions for one in tokens[max(0, number - 4) : number])
        if medium and token.lower in words.written_in:
            return True
    return any(token.lower in {"meddelar", "meddeler"} for token in tokens) and bool(
        {token.lower for token in tokens} & words.written_in
    )


def source_end(reading: Reading, first: int, last: int) -> int:
    """Where the source named from token ``first`` on ends: at the verb, after which the sentence's subject stands."""
    words = reading.words
    verbs = words.modal | words.be | words.reports
    ends = (at for at in range(first, last) if reading.word(at) in verbs and not reading.tokens[at].capital)
    return next((at for at in ends if reading.mention_at(at) is None), last)


def is_unnamed_subject(reading: Reading, verb: int) -> bool:
    """Whether the verb's subject is the writer, the reader or somebody without a name: ``I answer``, ``En anden skriver``.

    Auxiliaries and adverbs of one word may stand between; where the verb comes first its subject follows it.
    """
    words = reading.words
    if words.language != "en" and reading.word(verb + 1) in words.own:
        return True
    at = verb - 1
    while at > verb - _AUXILIARIES and reading.word(at) in words.modal:
        at -= 1
    if reading.mention_at(at) is not None or reading.word(at) not in words.own | words.anonymous:
        return False
    return reading.word(at) in words.own or reading.word(at) not in words.indefinite


def subject_after(reading: Reading, verb: int, end: int, *, origin: bool = False) -> Mention | None:
    """Who the verb's subject is when it follows the verb; the audience (``til X``) is passed over."""
    at = verb + 1
    while at < min(verb + 8, end):
        mention = reading.mention_at(at)
        kind = reading.kind(at)
        if mention is not None and mention.kind in SPEAKERS:
            if mention.possessive and _owned(reading, mention) is not None:
                return _owned(reading, mention)
            if mention.possessive and mention.kind is MentionKind.PRONOUN:
                own = reading.word(mention.last) in OWN_WORDS  # "Enligt hans mening"
                return replace(mention, possessive=False) if own else _relative(reading, mention)
            if not mention.governed or origin:
                return mention
        elif (kind in _ENDS and not _abbreviates(reading, at)) or reading.word(at) in reading.words.relative:
            return None
        at = max(at + 1, mention.last if mention is not None else 0)
    return None


def _abbreviates(reading: Reading, at: int) -> bool:
    """Whether a stop ends no sentence: ``said Prof. X``."""
    return reading.kind(at) is TokenKind.STOP and at + 1 < len(reading.tokens) and not reading.tokens[at + 1].starts


def _owned(reading: Reading, mention: Mention) -> Mention | None:
    """The person whose role the owner names: ``polisens talesperson X``, ``X's deputy, Y,``."""
    for at in range(mention.last, min(mention.last + 6, len(reading.tokens))):
        found = reading.mention_at(at)
        if found is not None and found is not mention:
            return found
        suspended = reading.kind(at) is TokenKind.DASH and reading.tokens[at].start == reading.tokens[at - 1].end
        if not suspended and reading.kind(at) not in {TokenKind.WORD, TokenKind.COMMA}:
            return None
    return None


def document_at(reading: Reading, at: int) -> Mention | None:
    """``Ifølge dokumenter, som …``: what was written is the source, not who is named in its clause."""
    mention = reading.mention_at(at + (reading.word(at) in ARTICLES))
    return mention if mention is not None and mention.kind is MentionKind.DOCUMENT and not mention.possessive else None


def _relative(reading: Reading, owner: Mention) -> Mention | None:
    """``hans kone``, ``her lawyer``: somebody told by whose he or she is, and never the owner."""
    if reading.kind(owner.last) is not TokenKind.WORD or reading.tokens[owner.last].capital:
        return None
    name = reading.span(owner.first, owner.last + 1)
    return replace(owner, kind=MentionKind.ROLE, name=name, last=owner.last + 1, sex=None, possessive=False)


def relative_clauses(reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
    """The relative clauses and brackets within tokens ``[start, end)``, as pairs of tokens."""
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
