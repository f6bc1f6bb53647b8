"""The detectors there are, by name."""

from __future__ import annotations

from functools import cache

from kb.errors import UsageError
from kb.language.detection.evidence import Detector


@cache
def detector(name: str) -> Detector:
    """The detector called ``name``: ``langdetect``, or ``lingua`` where it is installed.

    Raises:
        UsageError: there is none of that name, or what it needs is not installed.
    """
    if name == "langdetect":
        from kb.language.detection.ngrams import NgramDetector

        return NgramDetector()
    if name == "lingua":
        from kb.language.detection.models import LinguaDetector

        return LinguaDetector()
    raise UsageError(f"there is no language detector {name!r}", "use langdetect or lingua")
