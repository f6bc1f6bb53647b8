"""Documents prepared in worker processes: the same index as from one, whatever becomes of a worker."""

from __future__ import annotations

import multiprocessing
import os
from dataclasses import replace

import pytest

from kb.errors import CorpusDamaged
from kb.search import preparing
from kb.search.entries import checksum
from kb.search.index import Index
from kb.search.indexing import synchronise
from kb.search.preparing import Preparing, prepared
from tests.search.conftest import document

TEXTS = (
    ("da", "Grænsependlere mellem {0} og Malmø betaler skat i {0}, og sundhedsdata deles efter artikel {1}."),
    ("sv", "Gränspendlare i kommun {1} betalar skatt, och hälsodatastrategin nummer {1} antogs i Region {0}."),
    ("en", "Cross-border commuters pay tax in {0}, and health-data strategy no. {1} was adopted."),
)
DOCUMENTS = {
    one.record.id: one
    for number in range(36)
    for language, text in [TEXTS[number % 3]]
    for one in [
        document(f"d{number:02}", language, text.format(f"By{number // 5}", number), title=f"Notat {number // 2}")
    ]
}
CHECKSUMS = {id: checksum(one.record, ["Karen Vestergård"]) for id, one in DOCUMENTS.items()}


def load(id):
    return DOCUMENTS[id]


def deadly(id):
    if id in {"d07", "d20"} and multiprocessing.parent_process() is not None:
        os._exit(9)
    return DOCUMENTS[id]


def partly_damaged(id):
    if id == "d11":
        raise CorpusDamaged(id, "the record is no JSON")
    return DOCUMENTS[id]


def speakers(_id):
    return ["Karen Vestergård"]


@pytest.fixture
def forks(monkeypatch):
    """A fork whatever other tests have left running in this process; what runs in it asks nothing of threads."""
    monkeypatch.setattr(preparing, "may_fork", lambda: True)
    monkeypatch.setattr("kb.workers.may_fork", lambda: True)


@pytest.fixture
def analyzers(compiled, tmp_path):
    index = Index(tmp_path / "analyzers", engine="memory", cache=compiled)
    for language in ("da", "sv", "en", "und"):
        index.analyzer(language)
    return index.analyzer


def all_of(work, *, jobs):
    with prepared(work, list(DOCUMENTS), jobs=jobs) as found:
        return list(found)


def words_of(found):
    sums: dict[str, dict] = {}
    for one in found:
        for language, known in one.words.items():
            sums.setdefault(language, {}).update(known)
    return sums


def without_words(found):
    return [None if one is None else one._replace(words={}) for one in found]


def test_workers_prepare_what_one_process_does(analyzers, forks):
    alone = all_of(Preparing(load, speakers, analyzers, CHECKSUMS), jobs=1)
    together = all_of(Preparing(load, speakers, analyzers, CHECKSUMS), jobs=3)
    assert [one.record.id for one in alone] == list(DOCUMENTS)
    assert without_words(together) == without_words(alone)
    assert words_of(together) == words_of(alone)


def test_a_word_is_told_once_by_each_process(analyzers):
    found = all_of(Preparing(load, speakers, analyzers, CHECKSUMS), jobs=1)
    told = [(language, word) for one in found for language, known in one.words.items() for word in known]
    assert len(told) == len(set(told))
    assert ("da", "grænsependlere") in told


def test_a_document_that_ends_its_worker_is_prepared_all_the_same(analyzers, forks):
    alone = all_of(Preparing(load, speakers, analyzers, CHECKSUMS), jobs=1)
    found = all_of(Preparing(deadly, speakers, analyzers, CHECKSUMS), jobs=2)
    assert without_words(found) == without_words(alone)
    assert words_of(found) == words_of(alone)


def test_a_damaged_document_costs_no_other_its_place(analyzers, forks):
    found = all_of(Preparing(partly_damaged, speakers, analyzers, CHECKSUMS), jobs=2)
    assert [at for at, one in enumerate(found) if one is None] == [11]


def test_an_error_that_nobody_expects_is_raised_and_not_lost(analyzers, forks):
    with pytest.raises(ZeroDivisionError):
        all_of(Preparing(lambda _id: 1 // 0, speakers, analyzers, CHECKSUMS), jobs=2)


def test_workers_end_when_the_writer_fails(analyzers, forks):
    with (  # noqa: PT012
        pytest.raises(RuntimeError),
        prepared(Preparing(load, speakers, analyzers, CHECKSUMS), list(DOCUMENTS), jobs=2),
    ):
        started = multiprocessing.active_children()
        assert len(started) == 2
        raise RuntimeError
    assert not {one.pid for one in started} & {one.pid for one in multiprocessing.active_children()}


@pytest.mark.parametrize("engine", ["memory", "whoosh", "tantivy"])
def test_the_index_answers_the_same_whoever_prepared_it(engine, compiled, tmp_path, search, forks, need):
    if engine == "tantivy":
        pytest.importorskip("tantivy")
    answers = []
    for jobs in (1, 2):
        index = Index(tmp_path / str(jobs), engine=engine, cache=compiled)
        told: list[tuple[int, int, str]] = []
        synchronise(
            CHECKSUMS,
            load,
            index,
            jobs=jobs,
            speakers=speakers,
            on_progress=lambda *step, told=told: told.append(step),
        )
        assert told == [(number, 36, id) for number, id in enumerate(DOCUMENTS, 1)]
        answers.append(
            [
                replace(search(index, query), took_ms=0)
                for query in ("skat", "hälsodata", "speaker:vestergård strategy", "grænsep*")
            ]
        )
    assert answers[0] == answers[1]
    assert answers[0][0].hits
