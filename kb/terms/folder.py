"""The terms of one knowledge base: ``terms.txt``, written by hand, and ``terms/``, one file for each import and lexicon.

They are plain files beside ``kb.toml``: a person may edit any of them, and nothing in them can be made again from the
corpus. They are written as a whole and renamed into place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from kb.errors import CorpusNotWritable, UsageError
from kb.files import Disk, make_folders, write_whole
from kb.terms.concepts import Concept, concept_of, facts, line_of
from kb.terms.glossary import GlossaryFile

OWN_TERMS = "terms.txt"
FOLDER = "terms"
IMPORTED_WEIGHT = 0.25
"""How much an imported concept counts beside a hand-written one."""

_HEAD = """\
# Terms of this knowledge base. One concept a line: Danish | Swedish | English; synonyms are parted by "; ",
# the preferred one first; - stands for none. Edit freely: the next search sees it.
"""
_NAME = re.compile(r"[^\W_](?:[\w.\-]{0,60}[^\W_])?")
_MOST_HEAD = 4_000


Sort = Literal["own", "imported", "learned"]


class TermSource(NamedTuple):
    """A file of terms: its name, what sort it is (own, imported, learned), how much it counts, what its head says."""

    name: str
    sort: Sort
    path: Path
    weight: float
    facts: Mapping[str, str]

    @property
    def label(self) -> str:
        """What an expansion says of where it comes from."""
        return f"{'own terms' if self.sort == 'own' else self.sort} ({self.name})"

    def file(self) -> GlossaryFile:
        """The same as a file of the glossary."""
        return GlossaryFile(self.path, self.label, self.weight)


def sources(root: Path) -> list[TermSource]:
    """The files of terms of a knowledge base: its own first, then those that count most."""
    own = root / OWN_TERMS
    found = [TermSource(OWN_TERMS, "own", own, 1.0, {})] if own.is_file() else []
    others = [_source(path) for path in sorted((root / FOLDER).glob("*.txt")) if path.is_file()]
    return found + sorted(others, key=lambda one: (-one.weight, one.name))


def _source(path: Path) -> TermSource:
    with path.open("rb") as file:
        said = facts(file.read(_MOST_HEAD).decode("utf-8", "replace"))
    try:
        weight = min(1.0, max(0.0, float(said.get("weight", IMPORTED_WEIGHT))))
    except ValueError:
        weight = IMPORTED_WEIGHT
    return TermSource(path.stem, "learned" if "learned" in said else "imported", path, weight, said)


def source_named(root: Path, name: str) -> TermSource | None:
    """The file of this name, if there is one."""
    return next((one for one in sources(root) if one.name == name), None)


def file_name(wanted: str) -> str:
    """A name for a file of terms, from a file name or what a person chose.

    Raises:
        UsageError: Nothing of it can be a name.
    """
    name = re.sub(r"[^\w.\-]+", "-", wanted.strip().lower()).strip("-._")[:60].strip("-._")
    if not _NAME.fullmatch(name) or name == OWN_TERMS.removesuffix(".txt"):
        raise UsageError(f"{wanted!r} cannot name a source of terms", "choose letters and digits: --name NAME")
    return name


def write_source(
    root: Path, name: str, said: Mapping[str, str], lines: Iterable[Concept], struck: Iterable[Concept] = ()
) -> Path:
    """Write an imported or learned file in place of the one of its name; ``struck`` lines stay in it as comments.

    Raises:
        CorpusNotWritable: The disk is full or the folder is read-only.
    """
    path = root / FOLDER / f"{name}.txt"
    head = [f"# {key}: {' '.join(value.split())}" for key, value in said.items() if value]
    _write(path, (f"{line}\n" for line in (*head, "", *map(line_of, lines), *(f"# {line_of(one)}" for one in struck))))
    return path


def struck_out(root: Path, name: str) -> list[Concept]:
    """The lines of a file that a person has put a ``#`` before: concepts that must not come back."""
    path = root / FOLDER / f"{name}.txt"
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    found = (concept_of(line.lstrip("# ")) for line in lines if line.startswith("#"))
    return [one for one in found if one is not None]


def remove_source(source: TermSource) -> None:
    """Delete an imported or learned file."""
    try:
        source.path.unlink()
    except OSError as error:
        raise CorpusNotWritable(source.path, error.strerror or "cannot be deleted") from error


def add_own(root: Path, concept: Concept) -> bool:
    """Put a concept at the end of ``terms.txt``; False where the same line stands there."""
    path = root / OWN_TERMS
    text = _own_text(path)
    if concept.terms in {one.terms for one in own_concepts(root)}:
        return False
    ended = text if not text or text.endswith("\n") else f"{text}\n"
    _write(path, (ended or _HEAD, f"{line_of(concept)}\n"))
    return True


def own_concepts(root: Path) -> Iterator[Concept]:
    """The concepts of ``terms.txt``."""
    label = TermSource(OWN_TERMS, "own", root / OWN_TERMS, 1.0, {}).label
    for line in _own_text(root / OWN_TERMS).splitlines():
        if (concept := concept_of(line, label)) is not None:
            yield concept


def remove_own(root: Path, wanted: Concept) -> None:
    """Take the lines that hold just this concept out of ``terms.txt``; every other line stays as it is."""
    path = root / OWN_TERMS
    kept = [
        line
        for line in _own_text(path).splitlines(keepends=True)
        if (concept := concept_of(line)) is None or concept.terms != wanted.terms
    ]
    _write(path, kept)


def _own_text(path: Path) -> str:
    """The text of ``terms.txt``, empty where there is none.

    Raises:
        UsageError: It is not UTF-8, so writing it back would lose letters.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 (byte {error.start})", "save it as UTF-8 in your editor") from error
    except OSError as error:
        raise CorpusNotWritable(path, error.strerror or "cannot be read") from error


def _write(path: Path, lines: Iterable[str]) -> None:
    try:
        make_folders(Disk(), path.parent)
        write_whole(path, "".join(lines).encode())
    except OSError as error:
        raise CorpusNotWritable(path, error.strerror or "cannot be written") from error
