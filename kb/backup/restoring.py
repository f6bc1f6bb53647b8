"""Making a knowledge base from a backup: everything is checked and written beside, and it becomes one at the very end.

The zip may come from anybody. Only the names a backup may hold are accepted, each once, none of them a link or
encrypted, none larger than it says, all with the checksum that the manifest gives.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from kb.backup.contents import CORPUS, MANIFEST, OWN, SETTINGS, Kept, files_of
from kb.corpus.records import BadRecord, record_from_bytes
from kb.errors import BadSettings, LibraryExists, UsageError
from kb.files import Disk, clear_waiting, make_folders, write_new, write_whole
from kb.settings import SETTINGS_FILE, read_settings

_BEGUN = ".restoring-"
_MOVED = "moved"
_LARGEST_MANIFEST = 1 << 30
_PIECE = 1 << 20
_BOMB_RATIO = 250  # a text of one repeated letter packs a thousandfold, one of words thirtyfold
_BOMB_SIZE = 64 << 20  # bytes below which the ratio does not matter
_ENCRYPTED = 0x1

Progress = Callable[[str, int, int], None]


def restore(backup: Path, root: Path, *, disk: Disk | None = None, progress: Progress | None = None) -> int:
    """Make ``root`` a knowledge base from a backup; gives the number of its documents.

    Raises:
        LibraryExists: ``root`` is one already, or holds what may be one.
        UsageError: The zip is no backup, is damaged, or asks for what no backup does.
    """
    disk = disk or Disk()
    try:
        with zipfile.ZipFile(backup) as archive:
            files = _checked(archive, backup)
            _make_room(root, files)
            begun = root / f"{_BEGUN}{secrets.token_hex(4)}"
            try:
                _extract(archive, files, begun, disk, progress)
                _put_in_place(begun, root, disk)
            except Exception:
                shutil.rmtree(begun, ignore_errors=True)
                raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, UnicodeDecodeError) as error:
        raise UsageError(f"{backup} cannot be read as a zip: {error}", "Take another copy of the backup") from error
    except OSError as error:
        raise UsageError(
            f"{backup} cannot be restored: {error.strerror or error}", "Make room and try again"
        ) from error
    return len({name.split("/")[1] for name in files if name.startswith(f"{CORPUS}/")})


def _checked(archive: zipfile.ZipFile, backup: Path) -> dict[str, Kept]:
    """The files of a backup as its manifest gives them, after everything that the list of the zip can tell."""
    entries = {entry.filename: entry for entry in archive.infolist()}
    if MANIFEST not in entries:
        _refuse(backup, "it is no backup of kb, or not a whole one")
    if len(entries) != len(archive.infolist()):
        _refuse(backup, "it holds a file twice")
    for entry in entries.values():
        _check_entry(entry, backup)
    places = sorted((one.header_offset, one.header_offset + one.compress_size) for one in entries.values())
    if any(one[1] > other[0] for one, other in pairwise(places)):
        _refuse(backup, "its files lie over each other")
    if entries[MANIFEST].file_size > _LARGEST_MANIFEST:
        _refuse(backup, f"{MANIFEST} is too large")
    files = _manifest(archive)
    if files is None or SETTINGS not in files:
        _refuse(backup, f"{MANIFEST} is not one that kb wrote")
    if other := sorted({*entries, MANIFEST} ^ {*files, MANIFEST}):
        _refuse(backup, f"it does not hold what it says it holds ({other[0]!r})")
    if any(entries[name].file_size != kept["size"] for name, kept in files.items()):
        _refuse(backup, "a file is larger or smaller than the backup says")
    return files


def _check_entry(entry: zipfile.ZipInfo, backup: Path) -> None:
    mode = entry.external_attr >> 16
    if entry.is_dir() or stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        _refuse(backup, f"{entry.filename!r} is not a plain file")
    if entry.flag_bits & _ENCRYPTED:
        _refuse(backup, f"{entry.filename!r} is encrypted")
    if entry.file_size > _BOMB_SIZE and entry.file_size > _BOMB_RATIO * max(entry.compress_size, 1):
        _refuse(backup, f"{entry.filename!r} would grow more than {_BOMB_RATIO} times")


def _manifest(archive: zipfile.ZipFile) -> dict[str, Kept] | None:
    try:
        return files_of(json.loads(archive.read(MANIFEST)))
    except (ValueError, RecursionError):
        return None


def _make_room(root: Path, files: dict[str, Kept]) -> None:
    """Clear what a stopped restore left, and see that there is a place and room."""
    if (root / SETTINGS_FILE).exists() or (root.exists() and not root.is_dir()):
        raise LibraryExists(root)
    clear_waiting(root / SETTINGS_FILE, older_than=0)
    for left in root.glob(f"{_BEGUN}*"):
        if (left / _MOVED).exists():
            for name in (CORPUS, *OWN):
                _clear(root / name)
        shutil.rmtree(left, ignore_errors=True)
    for name in (CORPUS, *OWN):
        if (root / name).exists():
            raise UsageError(f"there is {name} in {root} already", "Restore into a new folder")
    above = next(folder for folder in (root, *root.absolute().parents) if folder.is_dir())
    needed = sum(kept["size"] for kept in files.values())
    if needed > shutil.disk_usage(above).free:
        raise UsageError(f"the backup needs {needed:,} bytes, and there is not so much room", "Restore to another disk")


def _clear(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _extract(
    archive: zipfile.ZipFile, files: dict[str, Kept], begun: Path, disk: Disk, progress: Progress | None
) -> None:
    make_folders(disk, begun / CORPUS)
    folders = {begun, begun / CORPUS}
    for done, (name, kept) in enumerate(sorted(files.items()), 1):
        data = _member(archive, name, kept)
        if name.endswith("/record.json"):
            _check_record(archive, name, data)
        path = begun / name
        make_folders(disk, path.parent)
        folders.add(path.parent)
        write_new(disk, path, data)
        if progress:
            progress("Restoring", done, len(files))
    for folder in sorted(folders, reverse=True):
        disk.synchronise_folder(folder)
    try:
        read_settings(begun)
    except BadSettings as error:
        raise UsageError(f"its settings cannot be used: {error.problem}", "Take another backup") from error


def _member(archive: zipfile.ZipFile, name: str, kept: Kept) -> bytes:
    pieces, size = [], 0
    with archive.open(name) as member:
        while piece := member.read(_PIECE):
            size += len(piece)
            if size > kept["size"]:
                _refuse(Path(str(archive.filename)), f"{name!r} is larger than the backup says")
            pieces.append(piece)
    data = b"".join(pieces)
    if hashlib.sha256(data).hexdigest() != kept["sha256"]:
        _refuse(Path(str(archive.filename)), f"{name!r} is damaged: its checksum is another")
    return data


def _check_record(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    try:
        record = record_from_bytes(data)
    except BadRecord as error:
        _refuse(Path(str(archive.filename)), f"{name!r} is not a record: {error}")
    if record.id != name.split("/")[1]:
        _refuse(Path(str(archive.filename)), f"{name!r} is the record of another document")


def _put_in_place(begun: Path, root: Path, disk: Disk) -> None:
    """Move everything to its place; the settings come last, and make it a knowledge base."""
    write_new(disk, begun / _MOVED, b"")
    disk.synchronise_folder(begun)
    disk.rename(begun / CORPUS, root / CORPUS)
    disk.synchronise_folder(root)
    for name in OWN:
        if (begun / name).exists():
            disk.rename(begun / name, root / name)
    write_whole(root / SETTINGS_FILE, (begun / SETTINGS).read_bytes(), disk=disk)
    with suppress(OSError):
        shutil.rmtree(begun)


def _refuse(backup: Path, problem: str) -> NoReturn:
    raise UsageError(f"{backup} cannot be restored: {problem}", "Take a backup that kb export --as zip made")
