"""The figures of many documents, read in worker processes: the same as one by one, whatever becomes of a document."""

from __future__ import annotations

import multiprocessing
import os

import pytest

from kb import Library
from kb.library import claiming
from kb.library.claiming import CorpusClaims, read_claims


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Library:
    library = Library.create(tmp_path_factory.mktemp("claiming") / "kb")
    paths = []
    for number in range(12):
        path = library.settings.root / f"{number}.txt"
        path.write_text(
            f"Ladepladser i by {number}\n\nLærkestad havde 4.{number:02}0 ladepladser til elbiler ved årets slutning i"
            f" 2025. Det skriver kommunen i meddelelse {number} til byens borgere.\n",
            encoding="utf-8",
        )
        paths.append(path)
    assert len([one for one in library.add(paths, jobs=1) if one.record]) == 12
    return library


@pytest.fixture
def few_together(monkeypatch):
    monkeypatch.setattr(claiming, "FEW", 2)
    monkeypatch.setattr(claiming, "_TOGETHER", 5)


class Dying(CorpusClaims):
    """Ends the worker that reads the document ``deadly``."""

    deadly = ""

    def __init__(self, root):
        super().__init__(root)
        self.deadly = type(self).deadly  # a worker that is not a copy of this process knows instances alone

    def __call__(self, asked):
        if asked == self.deadly and multiprocessing.parent_process() is not None:
            os._exit(9)
        return super().__call__(asked)


class Telling(CorpusClaims):
    """Tells its niceness in the place of the stamp."""

    def __call__(self, asked):
        return asked, (os.getpriority(os.PRIO_PROCESS, 0), 0, 0, 0), ()


def test_workers_find_what_one_thread_finds(library, few_together):
    root, ids = library.reader.root, library.reader.ids()
    one_by_one = list(map(CorpusClaims(root), ids))
    assert all(one_by_one)
    assert [len(one[2]) for one in one_by_one] == [1] * 12
    assert list(read_claims(root, ids, jobs=2)) == one_by_one


def test_a_document_that_ends_its_worker_costs_no_other_its_figures(library, few_together, monkeypatch):
    ids = library.reader.ids()
    monkeypatch.setattr(Dying, "deadly", ids[3])
    monkeypatch.setattr(claiming, "CorpusClaims", Dying)
    found = list(read_claims(library.reader.root, ids, jobs=1))
    assert [at for at, one in enumerate(found) if one is None] == [3]
    assert [one[0] for one in found if one] == [id for id in ids if id != ids[3]]


def test_what_is_gone_or_damaged_is_told_as_none(library, few_together):
    ids = library.reader.ids()
    record = library.reader.root / ids[1] / "record.json"
    whole = record.read_bytes()
    record.write_bytes(b"{")
    try:
        found = list(read_claims(library.reader.root, ["never-was-00ff00", *ids], jobs=2))
    finally:
        record.write_bytes(whole)
    assert [at for at, one in enumerate(found) if one is None] == [0, 2]


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="the system knows no niceness")
def test_workers_give_way_to_who_waits_for_an_answer(library, few_together, monkeypatch):
    monkeypatch.setattr(claiming, "CorpusClaims", Telling)
    mine = os.getpriority(os.PRIO_PROCESS, 0)
    told = [one[1][0] for one in read_claims(library.reader.root, library.reader.ids(), jobs=1)]
    assert min(told) >= min(mine + 1, 10)
    assert os.getpriority(os.PRIO_PROCESS, 0) == mine
