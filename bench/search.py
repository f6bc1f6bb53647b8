"""Index a folder of aligned passages and write a run file for its scorer.

    python -m bench.search FOLDER [RUN_FILE [INDEX_FOLDER [KNOWLEDGE_BASE]]]

The folder holds ``docs.jsonl`` {id, lang, text} and ``topics.jsonl`` {id, lang, query}. Every passage becomes a
document; the ranked lists come from the searcher itself, with the terms of the knowledge base if one is given.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from kb.errors import StaleIndex
from kb.model import Document, Kind, Record
from kb.search.entries import checksum
from kb.search.index import Index
from kb.search.indexing import synchronise
from kb.search.searcher import Searcher
from kb.terms.folder import sources

TODAY = date(2026, 1, 1)
DEEP = 300


def document(row: dict[str, str]) -> Document:
    """A passage of the benchmark as a document without a title."""
    record = Record(
        id=row["id"],
        title="",
        language=row["lang"],
        languages={row["lang"]: 1.0},
        kind=Kind.OTHER,
        published=None,
        published_from=None,
        authors=(),
        publisher=None,
        source=row["id"],
        url=None,
        media_type="text/plain",
        fetched=datetime(2026, 1, 1, tzinfo=UTC),
        original_checksum=row["id"],
        text_checksum=row["id"],
        extractor="",
        cleaner_version="",
    )
    return Document(record=record, text=row["text"])


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def current(index: Index, checksums: dict[str, str]) -> bool:
    """Whether an index left by an earlier run can be used."""
    try:
        return index.engine.indexed() == checksums
    except StaleIndex:
        return False


def main(folder: Path, run: Path, index_folder: Path, base: Path | None = None) -> None:
    """Index, search, score."""
    documents = {row["id"]: document(row) for row in rows(folder / "docs.jsonl")}
    terms = (lambda: [one.file() for one in sources(base)]) if base else tuple
    index = Index(index_folder, cache=index_folder.parent, terms=terms)
    started = time.perf_counter()
    checksums = {id: checksum(one.record) for id, one in documents.items()}
    synchronise(checksums, documents.__getitem__, index, rebuild=not current(index, checksums))
    print(f"indexed {len(documents)} in {time.perf_counter() - started:.1f} s")
    searcher = Searcher(index)
    times = []
    with run.open("w", encoding="utf-8") as file:
        for topic in rows(folder / "topics.jsonl"):
            searcher.search(topic["query"], today=TODAY)
            started = time.process_time()
            searcher.search(topic["query"], today=TODAY)
            times.append((time.process_time() - started) * 1000)
            results = searcher.search(topic["query"], limit=DEEP, today=TODAY)
            for rank, hit in enumerate(results.hits):
                file.write(f"{topic['id']}\t{hit.document}\t{DEEP - rank}\n")
    print(
        f"processor time of a search: median {statistics.median(times):.1f} ms, p95 {statistics.quantiles(times, n=20)[-1]:.1f} ms"
    )
    subprocess.run([sys.executable, str(folder / "score.py"), str(folder), str(run)], check=True)


if __name__ == "__main__":
    data = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(scratch) / "index"
        base = Path(sys.argv[4]) if len(sys.argv) > 4 else None
        main(data, Path(sys.argv[2]) if len(sys.argv) > 2 else Path(scratch) / "run.tsv", place, base)
