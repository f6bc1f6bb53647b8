"""The Whoosh engine: the embedded default. Only this package imports Whoosh."""

from __future__ import annotations

from kb.search.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
