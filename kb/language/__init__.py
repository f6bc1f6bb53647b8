"""Language of a text, of its lines and of a document. Importing this costs nothing; the first question loads the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.language.detection import Detection, detect
    from kb.language.segmentation import DocumentLanguages, language_of, languages, segment

__all__ = ["Detection", "DocumentLanguages", "detect", "language_of", "languages", "segment"]

_DETECTION = ("Detection", "detect")


def __getattr__(name: str) -> object:
    """Load what ``kb.language`` offers when it is first asked for."""
    if name not in __all__:
        raise AttributeError(name)
    if name in _DETECTION:
        from kb.language import detection

        return getattr(detection, name)
    from kb.language import segmentation

    return getattr(segmentation, name)
