"""The index folder: an engine's index, the passage table and the compiled word lists, opened together."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import CorpusNotWritable, EngineError, StaleIndex
from kb.language.analysis import Analyzer, analyzer, fingerprint
from kb.search.engines import NO_OPTIONS, Options, open_engine
from kb.search.entries import VERSION
from kb.search.store import Store
from kb.settings import DEFAULT_ENGINE
from kb.terms.glossary import Glossary

if TYPE_CHECKING:
    from kb.language.analysis.lexicon import Lexicon

CORPUS = "corpus"
ENGINE, DOCUMENTS = "engine", "documents"


class Index:
    """Everything that is derived from the corpus for searching.

    ``terms`` is the knowledge base's own glossary file, if it has one. ``cache`` is a folder that all knowledge bases
    of a person share: the compiled lexicon, which costs many seconds and is the same for all, is kept there.
    ``options`` are those of the engine.
    """

    def __init__(
        self,
        folder: Path,
        *,
        engine: str = DEFAULT_ENGINE,
        options: Options = NO_OPTIONS,
        terms: Path | None = None,
        cache: Path | None = None,
    ) -> None:
        self.folder = folder
        self.name = engine
        self._cache = cache
        self.engine = open_engine(engine, folder, f"{VERSION}-{fingerprint()}", options)
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
        """Whether the index was made from the corpus of this fingerprint, and its engine holds it still."""
        held = {CORPUS: corpus, ENGINE: self.name, DOCUMENTS: str(self.engine.open().documents)}
        return all(self.store.meta(key) == value for key, value in held.items())

    @property
    def written_by(self) -> str | None:
        """The name of the engine that the passage table was last written for."""
        try:
            return self.store.meta(ENGINE)
        except StaleIndex:
            return None  # a damaged table says nothing; it is made anew

    def prepare(self) -> None:
        """Make what the index needs besides the engine: its folder, the compiled lexicon, the glossary."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._analyzers.clear()
        fresh = self._opened_glossary()
        if self._glossary is None or self._glossary.path != fresh.path:
            self._glossary = fresh  # the other stays open as long as a search in another thread uses it
        else:
            fresh.close()

    def drop(self) -> None:
        """Delete everything of the index."""
        self.engine.drop()
        self.store.drop()

    def _lexicon(self) -> Lexicon:
        """The compiled lexicon, made where it is missing or of another version."""
        if self._opened_lexicon is None:
            places = [folder for folder in (self._cache, self.folder) if folder is not None]
            for last, path in ((place == places[-1], place / f"lexicon-{fingerprint()}.bin") for place in places):
                try:
                    self._opened_lexicon = _lexicon_at(path)
                    break
                except CorpusNotWritable:
                    if last:
                        raise
        assert self._opened_lexicon is not None
        return self._opened_lexicon

    def _opened_glossary(self) -> Glossary:
        from kb.terms import glossary

        files = glossary.sources(self._terms)
        stamp = glossary.fingerprint(files, fingerprint())
        # What ships with kb is the same for all knowledge bases; one with terms of its own keeps its own.
        shared = self._cache if self._terms is None else None
        for folder in dict.fromkeys((shared or self.folder, self.folder)):
            opened = Glossary(folder / f"glossary-{stamp[:16]}.sqlite")
            if opened.stamp() == stamp:
                return opened
            opened.close()
            _delete(folder, "glossary-*.sqlite")
            with suppress(EngineError):
                glossary.compile_glossary(files, folder / f"glossary-{stamp[:16]}.sqlite", stamp, self._forms)
                return opened
        raise CorpusNotWritable(self.folder, "the glossary cannot be kept")

    def _forms(self, language: str, term: str) -> tuple[str, ...]:
        return tuple(one.form for one in self.analyzer(language).analyze(term))


def _lexicon_at(path: Path) -> Lexicon:
    """The compiled lexicon at this path, made where it is missing; those of other versions are deleted then."""
    from kb.language.analysis.lexicon import Lexicon, build_lexicon

    try:
        return Lexicon.open(path)
    except StaleIndex:
        _delete(path.parent, "lexicon-*.bin")
        build_lexicon(path)
        return Lexicon.open(path)


def _delete(folder: Path, pattern: str) -> None:
    for old in folder.glob(pattern):
        with suppress(OSError):
            old.unlink()
