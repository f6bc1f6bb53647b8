"""The OpenSearch engine: an index that a cluster of machines keeps. Only this package imports opensearchpy."""

from __future__ import annotations

from kb.search.opensearch.engine import OpenSearchEngine

__all__ = ["OpenSearchEngine"]
