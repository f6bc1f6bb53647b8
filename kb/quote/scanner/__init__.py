"""Where words stand between marks: paragraphs, quotation marks paired by context, and speech after a dash."""

from kb.quote.scanner.abbreviations import ABBREVIATIONS
from kb.quote.scanner.scanning import scan
from kb.quote.scanner.shapes import BlockKind, Marked, Paragraph, Scanned

__all__ = ["ABBREVIATIONS", "BlockKind", "Marked", "Paragraph", "Scanned", "scan"]
