"""Three nodes: one may fail and nobody notices, two may not and everybody is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from kb.errors import EngineError, EngineUnreachable
from kb.search.opensearch import OpenSearchEngine
from kb.search.opensearch.options import Options
from kb.search.query import Concept, Every, Has, Request, Synonym, Term
from tests.search.engines.conftest import described, entry
from tests.search.opensearch.clusters import Cluster, cluster
from tests.search.opensearch.conftest import FINGERPRINT

pytestmark = pytest.mark.xdist_group("clusters")

WORDS = ("alfa", "beta", "gamma", "delta", "epsilon")
BOTH = Request(
    concepts=(Concept(queries={"da": Term("word", "alfa")}), Concept(queries={"da": Term("word", "beta")})),
    facets=("tag",),
    limit=5,
)
ALL = Request(concepts=(), where=Every((Has("tag", ("x",)),)))


@pytest.fixture(scope="module")
def nodes(need) -> Iterator[Cluster]:
    import os

    need(os.environ.get("KB_OPENSEARCH_URL"), "OpenSearch (scripts/opensearch.sh up 1, KB_OPENSEARCH_URL)")
    with cluster(("up", "3"), 19400) as nodes:
        yield nodes


@pytest.fixture
def engine(nodes, name, tmp_path) -> Iterator[OpenSearchEngine]:
    """An index of 60 documents on three shards, each with a copy."""
    hosts = tuple(nodes.url(node) for node in (1, 2, 3))
    engine = OpenSearchEngine(Options(hosts=hosts, name=name, shards=3, replicas=1, timeout=20), FINGERPRINT, tmp_path)
    with engine.rebuild() as writer:
        for at in range(60):
            text = " ".join(WORDS[(at + step) % 5] for step in range(1 + at % 4))
            writer.replace(described(f"d{at:02}", attributes={"tag": ("x", f"t{at % 3}")}), [entry(1, text)])
    green(engine)
    yield engine
    engine.drop()


def green(engine):
    """Wait until every shard has its copy."""
    health = engine.connection.call(
        "GET", f"/_cluster/health/{engine._alias}", wait=130, wait_for_status="green", timeout="120s"
    )
    assert health["status"] == "green"


def what(found):
    """All of an answer but the scores, which the copies of a shard may round otherwise."""
    documents = [(one.document, one.concepts, [p.number for p in one.passages]) for one in found.documents]
    return documents, found.total, found.holding, found.facets, found.total_exact


def test_counts_of_several_shards_are_exact(engine):
    found = engine.search(BOTH)
    both = {f"d{at:02}" for at in range(60) if {0, 1} <= {(at + step) % 5 for step in range(1 + at % 4)}}
    either = {f"d{at:02}" for at in range(60) if {0, 1} & {(at + step) % 5 for step in range(1 + at % 4)}}
    assert found.total == len(either)
    assert {one.document for one in found.documents} <= both
    assert sum(found.facets["tag"][f"t{at}"] for at in range(3)) == found.facets["tag"]["x"] == len(either)
    every = engine.search(BOTH._replace(limit=None))
    assert {one.document for one in every.documents if one.complete} == both
    assert [one.document for one in every.documents][:5] == [one.document for one in found.documents]


def test_rare_words_weigh_the_same_on_every_shard(engine):
    """With statistics of each shard alone, equal documents would score differently by the shard they lie on."""
    word = Request(concepts=(Concept(queries={"da": Synonym(())}), Concept(queries={"da": Term("word", "alfa")})))
    alone = [one for one in engine.search(word).documents if int(one.document[1:]) % 20 == 0]
    assert len({one.score for one in alone}) == 1


def test_one_node_after_the_other_fails_or_stops_and_nobody_notices(nodes, engine):
    """The first is killed, the others are stopped in good order, as for a rolling upgrade."""
    before = what(engine.search(BOTH))
    failures: list[BaseException] = []
    answers: list[object] = []
    done = threading.Event()

    def search() -> None:
        try:
            while not done.is_set():
                answers.append(what(engine.search(BOTH)))
        except BaseException as error:  # noqa: BLE001 - handed over to the test
            failures.append(error)

    reader = threading.Thread(target=search)
    reader.start()
    try:
        for node, how in ((1, "kill"), (2, "stop"), (3, "stop")):
            nodes.script(how, str(node))
            with engine.update() as writer:
                writer.replace(described(f"new{node}", attributes={"tag": ("x",)}), [entry(1, "zeta")])
            assert engine.search(ALL).total == 60 + node
            nodes.script("start", str(node))
            green(engine)
    finally:
        done.set()
        reader.join(timeout=60)
    assert not failures
    assert len(answers) > 3
    assert all(answer == before for answer in answers)
    assert len(engine.indexed()) == 63


def test_with_two_nodes_gone_every_question_is_an_error_and_afterwards_nothing_is_lost(nodes, engine):
    before = what(engine.search(BOTH))
    nodes.script("kill", "2")
    nodes.script("kill", "3")
    try:
        for ask in (engine.open, lambda: engine.search(BOTH), lambda: engine.search(ALL), engine.indexed):
            with pytest.raises(EngineUnreachable):
                ask()
        with pytest.raises(EngineError), engine.update() as writer:
            writer.replace(described("d00"), [entry(1, "eta")])
    finally:
        nodes.script("start", "2", "3")
    green(engine)
    assert what(engine.search(BOTH)) == before
