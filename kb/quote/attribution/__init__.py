"""Who a sentence says spoke: attributions before and after a quotation, and what is a quotation at all."""

from kb.quote.attribution.after import after, reply
from kb.quote.attribution.before import before, leading
from kb.quote.attribution.beings import Mention, MentionKind
from kb.quote.attribution.name_lines import is_name_only
from kb.quote.attribution.reading import Attribution, Reading, read
from kb.quote.attribution.worth import is_quotation, stands_alone

__all__ = [
    "Attribution",
    "Mention",
    "MentionKind",
    "Reading",
    "after",
    "before",
    "is_name_only",
    "is_quotation",
    "leading",
    "read",
    "reply",
    "stands_alone",
]
