"""What goes wrong on a cluster: always a clear error with what to do next, never an empty answer, nothing lost."""

from __future__ import annotations

import json
import time

import pytest

from kb.contract.problems import problem_of
from kb.errors import EngineError, EngineUnreachable, StaleIndex
from kb.search.opensearch import OpenSearchEngine
from kb.search.query import Concept, Request, Term
from tests.search.engines.conftest import described, entry
from tests.search.opensearch.conftest import FINGERPRINT, Reply, forwarded, refusal

ALFA = Request(concepts=(Concept(queries={"da": Term("word", "alfa")}),))
NEVER = 20.0  # seconds; longer than the time limit of the engine behind the proxy


def fill(engine, *ids):
    with engine.update() as writer:
        for id in ids or ("d1", "d2", "d3", "d4"):
            writer.replace(described(id), [entry(1, "alfa beta")])


def block(engine, setting):
    engine.connection.call("PUT", f"/{engine._alias}/_settings", {f"index.blocks.{setting}": True})


def unblock(engine, setting):
    engine.connection.call("PUT", f"/{engine._alias}/_settings", {f"index.blocks.{setting}": None})


@pytest.fixture
def quick(monkeypatch):
    """No pauses between two tries."""
    monkeypatch.setattr("kb.search.opensearch.writing._FIRST_PAUSE", 0.001)
    monkeypatch.setattr("kb.search.opensearch.connection._FIRST_PAUSE", 0.001)


@pytest.mark.parametrize(
    ("setting", "words"),
    [("read_only_allow_delete", "disk of the cluster is full"), ("read_only", "closed for writing")],
)
def test_a_full_disk_or_a_read_only_index_is_told_and_what_was_written_still_answers(engine, setting, words):
    fill(engine)
    block(engine, setting)
    try:
        with pytest.raises(EngineError, match=words) as raised:
            fill(engine, "d5")
        assert raised.value.remedy
        assert engine.search(ALFA).total == 4
    finally:
        unblock(engine, setting)
    fill(engine, "d5")
    assert engine.search(ALFA).total == 5


def test_an_index_of_a_newer_kb_is_left_alone(engine, options, tmp_path):
    fill(engine)
    meta = {"_meta": {"engine": "kb", "layout": 99, "fingerprint": FINGERPRINT}}
    engine.connection.call("PUT", f"/{engine._alias}/_mapping", meta)
    with pytest.raises(EngineError, match="newer kb") as raised:
        engine.search(ALFA)
    assert not isinstance(raised.value, StaleIndex)  # or it would be made anew, and the newer kb would do so in turn
    assert "Update kb" in problem_of(raised.value).remedy


def test_an_index_of_another_analysis_is_stale_until_it_is_made_anew(engine, options, tmp_path):
    fill(engine)
    other = OpenSearchEngine(options, "analysis-2", tmp_path)
    for ask in (other.open, other.indexed, lambda: other.search(ALFA), lambda: fill(other)):
        with pytest.raises(StaleIndex):
            ask()
    with other.rebuild() as writer:
        writer.replace(described("new"), [entry(1, "alfa")])
    assert other.search(ALFA).total == 1


def test_what_something_else_made_is_never_written_to(engine, options):
    foreign = f"{options.name}-documents"
    engine.connection.call("PUT", f"/{foreign}", {"mappings": {"properties": {"x": {"type": "keyword"}}}})
    with pytest.raises(EngineError, match="was not made by kb"):
        fill(engine)
    engine.connection.call("DELETE", f"/{foreign}")


def test_documents_that_the_cluster_has_no_time_for_are_sent_again(behind_proxy, proxy, quick, url):
    """Half of every first bulk is turned away with 429; nothing is lost and nothing is written twice."""
    turned = []

    def busy(method, path, body):
        if not path.partition("?")[0].endswith("/_bulk") or len(turned) >= 3:
            return None
        lines = body.split(b"\n")[:-1]
        pairs = list(zip(lines[::2], lines[1::2], strict=True))
        kept = pairs[: len(pairs) // 2]
        turned.append(len(pairs) - len(kept))
        answer = (
            json.loads(forwarded(url, method, path, b"".join(a + b"\n" + b + b"\n" for a, b in kept)).body)
            if kept
            else {"items": []}
        )
        later = {"status": 429, "error": {"type": "rejected_execution_exception", "reason": "queue is full"}}
        answer["items"] += [{"index": later}] * (len(pairs) - len(kept))
        return Reply(200, json.dumps({**answer, "errors": True}).encode())

    fill(behind_proxy)
    proxy.fault = busy
    fill(behind_proxy, "d5", "d6", "d7", "d8")
    assert turned == [2, 1, 1]
    assert behind_proxy.search(ALFA).total == 8


def test_a_cluster_that_never_has_time_is_told_so(behind_proxy, proxy, quick):
    fill(behind_proxy)
    proxy.fault = lambda _method, path, _body: (
        refusal(429, "circuit_breaking_exception", "too much") if "/_bulk" in path else None
    )
    with pytest.raises(EngineUnreachable, match="too much to do"):
        fill(behind_proxy, "d5")
    assert sum("/_bulk" in path for _, path in proxy.asked) > 3


def test_half_a_bulk_refused_names_the_documents_and_writes_the_others(behind_proxy, proxy, url):
    def half(method, path, body):
        if "/_bulk" not in path:
            return None
        lines = body.split(b"\n")[:-1]
        kept = json.loads(forwarded(url, method, path, b"".join(line + b"\n" for line in lines[:4])).body)
        error = {"type": "mapper_parsing_exception", "reason": "failed to parse"}
        kept["items"] += [{"index": {"_id": id, "status": 400, "error": error}} for id in ("d7", "d8")]
        return Reply(200, json.dumps(kept).encode())

    fill(behind_proxy)
    proxy.fault = half
    with pytest.raises(EngineError, match=r"2 of 4 documents were refused \(d7, d8\): .*failed to parse"):
        fill(behind_proxy, "d5", "d6", "d7", "d8")
    assert behind_proxy.indexed().keys() == {"d1", "d2", "d3", "d4", "d5", "d6"}
    proxy.fault = lambda *_: None
    fill(behind_proxy, "d7", "d8")
    assert behind_proxy.search(ALFA).total == 8


def test_a_refused_rebuild_leaves_the_index_in_use_and_nothing_behind(behind_proxy, proxy, engine):
    fill(behind_proxy)
    proxy.fault = lambda _method, path, _body: refusal(500, "io_exception", "disk") if "/_bulk" in path else None
    with pytest.raises(EngineError), behind_proxy.rebuild() as writer:
        writer.replace(described("new"), [entry(1, "alfa")])
    assert behind_proxy.search(ALFA).total == 4
    assert len(engine.connection.call("GET", f"/_cat/indices/{engine._alias}-*", format="json")) == 1


def test_a_slow_cluster_is_told_after_the_time_limit(behind_proxy, proxy):
    fill(behind_proxy)
    proxy.fault = lambda _method, path, _body: time.sleep(NEVER) if "/_msearch" in path else None
    started = time.monotonic()
    with pytest.raises(EngineUnreachable, match="did not answer within 5 seconds"):
        behind_proxy.search(ALFA)
    assert time.monotonic() - started < NEVER


@pytest.mark.parametrize(
    "reply",
    [
        refusal(503, "cluster_manager_not_discovered_exception", "no manager"),
        refusal(503, "no_shard_available_action_exception", "no shard"),
        Reply(502, b"<html>bad gateway</html>"),
        Reply(200, b"<html>a log-in page</html>"),
        Reply(200, b'{"responses": [{"timed_out": true, "_shards": {"failed": 0}}]}'),
        Reply(200, b'{"responses": [{"timed_out": false, "_shards": {"failed": 1}, "hits": {"hits": []}}]}'),
        Reply(200, b'{"responses": [{"status": 503, "error": {"type": "search_phase_execution_exception"}}]}'),
        Reply(200, b"{}"),
    ],
)
def test_no_answer_or_half_an_answer_is_an_error_and_never_an_empty_list(behind_proxy, proxy, quick, reply):
    fill(behind_proxy)
    proxy.fault = lambda _method, path, _body: reply if "/_msearch" in path else None
    with pytest.raises(EngineError):
        behind_proxy.search(ALFA)


def failing(kind, status=500, phase="query"):
    """A search whose part lay on a node that has just gone, as OpenSearch words it."""
    root = [{"type": kind, "reason": "[n3][127.0.0.1:19503] Node not connected"}] if kind else []
    error = {
        "root_cause": root,
        "type": "search_phase_execution_exception",
        "reason": "all shards failed",
        "phase": phase,
    }
    return Reply(200, json.dumps({"responses": [{"error": error, "status": status}]}).encode())


LOST = ("node_not_connected_exception", "node_disconnected_exception", "no_shard_available_action_exception", "")


@pytest.mark.parametrize("kind", LOST)
def test_a_question_whose_node_has_just_gone_is_asked_again_until_another_answers(behind_proxy, proxy, quick, kind):
    fill(behind_proxy)
    left = [failing(kind)] * 3
    proxy.fault = lambda _method, path, _body: left.pop() if "/_msearch" in path and left else None
    assert behind_proxy.search(ALFA).total == 4
    assert not left


@pytest.mark.parametrize("kind", LOST)
def test_where_no_other_node_answers_the_cluster_is_called_unreachable(behind_proxy, proxy, quick, kind):
    fill(behind_proxy)
    proxy.fault = lambda _method, path, _body: failing(kind) if "/_msearch" in path else None
    with pytest.raises(EngineUnreachable, match="too few nodes"):
        behind_proxy.search(ALFA)


def test_a_list_whose_view_went_with_its_node_is_read_again_from_the_beginning(behind_proxy, proxy):
    fill(behind_proxy)
    lost = [refusal(404, "search_context_missing_exception", "No search context found for id [1]")]
    proxy.fault = lambda _method, path, _body: lost.pop() if path.startswith("/_search?") and lost else None
    assert behind_proxy.indexed().keys() == {"d1", "d2", "d3", "d4"}
    assert not lost


def test_a_change_is_published_a_moment_later_where_a_node_has_just_gone(behind_proxy, proxy, quick):
    shards = b'{"_shards": {"total": 2, "successful": 1, "failed": 1}}'
    half = [Reply(503, shards), Reply(200, shards), Reply(503, shards)]
    proxy.fault = lambda _method, path, _body: half.pop() if "/_refresh" in path and half else None
    fill(behind_proxy)
    assert not half
    assert behind_proxy.search(ALFA).total == 4


def test_a_cluster_that_is_away_is_an_error(options, tmp_path):
    engine = OpenSearchEngine(options._replace(hosts=("http://127.0.0.1:9",)), FINGERPRINT, tmp_path)
    for ask in (engine.open, lambda: engine.search(ALFA), engine.indexed, lambda: fill(engine)):
        with pytest.raises(EngineUnreachable, match="cannot be reached"):
            ask()


def test_an_index_that_a_rebuild_takes_away_between_two_requests_is_looked_for_again(engine, behind_proxy, proxy):
    fill(engine)
    rebuilt = []

    def rebuild_first(_method, path, _body):
        if "/_msearch" in path and not rebuilt:
            rebuilt.append(path)
            with engine.rebuild() as writer:
                writer.replace(described("new"), [entry(1, "alfa")])

    proxy.fault = rebuild_first
    assert [one.document for one in behind_proxy.search(ALFA).documents] == ["new"]
