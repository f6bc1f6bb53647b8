"""From attributions to speakers: the people of a document, the sieves, the statements."""

from kb.quote.speakers.statements import Statements
from kb.quote.speakers.surroundings import Statement

__all__ = ["Statement", "Statements"]
