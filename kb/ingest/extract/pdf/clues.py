"""What a PDF's document information and its first page say about title, author and date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kb.ingest.blocks import Block, BlockKind, Clue

_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_NO_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)\s*-|untitled|unavngivet|namnlös|document\d*$|dokument\d*$|presentation\d*$"
    r"|print|slide 1$|about:blank|powerpoint)|\.(?:docx?|pdf|pptx?|indd|qxd|html?|odt|rtf|xlsx?|tmp|dvi|tex)$|^[\w-]{1,3}$",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"^(?:anonymous|user|bruger|användare|admin\w*|owner|ejer|root|unknown|author|windows.*|microsoft.*|\W*)$",
    re.IGNORECASE,
)
LONGEST_TITLE = 300


def is_template_title(title: str) -> bool:
    """Whether a title is what programs write on their own: a file name, "Microsoft Word - …", "untitled"."""
    return not title or len(title) > LONGEST_TITLE or bool(_NO_TITLE.search(title))


def clues_of(information: dict[str, str], blocks: Sequence[Block]) -> Iterator[Clue]:
    """Clues in order of trust: the largest heading of the first page, then the document information."""
    heading = _largest_heading(blocks)
    if heading is not None:
        yield Clue(field="title", value=heading, where="the largest heading of page 1", certain=True)
    title = " ".join(information.get("Title", "").split())
    if not is_template_title(title):
        yield Clue(field="title", value=title, where="PDF document information", certain=False)
    for author in re.split(r"\s*;\s*", information.get("Author", "").strip()):
        if author and not _NO_AUTHOR.match(author):
            yield Clue(field="authors", value=author, where="PDF document information", certain=False)
    created = _iso_date(information.get("CreationDate", ""))
    if created:
        yield Clue(
            field="published", value=created, where="creation date in the PDF document information", certain=False
        )


def _largest_heading(blocks: Sequence[Block]) -> str | None:
    first = [block for block in blocks if block.page == 1 and block.kind is BlockKind.HEADING]
    best = min((block.level for block in first), default=0)
    found = next((block for block in first if block.level == best), None)
    return None if found is None else re.sub(r"\xad\s+", "", found.text).replace("\n", " ")


def _iso_date(written: str) -> str | None:
    found = _DATE.match(written)
    if not found or not "1985" <= found[1] <= "2199":
        return None
    year, month, day = found.groups()
    if not month or not day or not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):  # noqa: PLR2004
        return None
    return f"{year}-{month}-{day}"
