"""Find the quotations of a gold file's texts and print or write them in the scorer's format.

python bench/quotes.py GOLD.jsonl [--out PRED.jsonl]
python bench/quotes.py --pipeline            the cost beside reading, cleaning and describing the sample documents

A row of the output is ``{id, quotes: [{start, end, speaker, kind, how, rule}]}``; offsets count code points.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kb.ingest.blocks import Original
from kb.ingest.prepare import Prepared, Task, prepare
from kb.language import segment
from kb.quote import find_quotations


def predicted(row: dict[str, Any]) -> dict[str, Any]:
    """One row of predictions for one row of gold."""
    quotes = [
        {
            "start": one.span.start,
            "end": one.span.end,
            "speaker": one.speaker.name if one.speaker else None,
            "kind": str(one.kind),
            "how": str(one.speaker.how) if one.speaker else None,
            "rule": one.speaker.rule if one.speaker else None,
        }
        for one in find_quotations(row["text"], row["lang"])
    ]
    return {"id": row["id"], "quotes": quotes}


def beside_the_pipeline(rounds: int = 3) -> None:
    """Processor time of finding quotations against that of making the documents, on the sample originals."""
    paths = sorted((Path(__file__).parents[1] / "corpus").glob("*/original.*"))
    now = datetime(2026, 1, 1, tzinfo=UTC)
    tasks = [
        Task(
            original=Original(source=path.name, name=path.name, data=path.read_bytes(), fetched=now),
            original_checksum="sha256:0",
        )
        for path in paths
    ]
    texts = [made.text for task in tasks if isinstance(made := prepare(task), Prepared)]
    start = time.process_time()
    for _ in range(rounds):
        for task in tasks:
            prepare(task)
    made = time.process_time() - start
    start = time.process_time()
    for _ in range(rounds):
        for text in texts:
            find_quotations(text, segment(text))
    found = time.process_time() - start
    print(f"{len(texts)} documents: making them {made / rounds:.2f} s, their quotations {found / rounds:.2f} s,"
          f" {found / made:.2f} times as much")  # fmt: skip


def main() -> None:
    """Read the gold file named on the command line and write the predictions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?")
    parser.add_argument("--pipeline", action="store_true", help="measure the cost beside the rest of the pipeline")
    parser.add_argument("--out", type=Path, help="where the predictions go; standard output when left out")
    options = parser.parse_args()
    if options.pipeline or options.gold is None:
        beside_the_pipeline()
        return
    rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    start = time.perf_counter()
    lines = [json.dumps(predicted(row), ensure_ascii=False) for row in rows]
    took = time.perf_counter() - start
    if options.out:
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        print("\n".join(lines))
    print(f"{len(rows)} texts in {took * 1000:.0f} ms", file=sys.stderr)


if __name__ == "__main__":
    main()
