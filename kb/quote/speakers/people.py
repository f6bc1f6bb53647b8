"""The people and organisations a document names, with the variants of each name."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kb.quote.attribution import Mention, MentionKind, Reading
from kb.quote.attribution.beings import role_told
from kb.quote.attribution.roles import role_stem
from kb.quote.data import Sex, is_first_name

_TITLES = frozenset({"mr", "mrs", "ms", "dr", "prof", "sir", "fru", "hr", "herr"})
# Variants of one surname that are compared for a misspelt first name; more is a list of names.
_MOST_VARIANTS = 20


@dataclass(slots=True, kw_only=True)
class Person:
    """Somebody a document names: the forms of the full name with their counts, and where the first one stands."""

    first_name: str
    surname: str
    place: int
    sex: Sex | None = None
    role: str | None = None
    forms: Counter[str] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        """The most frequent form; of equally frequent ones the one that comes first."""
        return max(self.forms, key=lambda form: self.forms[form])


class People:
    """The full names of one document, found by any part of a name or by a role."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._by_surname: dict[str, list[Person]] = {}
        self._by_word: dict[str, list[tuple[int, Person]]] = {}
        self._by_role: dict[str, list[tuple[int, Person]]] = {}
        self._of_mention: dict[int, Person] = {}
        self._orgs: list[tuple[int, str]] = []
        for reading in readings:
            self._add_paragraph(reading)

    @property
    def everybody(self) -> list[Person]:
        """All people in order of their first full name."""
        return sorted({id(one): one for one in self._of_mention.values()}.values(), key=lambda one: one.place)

    def of(self, mention: Mention) -> Person | None:
        """The person a mention by full name belongs to."""
        return self._of_mention.get(mention.name.start)

    def called(self, word: str, place: int) -> Person | None:
        """The person with this surname or first name: the nearest full name before ``place``, else the first after."""
        for form in (word, word[:-1] if word.endswith("s") else word + "s"):
            found = _nearest(self._by_word.get(form, []), place)
            if found is not None:
                return found
        return None

    def in_role(self, role: str, place: int) -> Person | None:
        """The person introduced with a role before ``place``; ``minister`` also finds the one who is ``statsminister``."""
        found = self._by_role.get(role, [])
        number = bisect_left(found, place, key=lambda one: one[0])
        return found[number - 1][1] if number else None

    def organisation(self, word: str, place: int) -> str | None:
        """The nearest organisation named before ``place`` whose name ends in ``word`` (``rådet`` → ``Ankerådet``)."""
        number = bisect_left(self._orgs, (place,))
        for _, name in reversed(self._orgs[max(0, number - _MOST_VARIANTS) : number]):
            if name.lower().endswith(word) and len(name) > len(word) and name[0].isupper():
                return name
        return None

    def _add_paragraph(self, reading: Reading) -> None:
        for mention in reading.mentions:
            if mention.kind is MentionKind.ORGANISATION:
                self._orgs.append((mention.name.start, mention.name.slice(reading.text)))
            elif mention.kind is MentionKind.PERSON:
                self._add(mention, reading)

    def _add(self, mention: Mention, reading: Reading) -> None:
        exact = mention.name.slice(reading.text)
        parts = [part for part in name_parts(exact) if part.lower() not in _TITLES]
        if len(parts) < 2 or not _is_somebody(mention, parts, reading):  # noqa: PLR2004 - a full name
            return
        whole = self._of_two_surnames(parts)
        person = whole or self._same(parts[0], parts[-1]) or self._new(parts, mention)
        person.forms[exact] += whole is None
        person.sex = person.sex or mention.sex
        person.role = person.role or role_told(mention, reading.text)
        self._of_mention[mention.name.start] = person
        for part in {parts[0], parts[-1], parts[-1].rpartition("-")[2]}:
            self._by_word.setdefault(part, []).append((mention.name.start, person))
        for stem in _roles(mention, reading):
            self._by_role.setdefault(stem, []).append((mention.name.start, person))

    def _new(self, parts: Sequence[str], mention: Mention) -> Person:
        person = Person(first_name=parts[0], surname=parts[-1], place=mention.name.start)
        self._by_surname.setdefault(parts[-1], []).append(person)
        return person

    def _of_two_surnames(self, parts: Sequence[str]) -> Person | None:
        """Who is called by both surnames: ``Lopes Faria`` after ``Beatriz Lopes Faria``."""
        if is_first_name(parts[0]):
            return None
        for person in self._by_surname.get(parts[-1], [])[-_MOST_VARIANTS:]:
            if any(
                name_parts(form)[-len(parts) :] == list(parts) for form in person.forms if form.count(" ") >= len(parts)
            ):
                return person
        return None

    def _same(self, first_name: str, surname: str) -> Person | None:
        for person in self._by_surname.get(surname, [])[-_MOST_VARIANTS:]:
            if _is_variant(person.first_name, first_name):
                return person
        return None


def name_parts(exact: str) -> list[str]:
    """The words of a name without the dots of initials and without a nickname in marks."""
    return [part.strip(".,") for part in exact.split() if part[0] not in "“”\"»«„‘’'" and part.strip(".,")]


def _nearest(found: Sequence[tuple[int, Person]], place: int) -> Person | None:
    if not found:
        return None
    number = bisect_left(found, place, key=lambda one: one[0])
    return found[number - 1][1] if number else found[0][1]


def _is_somebody(mention: Mention, parts: Sequence[str], reading: Reading) -> bool:
    """A full name by its first name or its role; a run of capitals after a preposition or in a heading may be a place."""
    if is_first_name(parts[0]) or mention.role is not None:
        return True
    return not mention.governed and reading.scanned.paragraph.kind.value == "paragraph"


def _roles(mention: Mention, reading: Reading) -> Iterator[str]:
    """The stems of the roles a person is given: beside the name, or as ``X er formand``, ``X chairs``."""
    words: list[str] = [] if mention.role is None else mention.role.slice(reading.text).lower().split()
    for at in range(mention.last, min(mention.last + 7, len(reading.tokens))):
        if reading.tokens[at].kind.value != "word" or reading.mention_at(at) not in {None, mention}:
            break
        words += [reading.word(at), reading.word(at).removesuffix("s")]
    stems = {stem for word in words if (stem := role_stem(word.strip(".,()"), reading.words))}
    yield from stems
    yield from (
        ending for stem in stems for ending in reading.words.role_endings if stem != ending and stem.endswith(ending)
    )


def _is_variant(one: str, other: str) -> bool:
    """Equal first names, an initial of the other, or one letter apart (Petter and Peter)."""
    if one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]):
        return True
    longer, shorter = sorted((one, other), key=len, reverse=True)
    if len(longer) - len(shorter) > 1 or len(shorter) < 4 or one[0] != other[0]:  # noqa: PLR2004 - Ann is not Ane
        return False
    if len(longer) == len(shorter):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1 and one[-1] == other[-1]
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def only(people: Iterable[Person]) -> Person | None:
    """The single person of several, None where there are none or more."""
    found = list(people)
    return found[0] if len(found) == 1 else None
