"""How much of the true text of PDFs the extraction gets.

usage: pdf.py FOLDER       FOLDER holds ground-truth.json {name: [block, …]} and NAME.pdf

Prints for each PDF precision, recall and F1 of four-word shingles of the blocks, their lines joined by one plain rule,
and the F1 of the text that kb keeps, after its cleaner has joined them.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from kb.ingest.blocks import Extracted, Original
from kb.ingest.clean import clean
from kb.ingest.extract.pdf import extract_pdf
from kb.ingest.render import render

LAST_PART = re.compile(r"[-‐\xad]\n(?=[^\W\d_])(?!(?:og|eller|och|samt|and|or)\b)")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The four-word shingles of a text with their counts."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[start : start + 4]) for start in range(max(1, len(words) - 3)))


def joined(extracted: Extracted) -> str:
    """The text of all blocks, their lines joined."""
    texts = (f"{block.marker or ''} {LAST_PART.sub('', block.text)}" for block in extracted.blocks)
    return "\n\n".join(texts)


def f1(truth: str, text: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of shingles."""
    wanted, got = shingles(truth), shingles(text)
    common = sum((wanted & got).values())
    precision, recall = common / max(1, sum(got.values())), common / max(1, sum(wanted.values()))
    return precision, recall, 2 * precision * recall / (precision + recall) if common else 0.0


def main(folder: str, *options: str) -> None:
    """Score every PDF of a folder."""
    truth = json.loads(Path(folder, "ground-truth.json").read_text(encoding="utf-8"))
    for name, blocks in truth.items():
        data = Path(folder, f"{name}.pdf").read_bytes()
        started = time.perf_counter()
        extracted = extract_pdf(Original(source=name, name=name, data=data, fetched=datetime.now(UTC)))
        took = time.perf_counter() - started
        precision, recall, score = f1("\n\n".join(blocks), joined(extracted))
        kept = f1("\n\n".join(blocks), render(clean(extracted).blocks, extracted.pages).text)[2]
        print(
            f"{name:20} P {precision:.3f} R {recall:.3f} F1 {score:.3f}  cleaned F1 {kept:.3f}"
            f" {len(extracted.pages):4} pages {took:.2f} s"
        )
        if "--show" in options:
            for block in extracted.blocks:
                print(f"   p{block.page} {block.kind}{block.level or ''} {block.marker or ''} {block.text!r}")
            for removal in extracted.removed:
                print(f"   - {removal}")
            print(f"   {extracted.clues}\n   {extracted.warnings}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
