"""Writing a backup: document by document, each whole, and read back before it takes its name."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from kb.backup.contents import CORPUS, MANIFEST, OWN, SCHEMA, SETTINGS, Kept, is_ours
from kb.corpus import Corpus
from kb.errors import CorpusDamaged, CorpusNotWritable, UnknownDocument, UsageError
from kb.files import Disk, synchronise_file
from kb.version import __version__

_PIECE = 1 << 20
_STORED = {".zip", ".docx", ".pptx", ".xlsx", ".odt", ".epub", ".jpg", ".jpeg", ".png", ".pdf", ".gz"}
_EPOCH = (1980, 1, 1, 0, 0, 0)

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A backup that was written: where, and how many documents, files and bytes (before packing) it holds.

    ``left_out`` says why of each document that could not be read.
    """

    path: Path
    documents: int
    files: int
    size: int
    left_out: tuple[CorpusDamaged, ...] = ()


def write_backup(
    corpus: Corpus, path: Path, *, now: datetime, ids: Iterable[str] | None = None, progress: Progress | None = None
) -> Written:
    """Write the documents (all, or those of ``ids``), the settings and the own terms into a zip file.

    A file of that name is replaced when the new one is whole and was read back with every checksum.

    Raises:
        UsageError: The file cannot be written.
    """
    wanted = list(corpus.ids() if ids is None else ids)
    left_out: list[CorpusDamaged] = []
    waiting = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.new")
    try:
        with waiting.open("xb") as file:
            files = _write(corpus, file, wanted, now, left_out, progress)
        _read_back(waiting, files)
        synchronise_file(waiting)
        waiting.replace(path)
        Disk().synchronise_folder(path.parent)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}", "Name another file with -o") from error
    finally:
        with suppress(OSError):
            waiting.unlink()
    documents = {name.split("/")[1] for name in files if name.startswith(f"{CORPUS}/")}
    return Written(
        path=path,
        documents=len(documents),
        files=len(files),
        size=sum(kept["size"] for kept in files.values()),
        left_out=tuple(left_out),
    )


def _write(
    corpus: Corpus,
    file: IO[bytes],
    ids: list[str],
    now: datetime,
    left_out: list[CorpusDamaged],
    progress: Progress | None,
) -> dict[str, Kept]:
    files: dict[str, Kept] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for name, one in _beside(corpus.root.parent):
            files[name] = _add(archive, name, one)
        for done, id in enumerate(ids, 1):
            try:
                with _still(corpus), suppress(UnknownDocument):
                    for name, one in _files_of(corpus, id):
                        files[name] = _add(archive, name, one)
            except CorpusDamaged as error:
                left_out.append(error)
            if progress:
                progress("Writing the backup", done, len(ids))
        manifest = {"schema": SCHEMA, "made": now.isoformat(timespec="seconds"), "kb": __version__, "files": files}
        archive.writestr(zipfile.ZipInfo(MANIFEST, _EPOCH), json.dumps(manifest, indent=1).encode())
    return files


def _beside(root: Path) -> Iterator[tuple[str, Path]]:
    """The settings, and what a person wrote or imported beside the corpus."""
    for name in (SETTINGS, *OWN):
        path = root / name
        for one in sorted(path.iterdir()) if path.is_dir() else [path]:
            if one.is_file() and is_ours(kept := one.relative_to(root).as_posix()):
                yield kept, one


@contextmanager
def _still(corpus: Corpus) -> Iterator[None]:
    """Nobody changes a document while it is read; a knowledge base that cannot be written nobody changes anyway."""
    try:
        lock = corpus.writing()
        lock.__enter__()
    except CorpusNotWritable:
        yield
        return
    try:
        yield
    finally:
        lock.__exit__(None, None, None)


def _files_of(corpus: Corpus, id: str) -> Iterator[tuple[str, Path]]:
    folder = corpus.folder(id)
    corpus.document(id)  # one that cannot be read is told before anything of it is written
    corpus.original(id)
    for path in sorted(folder.rglob("*")):
        name = f"{CORPUS}/{id}/{path.relative_to(folder).as_posix()}"
        if path.is_file() and not path.is_symlink() and is_ours(name):
            yield name, path


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> Kept:
    digest, size = hashlib.sha256(), 0
    info = zipfile.ZipInfo(name, _EPOCH)
    info.external_attr = 0o100644 << 16
    info.compress_type = zipfile.ZIP_STORED if path.suffix in _STORED else zipfile.ZIP_DEFLATED
    try:
        with path.open("rb") as file:
            info.file_size = os.fstat(file.fileno()).st_size
            with archive.open(info, "w") as member:
                while piece := file.read(_PIECE):
                    digest.update(piece)
                    size += len(piece)
                    member.write(piece)
    except PermissionError as error:
        raise CorpusDamaged(path, error.strerror or "it cannot be read") from error
    return Kept(sha256=digest.hexdigest(), size=size)


def _read_back(path: Path, files: dict[str, Kept]) -> None:
    with zipfile.ZipFile(path) as archive:
        for name, kept in files.items():
            digest = hashlib.sha256()
            with archive.open(name) as member:
                while piece := member.read(_PIECE):
                    digest.update(piece)
            if digest.hexdigest() != kept["sha256"]:
                raise OSError(5, f"{name} reads back otherwise than it was written")
