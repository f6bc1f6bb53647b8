"""The room of what was replaced is given back by a later change, as soon as the nodes let go of it."""

from __future__ import annotations

import time

import pytest

from kb.search.opensearch import OpenSearchEngine
from kb.search.opensearch.compacting import compact, room_of
from tests.search.engines.conftest import described, entry

from .conftest import FINGERPRINT

pytestmark = pytest.mark.xdist_group("clusters")

DOCUMENTS = 60
PATIENCE = 180.0  # seconds; nodes keep what was replaced for thirty, and tell sizes that are up to ten old


def document(at: int, turn: int) -> tuple[object, list[object]]:
    words = " ".join(f"ord{(at * 37 + word * word + turn) % 900}" for word in range(60))
    return described(f"d{at}", checksum=str(turn)), [entry(1, words), entry(2, words[::-1])]


def until(condition, turn):
    """Do one more change now and then until something holds."""
    ends = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < ends, "not in time"
        time.sleep(5)
        turn()


def test_an_index_after_many_updates_is_at_most_twice_a_fresh_one(engine, options, tmp_path):
    fresh = OpenSearchEngine(options._replace(name=f"{options.name}-fresh"), FINGERPRINT, tmp_path / "fresh")
    turns = iter(range(1, 10_000))

    def change(documents: int = 1) -> None:
        with engine.update() as writer:
            for at in range(documents):
                writer.replace(*document(at, next(turns)))

    try:
        with fresh.rebuild() as writer:
            for at in range(DOCUMENTS):
                writer.replace(*document(at, 0))
        for _ in range(10):
            change(DOCUMENTS)
        assert engine.open().passages == fresh.open().passages == 2 * DOCUMENTS
        until(lambda: 0 < engine.size() <= 2 * fresh.size() > 0, change)
        room = room_of(engine.connection, engine._in_use())
        assert room.dead <= 0.25
        assert room.unseen <= 0.25
        assert engine.open().passages == 2 * DOCUMENTS
    finally:
        fresh.drop()


class Silent:
    """A cluster of whose shards none is to be had."""

    def call(self, method, path, **_options):
        assert (method, path) == ("GET", "/i/_segments")
        return {}


def test_an_index_without_a_shard_at_hand_is_left_alone():
    assert room_of(Silent(), "i") == (0.0, 0.0)
    compact(Silent(), "i")
