"""Tokens and passwords: read from the environment or from a file that nobody else can read, and from nowhere else.

A knowledge base is a folder that people share, synchronise and back up, so nothing secret ever stands in ``kb.toml``.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path

from kb.errors import BadSettings
from kb.settings import user_config_folder

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_MAX_BYTES = 16 * 1024
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Secret:
    """A token or password that shows itself to nobody by accident: not in a message, a traceback, a log or a record."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The secret itself, for handing to the server it is meant for."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def __reduce__(self) -> str:
        raise TypeError("a secret is not written down")


def read_credential(name: str, *, environ: Mapping[str, str], folder: Path | None = None) -> Secret | None:
    """The secret of this name (``opensearch-password``), None where a person has set none.

    Looked for in this order: the variable ``KB_OPENSEARCH_PASSWORD``; the file that ``KB_OPENSEARCH_PASSWORD_FILE``
    names; the file ``secrets/opensearch-password`` below ``folder``, by default the person's own configuration folder
    (``~/.config/kb``). White space around it is not part of it.

    Raises:
        BadSettings: The file cannot be read, is no plain file, belongs to somebody else, or others may read it.
        ValueError: ``name`` is not lower-case words joined by hyphens.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    variable = "KB_" + name.upper().replace("-", "_")
    if value := environ.get(variable, "").strip():
        return Secret(value)
    if named := environ.get(f"{variable}_FILE"):
        return _from_file(Path(named))
    path = (folder or user_config_folder()) / "secrets" / name
    return _from_file(path) if path.exists() else None


def _from_file(path: Path) -> Secret:
    try:
        # One open file is checked and read, so that nothing can be put in its place between the two; a pipe must not
        # keep anybody waiting.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        try:
            _check(path, os.fstat(handle))
            data = os.read(handle, _MAX_BYTES + 1)
        finally:
            os.close(handle)
    except OSError as error:
        raise BadSettings(path, error.strerror or "it cannot be read") from error
    if len(data) > _MAX_BYTES:
        raise BadSettings(path, "it is too long to be a password or a token")
    try:
        value = data.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise BadSettings(path, "it is not text") from error
    if not value:
        raise BadSettings(path, "it is empty")
    return Secret(value)


def _check(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise BadSettings(path, "it is not a plain file")
    if not hasattr(os, "getuid"):
        return  # Windows keeps access apart from these bits
    if status.st_uid not in {os.getuid(), 0}:
        raise BadSettings(path, "it belongs to another user")
    if status.st_mode & _OTHERS:
        raise BadSettings(path, f"other users may read it; make it your own alone: chmod 600 {path}")
