"""Whom a pronoun may stand for: people by name, and roles that nobody is named with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.quote.attribution import Mention, MentionKind, Reading
from kb.quote.attribution.tokens import TokenKind
from kb.quote.data import Sex
from kb.quote.speakers.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A person's mention as a pronoun meets it: its place, its paragraph and sentence, and the sex that is known."""

    place: int
    paragraph: int
    sentence: int
    mention: Mention
    reading: Reading
    sex: Sex | None
    person: Person | None

    @property
    def is_named(self) -> bool:
        """Whether it is a mention by name, and not by a role alone."""
        return self.mention.kind is MentionKind.PERSON

    @property
    def is_subject(self) -> bool:
        """Whether its sentence starts with it."""
        first = self.mention.first
        return not self.mention.governed and first == self.reading.sentence_start(first)


def pronoun_subjects(reading: Reading) -> Iterator[tuple[int, Sex]]:
    """The sentences that a pronoun of the third person starts, with its sex."""
    for first in reading.starts:
        mention = reading.mention_at(first)
        if mention is not None and mention.kind is MentionKind.PRONOUN and not mention.possessive and mention.sex:
            yield reading.tokens[first].start, mention.sex


def may_be_meant(mention: Mention, reading: Reading) -> bool:
    """Whether a pronoun may stand for a role: ``Ministeren var ikke overrasket``, ``my first captain told me``.

    Not for one that is addressed (``Minister, ladies and gentlemen,``), that owns something or is told of somebody else
    (``when I was a young pilot``).
    """
    if (
        mention.kind is not MentionKind.ROLE
        or mention.possessive
        or reading.word(mention.first - 1) in reading.words.be
    ):
        return False
    if reading.kind(mention.last) is TokenKind.COLON:
        return False
    addressed = (
        reading.kind(mention.last) is TokenKind.COMMA and reading.kind(len(reading.tokens) - 1) is TokenKind.COMMA
    )
    return not addressed


def sex_told(one: Candidate) -> Sex | None:
    """The sex the document tells of a candidate."""
    return one.person.sex if one.person else one.sex


def fitting(named: Sequence[Candidate], sex: Sex | None) -> Candidate | None:
    """Known to be of the sex first, then not known to be of the other; names and subjects before other roles."""
    fits = [one for one in named if sex is None or sex_told(one) in {sex, None}]
    ranked = sorted(
        fits,
        key=lambda one: (
            not (one.is_named or one.is_subject),
            sex is not None and sex_told(one) is None,
            one.mention.possessive or one.mention.governed,
            one.place,
        ),
    )
    return ranked[0] if ranked else None
