"""Everything that can go wrong, as one tree.

    KbError
    ├── UsageError              2  what was asked cannot be understood
    │   ├── NoLibrary           2  there is no knowledge base where one was looked for
    │   ├── LibraryExists       2  there is one already
    │   ├── BadSettings         2  kb.toml cannot be read, or a value in it is wrong
    │   ├── UnknownDocument     2  no document has this id
    │   ├── BadValue            2  a value given by hand does not fit its field
    │   └── NothingToUndo       2  there is no last change
    ├── SourceError             4  a source cannot become a document
    ├── CorpusError             5  the corpus cannot be trusted or changed now
    │   ├── CorpusDamaged       5  a document folder is incomplete or does not match its record
    │   ├── CorpusLocked        5  another process is writing
    │   └── CorpusNotWritable   5  the disk is full or the folder is read-only
    └── EngineError             6  the search engine cannot answer
        ├── EngineMissing       6  the engine is not installed or not known
        ├── EngineUnreachable   6  the engine does not answer
        └── StaleIndex          6  the index was made by another version or another user

The number is the exit code. An error carries data, never a finished paragraph: the command line alone writes prose.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar


class KbError(Exception):
    """Anything kb reports to a person instead of a traceback."""

    exit_code: ClassVar[int] = 2


class UsageError(KbError):
    """What was asked cannot be understood; ``problem`` says why in a clause, ``remedy`` what to do instead."""

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy


class NoLibrary(UsageError):
    """There is no knowledge base where one was looked for."""

    def __init__(self, looked_in: tuple[Path, ...]) -> None:
        super().__init__("no knowledge base here")
        self.looked_in = looked_in


class LibraryExists(UsageError):
    """A knowledge base was to be made where there is one already, or in a file's place."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is a knowledge base already")
        self.path = path


class BadSettings(UsageError):
    """``kb.toml`` cannot be read, or a value in it is wrong."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(problem)
        self.path = path


class UnknownDocument(UsageError):
    """No document has this id; ``near`` are ids that look like it."""

    def __init__(self, id: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(f"no document {id}")
        self.id = id
        self.near = near


class BadValue(UsageError):
    """A value given by hand does not fit its field; ``expected`` says in words what does."""

    def __init__(self, field: str, value: str, expected: str) -> None:
        super().__init__(f"{value!r} does not fit {field}")
        self.field = field
        self.value = value
        self.expected = expected


class NothingToUndo(UsageError):
    """There is no last change that could be brought back."""

    def __init__(self) -> None:
        super().__init__("nothing to undo")


class SourceError(KbError):
    """A source cannot become a document.

    ``kind`` is one word for programs: missing, empty, unsupported, unreadable, encrypted, too-large, no-text,
    unreachable, refused, too-slow. ``message`` is one clause for a person, ``remedy`` what to do next.
    """

    exit_code = 4

    def __init__(self, source: str, kind: str, message: str, remedy: str = "") -> None:
        super().__init__(source, kind, message, remedy)
        self.source = source
        self.kind = kind
        self.message = message
        self.remedy = remedy


class CorpusError(KbError):
    """The corpus cannot be trusted or changed now."""

    exit_code = 5

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        self.problem = problem


class CorpusDamaged(CorpusError):
    """A document folder is incomplete, or its files do not match its record."""


class CorpusLocked(CorpusError):
    """Another process is writing to this knowledge base."""


class CorpusNotWritable(CorpusError):
    """The disk is full or the folder is read-only; ``begun`` says that the next command finishes or voids the change."""

    def __init__(self, path: Path, problem: str, *, begun: bool = False) -> None:
        super().__init__(path, problem)
        self.begun = begun


class EngineError(KbError):
    """The search engine cannot answer; ``engine`` is its name, ``remedy`` what to do if it is not to index anew."""

    exit_code = 6

    def __init__(self, engine: str, problem: str, remedy: str = "") -> None:
        super().__init__(engine, problem)
        self.engine = engine
        self.problem = problem
        self.remedy = remedy


class EngineMissing(EngineError):
    """The engine is not installed, or there is none of that name; ``extra`` of the project installs it."""

    def __init__(self, engine: str, problem: str, extra: str = "") -> None:
        super().__init__(engine, problem)
        self.extra = extra


class EngineUnreachable(EngineError):
    """The engine does not answer."""


class StaleIndex(EngineError):
    """The index was made by another version, another analysis or another user, and must be rebuilt."""
