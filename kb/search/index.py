"""The index folder: an engine's index, the passage table and the compiled word lists, opened together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import EngineMissing, StaleIndex
from kb.language.analysis import Analyzer, analyzer, fingerprint
from kb.search.engine import Engine
from kb.search.entries import VERSION
from kb.search.store import Store
from kb.terms.glossary import Glossary

if TYPE_CHECKING:
    from kb.language.analysis.lexicon import Lexicon

CORPUS = "corpus"
ENGINES = ("whoosh", "memory")


def open_engine(name: str, folder: Path, stamp: str) -> Engine:
    """The engine of this name, with its index below ``folder``.

    Raises:
        EngineMissing: There is none of that name.
    """
    if name == "whoosh":
        from kb.search.whoosh import WhooshEngine

        return WhooshEngine(folder / "whoosh", stamp)
    if name == "memory":
        from kb.search.memory import MemoryEngine

        return MemoryEngine(stamp)
    raise EngineMissing(name, f"there is no engine {name}; there are {', '.join(ENGINES)}")


class Index:
    """Everything that is derived from the corpus for searching.

    ``terms`` is the knowledge base's own glossary file, if it has one.
    """

    def __init__(self, folder: Path, *, engine: str = "whoosh", terms: Path | None = None) -> None:
        self.folder = folder
        self.engine = open_engine(engine, folder, f"{VERSION}-{fingerprint()}")
        self.store = Store(folder / "passages.sqlite")
        self._terms = terms
        self._glossary: Glossary | None = None
        self._analyzers: dict[str, Analyzer] = {}
        self._opened_lexicon: Lexicon | None = None

    def analyzer(self, language: str) -> Analyzer:
        """The analyzer of a partition, with the compiled lexicon."""
        if language not in self._analyzers:
            self._analyzers[language] = analyzer(language, self._lexicon())
        return self._analyzers[language]

    @property
    def glossary(self) -> Glossary:
        """The compiled glossary, made again where one of its sources has changed."""
        if self._glossary is None:
            self._glossary = self._opened_glossary()
        return self._glossary

    def stands_for(self, corpus: str) -> bool:
        """Whether the index was made from the corpus of this fingerprint."""
        return self.store.meta(CORPUS) == corpus

    def prepare(self) -> None:
        """Make what the index needs besides the engine: its folder, the compiled lexicon, the glossary."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._analyzers.clear()
        self.glossary.close()
        self._glossary = self._opened_glossary()

    def drop(self) -> None:
        """Delete everything of the index."""
        self.engine.drop()
        self.store.drop()

    def _lexicon(self) -> Lexicon:
        """The compiled lexicon, made where it is missing or of another version."""
        from kb.language.analysis.lexicon import Lexicon, build_lexicon

        if self._opened_lexicon is None:
            path = self.folder / "lexicon.bin"
            try:
                self._opened_lexicon = Lexicon.open(path)
            except StaleIndex:
                build_lexicon(path)
                self._opened_lexicon = Lexicon.open(path)
        return self._opened_lexicon

    def _opened_glossary(self) -> Glossary:
        from kb.terms import glossary

        path = self.folder / "glossary.sqlite"
        files = glossary.sources(self._terms)
        stamp = glossary.fingerprint(files, fingerprint())
        opened = Glossary(path)
        if opened.stamp() != stamp:
            opened.close()
            glossary.compile_glossary(files, path, stamp, self._forms)
        return opened

    def _forms(self, language: str, term: str) -> tuple[str, ...]:
        return tuple(one.form for one in self.analyzer(language).analyze(term))
