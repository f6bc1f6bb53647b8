"""The answers of ``kb terms``: concepts, sources of terms, what is known of a word, and what was changed."""

from typing import Annotated, Final, Literal, TypedDict

from kb.contract.schema import keywords
from kb.contract.search import ExpansionObject, expansion_to_json
from kb.library.learning import LearnedTerms
from kb.model import SERVED_LANGUAGES
from kb.search.explaining import ShownWord
from kb.terms.concepts import Concept
from kb.terms.folder import TermSource
from kb.terms.glossary import GlossaryTerm
from kb.terms.importing import Imported

CONCEPT: Final = "kb.terms.concept/1"
SOURCE: Final = "kb.terms.source/1"
WORD: Final = "kb.terms.word/1"
ADDED: Final = "kb.terms.add/1"
IMPORTED: Final = "kb.terms.import/1"
LEARNED: Final = "kb.terms.learn/1"
REMOVED: Final = "kb.terms.remove/1"

Weight = Annotated[float, keywords(minimum=0, maximum=1), "How much it counts beside hand-written terms."]


class TermsObject(TypedDict):
    """Terms that mean the same, by language, the preferred ones first."""

    source: Annotated[str, "Where they come from."]
    da: list[str]
    sv: list[str]
    en: list[str]
    weight: Weight


class ConceptObject(TermsObject):
    """A concept of a file of terms; a line of ``kb terms list``."""

    schema: Literal["kb.terms.concept/1"]
    seen: Annotated[int | None, "How often the pair was seen where it was learned."]


class SourceObject(TypedDict):
    """A file of terms; a line of ``kb terms list --sources``."""

    schema: Literal["kb.terms.source/1"]
    name: str
    sort: Literal["own", "imported", "learned"]
    concepts: int
    weight: Weight
    facts: Annotated[dict[str, str], "What the head of the file says of it."]


class FalseFriendObject(TypedDict):
    """A Danish and a Swedish word that look alike and mean something else."""

    da: str
    sv: str
    meaning: str


class WordAnswer(TypedDict):
    """What is known of a word."""

    schema: Literal["kb.terms.word/1"]
    word: str
    forms: Annotated[dict[str, list[str]], "The forms of its words by language."]
    concepts: list[TermsObject]
    false_friends: list[FalseFriendObject]
    language: Annotated[str, "The language a search reads it in."]
    expansions: list[ExpansionObject]


class AddedAnswer(TypedDict):
    """What was added to the knowledge base's own terms."""

    schema: Literal["kb.terms.add/1"]
    added: Annotated[bool, "False where the same concept stood there already."]
    concept: ConceptObject


class ImportedAnswer(TypedDict):
    """What an import brought."""

    schema: Literal["kb.terms.import/1"]
    name: str
    format: str
    languages: list[str]
    entries: Annotated[int, "Entries in the files."]
    concepts: Annotated[int, "Those that say the same in two of the languages."]
    licence: str
    replaced: bool


class LearnedAnswer(TypedDict):
    """What was learned from documents and their translations."""

    schema: Literal["kb.terms.learn/1"]
    documents: int
    pairs: Annotated[int, "Pairs of documents in two languages."]
    sentences: int
    beads: Annotated[int, "Stretches of sentences that say the same, as aligned."]
    concepts: Annotated[int, "Pairs of words that were kept."]
    struck: Annotated[int, "Lines that a person has struck out, and that did not come back."]


class RemovedTermsAnswer(TypedDict):
    """What was removed: a source, or concepts of the knowledge base's own."""

    schema: Literal["kb.terms.remove/1"]
    source: str | None
    concepts: list[ConceptObject]


def concept_to_json(source: str, concept: Concept) -> ConceptObject:
    """A concept of a file."""
    danish, swedish, english = map(list, concept.terms)
    return {
        "schema": CONCEPT,
        "source": source,
        "da": danish,
        "sv": swedish,
        "en": english,
        "weight": round(concept.weight, 4),
        "seen": concept.seen or None,
    }


def source_to_json(source: TermSource, count: int) -> SourceObject:
    """A file of terms with so many concepts."""
    return {
        "schema": SOURCE,
        "name": source.name,
        "sort": source.sort,
        "concepts": count,
        "weight": source.weight,
        "facts": dict(source.facts),
    }


def word_to_json(found: ShownWord) -> WordAnswer:
    """What is known of a word."""
    return {
        "schema": WORD,
        "word": found.word,
        "forms": {language: list(forms) for language, forms in found.forms.items()},
        "concepts": [_terms(concept) for concept in found.concepts],
        "false_friends": [{"da": da, "sv": sv, "meaning": meaning} for da, sv, meaning in found.false_friends],
        "language": found.language,
        "expansions": [expansion_to_json(one) for one in found.expansions],
    }


def added_to_json(source: str, concept: Concept, *, added: bool) -> AddedAnswer:
    """What was added."""
    return {"schema": ADDED, "added": added, "concept": concept_to_json(source, concept)}


def imported_to_json(done: Imported) -> ImportedAnswer:
    """What an import brought."""
    return {
        "schema": IMPORTED,
        "name": done.name,
        "format": done.format,
        "languages": list(done.languages),
        "entries": done.entries,
        "concepts": done.concepts,
        "licence": done.licence,
        "replaced": done.replaced,
    }


def learned_to_json(done: LearnedTerms) -> LearnedAnswer:
    """What was learned."""
    return {
        "schema": LEARNED,
        "documents": done.documents,
        "pairs": done.pairs,
        "sentences": done.sentences,
        "beads": done.beads,
        "concepts": done.concepts,
        "struck": done.struck,
    }


def removed_to_json(source: str | None, own: str, concepts: tuple[Concept, ...]) -> RemovedTermsAnswer:
    """What was removed."""
    return {"schema": REMOVED, "source": source, "concepts": [concept_to_json(own, one) for one in concepts]}


def _terms(terms: tuple[GlossaryTerm, ...]) -> TermsObject:
    danish, swedish, english = ([t.text for t in terms if t.language == language] for language in SERVED_LANGUAGES)
    return {
        "source": terms[0].source,
        "da": danish,
        "sv": swedish,
        "en": english,
        "weight": round(terms[0].weight, 4),
    }
