"""The generations of an index on the disk: one is current, a new one shares with it the files that did not change.

Tantivy never changes a file that it has written, so a generation begins as hard links to the one before, is written to
by nobody but its writer, and becomes current by the renaming of one small file. A writer that dies leaves a folder that
nobody reads and the next writer removes.
"""

from __future__ import annotations

import json
import secrets
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kb.errors import EngineError, StaleIndex
from kb.files import Disk, write_whole
from kb.search.ownership import check_owner, own
from kb.search.tantivy.layout import INDEXES
from kb.search.tantivy.reporting import NAME, reported

CURRENT = "current"
MANIFEST = "kb.json"
META = "meta.json"
_LOCK = "lock"
_WAIT = 30.0  # seconds for another writer to finish
_PREFIX = "index-"
_REMOVALS = 3  # tries to remove a folder that something may be put into meanwhile


@dataclass(slots=True, kw_only=True)
class Manifest:
    """What a generation is and holds.

    ``marker`` names the engine, its version, the layout and the analysis. ``shares`` are (entries, words) of every
    partition, ``languages`` the number of documents in each language, ``spoken`` the entries of these documents in each
    partition, ``following`` the next document's number.  ``files`` are the sizes of its files in bytes.
    """

    marker: Mapping[str, Any]
    following: int = 1
    shares: dict[str, tuple[int, int]] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    spoken: dict[str, dict[str, int]] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)

    def copied(self) -> Manifest:
        """One to change for the next generation."""
        spoken = {language: dict(counts) for language, counts in self.spoken.items()}
        return replace(self, shares=dict(self.shares), languages=dict(self.languages), spoken=spoken, files={})


def current(folder: Path) -> Path | None:
    """The folder of the current generation, None where there never was one."""
    try:
        name = (folder / CURRENT).read_bytes().decode(errors="replace").strip()
    except FileNotFoundError:
        return None
    # The name never leads out of the folder, whatever somebody wrote into the file.
    return folder / (Path(name).name or "nameless")


def read(folder: Path, generation: Path, marker: Mapping[str, Any]) -> Manifest:
    """The manifest of a generation whose files are all there and whole.

    Raises:
        StaleIndex: It is another user's or was made by another version, or a file is missing or cut short.
    """
    for place in (folder, folder / CURRENT, generation, generation / MANIFEST):
        check_owner(NAME, place)
    try:
        values = json.loads((generation / MANIFEST).read_bytes())
        found = Manifest(
            marker=dict(values["marker"]),
            following=int(values["following"]),
            shares={language: (int(n), int(words)) for language, (n, words) in values["shares"].items()},
            languages=dict(values["languages"]),
            spoken={language: dict(counts) for language, counts in values["spoken"].items()},
            files=dict(values["files"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StaleIndex(NAME, "the index is damaged: its manifest cannot be read") from error
    if found.marker != marker:
        raise StaleIndex(NAME, "the index was made by another version of the analysis or of Tantivy")
    for name, size in found.files.items():
        if (generation / name).stat().st_size != size:
            raise StaleIndex(NAME, f"the index is damaged: {name} is not as it was written")
    return found


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One writer at a time; the lock is SQLite's, which every system lets go when its process ends.

    Raises:
        EngineError: The folder cannot be written, or another process writes for longer than anybody should wait.
    """
    with reported():
        own(folder)
    connection = sqlite3.connect(folder / _LOCK, timeout=_WAIT, isolation_level=None)
    try:
        _lock(connection)
        yield
    finally:
        connection.close()


def _lock(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        busy = "locked" in str(error)
        problem = "another process is writing to the index" if busy else f"the index cannot be written: {error}"
        raise EngineError(NAME, problem) from error
    except sqlite3.DatabaseError as error:
        raise StaleIndex(NAME, "the index is damaged: its lock is no lock") from error


@contextmanager
def fresh(folder: Path, before: Path | None) -> Iterator[Path]:
    """A folder for a new generation, with the files of the one ``before``; gone again where something fails."""
    generation = folder / f"{_PREFIX}{secrets.token_hex(4)}"
    try:
        with reported():
            _begin(folder, generation, before)
        yield generation
    except BaseException:
        discard(generation)
        raise


def _begin(folder: Path, generation: Path, before: Path | None) -> None:
    _sweep(folder)
    for name in INDEXES:
        own(generation / name)
    own(generation)
    if before is not None:
        for name in INDEXES:
            for path in _needed(before / name):
                _link(path, generation / name / path.name)


def publish(folder: Path, generation: Path, manifest: Manifest) -> None:
    """Make a generation the current one and remove the others."""
    manifest.files = _pruned(generation)
    values = {
        "marker": dict(manifest.marker),
        "following": manifest.following,
        "shares": manifest.shares,
        "languages": manifest.languages,
        "spoken": manifest.spoken,
        "files": manifest.files,
    }
    write_whole(generation / MANIFEST, json.dumps(values).encode())
    disk = Disk()
    for name in INDEXES:
        disk.synchronise_folder(generation / name)
    disk.synchronise_folder(folder)
    write_whole(folder / CURRENT, generation.name.encode())
    _sweep(folder)


def discard(generation: Path) -> None:
    """Remove a generation, or leave to the next writer what a reader of Tantivy keeps writing its lock into."""
    for _ in range(_REMOVALS):
        shutil.rmtree(generation, ignore_errors=True)
        if not generation.exists():
            return


def segments(index: Path) -> list[tuple[int, int]]:
    """The documents of each segment of an index, and how many of them are dead."""
    found = json.loads((index / META).read_bytes())["segments"]
    return [(one["max_doc"], (one["deletes"] or {}).get("num_deleted_docs", 0)) for one in found]


def _sweep(folder: Path) -> None:
    """Remove every generation but the current one."""
    kept = current(folder)
    for path in folder.iterdir():
        if path.name.startswith(_PREFIX) and path != kept:
            discard(path)


def _needed(index: Path) -> list[Path]:
    """The files that an index is made of now."""
    found = json.loads((index / META).read_bytes())["segments"]
    stems = {one["segment_id"].replace("-", ""): one["deletes"] for one in found}
    needed = []
    for path in index.iterdir():
        stem, _, kind = path.name.partition(".")
        deletes = stems.get(stem)
        if path.name in {META, ".managed.json"} or (
            stem in stems and (not kind.endswith("del") or (deletes and kind == f"{deletes['opstamp']}.del"))
        ):
            needed.append(path)
    return needed


def _pruned(generation: Path) -> dict[str, int]:
    """The sizes of the files of a generation, after removing those it does not need."""
    sizes = {}
    for name in INDEXES:
        needed = {path.name for path in _needed(generation / name)}
        for path in (generation / name).iterdir():
            if path.name in needed:
                sizes[f"{name}/{path.name}"] = path.stat().st_size
            else:
                path.unlink(missing_ok=True)
    return sizes


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)
