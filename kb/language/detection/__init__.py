"""Which language a text is written in: letter statistics and word lists behind one answer."""

from __future__ import annotations

from dataclasses import dataclass

from kb.language.detection.choice import detector
from kb.language.detection.evidence import LANGUAGES, Detector, Evidence
from kb.model import UNDETERMINED

__all__ = ["LANGUAGES", "Detection", "Detector", "Evidence", "detect", "detector"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """The language of a text (BCP 47: da, sv, en, no, de, fi, or und), how certain (0 to 1), and who answered."""

    language: str
    certainty: float
    backend: str = "langdetect"


def detect(text: str, *, backend: str = "langdetect") -> Detection:
    """The language ``text`` is written in as a whole.

    Letter case, decomposed letters, addresses and numbers make no difference. ``und`` is the answer for text without
    letters, in another script or an unfamiliar language, and for a few letters that fit two languages equally well;
    certainty is then that of the best guess, 0 where there is none.

    Args:
        text: any text; one of sentence length is right in about 98 of 100 cases, a word or two is a guess.
        backend: ``langdetect``, or ``lingua`` where that extra is installed.

    Raises:
        UsageError: the backend is not known or not installed.
    """
    chosen = detector(backend)
    evidence = chosen.weigh(text)
    if evidence.empty:
        return Detection(language=UNDETERMINED, certainty=0.0, backend=chosen.name)
    evidence = evidence.with_prior(chosen.prior)
    language = UNDETERMINED if evidence.undecided() else LANGUAGES[evidence.best()]
    return Detection(language=language, certainty=round(evidence.certainty(), 4), backend=chosen.name)
