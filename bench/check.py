"""Check a draft of 50 quotations against 10,000 synthetic documents, and the same through RapidFuzz over all texts.

python bench/check.py [--documents N] [--quotations N]

Prints the seconds of making the index, of a check in a process that finds it made, the greatest memory of that
process, and the seconds of ``rapidfuzz.fuzz.partial_ratio`` over all texts for the same quotations, with the ratio.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from kb import Library
from kb.corpus.corpus import Contents
from kb.model import Kind, Record

WORDS = 600


def vocabulary(chance: random.Random) -> list[str]:
    """Twenty thousand words of syllables, for a text with the frequencies of natural ones (Zipf)."""
    syllables = [a + b for a in "bdfghklmnprstv" for b in ("a", "e", "i", "o", "u", "å", "æ", "ö", "er", "en")]
    return ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(20_000)]


def texts(count: int, seed: int = 1) -> Iterator[str]:
    """Documents of about 600 words in sentences and paragraphs."""
    chance = random.Random(seed)
    words = vocabulary(chance)
    weights = [1 / (rank + 3) for rank in range(len(words))]
    for _ in range(count):
        drawn = chance.choices(words, weights, k=WORDS)
        sentences = []
        while drawn:
            size = chance.randint(6, 24)
            sentence, drawn = drawn[:size], drawn[size:]
            sentences.append(" ".join(sentence).capitalize() + ".")
        yield "\n\n".join(" ".join(sentences[at : at + 5]) for at in range(0, len(sentences), 5)) + "\n"


def fill(root: Path, count: int) -> None:
    """A knowledge base of synthetic documents."""
    library = Library.create(root)
    now = datetime(2026, 11, 20, tzinfo=UTC)
    for number, text in enumerate(texts(count)):
        record = Record(
            id=f"document-{number:05d}-{number:06x}",
            title=f"Document {number}",
            language="da",
            languages={"da": 1.0},
            kind=Kind.ARTICLE,
            published=None,
            published_from=None,
            authors=(),
            publisher=None,
            source=f"{number}.txt",
            url=None,
            media_type="text/plain",
            fetched=now,
            original_checksum=f"{number:064x}",
            text_checksum="",
            extractor="bench",
            cleaner_version="1",
        )
        write(library, Contents(record=record, text=text, removed=(), extension=".txt", original=text.encode()))


def write(library: Library, contents: Contents) -> None:
    """Write a document's folder without the durability of a real change, which is not what is measured."""
    from kb.corpus.records import record_to_bytes

    folder = library.settings.corpus / contents.record.id
    folder.mkdir(parents=True)
    (folder / "record.json").write_bytes(record_to_bytes(contents.record))
    (folder / "text.md").write_text(contents.text, encoding="utf-8")


def draft(root: Path, quotations: int, count: int) -> list[str]:
    """A draft of sentences, half of them changed by a word; returns the quoted words."""
    chance = random.Random(2)
    wanted = set(chance.sample(range(count), quotations))
    quoted = []
    for number, text in enumerate(texts(count)):
        if number in wanted:
            sentence = max(text.replace("\n\n", " ").split(". ")[:8], key=len)
            words = sentence.split()
            if len(quoted) % 2:
                words[len(words) // 2] = "ikke"
            quoted.append(" ".join(words))
    (root / "draft.md").write_text("\n\n".join(f"> {one}" for one in quoted) + "\n", encoding="utf-8")
    return quoted


def check(root: Path) -> None:
    """One check in this process; prints its seconds, memory in MB, and verdicts."""
    start = time.perf_counter()
    report = Library.open(root).check(root / "draft.md")
    took = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    verdicts = Counter(str(one.verdict) for one in report.drafts[0].quotations)
    print(f"{took:.2f} {memory:.0f} {dict(verdicts)}")


def child(root: Path) -> str:
    """A check in a process of its own."""
    command = [sys.executable, __file__, "--in", str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=1200).stdout.strip()


def fuzzed(quoted: list[str], count: int) -> float:
    """The seconds of partial_ratio of every quotation over every text."""
    from rapidfuzz import fuzz, process

    all_texts = list(texts(count))
    start = time.perf_counter()
    for one in quoted:
        process.extractOne(one, all_texts, scorer=fuzz.partial_ratio)
    return time.perf_counter() - start


def main() -> None:
    """Fill a knowledge base, check a draft twice, and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--quotations", type=int, default=50)
    parser.add_argument("--in", dest="inside", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        check(options.inside)
        return
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "kb"
        fill(root, options.documents)
        quoted = draft(root, options.quotations, options.documents)
        print(f"first check, making the index (s, MB): {child(root)}")
        second = child(root)
        print(f"check (s, MB): {second}")
        peer = fuzzed(quoted, options.documents)
        print(f"rapidfuzz partial_ratio (s): {peer:.2f}, {peer / float(second.split()[0]):.1f} times as long")


if __name__ == "__main__":
    main()
