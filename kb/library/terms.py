"""The words of a knowledge base: its own terms, imported and learned ones, and what a word is widened to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import UsageError
from kb.library.questions import Questions

if TYPE_CHECKING:
    from kb.library.learning import LearnedTerms
    from kb.search.explaining import ShownWord
    from kb.terms.concepts import Concept
    from kb.terms.folder import TermSource
    from kb.terms.importing import Imported, Wanted


class Terms(Questions):
    """What can be done with the words themselves."""

    def term_sources(self) -> list[TermSource]:
        """The files of terms of this knowledge base: its own first, then imported and learned ones."""
        from kb.terms.folder import sources

        return sources(self.settings.root)

    def concepts(self, *, source: str | None = None, shipped: bool = False) -> Iterator[tuple[str, Concept]]:
        """The concepts of the knowledge base with the name of their file; with ``shipped`` those that come with kb too.

        Raises:
            UsageError: There is no source of that name.
        """
        from kb.terms.glossary import FALSE_FRIENDS
        from kb.terms.glossary import shipped as shipped_files

        files = [(one.name, one.file()) for one in self.term_sources()]
        if shipped:
            files += [(one.path.name, one) for one in shipped_files() if one.path.name != FALSE_FRIENDS]
        if source is not None:
            files = [(name, file) for name, file in files if name == source]
            if not files:
                raise UsageError(f"there is no source of terms {source!r}", "`kb terms list --sources` names them")
        for name, file in files:
            for concept in file.concepts():
                yield name, concept

    def add_concept(self, terms: Mapping[str, Iterable[str]]) -> tuple[Concept, bool]:
        """Put a concept into ``terms.txt``; the flag says whether it is new there.

        Raises:
            BadValue: A term cannot be kept, or fewer than two languages have one.
        """
        from kb.terms.concepts import new_concept
        from kb.terms.folder import add_own

        concept = new_concept({language: tuple(said) for language, said in terms.items()})
        with self._changing_terms():
            return concept, add_own(self.settings.root, concept)

    def import_terms(self, paths: Iterable[str | Path], wanted: Wanted) -> Imported:
        """Keep the concepts of word lists in the knowledge base, under a name of their own; searches see them at once.

        Raises:
            SourceError: A file cannot be read, is too large, or holds nothing in two of the three languages.
        """
        from kb.terms.importing import import_terms

        tell = self._progress
        with self._changing_terms():
            done = import_terms(
                self.settings.root,
                [Path(path) for path in paths],
                wanted,
                today=self._clock().date(),
                progress=(lambda at, of: tell("Reading terms", at, of)) if tell else lambda _at, _of: None,
            )
        self._indexing.prepare_terms()
        return done

    def learn_terms(self) -> LearnedTerms:
        """Learn a lexicon from the documents that are marked as translations of each other (``translation_of``).

        It takes the place of the one learned before; lines that a person has struck out in that one do not come back.

        Raises:
            UsageError: No documents in two languages are marked so, or nothing could be learned from them.
        """
        from kb.library.learning import learn_terms

        with self._changing_terms():
            done = learn_terms(self.settings.root, self.reader, self._indexing.words(), self._clock(), self._progress)
        self._indexing.prepare_terms()
        return done

    def remove_terms(self, wanted: str) -> tuple[TermSource | None, tuple[Concept, ...]]:
        """Take out the imported or learned source of this name, or the own concept that has this term or is this line.

        Gives the source, or None and the own concept.

        Raises:
            UsageError: There is neither, or several own concepts have the term.
        """
        from kb.terms.folder import OWN_TERMS, remove_own, remove_source, source_named

        root = self.settings.root
        with self._changing_terms():
            source = source_named(root, wanted)
            if source is not None and source.sort != "own":
                remove_source(source)
                return source, ()
            found = self._own_concepts(wanted)
            if len(found) != 1:
                lines = "; ".join(f"{_line(one)!r}" for one in found)
                raise UsageError(
                    f"{len(found) or 'no'} concepts of {OWN_TERMS} and no imported source are {wanted!r}",
                    f"give one of these lines: {lines}" if found else "`kb terms list` shows what can be removed",
                )
            remove_own(root, found[0])
            return None, tuple(found)

    def show_word(self, word: str) -> ShownWord:
        """Everything that is known of a word or a term of several words."""
        return self._indexing.explain(word, self._clock().date())

    def _own_concepts(self, wanted: str) -> list[Concept]:
        from kb.terms.concepts import concept_of
        from kb.terms.folder import own_concepts

        line = concept_of(wanted)
        folded = " ".join(wanted.casefold().split())
        return [
            one
            for one in dict.fromkeys(own_concepts(self.settings.root))
            if (line is not None and one.terms == line.terms)
            or any(term.casefold() == folded for terms in one.terms for term in terms)
        ]


def _line(concept: Concept) -> str:
    from kb.terms.concepts import line_of

    return line_of(concept)
