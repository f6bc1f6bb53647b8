"""Several processes and threads on one knowledge base at once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kb import Library
from kb.corpus import Corpus
from kb.corpus.lock import CLAIM_COUNTS, writing
from kb.errors import CorpusLocked, CorpusNotWritable, KbError

ROOT = Path(__file__).parents[2]
WORDS = [
    "sundhedsdata",
    "biobank",
    "forskning",
    "patient",
    "region",
    "sundet",
    "samtykke",
    "pendler",
    "grænse",
    "universitet",
]


def start(home: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kb", "--kb", str(home), *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def sources(folder: Path, name: str, count: int) -> Path:
    folder = folder / name
    folder.mkdir()
    for number in range(count):
        text = "\n\n".join(
            f"Afsnit {part} af {name} nummer {number}: {WORDS[(number + part) % 10]} og {WORDS[(number * 3 + part) % 10]} i regionen."
            for part in range(4)
        )
        (folder / f"{name}-{number}.txt").write_text(f"{name} {number}\n\n{text}\n", encoding="utf-8")
    return folder


@pytest.fixture
def home(tmp_path):
    root = tmp_path / "home"
    Library.create(root)
    return root


def test_three_adders_a_rebuild_and_readers_at_once_lose_nothing_and_add_nothing_twice(home, tmp_path):
    shared, own = sources(tmp_path, "faelles", 8), sources(tmp_path, "egen", 6)
    running = [
        start(home, "add", str(shared), "--json"),
        start(home, "add", str(shared), "--json"),
        start(home, "add", str(own), "--json"),
        start(home, "index", "--rebuild"),
        *(start(home, "search", "sundhedsdata", "--json") for _ in range(3)),
        start(home, "list", "--json"),
    ]
    done = [process.communicate(timeout=240) for process in running]
    codes = [process.returncode for process in running]
    assert codes[:4] == [0, 0, 0, 0], done
    assert set(codes[4:]) <= {0, 1}, done
    outcomes = [json.loads(line)["outcome"] for out, _ in done[:3] for line in out.splitlines()]
    assert sorted(outcomes) == ["added"] * 14 + ["unchanged"] * 8
    library = Library.open(home)
    assert len(list(library.records())) == 14
    assert not [finding for finding in library.verify() if finding.damage]
    assert library.search("sundhedsdata").total == len(
        [1 for record in library.records() if "sundhedsdata" in library.text(record.id)]
    )


def test_two_who_edit_one_document_at_once_both_have_their_way(home, tmp_path):
    (outcome,) = Library.open(home).add(sources(tmp_path, "en", 1))
    running = [start(home, "edit", outcome.record.id, "--add-tag", f"tag{number}") for number in range(4)]
    said = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0] * 4, said
    assert set(Library.open(home).document(outcome.record.id).record.tags) == {f"tag{number}" for number in range(4)}


def test_a_library_that_stays_open_in_threads_reads_whole_documents_while_others_write(home, tmp_path):
    """As a web page would: threads search, list and read one open library while processes add, edit, remove and rebuild."""
    folder = sources(tmp_path, "start", 6)
    library = Library.open(home)
    ids = [outcome.record.id for outcome in library.add(folder)]
    library.index()
    stop, failures, read = threading.Event(), [], [0, 0, 0]

    def reader(place: int):
        while not stop.is_set():
            try:
                for hit in library.search("regionen", limit=20).hits:
                    assert hit.passages[0].text
                for id in ids[:5]:
                    document = library.document(id)
                    marker = next(tag for tag in document.record.tags or ("none",))
                    assert marker == "none" or document.text.count("\n\n") == 4
                found = {record.id for record in library.records()}
                assert set(ids[:5]) <= found, set(ids[:5]) - found
            except BaseException as error:  # noqa: BLE001 - whatever a reader meets is a failure
                failures.append(error)
                return
            read[place] += 1

    threads = [threading.Thread(target=reader, args=(place,)) for place in range(3)]
    for thread in threads:
        thread.start()
    try:
        for number in range(2):
            steps = [
                start(home, "edit", ids[number], "--add-tag", f"runde{number}"),
                start(home, "add", str(sources(tmp_path, f"runde{number}", 2))),
                start(home, "index", "--rebuild"),
            ]
            said = [process.communicate(timeout=120) for process in steps]
            assert [process.returncode for process in steps] == [0, 0, 0], said
        removing = start(home, "remove", ids[5])
        assert removing.communicate(timeout=60)
        assert removing.returncode == 0
    finally:
        stop.set()
        for thread in threads:
            thread.join(60)
    assert failures == []
    assert all(count > 0 for count in read), read
    assert library.search("runde1").total == 2  # what other processes wrote is seen without opening again
    assert ids[5] not in {hit.document for hit in library.search("regionen", limit=50).hits}


def test_an_open_library_finds_what_another_process_put_when_the_index_was_deleted(home, tmp_path):
    library = Library.open(home)
    list(library.add(sources(tmp_path, "foer", 2)))
    assert library.search("foer").total == 2
    import shutil

    shutil.rmtree(home / "index")
    added = start(home, "add", str(sources(tmp_path, "efter", 2)))
    assert added.communicate(timeout=120)
    assert added.returncode == 0
    assert library.search("efter").total == 2
    assert library.search("efter").hits[0].passages


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="SIGKILL is a POSIX signal")
def test_an_open_library_finishes_what_a_killed_command_left(home, tmp_path):
    library = Library.open(home)
    (outcome,) = library.add(sources(tmp_path, "midt", 1))
    library.index()
    script = f"""
import os, signal
from kb import Library
from kb.files import Disk
from kb.corpus.files import FileLayer
class Killed(Disk):
    def rename(self, old, new):
        super().rename(old, new)
        os.kill(os.getpid(), signal.SIGKILL)
library = Library.open({str(home)!r})
library.corpus._files._disk = Killed()
library.edit({outcome.record.id!r}, {{"title": "Efter drabet"}})
"""
    killed = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not (home / "corpus" / outcome.record.id).exists()
    assert library.document(outcome.record.id).record.title == "Efter drabet"
    assert [hit.title for hit in library.search("midt").hits] == ["Efter drabet"]


def test_a_writer_that_waits_says_for_whom_and_gives_up_in_time(home, tmp_path):
    with writing(home / "corpus" / ".kb" / "lock", wait=1):
        began = time.monotonic()
        waiting = start(home, "add", str(sources(tmp_path, "vent", 1)), "--wait", "1.5")
        _, said = waiting.communicate(timeout=60)
        assert time.monotonic() - began > 1.5
    assert waiting.returncode == 5
    assert f"process {os.getpid()}" in said
    assert "Waiting for another command" in said
    assert "try again" in said


def test_a_reader_does_not_wait_for_a_writer(home, tmp_path):
    library = Library.open(home)
    list(library.add(sources(tmp_path, "laes", 1)))
    library.index()
    with writing(home / "corpus" / ".kb" / "lock", wait=1), writing(home / "index" / ".lock", wait=1):
        searching = start(home, "search", "laes", "--json")
        out, _ = searching.communicate(timeout=60)
    assert json.loads(out)["total"] == 1


class TestLocks:
    """Whose lock counts."""

    def test_the_lock_of_a_process_that_was_killed_is_free_at_once(self, tmp_path):
        path = tmp_path / "lock"
        script = f"""
import os, signal, sys
from pathlib import Path
from kb.corpus.lock import writing
with writing(Path({str(path)!r}), wait=1):
    os.kill(os.getpid(), signal.SIGKILL)
"""
        subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)
        assert "process" in path.read_text(encoding="utf-8")
        with writing(path, wait=0):
            pass
        assert path.read_text(encoding="utf-8") == ""

    def test_the_claim_of_another_computer_counts_while_it_is_young(self, tmp_path):
        path = tmp_path / "lock"
        path.write_text("process 12 on kontor-7, since 10:00:00", encoding="utf-8")
        with pytest.raises(CorpusLocked, match="kontor-7"), writing(path, wait=0):
            pass
        old = time.time() - CLAIM_COUNTS - 5
        os.utime(path, (old, old))
        with writing(path, wait=0):
            pass

    def test_rubbish_in_a_lock_is_no_claim(self, tmp_path):
        path = tmp_path / "lock"
        path.write_bytes(b"\xff\x00 rubbish")
        with writing(path, wait=0):
            pass

    def test_a_file_system_without_locks_is_refused_in_words(self, tmp_path, monkeypatch):
        def no_locks(_):
            raise OSError(95, "Operation not supported")

        monkeypatch.setattr("kb.corpus.lock._lock", no_locks)
        with pytest.raises(CorpusNotWritable, match="cannot lock"), writing(tmp_path / "lock", wait=0):
            pass

    def test_two_threads_of_one_program_take_turns(self, tmp_path):
        corpus = Corpus(tmp_path / "corpus", lock_wait=0.1)
        caught = []

        def other():
            try:
                corpus.recover()
            except KbError as error:
                caught.append(error)

        with corpus.writing():
            thread = threading.Thread(target=other)
            thread.start()
            thread.join()
        assert isinstance(caught[0], CorpusLocked)
