"""A search starts fast: nothing that only intake or indexing needs is loaded for it."""

from __future__ import annotations

import subprocess
import sys

from tests.search.conftest import document

HEAVY = {
    "simplemma",
    "langdetect",
    "lxml",
    "bs4",
    "trafilatura",
    "pdfminer",
    "docx",
    "click",
    "hypothesis",
    "multiprocessing",
}

SEARCH = """
import sys
from datetime import date
from pathlib import Path
from kb.search.index import Index
from kb.search.searcher import Searcher
index = Index(Path(sys.argv[1]), cache=Path(sys.argv[2]))
results = Searcher(index).search("sundhedsdata", today=date(2026, 11, 20))
print(results.total, *sorted(name.partition(".")[0] for name in sys.modules))
"""


def test_a_search_loads_nothing_that_only_indexing_needs(index_of, compiled):
    index = index_of([document("d", "da", "Sundhedsdata deles her.")], "whoosh")
    done = subprocess.run(
        [sys.executable, "-c", SEARCH, str(index.folder), str(compiled)], capture_output=True, text=True, check=True
    )
    total, *loaded = done.stdout.split()
    assert total == "1"
    assert not HEAVY & set(loaded)
