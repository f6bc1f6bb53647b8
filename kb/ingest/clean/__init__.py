"""From extracted blocks to clean ones: characters mended, lines joined, and what is not the document taken out.

Nothing is corrected: spelling, quotation marks and figures stay as they are in the original. Everything that goes or
changes is listed, and any of it can be had back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kb.errors import BadValue
from kb.ingest.blocks import Cleaned, Extracted
from kb.ingest.changes import Changes, keys_of
from kb.ingest.clean.sweep import sweep
from kb.ingest.clean.words import mend

CLEANER_VERSION = "3"

__all__ = ["CLEANER_VERSION", "clean"]


def clean(
    extracted: Extracted,
    *,
    version: str = CLEANER_VERSION,
    language: str | None = None,
    language_of: Callable[[str], str] | None = None,
    restore: frozenset[int] = frozenset(),
) -> Cleaned:
    """Clean the blocks of one document. Pure and deterministic; a second cleaning changes nothing.

    Args:
        extracted: what the extractor gave; its own removals and clues are not repeated in the answer.
        version: the cleaner whose rules are asked for.
        language: of the whole document, for the rules about hyphens; told from its commonest words if not given.
        language_of: the same for one block's text.
        restore: numbers of removals to be kept, counted from 1 through the extractor's removals and then the
            cleaner's; they stay in the list, marked as restored. The extractor's are
            had back by extracting again.

    Raises:
        BadValue: this program does not hold that version of the rules.
    """
    if version != CLEANER_VERSION:
        raise BadValue("cleaner_version", version, f"{CLEANER_VERSION}, the rules this program holds")
    cleaned = _clean(extracted, Changes(), language, language_of)
    first = len(extracted.removed) + 1
    lost = sorted(number for number in restore if not first <= number < first + len(cleaned.removed))
    restored = keys_of(cleaned.removed, restore, first=first)
    if restored:
        cleaned = _clean(extracted, Changes(restored), language, language_of)
    if not lost:
        return cleaned
    warning = f"cannot be restored: {', '.join(map(str, lost))} (no removal of the cleaner has this number)"
    return replace(cleaned, warnings=(*cleaned.warnings, warning))


def _clean(
    extracted: Extracted, changes: Changes, language: str | None, language_of: Callable[[str], str] | None
) -> Cleaned:
    mended = mend(extracted.blocks, changes, language, language_of)
    swept = sweep(mended.blocks, changes, media_type=extracted.media_type)
    return Cleaned(
        blocks=swept.blocks,
        removed=changes.listed(),
        clues=swept.clues,
        joins=mended.joins + swept.joins,
        warnings=(),
    )
