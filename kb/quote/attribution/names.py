"""Runs of capitals that may be names, and which of them are organisations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.quote.attribution.roles import is_role_adjective, is_role_word
from kb.quote.attribution.tokens import Token, TokenKind
from kb.quote.data import Lexicon, is_first_name

_PARTICLES = frozenset(
    [
        "von",
        "van",
        "de",
        "del",
        "della",
        "der",
        "af",
        "av",
        "da",
        "la",
        "le",
        "du",
        "zu",
        "bin",
        "al",
        "el",
        "di",
        "do",
        "dos",
        "das",
        "ter",
        "y",
        "ibn",
    ]
)
# Articles that are part of a name only after a particle: van den Broek, von dem Bussche, af den Berg.
_AFTER_PARTICLE = frozenset({"den", "dem", "der", "la", "las", "los", "het", "'t", "’t"})
_MOST_PARTICLES = 3
_LONGEST = 8
_OF = frozenset({"of", "for", "af", "för"})
_OWN = frozenset({"egne", "eget", "egen", "egna", "ord", "vision", "plan"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRun:
    """Tokens ``[first, last)`` that read as one name, and where its letters end (a genitive's ending left out)."""

    first: int
    last: int
    end: int
    genitive: bool


def name_run(tokens: Sequence[Token], place: int, words: Lexicon) -> NameRun | None:
    """The run of capitals at ``place``, None where the word there is no name."""
    if not tokens[place].capital or (tokens[place].lower in words.not_names and not _is_given_name(tokens, place)):
        return None
    if tokens[place].lower in words.reports and not _is_beside_verb(tokens, place, words):
        return None
    if tokens[place].starts and (
        is_role_adjective(tokens[place].lower, words) or _is_common_noun(tokens, place, words)
    ):
        return None
    last, at = place + 1, place + 1
    while at < len(tokens) and at - place < _LONGEST and not _owns_next(tokens, last, words):
        step = _step(tokens, at, words)
        if step == 0:
            break
        at += step
        last = at
    last = parted(tokens, place, last, words)
    if _is_local_body(tokens, last, words):
        return NameRun(first=place, last=last + 1, end=tokens[last].end, genitive=False)
    end = _bare_end(tokens, last, words)
    genitive = end < tokens[last - 1].end
    return NameRun(first=place, last=last, end=end, genitive=genitive)


def _is_given_name(tokens: Sequence[Token], place: int) -> bool:
    """A first name that is a month as well, before a surname within a sentence: ``professor Maj Tornberg``."""
    named = not tokens[place].starts and is_first_name(tokens[place].text)
    return named and place + 1 < len(tokens) and tokens[place + 1].capital and tokens[place - 1].kind is TokenKind.WORD


def _is_beside_verb(tokens: Sequence[Token], place: int, words: Lexicon) -> bool:
    """A surname that looks like a verb of saying has such a verb beside it: ``Ask said``, ``säger Mena``."""
    if tokens[place].starts:
        return False
    beside = (*tokens[max(place - 1, 0) : place], *tokens[place + 1 : place + 2])
    return any(token.lower in words.say and not token.capital for token in beside)


def _is_local_body(tokens: Sequence[Token], last: int, words: Lexicon) -> bool:
    """``Lövstads kommun``, ``Ålviks universitet``: a place in the genitive and what is there."""
    token = tokens[last - 1]
    if words.language == "en" or token.genitive or not token.lower.endswith("s") or last >= len(tokens):
        return False
    return tokens[last].lower in words.org_words and not tokens[last].capital


def _is_common_noun(tokens: Sequence[Token], place: int, words: Lexicon) -> bool:
    """A noun of saying or of writing at a sentence's start has its capital from there."""
    lower = tokens[place].lower
    if is_first_name(tokens[place].text) or (place + 1 < len(tokens) and tokens[place + 1].capital):
        return False
    if (
        place + 2 < len(tokens)
        and tokens[place + 1].text in _OF
        and tokens[place + 2].capital
        and lower in words.groups
    ):
        return False  # Foreningen af Danske Havnebyer
    return (
        lower in words.cue_nouns or lower in words.document_nouns or lower in words.title_nouns or lower in words.groups
    )


def _owns_next(tokens: Sequence[Token], last: int, words: Lexicon) -> bool:
    """Whether the name so far is a genitive before its noun: ``X's``, ``Skolverkets Eva``, ``Kirkebys egne ord``."""
    token = tokens[last - 1]
    if token.genitive:
        return not _is_in_name(tokens, last, words)
    if words.language == "en" or not token.lower.endswith("s") or last >= len(tokens):
        return False
    return tokens[last].kind is TokenKind.WORD and _is_owned(tokens, last, words)


def _is_owned(tokens: Sequence[Token], at: int, words: Lexicon) -> bool:
    """Whether the word at ``at`` belongs to the name with an s before it: a person, a role, or something said or owned."""
    token, following, bare = tokens[at - 1], tokens[at], tokens[at - 1].lower[:-1]
    after_first_name = at > 1 and tokens[at - 2].capital and is_first_name(tokens[at - 2].text)
    if following.capital and is_first_name(following.text) and not is_first_name(token.text):
        return not after_first_name  # Moderaternas Nils, but Karl Anders Nils
    if token.lower == "dagens" and following.capital:  # Dagens Nyheter, Dagens Medicin
        return False
    if bare in words.groups or bare.endswith(words.org_endings):
        return token.lower not in words.org_words
    if after_first_name and _may_be_noun(following, words):
        return not token.lower.endswith(("ss", "is", "us"))
    owned = following.lower in words.cue_nouns | words.document_nouns | _OWN or is_role_word(following.lower, words)
    return owned and not following.capital and following.lower not in words.reports


def _is_in_name(tokens: Sequence[Token], last: int, words: Lexicon) -> bool:
    """``Hunters’ League``: a plural that owns the organisation it is part of the name of."""
    following = tokens[last] if last < len(tokens) else None
    plural = tokens[last - 1].text.endswith(("’", "'"))
    return plural and following is not None and following.capital and following.lower in words.org_words


def _may_be_noun(token: Token, words: Lexicon) -> bool:
    """A word in lower case that is no little word and has no ending of a finite verb."""
    lower = token.lower
    noun = token.text == lower and len(lower) > 3 and lower not in words.little  # noqa: PLR2004
    return noun and not lower.endswith(("r", "de", "te"))


def _bare_end(tokens: Sequence[Token], last: int, words: Lexicon) -> int:
    token = tokens[last - 1]
    if token.genitive and not _is_in_name(tokens, last, words):
        return token.bare_end
    return token.end - 1 if _owns_next(tokens, last, words) else token.end


def _step(tokens: Sequence[Token], at: int, words: Lexicon) -> int:
    """How many tokens from ``at`` belong to the name: a capital, an initial's dot, a particle, a nickname in marks."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.capital and not token.starts and (token.lower not in words.not_names or len(token.text) == 1):
        return 1
    if token.text == "." and (
        len(tokens[at - 1].text) == 1 or tokens[at - 1].lower in {"dr", "prof", "ms", "mr", "mrs", "st"}
    ):
        return 1 if following is not None and following.capital and following.start > token.end - 1 else 0
    particles = _particles(tokens, at, words)
    if particles:
        return particles + 1
    if following is None or not following.capital or following.lower in words.not_names:
        return 0
    is_nickname = token.kind is TokenKind.QUOTE and token.end - token.start < 25 and following.start == token.end + 1  # noqa: PLR2004
    before = tokens[at - 1].lower
    org_of = token.text in _OF and (before in words.org_words or before in words.groups)
    return 2 if token.text == "&" or is_nickname or org_of else 0


def _particles(tokens: Sequence[Token], at: int, words: Lexicon) -> int:
    """How many particles stand at ``at`` before the rest of a surname: ``de la Cour``, ``van den Broek``; 0 for none."""
    if tokens[at].text not in _PARTICLES or is_role_word(tokens[at - 1].lower, words):
        return 0
    end = at + 1
    while end < len(tokens) and end - at < _MOST_PARTICLES and tokens[end].text in _PARTICLES | _AFTER_PARTICLE:
        end += 1
    named = end < len(tokens) and tokens[end].capital and tokens[end].lower not in words.not_names
    return end - at if named else 0


def parted(tokens: Sequence[Token], first: int, last: int, words: Lexicon) -> int:
    """Cut a run before a known first name that an organisation or place stands directly before."""
    if last - first < 3 or is_first_name(tokens[first].text) or is_role_word(tokens[first].lower, words):  # noqa: PLR2004
        return last
    before = tokens[first - 1] if first else None
    if before is None or before.lower not in words.prepositions:
        return last
    for at in range(first + 1, last - 1):
        if is_first_name(tokens[at].text):
            return at
    return last


def is_org(tokens: Sequence[Token], run: NameRun, words: Lexicon) -> bool:
    """Whether a run of capitals names an organisation or another thing and no person."""
    named = tokens[run.first : run.last]
    lower = [token.lower for token in named]
    if (
        any(part in words.org_words for part in lower)
        or _ends_in_org(lower[-1], words)
        or _ends_in_org(lower[0], words)
    ):
        return True
    if all(token.text.isupper() and len(token.text) > 1 for token in named):
        return True
    if is_first_name(named[0].text):
        return False
    before = tokens[run.first - 1] if run.first else None
    return before is not None and (before.lower == "the" or before.lower in words.groups)


def _ends_in_org(word: str, words: Lexicon) -> bool:
    bare = word.removesuffix("s")
    return bare.endswith(words.org_endings) or word.endswith(words.org_endings)
