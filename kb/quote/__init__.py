"""Quotations in a text, and who said them.

The scanner finds words between marks and after dashes, the attribution grammar reads the sentences around them, the
speakers' sieves turn mentions into names. Everything is rules over words of three languages: no model, no randomness.
"""

from __future__ import annotations

from kb.quote.finding import find_quotations, quoted_names

__all__ = ["find_quotations", "quoted_names"]
