"""Drafts: files of any kind kb reads, with every quotation in them."""

from __future__ import annotations

from kb.check.drafts.reading import quotations_of, single
from kb.check.drafts.shapes import Draft, DraftQuotation, DraftText
from kb.check.drafts.text import draft_text

__all__ = ["Draft", "DraftQuotation", "DraftText", "draft_text", "quotations_of", "single"]
