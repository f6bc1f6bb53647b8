"""A lexicon from documents that say the same in two languages: sentences side by side, then words that keep company."""

from __future__ import annotations

from kb.terms.learning.lexicon import Learned, Text, Words, learn

__all__ = ["Learned", "Text", "Words", "learn"]
