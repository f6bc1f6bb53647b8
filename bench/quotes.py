"""Find the quotations of a gold file's texts and print or write them in the scorer's format.

python bench/quotes.py GOLD.jsonl [--out PRED.jsonl]

A row of the output is ``{id, quotes: [{start, end, speaker, kind, how, rule}]}``; offsets count code points.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

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


def main() -> None:
    """Read the gold file named on the command line and write the predictions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, help="where the predictions go; standard output when left out")
    options = parser.parse_args()
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
