"""Markdown's marks inside a line: they are set aside, because a quotation is searched without them."""

from __future__ import annotations

import re

_IMAGE = re.compile(r"!\[([^\[\]]{0,300})\]\([^()\s]{0,1000}(?:\s+\"[^\"]{0,200}\")?\)")
_LINK = re.compile(r"\[([^\[\]^][^\[\]]{0,1000})\]\([^()\s]{1,1000}(?:\s+\"[^\"]{0,200}\")?\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,2000}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^*_\n]{1,2000}?)(?<=[^\s*_])\1(?![\w*_])")
_CODE = re.compile(r"(?<!`)`([^`\n]{1,500})`(?!`)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,1000})>")
_ROUNDS = 6


def strip_inline(text: str) -> str:
    """``text`` without emphasis, links and images; their words stay. Nested marks are taken from the inside out."""
    for _ in range(_ROUNDS):
        stripped = text
        for pattern, words in ((_IMAGE, 1), (_LINK, 1), (_STRONG, 2), (_EMPHASIS, 2), (_CODE, 1), (_AUTOLINK, 1)):
            stripped = pattern.sub(lambda m, words=words: m[words], stripped)  # type: ignore[misc]
        if stripped == text:
            break
        text = stripped
    return text
