"""A search starts fast: nothing that only intake or indexing needs is loaded for it."""

from __future__ import annotations

import subprocess
import sys

from kb import Library
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


ASKING = """
import sys
from pathlib import Path
from kb import Library
library = Library.open(Path(sys.argv[1]))
print(library.search("sundhedsdata").total, *sorted(name.partition(".")[0] for name in sys.modules))
"""


def test_a_question_to_a_knowledge_base_in_step_loads_no_more(tmp_path):
    library = Library.create(tmp_path / "kb")
    source = tmp_path / "notat.txt"
    source.write_text(
        "Et notat\n\nSundhedsdata deles her, og det skriver regionen i en meddelelse.\n", encoding="utf-8"
    )
    assert [one.record.title for one in library.add([source], jobs=1)] == ["Et notat"]
    library.index()
    done = subprocess.run(
        [sys.executable, "-c", ASKING, str(tmp_path / "kb")], capture_output=True, text=True, check=True
    )
    total, *loaded = done.stdout.split()
    assert total == "1"
    assert not HEAVY & set(loaded)
