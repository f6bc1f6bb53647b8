"""The corpus: every document as plain files, the truth from which all else is derived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kb.corpus.reading import CorpusReader

if TYPE_CHECKING:
    from kb.corpus.corpus import Corpus
    from kb.corpus.findings import Finding
    from kb.corpus.journal import Change, Verb

__all__ = ["Change", "Corpus", "CorpusReader", "Finding", "Verb"]


def __getattr__(name: str) -> Any:
    """Load what changes and verifies the corpus when it is asked for; reading it needs none of that."""
    if name not in __all__:
        raise AttributeError(f"module 'kb.corpus' has no attribute {name!r}")
    from kb.corpus import corpus, findings, journal

    return next(getattr(module, name) for module in (corpus, journal, findings) if hasattr(module, name))
