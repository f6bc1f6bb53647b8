"""The fingerprint of the analysis: an index made under another one must be made again."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import cache
from importlib import metadata, resources

CODE_VERSION = 1


@cache
def fingerprint() -> str:
    """Twelve hexadecimal digits that change whenever any term may change.

    It covers the version of the rules, the word lists, the stemmer, the dictionaries and the Unicode tables.
    """
    digest = hashlib.sha256(str(CODE_VERSION).encode())
    for library in ("simplemma", "PyStemmer"):
        digest.update(f"{library} {metadata.version(library)}".encode())
    digest.update(unicodedata.unidata_version.encode())
    for file in sorted((resources.files("kb.language.analysis") / "data").iterdir(), key=lambda file: file.name):
        if file.is_file():
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:12]
