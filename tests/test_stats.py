"""What `kb stats` says of the engine in use."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from kb import Library
from kb.search.engines import ENGINES, faster
from kb.stats import count


@pytest.mark.parametrize("name", sorted(ENGINES))
def test_a_faster_engine_is_named_only_where_the_text_has_outgrown_the_one_in_use(name):
    offer = ENGINES[name]
    assert faster(name, offer.enough) is None
    assert faster(name, offer.enough + 1) == (offer.then or None)
    assert not offer.then or offer.then in ENGINES


def test_an_engine_nobody_knows_is_not_compared():
    assert count([], engine="unheard-of").faster_engine is None


def test_the_faster_engine_is_told_with_the_command_that_takes_it(tmp_path, three_files, monkeypatch):
    library = Library.create(tmp_path / "kb")
    assert len(list(library.add([three_files]))) == 3
    told = [
        subprocess.run(
            [sys.executable, "-c", STATS, *options, "--kb", str(tmp_path / "kb")],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for options in ([], ["--json"])
    ]
    assert "`kb index --engine tantivy`" in told[0]
    assert json.loads(told[1])["faster_engine"] == "tantivy"


STATS = """
import sys
from types import MappingProxyType
from kb.search import engines
engines.ENGINES = MappingProxyType({**engines.ENGINES, "whoosh": engines.ENGINES["whoosh"]._replace(enough=10)})
from kb.cli import main
sys.argv = ["kb", "stats", *sys.argv[1:]]
main()
"""
