"""A document's text as sentences of its language, without the marks of Markdown."""

from __future__ import annotations

import re

from kb.language import segment
from kb.language.sentences import split
from kb.terms.learning.lexicon import Text

_MARKS = re.compile(r"(?m)^[ \t]*(?:#{1,6}[ \t]+|[-*•][ \t]+|>[ \t]?|\|)|\*\*|\|[ \t]*$")
_FEWEST_LETTERS = 2


def read_text(text: str, language: str) -> Text:
    """The sentences of a document that are in its language, in order."""
    found = []
    for span, spoken in segment(text):
        if spoken != language:
            continue
        block = span.slice(text)
        for sentence in split(block, language):
            flat = " ".join(_MARKS.sub(" ", sentence.slice(block)).split())
            if sum(map(str.isalpha, flat)) >= _FEWEST_LETTERS:
                found.append(flat)
    return Text(language, tuple(found))
