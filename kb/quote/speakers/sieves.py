"""From a mention to a speaker, by sieves from the surest to the least sure (after Muzny et al. 2017, EACL).

Each sieve has a name, which becomes ``Speaker.rule``; no sieve writes a name that is not in the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from kb.model import How, Span, Speaker
from kb.quote.attribution import Mention, MentionKind, Reading
from kb.quote.attribution.beings import role_told
from kb.quote.attribution.roles import role_stem
from kb.quote.data import Sex, is_first_name
from kb.quote.speakers.candidates import Candidate, fitting, may_be_meant, pronoun_subjects, sex_told
from kb.quote.speakers.people import People, Person, name_parts

# How many mentions a pronoun looks back over, and how many paragraphs a speaker is remembered for.
_LOOK_BACK = 24
_LOOK_FORWARD = 12
# A text that names somebody more often is no longer about one person; the bound keeps the work linear.
_FAR_BACK = 200
_NEAR = 3


class Sieves:
    """The sieves over one document."""

    def __init__(self, text: str, readings: Sequence[Reading]) -> None:
        self._text = text
        self.people = People(readings)
        self._candidates = [one for number, reading in enumerate(readings) for one in self._in(number, reading)]
        self._places = [one.place for one in self._candidates]
        self._continued = {key for reading in readings for key in pronoun_subjects(reading)}

    def _in(self, number: int, reading: Reading) -> list[Candidate]:
        found = []
        for mention in reading.mentions:
            if mention.kind is MentionKind.PERSON:
                person = self.people.of(mention) or self._short(mention)
                if person is None and not self._is_somebody(mention, reading):
                    continue
            elif may_be_meant(mention, reading):
                person = self._holder(mention, reading)
            else:
                continue
            sex = person.sex if person else mention.sex
            found.append(
                Candidate(
                    place=mention.name.start,
                    paragraph=number,
                    sentence=reading.tokens[reading.sentence_start(mention.first)].start,
                    mention=mention,
                    reading=reading,
                    sex=sex,
                    person=person,
                )
            )
        return found

    def _is_somebody(self, mention: Mention, reading: Reading) -> bool:
        """A single name without a full one anywhere: a known first name, a name with a role, or one beside a verb of saying."""
        parts = name_parts(mention.name.slice(self._text))
        if len(parts) > 1 or mention.governed:
            return False
        beside = {reading.word(mention.last), reading.word(mention.first - 1)}
        return mention.role is not None or is_first_name(parts[0]) or bool(beside & reading.words.say)

    def plausible(self, mention: Mention, reading: Reading) -> bool:
        """Whether a mention that no verb of saying stands beside may be the speaker."""
        if mention.kind is not MentionKind.PERSON:
            return True
        return (self.people.of(mention) or self._short(mention)) is not None or self._is_somebody(mention, reading)

    def _short(self, mention: Mention) -> Person | None:
        parts = name_parts(mention.name.slice(self._text))
        return self.people.called(parts[-1], mention.name.start) if len(parts) == 1 else None

    def speaker(self, mention: Mention, reading: Reading, paragraph: int) -> Speaker | None:
        """Who a mention is, None where it is a pronoun that nobody in reach fits."""
        match mention.kind:
            case MentionKind.PERSON:
                return self._named(mention)
            case MentionKind.ROLE:
                return self._in_role(mention, reading)
            case MentionKind.PRONOUN:
                return self._pronoun(mention, paragraph)
            case MentionKind.ORGANISATION | MentionKind.IT:
                return self._body(mention, reading) if mention.kind is MentionKind.IT else self._organisation(mention)
            case MentionKind.FORMER | MentionKind.LATTER:
                return self._of_two(mention, paragraph)
            case MentionKind.DOCUMENT:
                return self._plain(mention, "document")

    def _exact(self, mention: Mention) -> str:
        return mention.name.slice(self._text)

    def _plain(self, mention: Mention, rule: str) -> Speaker:
        name = self._exact(mention)
        return Speaker(
            name=name, mention=name, role=self._role(mention), how=How.EXPLICIT, rule=rule, mention_span=mention.name
        )

    def _role(self, mention: Mention) -> str | None:
        return role_told(mention, self._text) if mention.kind is MentionKind.PERSON else None

    def _named(self, mention: Mention) -> Speaker:
        person = self.people.of(mention)
        if person is not None:
            return self._person(person, mention, "full-name", How.EXPLICIT)
        short = self._short(mention)
        if short is not None:
            return self._person(short, mention, "short-name", How.EXPLICIT)
        return self._plain(mention, "full-name" if " " in self._exact(mention) else "short-name")

    def _person(self, person: Person, mention: Mention, rule: str, how: How) -> Speaker:
        return Speaker(
            name=person.name,
            mention=self._exact(mention),
            role=self._role(mention) or self.role_of(person),
            how=how,
            rule=rule,
            mention_span=mention.name,
        )

    def role_of(self, person: Person) -> str | None:
        """The first role the document gives a person."""
        return person.role

    def _holder(self, mention: Mention, reading: Reading) -> Person | None:
        """Who was introduced with the role that is mentioned."""
        exact = self._exact(mention).lower()
        stem = role_stem(exact.split()[-1], reading.words)
        return self.people.in_role(stem, mention.name.start) if stem and " for " not in exact else None

    def _in_role(self, mention: Mention, reading: Reading) -> Speaker:
        """Whoever was introduced with the role; the person named last may be somebody else, so the role stays a role."""
        person = self._holder(mention, reading)
        return self._person(person, mention, "role", How.EXPLICIT) if person else self._plain(mention, "role-only")

    def _organisation(self, mention: Mention) -> Speaker:
        exact = self._exact(mention)
        name = self.people.organisation(exact.lower(), mention.name.start) if exact[0].islower() else None
        return Speaker(
            name=name or exact,
            mention=exact,
            role=None,
            how=How.EXPLICIT,
            rule="organisation",
            mention_span=mention.name,
        )

    def _pronoun(self, mention: Mention, paragraph: int) -> Speaker | None:
        place = mention.name.start
        found = (
            self.antecedent(place, paragraph, mention.sex)
            or self._only_one(place, mention.sex)
            or self.following(place, paragraph, mention.sex)
        )
        if found is None:
            return None
        if found.person is not None and found.person.sex is None:
            found.person.sex = mention.sex
        name = found.person.name if found.person else self._exact(found.mention)
        return Speaker(
            name=name,
            mention=self._exact(mention),
            role=self._role(found.mention),
            how=How.RESOLVED,
            rule="pronoun",
            mention_span=mention.name,
        )

    def _body(self, mention: Mention, reading: Reading) -> Speaker | None:
        """The nearest sentence of the paragraph that is about one body tells what ``it`` is; a name nobody is called by may be one."""
        for first in sorted((at for at in reading.starts if at <= mention.first), reverse=True):
            end = min(reading.sentence_end(first), mention.first)
            named = [one for one in reading.mentions_in(first, end) if not one.possessive and self._may_be_body(one)]
            bodies = [one for one in named if not one.governed] or named
            if bodies:
                speaker = self._organisation(bodies[0])
                return replace(
                    speaker, mention=self._exact(mention), how=How.RESOLVED, rule="it", mention_span=mention.name
                )
        return None

    def _may_be_body(self, mention: Mention) -> bool:
        if mention.kind is MentionKind.PERSON:
            return not mention.governed and self.people.of(mention) is None and self._is_bare(mention)
        return mention.kind is MentionKind.ORGANISATION

    def _is_bare(self, mention: Mention) -> bool:
        exact = self._exact(mention)
        return mention.role is None and " " not in exact and not is_first_name(exact) and self._short(mention) is None

    def _of_two(self, mention: Mention, paragraph: int) -> Speaker | None:
        """The first or the last person of the nearest sentence before that names two."""
        sentences = self._sentences(mention.name.start, paragraph)
        for sentence in sorted(sentences, reverse=True):
            named = sentences[sentence]
            if len(named) > 1:
                found = named[-1] if mention.kind is MentionKind.LATTER else named[0]
                return replace(self.inferred(found, "one-of-two"), how=How.RESOLVED)
        return None

    def _sentences(self, place: int, paragraph: int, *, roles: bool = True) -> dict[int, list[Candidate]]:
        """The people named shortly before a place, and those told by their role, by the start of their sentence."""
        number = bisect_left(self._places, place)
        sentences: dict[int, list[Candidate]] = {}
        for one in self._candidates[max(0, number - _LOOK_BACK) : number]:
            if paragraph - one.paragraph <= _NEAR + 2 and (roles or one.is_named):
                sentences.setdefault(one.sentence, []).append(one)
        return sentences

    def antecedent(self, place: int, paragraph: int, sex: Sex | None) -> Candidate | None:
        """The last person named before ``place`` of the right sex; in one sentence the subject before the others.

        A pronoun may stand for somebody of whom only the role is told, a role in passing for lack of anybody else in its
        paragraph; where no pronoun asks (``sex`` is None), nobody without a name is meant.
        """
        sentences = self._sentences(place, paragraph, roles=sex is not None)
        aside: Candidate | None = None
        for sentence in sorted(sentences, reverse=True):
            if (sentence, sex) in self._continued:
                continue  # "She succeeds X." goes on about whoever she is; X is somebody else
            found = fitting(sentences[sentence], sex)
            if found is None or (aside is not None and found.paragraph != aside.paragraph):
                continue
            if found.is_named or found.is_subject:
                return found
            aside = aside or found  # a role told in passing yields to whom the paragraph names
        return aside

    def _only_one(self, place: int, sex: Sex | None) -> Candidate | None:
        """The last mention of the only person named before ``place`` who can be meant, however far back."""
        number = bisect_left(self._places, place)
        before = [one for one in self._candidates[max(0, number - _FAR_BACK) : number] if one.is_named and one.person]
        fits = [one for one in before if sex_told(one) is sex] or [one for one in before if sex_told(one) is None]
        return fits[-1] if len({id(one.person) for one in fits}) == 1 else None

    def following(self, place: int, paragraph: int, sex: Sex | None) -> Candidate | None:
        """The first person named after ``place``: a pronoun at the head of a text looks forward."""
        number = bisect_left(self._places, place)
        for one in self._candidates[number : number + _LOOK_FORWARD]:
            if one.is_named and one.paragraph - paragraph <= 1 and (sex is None or sex_told(one) in {sex, None}):
                return one
        return None

    def inferred(self, candidate: Candidate, rule: str) -> Speaker:
        """A candidate as a speaker nobody names beside the quotation."""
        name = candidate.person.name if candidate.person else self._exact(candidate.mention)
        return Speaker(
            name=name,
            mention=self._exact(candidate.mention),
            role=self._role(candidate.mention),
            how=How.INFERRED,
            rule=rule,
            mention_span=candidate.mention.name,
        )

    def named_in(self, span: Span) -> list[Candidate]:
        """The people named within a span of the text."""
        found = self._candidates[bisect_left(self._places, span.start) : bisect_left(self._places, span.end)]
        return [one for one in found if one.is_named]
