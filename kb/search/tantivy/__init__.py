"""The Tantivy engine: embedded like Whoosh, for corpora that have outgrown it. Only this package imports Tantivy."""

from __future__ import annotations

from kb.search.tantivy.engine import TantivyEngine

__all__ = ["TantivyEngine"]
