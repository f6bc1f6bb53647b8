"""Excerpts: verbatim slices of a document, cut at sentence ends, each with its passport and its warnings."""
