"""What lies around the documents: strangers, copies of a synchronising service, leftovers, and who may read and write."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from kb.corpus.files import FileLayer
from kb.corpus.findings import Finding, Problem
from kb.corpus.ids import ID_PATTERN
from kb.corpus.journal import Journal
from kb.corpus.reading import HIDDEN, JOURNAL, CorpusReader
from kb.files import waiting_for
from kb.places import is_conflict_copy

_EXPECTED = {"readme.md", "readme.txt", ".gitkeep", ".ds_store", "desktop.ini", "thumbs.db", "icon\r"}
_OURS = {JOURNAL, "lock", "staging", "trash"}


def surroundings(corpus: CorpusReader) -> Iterator[Finding]:
    """What is not as it should be around the documents."""
    if not corpus.root.is_dir():
        return
    yield from _strangers(corpus.root)
    yield from _hidden(corpus.root / HIDDEN)
    yield from _leftovers(corpus)
    yield from _permissions(corpus)


def left_waiting(corpus: CorpusReader) -> list[Path]:
    """Files that stopped commands left when they were about to replace another."""
    replaced = (corpus.root.parent / "kb.toml", corpus.root / HIDDEN / JOURNAL)
    return [left for path in replaced for left in waiting_for(path)]


def _strangers(root: Path) -> Iterator[Finding]:
    for path in sorted(root.iterdir()):
        if path.name == HIDDEN or (path.is_dir() and ID_PATTERN.fullmatch(path.name)):
            continue
        if path.name.lower() in _EXPECTED:
            continue
        if is_conflict_copy(path.name):
            yield _conflict(path.name)
            continue
        yield Finding(
            problem=Problem.STRANGER,
            document=path.name,
            message="this is not a document of kb",
            remedy="add it with kb add, then move it out of corpus/",
        )
    for path in sorted(root.parent.glob("kb*.toml")):
        if path.name != "kb.toml" and is_conflict_copy(path.name):
            yield _conflict(path.name)


def _hidden(hidden: Path) -> Iterator[Finding]:
    for path in sorted(hidden.iterdir()) if hidden.is_dir() else ():
        if path.name not in _OURS and path not in waiting_for(hidden / JOURNAL):
            yield _conflict(f"{HIDDEN}/{path.name}")


def _conflict(name: str) -> Finding:
    return Finding(
        problem=Problem.CONFLICT,
        document=name,
        message="a copy that a synchronising service made of what two computers changed",
        remedy="compare it with what it resembles, add what is missing with kb add, and move it out",
    )


def _leftovers(corpus: CorpusReader) -> Iterator[Finding]:
    hidden = corpus.root / HIDDEN
    staging = hidden / "staging"
    if corpus.unfinished() is not None or (staging.is_dir() and any(staging.iterdir())) or left_waiting(corpus):
        yield Finding(
            problem=Problem.LEFTOVER,
            document=f"{HIDDEN}/staging",
            message="a stopped command left files that belong to no document",
            remedy="the next change clears them, or kb doctor --repair now",
        )
    trash = hidden / "trash"
    known = {entry.trashed for entry in Journal(hidden / JOURNAL, FileLayer()).entries()}
    unknown = [path.name for path in trash.iterdir() if f"trash/{path.name}" not in known] if trash.is_dir() else []
    if unknown:
        yield Finding(
            problem=Problem.LEFTOVER,
            document=f"{HIDDEN}/trash",
            message=f"{len(unknown)} former states that no change of the journal refers to",
            remedy="look whether a document is missing; kb trash --empty throws them away",
        )


def _permissions(corpus: CorpusReader) -> Iterator[Finding]:
    for path in (
        corpus.root.parent / "kb.toml",
        corpus.root,
        corpus.root / HIDDEN,
        *map(corpus.root.joinpath, corpus.ids()),
    ):
        if not path.exists():
            continue
        if not os.access(path, os.R_OK if path.is_file() else os.R_OK | os.W_OK | os.X_OK):
            yield Finding(
                problem=Problem.PERMISSION,
                document=path.name,
                message="you may not read and write it" if path.is_dir() else "you may not read it",
                remedy="take the permission back (on Linux and macOS: chmod u+rwX)",
            )
        elif os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & stat.S_IWOTH:
            yield Finding(
                problem=Problem.PERMISSION,
                document=path.name,
                message="every user of this computer can change it",
                remedy="take the permission away (chmod o-w)",
            )
