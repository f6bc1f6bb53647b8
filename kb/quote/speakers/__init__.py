"""From attributions to speakers: the people of a document, the sieves, the statements."""

from kb.quote.speakers.statements import Statement, Statements

__all__ = ["Statement", "Statements"]
