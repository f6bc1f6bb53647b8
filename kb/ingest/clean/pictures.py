"""What stands around pictures and people: captions, credits, alternative texts, and lone names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kb.ingest.blocks import BlockKind, Clue
from kb.ingest.clean.names import is_person, person_at_end, person_at_start, persons_in, same_person

_CREDIT_WORD = r"(?:foto(?:graf)?|photo(?:graph(?:er|y)?)?|bild(?:er|en)?|billede(?:r|t)?|billedkredit|pressfoto|pressefoto|illustration(?:er)?|arkivfoto|arkivbild|image|picture|grafik|credit|credits|modelfoto|genrefoto|genrebild)"
_CREDIT = re.compile(
    rf"(?P<caption>.*?)(?:^|(?<=[\s.(|/]))(?P<credit>\(?{_CREDIT_WORD}(?:\s+(?:by|af|av|från|fra))?\s*(?::|/|\s+(?:by|af|av)\b|©)\s*(?P<name>[^.:]{{2,60}}?)\)?\.?)$",
    re.IGNORECASE | re.DOTALL,
)
_MOST_CAPTION_WORDS = 45
_MOST_NAME_WORDS = 5
_MOST_ALT_WORDS = 14
_MOST_ROLE_WORDS = 10
_NAMES_IN_LIST = 4
_STEM = 4
_EARLY = 6
_LATE = 3
_GREETING = re.compile(
    r"(?:med )?(?:venlig(?:e)?|vänlig(?:a)?|bedste|bästa|de bedste|kærlig) (?:hilsen|hilsner|hälsning(?:ar)?)|mvh|hälsningar|(?:best|kind|warm) regards|"
    r"(?:yours )?(?:sincerely|faithfully)|på (?:vegne af|uppdrag av)\b.{0,60}|på (?:\w+ ){1,3}(?:vegne|vägnar)|f[oö]r \w+(?: \w+){0,4}|on behalf of\b.{0,60}|"
    r"underskri(?:ft|vet)|undertecknad|signed|(?:mødet )?deltagere|närvarande|deltagare|present|participants|kontakt\w*|contacts?",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W_]+")
_ENDS_SENTENCE = re.compile(r"[.!?:;,][\"”’»)]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A block as these rules see it; ``open`` says that it may be taken at all (no table, no heading of the author)."""

    text: str
    kind: BlockKind
    open: bool

    @property
    def words(self) -> int:
        """The number of words."""
        return len(self.text.split())


def credit_of(text: str) -> tuple[str, str] | None:
    """Caption and credit of a line that ends in a photographer's or agency's credit, or None."""
    found = _CREDIT.match(text) if len(text) <= 2000 else None  # noqa: PLR2004
    if found is None or len(found["name"].split()) > _MOST_NAME_WORDS or not any(c.isupper() for c in found["name"]):
        return None
    return found["caption"].strip(" ./|–-("), found["credit"]


def captions(seen: tuple[Seen, ...]) -> dict[int, str]:
    """The blocks that are captions with a credit, or the alternative text of the picture right above such a caption."""
    found: dict[int, str] = {}
    for index, block in enumerate(seen):
        if not block.open or block.words > _MOST_CAPTION_WORDS or credit_of(block.text) is None:
            continue
        caption, _ = credit_of(block.text) or ("", "")
        found[index] = "caption" if caption else "photo-credit"
        above = index - 1
        if above > 0 and seen[above].open and _is_alt(seen[above], block.text):
            found[above] = "alt-text"
    return found


def _is_alt(block: Seen, caption: str) -> bool:
    if block.words > _MOST_ALT_WORDS or _ENDS_SENTENCE.search(block.text):
        return False
    words = [word.lower() for word in _WORDS.findall(block.text)]
    in_caption = {word.lower() for word in _WORDS.findall(caption)}
    if all(word in in_caption for word in words):
        return True
    return block.kind is BlockKind.PARAGRAPH and any(
        _shares_stem(word, other) for word in words for other in in_caption
    )


def _shares_stem(one: str, other: str) -> bool:
    """Whether two words begin alike, or one ends as the other begins (``bakterieodling``, ``odling``)."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _STEM and (long.startswith(short[:_STEM]) or (len(short) > _STEM and long.endswith(short)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """The lone names of a document and the people its running text names."""

    seen: tuple[Seen, ...]
    lone: tuple[int, ...]
    named: frozenset[str]

    def is_mentioned(self, name: str) -> bool:
        """Whether the running text names this person, but for a letter."""
        words = name.split()
        short = f"{words[0]} {words[1]}"
        return any(same_person(short, other) or same_person(name, other) for other in self.named)

    def is_signature(self, index: int) -> bool:
        """Whether the name signs a letter: a greeting stands above it, or a title below it at the end."""
        above = self.seen[index - 1].text if index else ""
        if _GREETING.match(above.strip(" ,.:")):
            return True
        below = self.seen[index + 1] if index + 1 < len(self.seen) else None
        titled = below is not None and below.words <= _MOST_ROLE_WORDS and not _ENDS_SENTENCE.search(below.text)
        return titled and below is not None and not is_person(below.text) and index >= _EARLY

    def heads_prose(self, index: int) -> bool:
        """Whether the name stands like a heading over text that is not about the picture of that person."""
        below = self.seen[index + 1] if index + 1 < len(self.seen) else None
        return below is not None and not is_person(below.text) and below.text[:1] not in '“”"»„'

    def is_repeated_below(self, index: int) -> bool:
        """Whether the next block starts with the same name: then the name heads a text about the person."""
        below = self.seen[index + 1].text if index + 1 < len(self.seen) else ""
        return below.startswith(self.seen[index].text.split()[0])


def lone_names(seen: tuple[Seen, ...]) -> tuple[dict[int, str], tuple[Clue, ...]]:
    """Blocks that are a person's name: the caption of a portrait, or the byline; and clues about authors.

    A person the text names is in a picture; one it does not name has written it. Lists of people, signatures and
    names that head a text stay.
    """
    lone = tuple(i for i, block in enumerate(seen) if i and block.open and is_person(block.text))
    if not lone or len(lone) >= _NAMES_IN_LIST:
        return {}, ()
    running = "\n".join(block.text for i, block in enumerate(seen) if i not in lone)
    names = _Names(seen=seen, lone=lone, named=persons_in(running))
    unnamed = [i for i in lone if not names.is_mentioned(seen[i].text) and not names.is_signature(i)]
    structure = sum(names.heads_prose(i) for i in unnamed) > 1
    found: dict[int, str] = {}
    clues: list[Clue] = []
    for index in lone:
        text = seen[index].text
        if names.is_signature(index) or names.is_repeated_below(index):
            continue
        if index not in unnamed:
            found[index] = "caption"
        elif not structure and (index < _EARLY or index >= len(seen) - _LATE or not names.heads_prose(index)):
            found[index] = "byline"
            clues.append(Clue(field="authors", value=text, where=f"the line “{text}”"))
    return found, tuple(clues)


def portrait_captions(seen: tuple[Seen, ...]) -> dict[int, str]:
    """Short lines with a person's name and role that only repeat what the running text says."""
    candidates = [i for i, block in enumerate(seen) if i and block.open and _is_portrait_line(block)]
    if not candidates or len(candidates) >= _NAMES_IN_LIST:
        return {}
    texts = [block.text for block in seen]
    counts = Counter(word.lower() for text in texts for word in _WORDS.findall(text))
    found: dict[int, str] = {}
    for index in candidates:
        text = texts[index]
        name = person_at_end(text) or person_at_start(text)
        above, below = texts[index - 1], texts[index + 1] if index + 1 < len(texts) else ""
        if name is None or _GREETING.match(above.strip(" ,.:")) or below.startswith(name):
            continue
        own = Counter(word.lower() for word in _WORDS.findall(text))
        said = any(
            name in other for i, other in enumerate(texts) if i != index and len(other.split()) > _MOST_ROLE_WORDS
        )
        if said and all(counts[word] > count for word, count in own.items()):
            found[index] = "caption"
    return found


def _is_portrait_line(block: Seen) -> bool:
    text = block.text
    if (
        block.words > _MOST_ROLE_WORDS
        or _ENDS_SENTENCE.search(text)
        or is_person(text)
        or block.kind is BlockKind.LIST_ITEM
    ):
        return False
    if ", " in text and person_at_start(text) is not None:
        return True
    name = person_at_end(text)
    role = text[: -len(name)].split() if name else []
    return bool(role) and all(word[0].isupper() or word.endswith("er") or word in _ROLES for word in role)


_ROLES = frozenset(
    [
        "direktør",
        "direktör",
        "chef",
        "vd",
        "formand",
        "ordförande",
        "minister",
        "professor",
        "rektor",
        "lektor",
        "forsker",
        "forskare",
        "docent",
        "ceo",
        "chair",
        "chairman",
        "chairwoman",
        "director",
        "head",
        "manager",
        "president",
        "secretary",
        "spokesperson",
        "talsperson",
        "generaldirektör",
        "generaldirektør",
        "kommissær",
        "borgmester",
        "borgmästare",
        "kommunalråd",
        "regionråd",
        "ordfører",
        "næstformand",
        "projektleder",
        "projektledare",
        "specialkonsulent",
        "of",
        "the",
        "and",
        "og",
        "och",
        "for",
        "för",
        "i",
        "in",
        "at",
        "ved",
        "vid",
        "på",
        "statsminister",
    ]
)
