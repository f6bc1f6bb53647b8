"""Mutants of real sentences: what a hurried writer does to a quotation, and what a word processor does to it.

Every mutant is made by rule from the texts of a corpus, the same ones on every machine.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kb.corpus import Corpus
from kb.language.sentences import split
from kb.model import SERVED_LANGUAGES, Document, How, Span
from kb.quote import find_quotations
from kb.quote.excerpts.layout import BlockKind, Layout

_NEGATIONS = {"da": "ikke", "sv": "inte", "en": "not"}
_NEGATION = re.compile(r" (?:ikke|inte|not|aldrig|never)\b(?=[ .!?,])")
_VERB = re.compile(r" (?:er|har|kan|skal|vil|bliver|är|kan|ska|vill|blir|is|are|has|have|can|must|will|was)(?= \w)")
_UNITS = {
    "procent": "procentpoint", "%": "‰", "mio.": "mia.", "miljoner": "miljarder", "million": "billion",
    "millioner": "milliarder", "months": "years", "måneder": "år", "månader": "år", "days": "weeks",
    "dage": "uger", "dagar": "veckor", "kronor": "euro", "kroner": "euro", "years": "months", "per cent": "per mille",
}  # fmt: skip
_PLACES = {"Danmark": "Norge", "Sverige": "Finland", "Denmark": "Norway", "Sweden": "Finland", "Lund": "Göteborg",
           "København": "Aarhus", "Copenhagen": "Aarhus", "Malmö": "Umeå", "Malmø": "Aalborg", "Skåne": "Småland",
           "Öresund": "Kattegatt", "Øresund": "Kattegat"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A sentence or quotation of a document to make mutants of."""

    document: str
    title: str
    language: str
    text: str
    speaker: str | None = None
    following: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A changed quotation: what was done, the verdicts that are right, and what must be flagged.

    ``draft`` is the paragraph that stands in the draft. ``serious`` are kinds of which one must be flagged,
    ``warning`` is one that must be given.
    """

    operation: str
    base: Base
    draft: str
    verdicts: frozenset[str]
    serious: frozenset[str] = field(default_factory=frozenset)
    warning: str = ""


EXACTLY = frozenset({"exact", "typographic"})


def bases(documents: Iterator[Document]) -> list[Base]:
    """Sentences of six to forty words, with who said them where that is certain; each text once."""
    found: dict[str, Base] = {}
    for document in documents:
        if document.record.near_duplicate_of:
            continue
        for base in _of(document):
            key = "".join(c for c in base.text.lower() if c.isalnum())
            if key in found:
                found[key] = None  # stands twice: nothing could tell which is meant
            else:
                found[key] = base
    return [base for base in found.values() if base is not None]


def _of(document: Document) -> Iterator[Base]:
    layout = Layout(document)
    quotations = find_quotations(document.text, layout.languages)
    for block in layout.blocks:
        if block.kind in {BlockKind.HEADING, BlockKind.TABLE, BlockKind.CODE, BlockKind.FOOTNOTE}:
            continue
        sentences = layout.sentences(block)
        for at, span in enumerate(sentences):
            following = sentences[at + 1].slice(document.text) if at + 1 < len(sentences) else ""
            if not any(q.span.start < span.end and span.start < q.span.end for q in quotations):
                yield from _base(document, layout, span, None, following)
    for quotation in quotations:
        speaker = quotation.speaker if quotation.speaker and quotation.speaker.how is not How.INFERRED else None
        for one in split(quotation.span.slice(document.text), layout.language(quotation.span)):
            place = Span(quotation.span.start + one.start, quotation.span.start + one.end)
            yield from _base(document, layout, place, speaker.name if speaker else None, "")


def _base(document, layout, span, speaker, following) -> Iterator[Base]:
    text = span.slice(document.text)
    words = text.split()
    usable = (8 if speaker is None else 6) <= len(words) <= 40 and not re.search(
        r"[\[\]“”„»«\"‘’…|@]|\.\.|https?:|^\W*[-–]", text
    )
    if usable and text[0].isupper() and text[-1] in ".!?":
        yield Base(
            document=document.record.id,
            title=document.record.title,
            language=layout.language(span) if layout.language(span) in SERVED_LANGUAGES else "en",
            text=text,
            speaker=speaker,
            following=following,
        )


def meaning_changing(all_bases: list[Base], seed: int = 6) -> list[Mutant]:
    """Everything a reader would be misled by."""
    chance = random.Random(seed)
    return [mutant for base in all_bases for mutant in _changed(base, all_bases, chance)]


def _changed(base: Base, all_bases: list[Base], chance: random.Random) -> Iterator[Mutant]:
    for operation, verdicts, serious, change in _WORDS:
        changed = change(base, chance)
        if changed is not None and changed != base.text:
            yield Mutant(
                operation=operation,
                base=base,
                draft=_block(changed),
                verdicts=frozenset(verdicts),
                serious=frozenset(serious),
            )
    yield from _spliced(base, all_bases, chance)
    yield from _attributed(base, all_bases, chance)


def _drop_negation(base: Base, chance: random.Random) -> str | None:
    return _NEGATION.sub("", base.text, count=1)


def _add_negation(base: Base, chance: random.Random) -> str | None:
    if _NEGATION.search(base.text):
        return None
    return _VERB.sub(lambda m: f"{m[0]} {_NEGATIONS[base.language]}", base.text, count=1)


def _swap_digit(base: Base, chance: random.Random) -> str | None:
    digits = [m.start() for m in re.finditer(r"\d", base.text)]
    if not digits:
        return None
    at = chance.choice(digits)
    other = chance.choice([d for d in "123456789" if d != base.text[at]])
    return base.text[:at] + other + base.text[at + 1 :]


def _move_point(base: Base, chance: random.Random) -> str | None:
    return re.sub(r"(?<=\d)[.,](?=\d)", "", base.text, count=1) if re.search(r"\d[.,]\d(?!\d\d)", base.text) else None


def _swap_from(table: dict[str, str]) -> Callable[[Base, random.Random], str | None]:
    def change(base: Base, chance: random.Random) -> str | None:
        for word, other in table.items():
            found = re.search(rf"(?<![\w]){re.escape(word)}(?![\w])", base.text)
            if found:
                return base.text[: found.start()] + other + base.text[found.end() :]
        return None

    return change


def _swap_words(base: Base, chance: random.Random) -> str | None:
    words = base.text.split(" ")
    places = [at for at in range(1, len(words) - 2) if words[at].isalpha() and words[at + 1].isalpha()]
    places = [at for at in places if words[at].lower() != words[at + 1].lower()]
    if not places:
        return None
    at = chance.choice(places)
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def _drop_letters(base: Base, chance: random.Random) -> str | None:
    return base.text.translate(str.maketrans("åäöæø", "aaoao"))


def _other_word(base: Base, chance: random.Random) -> str | None:
    words = base.text.split(" ")
    places = [at for at, word in enumerate(words) if at and word.isalpha() and word.islower() and len(word) > 5]
    if not places:
        return None
    at = chance.choice(places)
    words[at] = {"da": "kartoflen", "sv": "potatisen", "en": "potato"}[base.language]
    return " ".join(words)


def _drop_word(base: Base, chance: random.Random) -> str | None:
    words = base.text.split(" ")
    places = [at for at in range(1, len(words) - 1) if words[at].isalpha()]
    if not places:
        return None
    del words[chance.choice(places)]
    return " ".join(words)


def _cut_silently(base: Base, chance: random.Random) -> str | None:
    words = base.text.split(" ")
    return " ".join(words[:4] + words[9:]) if len(words) >= 14 else None


_WORDS = (
    ("drop-negation", {"altered"}, {"negation"}, _drop_negation),
    ("add-negation", {"altered"}, {"negation"}, _add_negation),
    ("swap-digit", {"altered"}, {"figure"}, _swap_digit),
    ("move-point", {"altered"}, {"figure"}, _move_point),
    ("swap-unit", {"altered"}, {"unit", "figure"}, _swap_from(_UNITS)),
    ("swap-name", {"altered"}, {"name"}, _swap_from(_PLACES)),
    ("reorder", {"altered"}, (), _swap_words),
    ("letters", {"altered"}, (), _drop_letters),
    ("other-word", {"altered"}, (), _other_word),
    ("drop-word", {"altered"}, (), _drop_word),
    ("cut-silently", {"stitched"}, (), _cut_silently),
)  # fmt: skip


def _spliced(base: Base, all_bases: list[Base], chance: random.Random) -> Iterator[Mutant]:
    others = [one for one in all_bases if one.language == base.language and one.document != base.document]
    if not others:
        return
    other = chance.choice(others)
    if chance.random() < 0.5:
        text = f"{base.text} {other.text}"
        yield Mutant(operation="splice", base=base, draft=_block(text), verdicts=frozenset({"stitched"}))


def _attributed(base: Base, all_bases: list[Base], chance: random.Random) -> Iterator[Mutant]:
    if base.speaker is not None:
        others = sorted(
            {
                b.speaker
                for b in all_bases
                if b.speaker and b.speaker[0].isupper() and not _same(b.speaker, base.speaker)
            }
        )
        for draft in (_block, _said) if others else ():
            yield Mutant(
                operation="wrong-speaker",
                base=base,
                draft=draft(base.text, chance.choice(others), base.language),
                verdicts=frozenset({"misattributed"}),
                warning="other-speaker",
            )
    titled = [one for one in all_bases if one.title != base.title and not re.search(r"[“”„»«\"‘’]", one.title)]
    if titled and chance.random() < 0.25:
        other = chance.choice(titled)
        yield Mutant(
            operation="wrong-document",
            base=base,
            draft=f"{other.title}:\n\n{_block(base.text)}",
            verdicts=frozenset({"misattributed"}),
            warning="other-document",
        )


def _same(one: str, other: str) -> bool:
    return bool(set(one.lower().split()) & set(other.lower().split()))


def _said(text: str, speaker: str, language: str) -> str:
    """The quotation in a sentence, with the marks and the verb of the language."""
    bare = text.rstrip(".")
    return {
        "da": f"»{bare},« siger {speaker}.",
        "sv": f"”{bare}”, säger {speaker}.",
        "en": f"“{bare},” says {speaker}.",
    }[language]


def _block(text: str, speaker: str | None = None, language: str = "") -> str:
    quoted = "\n".join(f"> {line}" for line in text.split("\n"))
    return quoted + (f"\n> — {speaker}" if speaker else "")


def harmless(all_bases: list[Base], seed: int = 7) -> list[Mutant]:
    """Everything a word processor, a PDF or a house style does to right words."""
    chance = random.Random(seed)
    found = []
    for base in all_bases:
        for operation, change in chance.sample(_HARMLESS, 3):
            changed = change(base, chance)
            if changed is not None:
                found.append(Mutant(operation=operation, base=base, draft=_block(changed), verdicts=EXACTLY))
        if base.speaker is not None:
            for form in (_block, _said):
                draft = form(base.text, base.speaker, base.language)
                found.append(Mutant(operation="right-speaker", base=base, draft=draft, verdicts=EXACTLY))
    return found


def marked_cuts(all_bases: list[Base], seed: int = 8) -> list[Mutant]:
    """Cuts that are marked, and what they hide; and sentences that end before what limits them."""
    chance = random.Random(seed)
    found = []
    for base in all_bases:
        words = base.text.split(" ")
        if len(words) < 12 or any(words[at][-1:].isdigit() for at in (3, 7)):
            continue
        mark = chance.choice(["[…]", "[...]", "(…)", "…", "..."])
        hidden = " ".join(words[4:8])
        found.append(
            Mutant(
                operation="cut-marked",
                base=base,
                draft=_block(" ".join([*words[:4], mark, *words[8:]])),
                verdicts=frozenset({"elided"}),
                warning="elision-hides-negation" if _NEGATION.search(f" {hidden} ") else "",
            )
        )
        negation = _NEGATION.search(base.text)
        if negation and len(base.text[negation.end() :].split()) >= 5:
            found.append(
                Mutant(
                    operation="cut-before-qualifier",
                    base=base,
                    draft=_block(base.text[negation.end() :].strip()),
                    verdicts=EXACTLY,
                    warning="truncated",
                )
            )
    return found


def _spaces(base: Base, chance: random.Random) -> str:
    return base.text.replace(" ", chance.choice(["\u00a0", "  ", "\u2009", "\u202f"]), chance.randint(1, 4))


def _wrapped(base: Base, chance: random.Random) -> str:
    words = base.text.split(" ")
    at = chance.randrange(1, len(words))
    return " ".join(words[:at]) + "\n" + " ".join(words[at:])


def _broken(base: Base, chance: random.Random) -> str | None:
    long = list(re.finditer(r"(?<![\w-])[a-zæøåäö]{9,}(?![\w-])", base.text))
    if not long:
        return None
    word = chance.choice(long)
    at = word.start() + len(word[0]) // 2
    return base.text[:at] + chance.choice(["-\n", "\u00ad\n", "\u00ad"]) + base.text[at:]


def _decomposed(base: Base, chance: random.Random) -> str | None:
    changed = unicodedata.normalize("NFD", base.text)
    return changed if changed != base.text else None


def _bracketed(base: Base, chance: random.Random) -> str:
    return f"[{base.text[0].lower()}]{base.text[1:]}"


def _lowered(base: Base, chance: random.Random) -> str | None:
    first = base.text.split()[0]
    return base.text[0].lower() + base.text[1:] if first[1:].islower() else None


def _dashes(base: Base, chance: random.Random) -> str | None:
    changed = re.sub("[–—-]", chance.choice("–—‑-"), base.text)
    return changed if changed != base.text else None


def _apostrophes(base: Base, chance: random.Random) -> str | None:
    changed = re.sub("['’]", lambda m: "’" if m[0] == "'" else "'", base.text)
    return changed if changed != base.text else None


def _ligatures(base: Base, chance: random.Random) -> str | None:
    changed = base.text.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ")
    return changed if changed != base.text else None


def _sic(base: Base, chance: random.Random) -> str:
    words = base.text.split(" ")
    words.insert(chance.randrange(2, len(words)), "[sic]")
    return " ".join(words)


def _marked(base: Base, chance: random.Random) -> str:
    opening, closing = chance.choice(
        [("»", "«"), ("«", "»"), ("”", "”"), ("“", "”"), ("„", "“"), ('"', '"'), ("‘", "’")]
    )
    return f"{opening}{base.text}{closing}"


def _unstopped(base: Base, chance: random.Random) -> str | None:
    return base.text[:-1] + "," if base.text.endswith(".") else None


def _as_it_is(base: Base, chance: random.Random) -> str:
    return base.text


_HARMLESS = [
    ("spaces", _spaces),
    ("line-break", _wrapped),
    ("line-end-hyphen", _broken),
    ("decomposed", _decomposed),
    ("first-letter-in-brackets", _bracketed),
    ("first-letter", _lowered),
    ("dashes", _dashes),
    ("apostrophes", _apostrophes),
    ("ligatures", _ligatures),
    ("sic", _sic),
    ("marks", _marked),
    ("comma-for-stop", _unstopped),
    ("as-it-is", _as_it_is),
]


def documents(corpus: Corpus) -> Iterator[Document]:
    """The documents of a corpus, by id."""
    return (corpus.document(id) for id in corpus.ids())
