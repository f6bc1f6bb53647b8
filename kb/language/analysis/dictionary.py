"""simplemma's dictionaries as plain mappings (Barbaresi 2026, simplemma 2.0)."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from unicodedata import normalize

from kb.model import SERVED_LANGUAGES

_JOINED = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*")


def version() -> str:
    """What tells one release of the dictionaries from another: their sizes, found without loading simplemma."""
    spec = find_spec("simplemma")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "strategies" / "dictionaries" / "data"
    files = (folder / f"{language}.plzma" for language in SERVED_LANGUAGES)
    return " ".join(f"{file.stem}={file.stat().st_size}" for file in files if file.exists())


def lemmas(language: str) -> dict[str, str]:
    """Word to dictionary form, both NFC and in lower case; words of letters and hyphens only.

    Danish and Swedish genitives that follow their word are left out: a rule knows them.
    A lower-case entry wins over a capitalised one. Loading takes about a second and 150 MB.
    """
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    lower: dict[str, str] = {}
    capitalised: dict[str, str] = {}
    for word, lemma in DefaultDictionaryFactory(1).get_dictionary(language).items():
        if not word.isalpha() and not _JOINED.fullmatch(word):
            continue
        if word.islower():
            lower[word] = lemma
        elif word[1:].islower():
            capitalised.setdefault(word.lower(), lemma)
    known = capitalised | lower
    return {
        _composed(word): _composed(lemma.lower())
        for word, lemma in known.items()
        if language == "en" or word[-1] != "s" or known.get(word[:-1]) != lemma
    }


def _composed(word: str) -> str:
    return word if word.isascii() else normalize("NFC", word)
