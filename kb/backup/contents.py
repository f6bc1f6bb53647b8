"""What a backup may hold, by name; a zip with anything else is not one."""

from __future__ import annotations

import re
from typing import Any, TypedDict

from kb.corpus.ids import ID_PATTERN

MANIFEST = "kb-backup.json"
SCHEMA = "kb.backup/1"
SETTINGS, CORPUS = "kb.toml", "corpus"
OWN = ("terms.txt", "terms")
"""The files and folders beside the corpus that a person wrote or imported."""
_FILE = r"(?:record\.json|text\.md|removed\.jsonl|origins\.json|original\.[A-Za-z0-9]{1,16})"
_TERMS = r"terms\.txt|terms/[^\W_](?:[\w.\-]{0,60}[^\W_])?\.txt"
_NAME = re.compile(rf"{SETTINGS}|{_TERMS}|{CORPUS}/{ID_PATTERN.pattern}/(?:editions/[1-9][0-9]{{0,5}}/)?{_FILE}")


class Kept(TypedDict):
    """One file: its SHA-256 checksum in hexadecimal and its size in bytes."""

    sha256: str
    size: int


def is_ours(name: str) -> bool:
    """Whether a file of this name belongs into a backup."""
    return _NAME.fullmatch(name) is not None


def files_of(manifest: Any) -> dict[str, Kept] | None:
    """The files that a manifest names, None where it is not one of ours."""
    if (
        not isinstance(manifest, dict)
        or manifest.get("schema") != SCHEMA
        or not isinstance(manifest.get("files"), dict)
    ):
        return None
    files: dict[str, Kept] = {}
    for name, kept in manifest["files"].items():
        whole = isinstance(kept, dict) and isinstance(kept.get("sha256"), str) and isinstance(kept.get("size"), int)
        if not whole or kept["size"] < 0 or not is_ours(name):
            return None
        files[name] = Kept(sha256=kept["sha256"], size=kept["size"])
    return files
