"""The lines between ``---`` at the top of a Markdown file that describe it (the YAML front matter of static sites)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.ingest.blocks import Clue, Field

_FENCED = re.compile(r"\s*---[ \t]*\r?\n(?P<inner>.{0,4000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_ENTRY = re.compile(r"^(?P<key>[A-Za-z_-]{2,30}):[ \t]*(?P<value>.{0,500})$")
_FIELDS: dict[str, Field] = {
    "title": "title",
    "date": "published",
    "published": "published",
    "author": "authors",
    "authors": "authors",
    "publisher": "publisher",
    "lang": "language",
    "language": "language",
    "url": "url",
    "source": "url",
    "source_url": "url",
    "canonical": "url",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The clues of a front matter and the place in the text where it ends."""

    clues: tuple[Clue, ...]
    end: int


def read_front_matter(text: str) -> FrontMatter | None:
    """The front matter of ``text``, or None where it has none: every line must be an entry, a list item or blank."""
    found = _FENCED.match(text)
    if found is None:
        return None
    clues: list[Clue] = []
    for line in found["inner"].splitlines():
        entry = _ENTRY.match(line)
        if entry is None:
            if line.strip() and not line.startswith((" ", "\t", "-", "#")):
                return None
            continue
        field = _FIELDS.get(entry["key"].lower())
        if field is not None:
            values = entry["value"].strip().strip("[]").split(",") if field == "authors" else [entry["value"]]
            clues.extend(
                Clue(field=field, value=value.strip().strip("\"'"), where="the front matter")
                for value in values
                if value.strip().strip("\"'")
            )
    return FrontMatter(clues=tuple(clues), end=found.end())
