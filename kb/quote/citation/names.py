"""Names of authors: a person's, parted for sorting and initials, or a body's, kept whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.quote.data.lexicon import is_first_name, lexicon

_PARTICLES = frozenset(
    [
        "af",
        "av",
        "von",
        "van",
        "de",
        "den",
        "der",
        "da",
        "di",
        "la",
        "le",
        "du",
        "el",
        "al",
        "ter",
        "ten",
        "bin",
        "ibn",
        "zu",
    ]
)
_PART = re.compile(r"[^\W\d_][^\W\d_.’'-]*(?:[.’'-][^\W\d_]*)*")
# How the last word of a body's name ends in Danish, Swedish and English.
_BODIES = re.compile(
    r"(?i)(?:råd|rådet|klynge|klyngen|kluster|klustret|cluster|styrelse|styrelsen|udvalg|udvalget|utskott|utskottet|nævn|nævnet|"
    r"nämnd|nämnden|forening|foreningen|förening|föreningen|forbund|forbundet|förbund|förbundet|selskab|selskabet|bolag|bolaget|"
    r"tidende|posten|bladet|tidning|tidningen|avisen|institut|instituttet|institutet|institute|hospital|hospitalet|sygehus|"
    r"sygehuset|sjukhus|sjukhuset|universitet|universitetet|university|kommune|kommun|kommunen|skole|skolen|skola|skolan|fonden|"
    r"stiftelsen|verket|myndighet|myndigheten|departementet|ministeriet|ministry|biobank|centret|center|centre|centrum|"
    r"observer|times|post|herald|gazette|news|nyheter|nyheder|pharma|group|gruppen|imaging|alliance|council|authority)\Z"
)
_FEWEST_PARTS, _MOST_PARTS = 2, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person (``family``, ``given``) or a body (``literal``)."""

    family: str = ""
    given: str = ""
    literal: str = ""

    @property
    def shown(self) -> str:
        """The name as it is read aloud."""
        return self.literal or f"{self.given} {self.family}".strip()

    @property
    def short(self) -> str:
        """The name as it stands in an author-date citation."""
        return self.literal or self.family


def name_of(author: str, publisher: str | None = None) -> Name:
    """An author's name parted into family and given names, unless it is a body's or its form is unclear.

    ``Berg, Anna`` and ``Anna Berg`` are the same; particles (``von``, ``af``) go with the family name.
    """
    plain = " ".join(author.split())
    if publisher and plain.casefold() == publisher.casefold():
        return Name(literal=plain)
    family, comma, given = plain.partition(", ")
    turned = f"{given} {family}" if comma and "," not in given else plain
    parts = turned.split()
    if not _is_person(parts):
        return Name(literal=plain)
    at = next((n for n, part in enumerate(parts[1:], 1) if part in _PARTICLES), len(parts) - 1)
    if comma and turned != plain:
        at = len(given.split())
    return Name(family=" ".join(parts[at:]), given=" ".join(parts[:at]))


def _is_person(parts: list[str]) -> bool:
    if not _FEWEST_PARTS <= len(parts) <= _MOST_PARTS or not all(_PART.fullmatch(part) for part in parts):
        return False
    if not all(part[0].isupper() or part in _PARTICLES for part in parts) or parts[-1] in _PARTICLES:
        return False
    if _BODIES.search(parts[-1]):
        return False
    if is_first_name(parts[0]):
        return True
    known = lexicon("und")
    endings = tuple(ending for ending in known.org_endings if ending)
    return not any(part.lower() in known.org_words or part.lower().endswith(endings) for part in parts if endings)
