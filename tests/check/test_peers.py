"""The documented failures of other verifiers, and our own, as rows: what a person quotes and what must be said of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "peers.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['peer']}: {row['what']}")
def test_a_known_failure_is_none_here(row, knowledge):
    checked = knowledge.quote(row["quotation"])
    assert checked.verdict in row["verdicts"], checked
    told = {*checked.warnings, *(str(difference.kind) for difference in checked.differences)}
    assert set(row["warnings"]) <= told or (len(row["warnings"]) > 1 and set(row["warnings"]) & told), checked
