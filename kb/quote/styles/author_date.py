"""APA, Harvard and Chicago: the words with their citation in brackets, and the references under them."""

from __future__ import annotations

from collections.abc import Sequence

from kb.quote.citation.own import is_quoted
from kb.quote.citation.rendering import ITALIC, UPRIGHT, cited
from kb.quote.citation.words import original_in, words_of
from kb.quote.styles.statements import Statement

_REFERENCES = {"da": "Referencer", "sv": "Referenser", "en": "References"}
# Where letters stand in the alphabet: å ä ö last in Swedish, æ ø å last in Danish.
_ALPHABETS = {
    "da": str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"}),
    "sv": str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"}),
    "en": str.maketrans({"å": "a", "ä": "a", "æ": "ae", "ö": "o", "ø": "o"}),
}


def render(statements: Sequence[Statement], style: str) -> str:
    """The statements, then every source once, in the order of the receiving language's alphabet."""
    lines = [f"{one.marked} ({in_text(one, style)})\n" for one in statements]
    if not statements:
        return ""
    into = statements[0].into
    references = {plain(cited(one.source, one.place, style, into).reference) for one in statements}
    ordered = sorted(references, key=lambda reference: sort_key(reference, into))
    return "\n".join(lines) + f"\n{_REFERENCES[into]}\n\n" + "\n".join(f"{reference}\n" for reference in ordered)


def in_text(statement: Statement, style: str) -> str:
    """What stands in brackets after the words, without the brackets."""
    words = words_of(statement.into)
    citation = plain(cited(statement.source, statement.place, style, statement.into).citation)
    if is_quoted(statement.source, statement.place):
        citation = f"{statement.place.speaker}, {words.quoted_in} {citation}"
    foreign = original_in(statement.place.language, words)
    return f"{citation}, {foreign}" if foreign else citation


def plain(text: str) -> str:
    """Text without its marks of italics."""
    return text.replace(ITALIC, "").replace(UPRIGHT, "")


def sort_key(text: str, language: str) -> str:
    """A key that puts letters in the order of a language's alphabet; Danish Aa is Å."""
    folded = text.casefold()
    if language == "da":
        folded = folded.replace("aa", "å")
    return folded.translate(_ALPHABETS[language])
