"""What htmldate finds on a page that says nothing to machines about its date."""

from __future__ import annotations

import logging
from datetime import date
from typing import Any

from kb.ingest.blocks import Clue


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
