"""Web pages: their document without the page around it, in blocks, with every clue about it and all that was left out."""

from kb.ingest.extract.html.extraction import extract_html

__all__ = ["extract_html"]
