"""The file of signatures: derived, never far larger than the corpus, and as good as none when it is broken."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from kb import Library
from kb.ingest.outcomes import Duplicate

ROUNDS = 12


@pytest.fixture
def library(tmp_path):
    return Library.create(tmp_path / "kb")


def kept(library: Library) -> set[str]:
    with closing(sqlite3.connect(library.settings.index / "signatures.sqlite")) as database:
        return {checksum for (checksum,) in database.execute("SELECT checksum FROM sketches1")}


def add(library: Library, tmp_path, name: str, text: str):
    path = tmp_path / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    (outcome,) = library.add(path)
    return outcome


def test_signatures_of_documents_that_are_gone_are_dropped(library, tmp_path):
    stays = add(library, tmp_path, "stays", "Havnen åbner i maj, når det nye bolværk er færdigt.\n")
    gone = [
        add(library, tmp_path, f"goes{number}", f"Bolværk nummer {number} er solgt til en privat køber.\n").record.id
        for number in range(ROUNDS)
    ]
    library.remove(gone)
    add(library, tmp_path, "last", "Broen lukkes om natten fra på mandag.\n")
    assert stays.record.text_checksum in kept(library)
    assert len(kept(library)) <= 2 * len(list(library.records())) + 1


def test_what_comes_back_from_the_trash_is_compared_again(library, tmp_path):
    text = "Havnen åbner i maj, når det nye bolværk er færdigt, og alle fire byer betaler deres del.\n"
    outcome = add(library, tmp_path, "first", text)
    library.remove([outcome.record.id])
    add(library, tmp_path, "other", "Broen lukkes om natten fra på mandag.\n")
    add(library, tmp_path, "more", "Vejen til færgen bliver bredere til næste år.\n")
    for _ in range(3):
        library.undo()
    assert isinstance(add(library, tmp_path, "copy", f"{text}\n\n"), Duplicate)
