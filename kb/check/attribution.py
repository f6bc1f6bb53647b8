"""Whether the draft names the right speaker and the right document for words that are right."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from kb.check.drafts.shapes import DraftQuotation
from kb.check.folding import words_of
from kb.check.index import Entry
from kb.check.references import Named, References
from kb.check.sources import Source
from kb.model import Candidate, How, Span, Speaker
from kb.quote.attribution.beings import ARTICLES
from kb.quote.attribution.roles import role_stem
from kb.quote.data import is_first_name, lexicon

_SMALL = frozenset(["for", "og", "och", "and", "the", "of", "af", "av", "i", "på", "de", "den", "det", "von", "van"])
_TITLES = frozenset(["mr", "mrs", "ms", "dr", "prof", "professor", "fru", "hr", "herr", "sir", "dame"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """How the draft's attribution fits one place of the corpus.

    ``wrong`` says that another speaker or document is named; ``named`` are the documents the draft names instead;
    ``decides`` that the draft names this document or its speaker; ``referenced`` that it names this document.
    """

    source_speaker: str | None = None
    wrong: bool = False
    warnings: tuple[str, ...] = ()
    named: tuple[Candidate, ...] = ()
    decides: bool = False
    referenced: bool = False

    @property
    def rank(self) -> int:
        """0 for a place the draft names, 1 for one it says nothing against, 2 for one it contradicts."""
        return 2 if self.wrong else (0 if self.decides else 1)


def attributed(quotation: DraftQuotation, source: Source, span: Span, references: References) -> Attributed:
    """Compare what the draft says beside a quotation with the document and the speaker of its place."""
    document, named, warned = _document(quotation, source.entry, references)
    speaker, who = "unsaid", None
    if quotation.speaker is not None:
        who, speaker = _speaker(quotation.speaker, source, span)
    warnings = [*warned]
    if document == "other":
        warnings.append("other-document")
    if speaker == "other":
        warnings.append("other-speaker")
    elif speaker == "unsure":
        warnings.append("speaker-unconfirmed")
    return Attributed(
        source_speaker=who,
        wrong="other" in {document, speaker},
        warnings=tuple(warnings),
        named=named,
        decides=document == "same" or (speaker == "same" and who is not None),
        referenced=document == "same",
    )


# The document


def _document(
    quotation: DraftQuotation, entry: Entry, references: References
) -> tuple[str, tuple[Candidate, ...], tuple[str, ...]]:
    """``same``, ``other`` or ``unsaid``; the documents that are named instead; warnings."""
    for words in (quotation.beside, quotation.around):
        named = references.named(words)
        if not named:
            continue
        verdict = _compared(named, entry, references)
        if verdict == "other":
            return verdict, tuple(_named(named, references)), ()
        if verdict == "same":
            return verdict, (), ()
    return "unsaid", (), ()


def _compared(named: Named, entry: Entry, references: References) -> str:
    if named.documents:
        family = {id for id in named.documents if _related(references.entries[id], entry)}
        return "same" if family else "other"
    cited = [_cited(names, year, entry) for names, year in named.cited]
    if "same" in cited:
        return "same"
    return "other" if "other" in cited else "unsaid"


def _cited(names: str, year: int, entry: Entry) -> str:
    """What a citation like ``(ICBA, 2024, s. 12)`` says of a document, by its makers and its year."""
    makers = _makers(entry)
    held = {word for word in words_of(names).keys if word[:1].isupper() and not word.isdigit()}
    made_by = any(_shares_name(maker, held) for maker in makers)
    dated = entry.published is not None
    same_year = dated and entry.published is not None and entry.published.startswith(str(year))
    if made_by and same_year:
        return "same"
    if made_by and dated and not same_year:
        return "other"
    if held and makers and not made_by and dated and not same_year:
        return "other"
    return "unsaid"


def _shares_name(maker: str, held: set[str]) -> bool:
    words = [word for word in words_of(maker).keys if word.lower() not in _SMALL]
    if not words:
        return False
    initials = "".join(word[0] for word in words if word[:1].isupper())
    return any(word in held for word in words if len(word) > 3) or (len(initials) > 2 and initials in held)  # noqa: PLR2004


def _makers(entry: Entry) -> list[str]:
    return [*entry.authors, *([entry.publisher] if entry.publisher else [])]


def _related(one: Entry, other: Entry) -> bool:
    family = ({entry.id} | ({entry.near_duplicate_of} if entry.near_duplicate_of else set()) for entry in (one, other))
    first, second = family
    return bool(first & second)


def _named(named: Named, references: References) -> Iterator[Candidate]:
    for id in sorted(named.documents):
        yield Candidate(document=id, title=references.entries[id].title, why="the draft names this document")


# The speaker


def _speaker(said: Speaker, source: Source, span: Span) -> tuple[str | None, str]:
    """Who the source says it was, and ``same``, ``other``, ``unsure`` or ``unsaid``."""
    over, ends = source.quotation_over(span), source.quotations_at_ends(span)
    # A cut may leave out the attribution between the parts of a statement, or join the words of two people.
    held = [over] if over is not None else []
    held += ends if over is not None or len(ends) > 1 else []
    compared = [_compare_speakers(said, one.speaker, source) for one in held if one.speaker is not None]
    if compared:
        return next((one for one in compared if one[1] == "other"), compared[0])
    if ends and ends[0].speaker is not None:  # one end is this speaker's words, the other nobody's that kb knows
        name, verdict = _compare_speakers(said, ends[0].speaker, source)
        return name, "unsaid" if verdict == "same" else "unsure"
    return _unquoted(said, source)


def _compare_speakers(said: Speaker, theirs: Speaker, source: Source) -> tuple[str, str]:
    if same_name(said.name, theirs.name) or _speaks_for(said, theirs) or _holds(said, theirs, source):
        return theirs.name, "same"
    publisher = source.entry.publisher
    if publisher and same_name(said.name, publisher) and not _is_person(said.name):
        return theirs.name, "unsaid"
    if said.mention != said.name and same_name(said.mention, theirs.name):
        return theirs.name, "same"  # "ministeren" in both: which one of two the draft means, it does not say
    if _is_common(theirs.name, source) and _may_be(said, theirs):
        return theirs.name, "same"
    sure = said.how is not How.INFERRED and _is_named(said) and not _is_common(said.name, source)
    weak = theirs.how is How.INFERRED and _mentioned(said.name, source)
    return theirs.name, "other" if sure and not weak else "unsure"


def _unquoted(said: Speaker, source: Source) -> tuple[str | None, str]:
    """Running text is its authors' and its publisher's; a person it does not know of cannot have said it."""
    makers = _makers(source.entry)
    for maker in makers:
        if same_name(said.name, maker) or (said.role and same_name(said.role, maker)):
            return maker, "same"
    if not _is_named(said) or said.how is How.INFERRED or _is_common(said.name, source):
        return None, "unsaid"
    if not _mentioned(said.name, source):
        return (makers[0] if makers else None), "other"
    speakers = {one.speaker.name for one in source.quotations if one.speaker is not None}
    if makers and any(same_name(said.name, speaker) for speaker in speakers):
        return makers[0], "other"
    return None, "unsure"


def same_name(one: str, other: str) -> bool:
    """Whether two names can be one person's or organisation's: the words of the shorter one are in the longer one."""
    first, second = _name_words(one), _name_words(other)
    if not first or not second:
        return False
    shorter, longer = sorted((first, second), key=len)
    return all(any(_same_word(word, known) for known in longer) for word in shorter)


def _name_words(name: str) -> list[str]:
    words = [word.lower() for word in words_of(name).keys]
    return [word for word in words if word not in _SMALL | _TITLES and any(c.isalpha() for c in word)]


def _same_word(one: str, other: str) -> bool:
    if one == other or one.rstrip("s'") == other.rstrip("s'"):
        return True
    if _unaccented(one) == _unaccented(other):  # Petrovic for Petrović
        return True
    return min(len(one), len(other)) == 1 and one[0] == other[0]


def _unaccented(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def _speaks_for(said: Speaker, theirs: Speaker) -> bool:
    """Whether the draft names the organisation the speaker speaks for, or the role the speaker has."""
    role = theirs.role.lower() if theirs.role else ""
    return bool(role) and (said.name.lower() in role or (not _is_named(said) and role in said.name.lower()))


def _may_be(said: Speaker, theirs: Speaker) -> bool:
    """Whether a role or a body without its name is that of the draft: ``ministeren`` is minister X, ``styrelsen`` Energistyrelsen."""
    word = theirs.name.split()[-1].lower()
    stem = role_stem(word, lexicon("und"))
    if stem is not None and said.role is not None:
        return _has_role(said.role, stem)
    return not _is_person(said.name) and said.name.lower().endswith(word)


# A deputy is not whom "the director" means.
_DEPUTY = ("vice", "under", "næst", "sous", "biträdande")


def _holds(said: Speaker, theirs: Speaker, source: Source) -> bool:
    """Whether the draft tells the speaker by a role (``ministeren``) that he or she alone has in the source."""
    words = said.name.lower().split()
    if len(words) > 2 or not theirs.role or (len(words) == 2 and words[0] not in ARTICLES):  # noqa: PLR2004
        return False
    stem = role_stem(words[-1], lexicon("und"))
    if stem is None:
        return False
    held = {one.speaker.name for one in source.quotations if one.speaker and _has_role(one.speaker.role, stem)}
    return held == {theirs.name}


def _has_role(role: str | None, stem: str) -> bool:
    head = role.lower().split(",")[0] if role else ""
    words = head.split()
    if stem in words:
        return not any(word.startswith(_DEPUTY) for word in words)
    return any(word.endswith(stem) and not word.startswith(_DEPUTY) for word in words)


def _is_named(said: Speaker) -> bool:
    return said.name[:1].isupper()


def _is_common(name: str, source: Source) -> bool:
    """Whether a name is only a common noun at the start of a sentence: the council, the chair, the report."""
    words = _name_words(name)
    if len(words) != 1:
        return False
    known = lexicon("und")
    nouns = known.groups | known.roles | known.document_nouns | known.org_words | known.not_names | known.relative
    nouns |= known.he | known.she | known.they | known.indefinite | known.conjunctions | known.prepositions
    forms = {words[0], *(words[0].removesuffix(ending) for ending in known.role_definite)}
    return bool(forms & nouns) or (words[0] in source.places and not source.is_name(name))


def _is_person(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and is_first_name(words[0])


def _mentioned(name: str, source: Source) -> bool:
    words = _name_words(name)
    return bool(words) and any(form in source.places for form in (words[-1], f"{words[-1]}s", words[-1].rstrip("s")))
