"""From what was typed to signs: words, phrases, operators, fields and parentheses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple, get_args

from kb.language.analysis import Token, tokenize
from kb.search.question import Attribute, AttributeName, Beginning, Quoted, Word

OPERATORS: dict[str, Literal["and", "or", "not"]] = {
    "AND": "and", "OG": "and", "OCH": "and",
    "OR": "or", "ELLER": "or",
    "NOT": "not", "IKKE": "not", "INTE": "not",
}  # fmt: skip
_OPERATOR = re.compile(rf"(?<![\w'’\-:])(?:{'|'.join(OPERATORS)})(?![\w'’\-:*])")
_ATTRIBUTES = {name: name for name in get_args(AttributeName)} | {
    "language": "lang",
    "from": "after",
    "until": "before",
    "identifier": "id",
}
_DOUBLE = '"“”„‟«»″〝〞＂'
_SINGLE = "'‘’‚‛‹›"
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_FIELD = re.compile(r"([a-z]+):(?=\S)", re.IGNORECASE)
_TITLE = re.compile(r"(?<!\w)title:(?=\S)", re.IGNORECASE)
_VALUE = re.compile(r"[^\s()]+")
_GAPS = re.compile(r"~(\d{1,3})(?!\d)")
_CLOSED = re.compile(f"[{_DOUBLE}]")
_BEFORE = " (:+-−"
_LONGEST = 10_000
_LONGEST_SINGLE = 200


class Sign(NamedTuple):
    """One sign of the query language, and how it was typed."""

    kind: Literal["(", ")", "and", "or", "not", "-", "+", "title"]
    typed: str


class Note(NamedTuple):
    """Something that was not read as syntax."""

    text: str


Scanned = Sign | Word | Beginning | Quoted | Attribute | Note


def cleaned(typed: str) -> str:
    """What was typed, composed (NFC), one kind of space, nothing unseen, of bearable length."""
    text = unicodedata.normalize("NFC", typed[:_LONGEST].encode("utf-8", "replace").decode())
    text = _UNSEEN.sub("", text)
    return "".join(" " if character.isspace() or not character.isprintable() else character for character in text)


def scan(typed: str) -> Iterator[Scanned]:
    """The signs of a question from left to right; whatever is none is passed over."""
    text = cleaned(typed)
    if len(typed) > _LONGEST:
        yield Note(f"only the first {_LONGEST} characters were read")
    # ``title:a`` alone would be one word to the tokenizer, as the Swedish ``EU:s`` is, and ``dnr OR 1`` an identifier.
    apart = _OPERATOR.sub(lambda found: "|" * len(found[0]), text)
    apart = _TITLE.sub(lambda found: " " * len(found[0]), apart)
    tokens = {token.span.start: token for token in tokenize(apart)}
    at = 0
    while at < len(text):
        found, at = _next(text, at, tokens)
        if isinstance(found, Word) or (isinstance(found, Beginning) and not _whole(found.text)):
            yield from _alone(found.text)
        elif found is not None:
            yield found


def _whole(text: str) -> bool:
    return [token.text for token in tokenize(text)] == [text]


def _alone(text: str) -> Iterator[Word]:
    """The word, or its pieces where it is a word only in the company it was typed in."""
    field = _FIELD.match(text)
    spaced = text.replace(":", " ") if field and field[1].lower() in {"title", *_ATTRIBUTES} else text
    pieces = [token.text for token in tokenize(spaced)]
    if pieces == [text]:
        yield Word(text=text.lower() if text in OPERATORS else text)
        return
    for piece in pieces:
        yield from _alone(piece) if len(piece) < len(text) else ()


def _next(text: str, at: int, tokens: dict[int, Token]) -> tuple[Scanned | None, int]:
    boundary = at == 0 or text[at - 1] in _BEFORE
    for read in (_attribute, _operator, _token, _phrase):
        if (found := read(text, at, tokens, boundary)) is not None:
            return found
    character = text[at]
    following = text[at + 1 : at + 2].strip()
    if character in "()":
        return Sign(character, character), at + 1  # type: ignore[arg-type]
    if character in "-−+" and boundary and following and following not in ")*~-−+":
        return Sign("+" if character == "+" else "-", character), at + 1
    return None, at + 1


_Read = tuple[Scanned | None, int] | None


def _attribute(text: str, at: int, tokens: dict[int, Token], _boundary: bool) -> _Read:
    field = None if (at and text[at - 1].isalnum()) or text[at - 1 : at] == "_" else _FIELD.match(text, at)
    if field is None:
        return None
    name = field[1].lower()
    if name == "title":
        return (Sign("title", field[0]), field.end()) if text[field.end()] not in "):" else None
    if name not in _ATTRIBUTES:
        return None
    attribute: AttributeName = _ATTRIBUTES[name]
    if text[field.end()] in _DOUBLE:
        closed = _CLOSED.search(text, field.end() + 1)
        value, end = (text[field.end() + 1 : closed.start()], closed.end()) if closed else ("", at)
    elif name in {"id", "identifier"} and (token := _identifier_at(field.end(), tokens)) is not None:
        value, end = token.text, token.span.end
    else:
        given = _VALUE.match(text, field.end())
        value, end = (_CLOSED.sub("", given[0]), given.end()) if given else ("", at)
    value = " ".join(value.split()).strip(" ,")
    return (Attribute(attribute=attribute, value=value), end) if value else None


def _identifier_at(at: int, tokens: dict[int, Token]) -> Token | None:
    """The identifier that stands here, with the blanks and brackets that belong to it."""
    token = tokens.get(at)
    return token if token is not None and token.kind == "identifier" else None


def _operator(text: str, at: int, _tokens: dict[int, Token], _boundary: bool) -> _Read:
    found = _OPERATOR.match(text, at)
    return (Sign(OPERATORS[found[0]], found[0]), found.end()) if found else None


def _token(text: str, at: int, tokens: dict[int, Token], _boundary: bool) -> _Read:
    token = tokens.get(at)
    if token is None:
        return None
    end = token.span.end
    words = text[at:end]
    if text[end : end + 1] == "*":
        return Beginning(text=words), end + 1
    return Word(text=words), end


def _phrase(text: str, at: int, _tokens: dict[int, Token], boundary: bool) -> _Read:
    if text[at] in _DOUBLE:
        closed = _CLOSED.search(text, at + 1)
        if closed is None:
            return Note("a quotation mark without a partner was passed over"), at + 1
        return _quoted(text, at + 1, closed.start(), closed.end())
    if text[at] in _SINGLE and boundary:
        for end in range(at + 1, min(len(text), at + _LONGEST_SINGLE)):
            after = text[end + 1 : end + 2]
            if text[end] in _SINGLE and (not after or after in " )~") and " " in text[at:end]:
                return _quoted(text, at + 1, end, end + 1)
            if text[end] in _DOUBLE:
                return None
    return None


def _quoted(text: str, start: int, end: int, after: int) -> _Read:
    words = " ".join(text[start:end].split())
    gaps = _GAPS.match(text, after)
    after = gaps.end() if gaps else after
    if not tokenize(words):
        return None, after
    return Quoted(text=words, gaps=int(gaps[1]) if gaps else 0), after
