"""What a cluster refuses, in our words: which node is away, what is full, who is not let in."""

from __future__ import annotations

from typing import Any

from kb.errors import EngineError, EngineUnreachable

NAME = "opensearch"
_BUSY = 429
_UNAVAILABLE = {502, 503, 504}
_VIEW = "search_context_missing_exception"
# What one node says of another that has just gone away (org.opensearch.transport and .action); a search whose parts
# failed without a cause of their own failed because there was nobody left to ask.
_LOST = {
    "connect_transport_exception",
    "no_shard_available_action_exception",
    "node_closed_exception",
    "node_disconnected_exception",
    "node_not_connected_exception",
    "receive_timeout_transport_exception",
    "search_phase_execution_exception",
    "send_request_transport_exception",
    "unavailable_shards_exception",
}


class IndexGone(Exception):
    """An index went away between two steps: a rebuilt one has taken its place."""


class NodeLost(EngineUnreachable):
    """A node went away on the way; where another holds a copy, the same question is answered a moment later."""


class ViewLost(EngineUnreachable):
    """The node that kept a view of an index went away between two pages; only a fresh view can be read."""


def refused(status: Any, kind: str, reason: str) -> EngineError:  # noqa: PLR0911 - one a kind of refusal
    """The error for a refusal of the cluster."""
    if kind == "cluster_block_exception" or "read-only" in reason:
        return _blocked(reason)
    if "maxClauseCount" in reason:
        return EngineError(
            NAME,
            "the question has more words and ways to say them than the cluster takes",
            "Ask with fewer words, or for your own words alone (--only-my-words).",
        )
    if status == 401:  # noqa: PLR2004 - not let in
        return EngineError(NAME, "the cluster refused the user name, password, key or certificate", _LET_IN)
    if status == 403:  # noqa: PLR2004 - forbidden
        return EngineError(NAME, f"this user may not do that on the cluster: {reason}", _LET_IN)
    if status == _BUSY:
        return EngineUnreachable(NAME, "the cluster has too much to do", "Try again later, or give it more nodes.")
    if kind == _VIEW:
        return ViewLost(NAME, "a node of the cluster went away while it was read from", "Try again.")
    if kind in _LOST or status in _UNAVAILABLE:
        # A refusal without a kind lists the copies that did not answer: a refresh while a node leaves.
        away = NodeLost if kind in _LOST or not kind else EngineUnreachable
        return away(
            NAME,
            f"too few nodes of the cluster are running ({kind or reason})",
            "Start the missing nodes; nothing was changed.",
        )
    return EngineError(NAME, f"{kind}: {reason}" if kind else reason, "See the log of the cluster.")


_LET_IN = (
    "Set user in [opensearch] and the password in KB_OPENSEARCH_PASSWORD or a file named by KB_OPENSEARCH_PASSWORD_FILE;"
    " an API key goes into KB_OPENSEARCH_API_KEY."
)


def _blocked(reason: str) -> EngineError:
    if "disk" in reason or "read-only-allow-delete" in reason or "read-only / allow delete" in reason:
        return EngineError(
            NAME,
            "a disk of the cluster is full, so its index can only be read",
            "Make room on the nodes; the block goes by itself, then run `kb index` again.",
        )
    if "no cluster-manager" in reason or "no master" in reason or "state not recovered" in reason:
        return EngineUnreachable(NAME, "too few nodes of the cluster are running", "Start the missing nodes.")
    return EngineError(
        NAME, f"the index on the cluster is closed for writing ({reason})", "Ask who runs the cluster to open it again."
    )


def check(answer: dict[str, Any]) -> None:
    """Raise what a single search of several says; a part of the answer is none."""
    if "error" in answer:
        error = answer["error"]
        cause = (error.get("root_cause") or [error])[0]
        if cause.get("type") == "index_not_found_exception":
            raise IndexGone
        raise refused(answer.get("status"), cause.get("type", ""), cause.get("reason") or error.get("reason") or "")
    if answer.get("timed_out") or answer.get("_shards", {}).get("failed"):
        raise NodeLost(NAME, "a part of the index did not answer", "Try again; start the missing nodes.")
