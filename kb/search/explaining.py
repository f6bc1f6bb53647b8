"""What is known of one word: its forms, the concepts that hold it, its false friends, and what a search widens it to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from kb.model import SERVED_LANGUAGES, Expansion
from kb.search.index import Index
from kb.search.plan import plan
from kb.search.searcher import expansions
from kb.search.syntax import parse
from kb.terms.glossary import GlossaryTerm


class ShownWord(NamedTuple):
    """What is known of a word or a term of several words.

    ``forms`` are those of its words by language; ``concepts`` whole ones that hold it in one of the languages; a false
    friend is the Danish form, the Swedish form and what each means. ``language`` is the one a search reads it in.
    """

    word: str
    forms: Mapping[str, tuple[str, ...]]
    concepts: tuple[tuple[GlossaryTerm, ...], ...]
    false_friends: tuple[tuple[str, str, str], ...]
    language: str
    expansions: tuple[Expansion, ...]


def explain(word: str, index: Index, today: date) -> ShownWord:
    """What is known of a word, with the texts and the terms as they are now."""
    forms = {
        language: tuple(one.form for one in index.analyzer(language).analyze(word)) for language in SERVED_LANGUAGES
    }
    concepts: dict[tuple[object, ...], tuple[GlossaryTerm, ...]] = {}
    friends: dict[tuple[str, str, str], None] = {}
    for language, found in forms.items():
        for concept in index.glossary.concepts(language, found) if found else ():
            concepts.setdefault(tuple((term.language, term.text, term.source) for term in concept), concept)
        if len(found) == 1 and language in {"da", "sv"}:
            friends.update(dict.fromkeys(index.glossary.false_friends_of(found[0])))
    planned = plan(parse(word), index, today=today)
    return ShownWord(
        word=word,
        forms=forms,
        concepts=tuple(concepts.values()),
        false_friends=tuple(friends),
        language=planned.language,
        expansions=tuple(expansions(planned)),
    )
