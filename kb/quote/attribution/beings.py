"""What a mention of somebody is, and the little words that stand before one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kb.model import Span
from kb.quote.data import Lexicon, Sex

MALE_TITLES = frozenset({"mr", "hr", "herr", "sir", "lord"})
FEMALE_TITLES = frozenset({"mrs", "ms", "miss", "fru", "frøken", "fröken", "lady", "dame"})
TITLES = MALE_TITLES | FEMALE_TITLES | {"dr", "prof"}
_FORMS_OF_ADDRESS = frozenset({"mr", "mrs", "ms", "miss", "hr", "herr", "fru", "frøken", "fröken"})
OWNERS = frozenset(
    [
        "his",
        "her",
        "their",
        "our",
        "my",
        "your",
        "hans",
        "hendes",
        "hennes",
        "deres",
        "deras",
        "vores",
        "vor",
        "vår",
        "vårt",
        "våra",
        "min",
        "mit",
        "mitt",
        "mine",
        "mina",
        "sin",
        "sit",
        "sitt",
        "sine",
        "sina",
    ]
)
ARTICLES = OWNERS | {"the", "one", "den", "det", "a", "an", "en", "et", "ett"}


class MentionKind(StrEnum):
    """What sort of being is mentioned."""

    PERSON = "person"
    ORGANISATION = "organisation"
    ROLE = "role"
    PRONOUN = "pronoun"
    DOCUMENT = "document"
    FORMER = "former"
    LATTER = "latter"
    IT = "it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One mention: the span of its name, of its role if it has one, and the tokens ``[first, last)`` it takes.

    ``governed`` says a preposition stands before it, ``possessive`` that it owns the next noun, ``weak`` that it is a
    single capital at a sentence's start, which may be any word.
    """

    kind: MentionKind
    name: Span
    first: int
    last: int
    role: Span | None = None
    sex: Sex | None = None
    governed: bool = False
    possessive: bool = False
    apposition: Span | None = None
    starts: bool = False
    weak: bool = False


def role_told(mention: Mention, text: str) -> str | None:
    """The role a mention tells, None where it tells none or only how somebody is addressed."""
    role = mention.role.slice(text) if mention.role is not None else None
    while role is not None and role.lower().rpartition(" ")[2] in MALE_TITLES | FEMALE_TITLES and " " in role:
        role = role.rpartition(" ")[0]
    return None if role is None or role.lower().strip(". ") in _FORMS_OF_ADDRESS else role


def ends_in_org(word: str, words: Lexicon) -> bool:
    """Whether a word ends like the name of an organisation and is more than that ending."""
    return word.endswith(words.org_endings) and word not in words.org_endings
