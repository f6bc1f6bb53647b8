"""The table "bugs of our peers": what other search tools got wrong, asked of this one."""

from __future__ import annotations

import json
from pathlib import Path

from tests.search.conftest import document

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "peers.jsonl").read_text("utf-8").splitlines()]


def test_what_peers_got_wrong_is_right_here(engine_name, index_of, search):
    wrong = []
    index = index_of(
        [document(f"d{at:03}", case["language"], case["text"]) for at, case in enumerate(CASES)], engine_name
    )
    for at, case in enumerate(CASES):
        results = search(index, case["query"], limit=1000)
        found = f"d{at:03}" in {hit.document for hit in results.hits}
        if found is not case["found"] or not results.read_as:
            wrong.append((case["issue"], results.read_as))
    assert not wrong
