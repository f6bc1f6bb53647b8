"""lingua as a second detector, for short lines; the only module that imports it, and only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from math import log
from typing import Any

from kb.errors import UsageError
from kb.language.detection.evidence import LANGUAGES, Evidence
from kb.language.detection.letters import mostly_foreign, words

# Both written forms of Norwegian are one language here; the better of the two speaks for it, or it would vote twice.
_THEIR_NAMES = {
    "DANISH": "da",
    "SWEDISH": "sv",
    "ENGLISH": "en",
    "BOKMAL": "no",
    "NYNORSK": "no",
    "GERMAN": "de",
    "FINNISH": "fi",
}
_LEAST = 1e-6


class LinguaDetector:
    """lingua restricted to the same six languages; it has no letter or word counts of its own to call a text foreign."""

    name = "lingua"
    switch = 0.75
    prior = 0.25

    def __init__(self) -> None:
        try:
            lingua = import_module("lingua")
        except ImportError as error:
            remedy = "pip install lingua-language-detector, or use langdetect"
            raise UsageError("the language detector lingua is not installed", remedy) from error
        known = [getattr(lingua.Language, name) for name in _THEIR_NAMES]
        self._detector: Any = lingua.LanguageDetectorBuilder.from_languages(*known).build()

    def weigh(self, text: str) -> Evidence:
        """Logarithms of lingua's confidence in each language; empty where there are no letters to go by."""
        found = words(text)
        if not found or mostly_foreign(found):
            return Evidence()
        best = dict.fromkeys(LANGUAGES, _LEAST)
        for value in self._detector.compute_language_confidence_values(" ".join(found)):
            language = _THEIR_NAMES[value.language.name]
            best[language] = max(best[language], value.value)
        letters = sum(map(len, found))
        return Evidence(scores=tuple(log(best[language]) for language in LANGUAGES), letters=letters, pieces=letters)
