"""Rich Text Format, through striprtf."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kb.errors import SourceError
from kb.ingest.blocks import Block, BlockKind, Clue, Extracted, Original
from kb.ingest.extract.markdown_table import markdown_table
from kb.ingest.extract.office.symbols import BULLETS
from kb.ingest.extract.office.visible import visible_characters
from kb.ingest.extract.office.word import tidy

EXTRACTOR = "rtf/1"
LARGEST = 64 * 1024 * 1024
_INFORMATION = re.compile(r"\{\\(title|author)\s([^{}]{1,300})\}")


def extract(original: Original, media_type: str) -> Extracted:
    """The paragraphs and tables of an RTF file.

    Raises:
        SourceError: unreadable or too-large.
    """
    from striprtf.striprtf import rtf_to_text

    if len(original.data) > LARGEST:
        raise SourceError(original.source, "too-large", "the file is too large to be read", "Save it as .docx.")
    # RTF is ASCII by its definition; Latin-1 keeps every byte that a careless writer put into it.
    written = original.data.decode("latin-1")
    to_text: Callable[..., str] = rtf_to_text
    try:
        text = to_text(written, encoding="cp1252", errors="replace")
    except (ValueError, LookupError, ArithmeticError, TypeError, AttributeError, RecursionError) as error:
        raise SourceError(original.source, "unreadable", "the RTF file is damaged", "Save it again.") from error
    blocks = tuple(_blocks(text))
    return Extracted(
        media_type=media_type,
        extractor=EXTRACTOR,
        blocks=blocks,
        clues=tuple(_clues(written)),
        warnings=("the footnotes of RTF files are not read",) if "\\footnote" in written else (),
        visible_characters=visible_characters(blocks),
    )


def _blocks(text: str) -> Iterator[Block]:
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        # striprtf ends each cell of a table row with a bar.
        if line.count("|") > 1 and line.rstrip().endswith("|"):
            rows.append([cell.strip() for cell in line.rstrip()[:-1].split("|")])
            continue
        if rows:
            yield Block(kind=BlockKind.TABLE, text=markdown_table(rows))
            rows = []
        words = tidy(line.replace("\t", " "))
        if words and words[0] in BULLETS and len(words) > 1:
            yield Block(kind=BlockKind.LIST_ITEM, text=words[1:].strip())
        elif words:
            yield Block(kind=BlockKind.PARAGRAPH, text=words)


def _clues(written: str) -> Iterator[Clue]:
    for name, value in _INFORMATION.findall(written[:20_000]):
        text = re.sub(
            r"\\'([0-9a-fA-F]{2})", lambda found: bytes([int(found[1], 16)]).decode("cp1252", "replace"), value
        ).strip()
        if text and "\\" not in text:
            yield Clue(
                field="title" if name == "title" else "authors", value=text, where="RTF information", certain=False
            )
