"""What htmldate finds on a page that says nothing to machines about its date."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date
from typing import Any

from kb.ingest.blocks import Clue
from kb.ingest.describe.bylines import label_before
from kb.ingest.describe.dates import dates_in
from kb.ingest.extract.html.segments import Segment, is_prose

_FEWEST_WORDS = 5


def guessed_date(tree: Any, today: date) -> Clue | None:
    """A guess at the date of publication (htmldate, not extensive); never certain, and never a bare year's 1 January."""
    import htmldate

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = htmldate.find_date(
            tree, extensive_search=False, original_date=True, outputformat="%Y-%m-%d", max_date=today.isoformat()
        )
    except Exception:  # noqa: BLE001 (a guess that fails is no guess)
        return None
    if not isinstance(found, str) or found.endswith("-01-01"):
        return None
    return Clue(field="published", value=found, where="a guess from the page's markup (htmldate)", certain=False)


def is_only_told(guess: Clue, segments: Sequence[Segment], today: date) -> bool:
    """Whether a guessed date stands on the page in sentences alone, which tell of something else that day."""
    told = False
    for segment in segments:
        if guess.value[:4] not in segment.text or segment.hidden:
            continue
        for dated in dates_in(segment.text, today, "und"):
            if dated.day.isoformat() != guess.value:
                continue
            if label_before(segment.text, dated.start) != "none" or not _is_sentence(segment):
                return False
            told = True
    return told


def _is_sentence(segment: Segment) -> bool:
    return is_prose(segment) or (segment.text.rstrip().endswith(".") and segment.words >= _FEWEST_WORDS)
