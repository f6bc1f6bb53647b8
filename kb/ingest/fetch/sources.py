"""Files, folders, standard input and URLs as sources."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kb.errors import SourceError
from kb.ingest.blocks import Original

MAX_BYTES = 200 * 1024 * 1024
STANDARD_INPUT = "-"
_SKIPPED_NAMES = {"desktop.ini", "thumbs.db", "__macosx"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One source to fetch; ``error`` is set where it is known already that it cannot be."""

    source: str
    error: SourceError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What fetching one source gave: its bytes or why there are none."""

    source: str
    original: Original | None
    error: SourceError | None


def expand(sources: Iterable[str]) -> Iterator[Listed]:
    """The single sources behind those given: a folder becomes its files, recursively, in order of their names.

    Hidden files and links that lead out of the folder are left alone.
    """
    for source in sources:
        if source == STANDARD_INPUT or is_url(source) or not Path(source).is_dir():
            yield Listed(source=source)
            continue
        found = False
        for path in _files_below(Path(source)):
            found = True
            yield Listed(source=path)
        if not found:
            message, remedy = "the folder holds no files", "name a folder that holds documents"
            yield Listed(source=source, error=SourceError(source, "missing", message, remedy))


def fetch(
    source: str, *, now: Callable[[], datetime], allow_private: bool = False, allow_loopback: bool = True
) -> Fetched:
    """The bytes of one source; never raises for a source that cannot be had."""
    try:
        if source == STANDARD_INPUT:
            original = _standard_input(now())
        elif is_url(source):
            from kb.ingest.fetch.addresses import without_credentials
            from kb.ingest.fetch.web import fetch_url

            source, given = without_credentials(source), source
            original = fetch_url(given, now=now(), allow_private=allow_private, allow_loopback=allow_loopback)
        else:
            original = _file(source, now())
    except SourceError as error:
        return Fetched(source=legible(source), original=None, error=error)
    return Fetched(source=legible(source), original=original, error=None)


def is_url(source: str) -> bool:
    """Whether a source is an address rather than a path."""
    return "://" in source[:12] or source[:5].lower() in {"file:", "data:"}


def legible(text: str) -> str:
    """A name as text that can be written down: each byte that is no UTF-8 as an escape, so that names stay apart."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def source_key(source: str) -> str | None:
    """A key that is the same for two sources at the same place and tells nobody where that is.

    It is None for standard input, which is no place.
    """
    if source == STANDARD_INPUT:
        return None
    place = source if is_url(source) else Path(source).resolve().as_posix()
    return hashlib.sha256(place.encode(errors="surrogateescape")).hexdigest()[:16]


def _files_below(folder: Path) -> Iterator[str]:
    root = folder.resolve()
    for path, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _skipped(name))
        for name in sorted(files):
            file = Path(path) / name
            if _skipped(name) or not file.resolve().is_relative_to(root):
                continue
            yield file.as_posix()


def _skipped(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _SKIPPED_NAMES


def _standard_input(now: datetime) -> Original:
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise too_large(STANDARD_INPUT, MAX_BYTES)
    return Original(source=STANDARD_INPUT, name="", data=data, fetched=now)


def _file(source: str, now: datetime) -> Original:
    path = Path(source)
    try:
        data = _bytes(source, path)
    except FileNotFoundError:
        raise SourceError(source, "missing", "there is no such file", "check the path") from None
    except PermissionError:
        raise SourceError(source, "refused", "you may not read it", "ask for permission, or copy it first") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(source, "unreadable", f"it cannot be read: {reason}", "check the path") from error
    return Original(source=legible(source), name=legible(path.name), data=data, fetched=now)


def _bytes(source: str, path: Path) -> bytes:
    """The bytes of a plain file, never more than the limit.

    What was opened is what is checked, so that nothing can take its place between the two, and a pipe or a device keeps
    nobody waiting. A file whose size is 0 is not read: what the system makes up as it is read (``/proc``) says 0 and
    is no document.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise SourceError(source, "unsupported", "this is neither a file nor a folder", "name a document")
        data = file.read(MAX_BYTES + 1) if 0 < status.st_size <= MAX_BYTES else b""
        if max(status.st_size, len(data)) > MAX_BYTES:
            raise too_large(source, MAX_BYTES)
        return data


def too_large(source: str, limit: int) -> SourceError:
    """The error for a source over the limit, in bytes."""
    message = f"it is larger than {limit // 1024 // 1024} MB"
    return SourceError(source, "too-large", message, "split it, or keep the part you need")
