"""Giving back the room of replaced documents in an index of a cluster.

OpenSearch's nodes keep what was replaced in the last half minute for copies that may have missed it (retention leases are
renewed every 30 seconds), so the end of a burst of changes is given back by the next change that comes later. The files
from before a merge are held by the last commit until there is a newer one, and a quiet index makes none by itself.
"""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from kb.errors import EngineError
from kb.search.opensearch.connection import LONG, Connection
from kb.search.opensearch.refusals import IndexGone

_MUCH = 0.25


class Room(NamedTuple):
    """What an index uses its room for: the share of its documents that are dead, and of its bytes that no search sees."""

    dead: float
    unseen: float


def compact(connection: Connection, index: str) -> None:
    """Merge away what is dead and let go of the files from before, where it is much; that it cannot be is no error."""
    with suppress(EngineError, IndexGone):  # all changes are published; this only saves room
        room = room_of(connection, index)
        if room.dead > _MUCH:
            connection.call("POST", f"/{index}/_flush", wait=LONG)
            connection.call("POST", f"/{index}/_forcemerge", only_expunge_deletes="true", wait=LONG)
            connection.call("POST", f"/{index}/_refresh", wait=LONG)
            room = room_of(connection, index)
        if room.unseen > _MUCH:
            connection.call("POST", f"/{index}/_flush", force="true", wait=LONG)


def room_of(connection: Connection, index: str) -> Room:
    """What the primary shards of an index use their room for, as of now; nothing where none of them is to be had."""
    found = connection.call("GET", f"/{index}/_segments", filter_path="indices.*.shards")
    shards = [copy for one in found.get("indices", {}).values() for copies in one["shards"].values() for copy in copies]
    pieces = [one for copy in shards if copy["routing"]["primary"] for one in copy["segments"].values()]
    seen = [one for one in pieces if one["search"]]
    dead, living = (sum(one[kind] for one in seen) for kind in ("deleted_docs", "num_docs"))
    whole, searched = (sum(one["size_in_bytes"] for one in some) for some in (pieces, seen))
    return Room(dead=dead / max(1, dead + living), unseen=1 - searched / whole if whole else 0.0)
