"""From attributions to speakers: the people of a document, the sieves, the statements."""

from kb.quote.speakers.statement import Statement
from kb.quote.speakers.statements import Statements

__all__ = ["Statement", "Statements"]
