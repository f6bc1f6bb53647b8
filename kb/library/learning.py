"""Learning a lexicon from a knowledge base's own translations, and keeping it as a file of terms."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from kb.corpus import CorpusReader
from kb.errors import UsageError
from kb.library.opened import Progress
from kb.terms.folder import struck_out, write_source
from kb.terms.learning import Words, learn
from kb.terms.learning.families import families, pairs
from kb.terms.learning.reading import read_text

NAME = "learned"
WEIGHT = 0.8
"""How much a learned pair counts beside a hand-written one, before its own probability."""


class LearnedTerms(NamedTuple):
    """What was learned, from how many pairs of documents, aligned stretches and sentences."""

    path: Path
    documents: int
    pairs: int
    sentences: int
    beads: int
    concepts: int
    struck: int


def learn_terms(
    root: Path,
    corpus: CorpusReader,
    words: Words,
    now: datetime,
    progress: Progress | None,
    *,
    without: frozenset[str] = frozenset(),
) -> LearnedTerms:
    """Learn from all documents that are marked as translations of each other, and write ``terms/learned.txt``.

    ``without`` are documents about to be erased: nothing is learned from them, and of the lines that were struck out
    only those stay that the others give too.
    """
    records = (record for record in corpus.records() if record.id not in without)
    linked = [pair for family in families(records) for pair in pairs(family)]
    if not linked:
        raise UsageError(
            "no documents are marked as translations of each other",
            "mark them with `kb terms learn ORIGINAL TRANSLATION`, or `kb edit DOCUMENT --set translation_of=ORIGINAL`",
        )
    texts = {one: read_text(corpus.text(one.id), one.language) for pair in linked for one in pair}
    tell = progress or (lambda _what, _done, _total: None)
    found = learn([(texts[one], texts[other]) for one, other in linked], words, tell)
    given = {one.terms for one in found.concepts}
    struck = [one for one in struck_out(root, NAME) if not without or one.terms in given]
    refused = {one.terms for one in struck}
    kept = [one for one in found.concepts if one.terms not in refused]
    if not kept:
        raise UsageError(
            f"the {len(linked)} pairs of documents have too little in common to learn from",
            "a word must stand in two sentences and their translations; mark more or longer documents",
        )
    said = {
        "name": NAME,
        "learned": now.date().isoformat(),
        "from": ", ".join(f"{one.id} and {other.id}" for one, other in linked[:20]),
        "method": "Gale and Church 1993, IBM model 1 both ways",
        "columns": "Danish, Swedish, English, then the probability of the pair and the sentences it stands in",
        "hint": "put # before a line that is wrong, and it does not come back",
        "weight": f"{WEIGHT:g}",
    }
    path = write_source(root, NAME, said, kept, struck)
    return LearnedTerms(path, len(texts), len(linked), found.sentences, found.beads, len(kept), len(struck))
