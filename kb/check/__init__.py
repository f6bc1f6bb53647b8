"""Every quotation of a draft against the corpus: word by word, with a verdict, the differences and the source's words."""

from __future__ import annotations

from kb.check.checking import Check, Fetched
from kb.check.corpus import open_check

__all__ = ["Check", "Fetched", "open_check"]
