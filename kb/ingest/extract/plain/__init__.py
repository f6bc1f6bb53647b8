"""Plain text and Markdown to blocks: the lines a person pasted, put together again as paragraphs, lists and headings.

A Markdown file is believed: blank lines part blocks and marks say what they are. A text file may come from a PDF (hard
wraps, blank lines inside paragraphs, font bullets) or from a web page (one line per paragraph); its layout is measured
and decides.
"""

from __future__ import annotations

from kb.errors import SourceError
from kb.ingest.blocks import Extracted, Original
from kb.ingest.changes import Changes
from kb.ingest.extract.plain.assemble import read_blocks
from kb.ingest.extract.plain.decode import decode

EXTRACTOR = "plain 1"
_MOST_CHARACTERS = 20_000_000
_MARKDOWN = (".md", ".markdown", ".mdown")

__all__ = ["EXTRACTOR", "decode", "extract_plain"]


def extract_plain(original: Original, changes: Changes | None = None) -> Extracted:
    """The blocks of a text or Markdown file, each with its span in ``decode(original.data, original.charset)[0]``.

    An empty file gives no blocks.

    Raises:
        SourceError: too-large, beyond 20 million characters.
    """
    text, warnings = decode(original.data, original.charset)
    if len(text) > _MOST_CHARACTERS:
        message = "the text has more than 20 million characters"
        raise SourceError(original.source, "too-large", message, "split it and add the parts")
    markdown = original.name.lower().endswith(_MARKDOWN)
    changes = changes or Changes()
    reading = read_blocks(text, changes, markdown=markdown)
    return Extracted(
        media_type="text/markdown" if markdown else "text/plain",
        extractor=EXTRACTOR,
        blocks=reading.blocks,
        clues=reading.clues,
        pages=reading.pages,
        removed=changes.listed(),
        warnings=warnings,
        visible_characters=len("".join(text.split())),
    )
