"""Dashes that begin speech, as Danish and Swedish newspapers set it, told from dashes that begin list items."""

from __future__ import annotations

import re

from kb.ingest.extract.plain.marks import Mark

_SAYS = re.compile(
    r"[,.?!…]\s*[–—-]?\s*(?:och\s+|og\s+)?"
    r"(?:säger|sade|sa|berättar|förklarar|menar|tycker|anser|tillägger|understryker|påpekar|konstaterar|fortsätter|"
    r"betonar|svarar|frågar|undrar|skriver|uppger|kommenterar|framhåller|poängterar|"
    r"siger|sagde|fortæller|fortalte|forklarer|forklarede|mener|tilføjer|understreger|påpeger|pointerer|fastslår|"
    r"konstaterer|fortsætter|udtaler|svarer|svarede|spørger|spurgte|lyder|oplyser|slutter|vurderer|"
    r"says|said|explains|adds|added|asks|asked)\b",
)
_SENTENCE_END = re.compile(r"[.?!…][\"'”’»)]*$")
_MIN_WORDS = 3


def speech_lines(texts: tuple[str, ...], marks: tuple[Mark | None, ...]) -> frozenset[int]:
    """The indices of lines whose dash begins speech.

    A line with a verb of saying after a stop is speech. Where the text has one, the other dashed lines that start with
    a capital and end as a sentence are speech too; a line after a colon begins a list.
    """
    dashed = [i for i, mark in enumerate(marks) if mark is not None and mark.is_dash and _is_sentence(texts, i, mark)]
    spoken = {i for i in dashed if _says(texts, marks, i)}
    if spoken:
        spoken.update(i for i in dashed if _SENTENCE_END.search(texts[i]) and not (i and texts[i - 1].endswith(":")))
    return frozenset(spoken)


def _is_sentence(texts: tuple[str, ...], index: int, mark: Mark) -> bool:
    words = texts[index][mark.width :]
    return words[:1].isupper() and len(words.split()) >= _MIN_WORDS


def _says(texts: tuple[str, ...], marks: tuple[Mark | None, ...], index: int) -> bool:
    """Whether the line, or the wrapped line after it, holds a verb of saying."""
    text = texts[index]
    if index + 1 < len(texts) and marks[index + 1] is None and not _SENTENCE_END.search(text):
        text = f"{text} {texts[index + 1]}"
    return bool(_SAYS.search(text))
