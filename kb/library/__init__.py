"""The one façade: everything the command line, the web page and programs do, they do through a `Library`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from kb.library.documents import Documents
from kb.library.health import Health
from kb.library.terms import Terms
from kb.settings import find_root, read_settings, write_new_settings

__all__ = ["Library"]


class Library(Documents, Health, Terms):
    """A knowledge base: its corpus and its index."""

    @classmethod
    def create(cls, path: str | Path, **kwargs: Any) -> Library:
        """Make a knowledge base in a folder.

        Raises:
            LibraryExists: There is one.
        """
        root = Path(path)
        write_new_settings(root)
        library = cls.open(root, **kwargs)
        library.settings.corpus.mkdir(exist_ok=True)
        library.settings.index.mkdir(exist_ok=True)
        return library

    @classmethod
    def from_backup(cls, backup: str | Path, path: str | Path, **kwargs: Any) -> Library:
        """Make a knowledge base in a folder from a backup, every checksum verified.

        Raises:
            LibraryExists: There is one.
            UsageError: The zip is not a whole backup.
        """
        from kb.backup import restore

        restore(Path(backup), Path(path), progress=kwargs.get("progress"))
        return cls.open(path, **kwargs)

    @classmethod
    def open(cls, path: str | Path | None = None, **kwargs: Any) -> Library:
        """The knowledge base at ``path``, or the one that `kb.settings.find_root` finds.

        A change that a stopped command left half way is finished or taken back first.

        Raises:
            NoLibrary: There is none.
            BadSettings: Its ``kb.toml`` cannot be used.
        """
        root = find_root(Path(path) if path is not None else None, os.environ, Path.cwd())
        library = cls(read_settings(root), **kwargs)
        library.recover()
        return library
