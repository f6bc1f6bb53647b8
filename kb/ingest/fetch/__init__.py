"""Fetching: a source as a person typed it → the bytes that lie there."""

from kb.ingest.fetch.sources import Fetched, Listed, expand, fetch, source_key

__all__ = ["Fetched", "Listed", "expand", "fetch", "source_key"]
