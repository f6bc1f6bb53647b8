"""The word files as frozen sets, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

LEXICON_LANGUAGES = ("da", "sv", "en")
_UNIONS = {
    "reports": ("say", "write", "call", "sound"),
    "leading": ("say", "write", "call", "state", "cite", "speak", "called"),
    "trailing": ("say", "write", "sound"),
    "inverted": ("say", "write", "sound", "state"),
    "linking": ("be", "state"),
    "little": ("prepositions", "conjunctions", "relative", "be", "modal", "say", "write", "call", "sound"),
}
_ENDINGS = ("law_endings", "role_endings", "role_definite", "agents", "org_endings")
_NEIGHBOURS = {"no": "da", "nb": "da", "nn": "da"}


class Sex(StrEnum):
    """The sex a first name or a pronoun tells."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The words of one language, in lower case; each field is a key of its file, the last six are unions of others.

    ``reports`` are all forms that may report a quotation, ``leading`` those that may stand before it, ``trailing`` those
    that follow it with their subject before them, ``inverted`` with their subject after them, ``linking`` verbs of being;
    ``little`` are the words that are neither nouns nor adjectives.
    """

    language: str
    say: frozenset[str]
    write: frozenset[str]
    state: frozenset[str]
    call: frozenset[str]
    called: frozenset[str]
    cite: frozenset[str]
    speak: frozenset[str]
    judge: frozenset[str]
    sound: frozenset[str]
    be: frozenset[str]
    modal: frozenset[str]
    reply_head: frozenset[str]
    cue_nouns: frozenset[str]
    title_nouns: frozenset[str]
    word_nouns: frozenset[str]
    so_called: frozenset[str]
    law_nouns: frozenset[str]
    law_endings: tuple[str, ...]
    document_nouns: frozenset[str]
    written_in: frozenset[str]
    roles: frozenset[str]
    role_endings: tuple[str, ...]
    role_definite: tuple[str, ...]
    agents: tuple[str, ...]
    role_adjectives: frozenset[str]
    groups: frozenset[str]
    org_words: frozenset[str]
    org_endings: tuple[str, ...]
    prepositions: frozenset[str]
    audience: frozenset[str]
    origin: frozenset[str]
    relative: frozenset[str]
    conjunctions: frozenset[str]
    resume: frozenset[str]
    how: frozenset[str]
    he: frozenset[str]
    she: frozenset[str]
    his: frozenset[str]
    her: frozenset[str]
    they: frozenset[str]
    own: frozenset[str]
    anonymous: frozenset[str]
    indefinite: frozenset[str]
    not_names: frozenset[str]
    senses_first: frozenset[str]
    senses_last: frozenset[str]
    according: frozenset[str]
    reports: frozenset[str]
    leading: frozenset[str]
    trailing: frozenset[str]
    inverted: frozenset[str]
    linking: frozenset[str]
    little: frozenset[str]

    @property
    def has_dash_speech(self) -> bool:
        """Whether a line that starts with a dash may be speech."""
        return self.language != "en"


@cache
def _words(name: str) -> dict[str, frozenset[str]]:
    source = resources.files("kb.quote.data").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return {key: _entries(value) for key, value in tomllib.loads(source).items()}


def _entries(value: str) -> frozenset[str]:
    return frozenset(part.strip() for part in value.split("|")) if "|" in value else frozenset(value.split())


@cache
def lexicon(language: str) -> Lexicon:
    """The words of ``language``; Norwegian borrows the Danish ones, any other language gets all three together."""
    language = _NEIGHBOURS.get(language, language)
    sources = (language,) if language in LEXICON_LANGUAGES else LEXICON_LANGUAGES
    names = [field.name for field in fields(Lexicon) if field.name not in {"language", *_UNIONS}]
    merged: dict[str, frozenset[str]] = {
        name: frozenset[str]().union(*(_words(source)[name] for source in sources)) for name in names
    }
    endings: dict[str, tuple[str, ...]] = {name: tuple(sorted(merged.pop(name))) for name in _ENDINGS}
    unions = {name: frozenset[str]().union(*(merged[part] for part in parts)) for name, parts in _UNIONS.items()}
    found: dict[str, Any] = {**merged, **unions, **endings}
    return Lexicon(language=language if len(sources) == 1 else "und", **found)


@cache
def _sexes() -> dict[str, Sex]:
    names = _words("names")
    told = dict.fromkeys(names["male"], Sex.MALE) | dict.fromkeys(names["female"], Sex.FEMALE)
    ambiguous = (names["male"] & names["female"]) | names["either"]
    return {name: sex for name, sex in told.items() if name not in ambiguous}


@cache
def _first_names() -> frozenset[str]:
    names = _words("names")
    return names["male"] | names["female"]


def is_first_name(word: str) -> bool:
    """Whether ``word`` is in the list of first names, also as the first half of a double name."""
    return word in _first_names() or word.partition("-")[0] in _first_names()


def sex_of(first_name: str) -> Sex | None:
    """The sex a first name is mostly given to; None where the list does not know or the name serves both."""
    sexes = _sexes()
    return sexes.get(first_name) or sexes.get(first_name.partition("-")[0])
