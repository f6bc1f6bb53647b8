"""The index folder: an engine's index, the passage table and the compiled word lists, opened together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import CorpusNotWritable, EngineError, StaleIndex
from kb.language.analysis import Analyzer, analyzer, fingerprint
from kb.search.compiled import MAKING, discard_unused, lexicon_at, note_use
from kb.search.engines import ENGINES, NO_OPTIONS, Options, open_engine
from kb.search.entries import VERSION
from kb.search.sharing import CORPUS
from kb.search.store import Store
from kb.settings import DEFAULT_ENGINE
from kb.terms.glossary import Glossary, GlossaryFile, compile_glossary, shipped, stamp_of
from kb.terms.glossary import fingerprint as glossary_fingerprint

if TYPE_CHECKING:
    from kb.language.analysis.lexicon import Lexicon

ENGINE, DOCUMENTS = "engine", "documents"
TERMS = "terms"
_VOLUMES = "glossary-*.sqlite"


class Index:
    """Everything that is derived from the corpus for searching.

    ``terms`` gives the knowledge base's own files of terms; ``on_terms`` is told how many concepts are compiled.
    ``cache`` is a folder that all knowledge bases of a person share: the compiled lexicon, which costs many seconds and
    is the same for all, is kept there. ``options`` are those of the engine.
    """

    def __init__(
        self,
        folder: Path,
        *,
        engine: str = DEFAULT_ENGINE,
        options: Options = NO_OPTIONS,
        terms: Callable[[], Sequence[GlossaryFile]] = tuple,
        cache: Path | None = None,
        on_terms: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> None:
        self.folder = folder
        self.name = engine
        self._cache = cache
        self.engine = open_engine(engine, folder, f"{VERSION}-{fingerprint()}", options)
        self._local = Store(folder / "passages.sqlite")
        make = ENGINES[engine].store
        self.store = make(self.engine) if make else self._local
        self._terms = terms
        self._on_terms = on_terms
        self._glossary: Glossary | None = None
        self._glossary_of: tuple[object, ...] = ()
        self._analyzers: dict[str, Analyzer] = {}
        self._opened_lexicon: Lexicon | None = None

    def analyzer(self, language: str) -> Analyzer:
        """The analyzer of a partition, with the compiled lexicon."""
        if language not in self._analyzers:
            self._analyzers[language] = analyzer(language, self._lexicon())
        return self._analyzers[language]

    @property
    def glossary(self) -> Glossary:
        """The compiled glossary, as it was when it was first asked for or last renewed."""
        if self._glossary is None:
            self._glossary_of = self._signature()
            self._glossary = self._opened_glossary()
        return self._glossary

    def renew_glossary(self) -> None:
        """Take over what was changed in the files of terms since the glossary was opened."""
        if self._glossary is not None and self._signature() != self._glossary_of:
            self._glossary = None  # it stays open as long as a search in another thread uses it

    def stands_for(self, corpus: str) -> bool:
        """Whether the index was made from the corpus of this fingerprint, and its engine holds it still."""
        held = {CORPUS: corpus, ENGINE: self.name, DOCUMENTS: str(self.engine.open().documents)}
        return all(self.store.meta(key) == value for key, value in held.items())

    @property
    def written_by(self) -> str | None:
        """The name of the engine that this index folder was last written for."""
        try:
            return self._local.meta(ENGINE)
        except StaleIndex:
            return None  # a damaged table says nothing; it is made anew

    @property
    def shared(self) -> bool:
        """Whether others may use the index too: it does not lie in the folder."""
        return self.store is not self._local

    def note_engine(self) -> None:
        """Remember in the folder which engine it is used with; passages that lie elsewhere now are deleted here."""
        if self.shared:
            if self.written_by != self.name:
                self._local.drop()
            with self._local.writing() as notes:
                notes.remember(ENGINE, self.name)

    def remembered(self, key: str) -> str | None:
        """A value that only this folder remembers."""
        return self._local.meta(key)

    def remember(self, key: str, value: str) -> None:
        """Remember a value in this folder alone."""
        with self._local.writing() as notes:
            notes.remember(key, value)

    def prepare(self) -> None:
        """Make what the index needs besides the engine: its folder, the compiled lexicon, the glossary."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._analyzers.clear()
        signature = self._signature()
        fresh = self._opened_glossary()
        if self._glossary is None or self._glossary.paths != fresh.paths:
            self._glossary = fresh  # the other stays open as long as a search in another thread uses it
        else:
            fresh.close()
        self._glossary_of = signature

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
                    self._opened_lexicon = lexicon_at(path)
                    break
                except CorpusNotWritable:
                    if last:
                        raise
        assert self._opened_lexicon is not None
        return self._opened_lexicon

    def _signature(self) -> tuple[object, ...]:
        """What changes when a file of terms does, without reading any."""
        stats = ((file, file.path.stat()) for file in self._terms() if isinstance(file.path, Path))
        return tuple((file, stat.st_size, stat.st_mtime_ns, stat.st_ino) for file, stat in stats)

    def _opened_glossary(self) -> Glossary:
        """A volume for what ships with kb, the same for all knowledge bases, and one for each file of this one."""
        own: list[Path] = []
        imported: list[Path] = []
        for file in self._terms():
            (own if file.weight >= 1 else imported).append(self._volume([file], self.folder / TERMS))
        for old in (self.folder / TERMS).glob(_VOLUMES):
            if old not in {*own, *imported}:
                _delete(old)
        return Glossary(*own, self._shipped_volume(), *imported)

    def _shipped_volume(self) -> Path:
        for folder in (self._cache, self.folder):
            if folder is not None:
                with suppress(CorpusNotWritable):
                    return self._volume(shipped(), folder, alone=True)
        raise CorpusNotWritable(self.folder, "the glossary cannot be kept")

    def _volume(self, files: Sequence[GlossaryFile], folder: Path, *, alone: bool = False) -> Path:
        """The compiled volume of these files, made where it is missing; ``alone`` in its folder, of unused ones rid."""
        stamp = glossary_fingerprint(files, fingerprint())
        path = folder / f"glossary-{stamp}.sqlite"
        with MAKING:
            with suppress(EngineError):
                if stamp_of(path) == stamp:
                    note_use(path)
                    return path
            if alone:
                discard_unused(folder, _VOLUMES)
            try:
                compile_glossary(files, path, stamp, self._forms, self._on_terms)
            except EngineError as error:
                raise CorpusNotWritable(folder, f"the glossary cannot be kept: {error.problem}") from error
        return path

    def _forms(self, language: str, term: str) -> tuple[str, ...]:
        return tuple(one.form for one in self.analyzer(language).analyze(term))


def _delete(*paths: Path) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink()
