"""The warnings of an excerpt in words for a person."""

from __future__ import annotations

from kb.model.messages import N_

WARNINGS = {
    "starts-mid-sentence": N_("begins inside a sentence"),
    "ends-mid-sentence": N_("ends inside a sentence"),
    "negation": N_("a negation or restriction stands outside the words taken"),
    "condition": N_("a condition stands outside the words taken"),
    "comparison": N_("a comparison stands outside the words taken"),
    "bound": N_("the number has a bound (up to, at least ...) that stands outside the words taken"),
    "footnote": N_("there is a footnote to this"),
    "quotation": N_("these are somebody's words, and who said them stands outside"),
    "speaker-untold": N_("these are somebody's words, and the text gives no name; the citation is that of the text"),
    "closing-mark-missing": N_("the closing quotation mark is missing in the source"),
    "reservation-follows": N_("the next sentence takes something back"),
    "date-guessed": N_("the date is a guess (the file's own properties, say); check it before citing"),
    "omission": N_("shortened inside a sentence; the cut is marked […]"),
}
"""Each warning that `kb.quote.excerpts` and the citation give."""
