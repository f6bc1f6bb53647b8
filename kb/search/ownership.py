"""Whose index folder it is: one that another user owns or can write to is not trusted."""

from __future__ import annotations

import os
from pathlib import Path

from kb.errors import StaleIndex


def own(folder: Path) -> None:
    """Make a folder that only this user can read and write."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if hasattr(os, "getuid") and folder.stat().st_uid == os.getuid():
        folder.chmod(0o700)


def check_owner(engine: str, path: Path) -> None:
    """Raise `StaleIndex` where a file or folder is another user's, or a folder can be written by others."""
    if not hasattr(os, "getuid"):
        return
    found = path.stat()
    loose = path.is_dir() and found.st_mode & 0o022
    if found.st_uid != os.getuid() or loose:
        raise StaleIndex(engine, f"{path} belongs to another user or can be written by others")
