"""The fingerprint of the analysis: an index made under another one must be made again."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import cache

from kb.language.analysis import dictionary, snowball
from kb.language.analysis.wordlists import DATA

CODE_VERSION = 4


@cache
def fingerprint() -> str:
    """Sixteen hexadecimal digits that change whenever any term may change.

    They cover the version of the rules, the word lists, the stemmer, the dictionaries and the Unicode tables.
    """
    versions = (str(CODE_VERSION), snowball.version(), dictionary.version(), unicodedata.unidata_version)
    digest = hashlib.sha256("\n".join(versions).encode())
    for file in sorted(DATA.glob("*.txt")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
