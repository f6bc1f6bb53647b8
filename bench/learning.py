"""Learn a lexicon from aligned passages that answer no topic, and write it as the terms of a knowledge base.

    python -m bench.learning FOLDER KNOWLEDGE_BASE [MOST]

``FOLDER`` is that of `bench.search` with ``aligned.tsv`` beside it. What is learned is for measuring alone: it says how
much a person's own translations would bring. Prints how many beads hold passages that belong together.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bench.search import rows
from kb.language.sentences import split
from kb.search.index import Index
from kb.search.smallwords import SMALL_WORDS
from kb.settings import user_cache_folder
from kb.terms.folder import write_source
from kb.terms.learning import Text, Words, learn
from kb.terms.learning.alignment import align
from kb.terms.learning.lexicon import _Speech

PASSAGES = 40  # of one made-up document


def main(folder: Path, base: Path, most: int) -> None:
    """Learn and write."""
    texts = {row["id"]: row["text"] for row in rows(folder / "docs.jsonl")}
    answers = {id for row in rows(folder / "topics.jsonl") for id in row["relevant"]}
    lines = (folder / "aligned.tsv").read_text(encoding="utf-8").splitlines()
    triples = [ids for line in lines if not set(ids := line.split("\t")) & answers][:most]
    index = Index(base / "index", cache=user_cache_folder())
    words = Words(analyzer=index.analyzer, glossary=index.glossary, small=SMALL_WORDS)
    pairs, right, every = [], 0, 0
    speech = _Speech(words)
    for start in range(0, len(triples), PASSAGES):
        made = [
            _text(language, [texts[ids[at]] for ids in triples[start : start + PASSAGES]])
            for at, language in enumerate(("da", "sv", "en"))
        ]
        for one, other in ((0, 1), (0, 2), (1, 2)):
            (text, owners), (more, others) = made[one], made[other]
            pairs.append((text, more))
            for bead in align(speech.read(text).sentences, speech.read(more).sentences):
                if bead.source and bead.target:
                    every += 1
                    right += {owners[at] for at in bead.source} == {others[at] for at in bead.target}
    started = time.process_time()
    found = learn(pairs, words)
    print(
        f"{len(triples)} triples, {found.sentences} sentences, {found.beads} beads, {len(found.concepts)} pairs of words, {time.process_time() - started:.1f} s"
    )
    print(f"beads within one passage: {right / every:.4f} of {every}")
    write_source(base, "learned", {"learned": "now", "weight": "0.8"}, found.concepts)


def _text(language: str, passages: list[str]) -> tuple[Text, list[int]]:
    sentences, owners = [], []
    for number, passage in enumerate(passages):
        for span in split(passage, language):
            sentences.append(span.slice(passage))
            owners.append(number)
    return Text(language, tuple(sentences)), owners


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000)
