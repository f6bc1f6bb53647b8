"""`kb doctor` and `kb trash`: what is found, what is mended, what is said, and that mending loses nothing."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest


def first(kb) -> Path:
    return Path("corpus") / kb("list", "--json").lines[0]["id"]


def problems(kb):
    return {finding["problem"] for finding in kb("doctor", "--json").json["findings"]}


def test_a_sound_knowledge_base_is_said_to_be_sound(library):
    assert library("doctor").out.startswith("Every document is whole")
    assert library("doctor", "--json").json == {"schema": "kb.doctor/1", "findings": [], "repaired": []}


def test_an_index_that_lacks_documents_or_has_too_many_is_found_and_brought_in_step(library):
    gone = first(library)
    shutil.rmtree(gone)
    assert problems(library) == {"index"}
    assert "documents that are not here: 1" in library("doctor").out
    repaired = library("doctor", "--repair")
    assert "Brought the index in step: 2 documents" in repaired.out
    assert problems(library) == set()


def test_a_damaged_index_is_found_and_made_anew(library):
    for path in Path("index").rglob("*"):
        if path.is_file() and path.name != ".lock":
            path.write_bytes(b"rubbish")
    assert problems(library) == {"index"}
    assert library("doctor", "--repair").code == 0
    assert problems(library) == set()
    assert library("search", "sundhedsdata").code == 0


def test_a_text_edited_by_hand_is_accepted_with_its_checksum_and_found(library):
    text = first(library) / "text.md"
    text.write_bytes(
        "\ufeff".encode()
        + text.read_bytes().replace(b"\n", b"\r\n")
        + "\r\nEt særligt tillæg om bæverdamme.\r\n".encode()
    )
    assert problems(library) == {"text-edited"}
    assert library("doctor").code == 5
    assert "taken over" in library("doctor", "--accept", text.parent.name).out
    assert problems(library) == set()
    assert b"\r" not in text.read_bytes()
    assert library("search", "bæverdamme").code == 0
    assert "text" in library("list", "--json").lines[0]["edited"]
    assert library("undo").code == 0  # and taken back, as it was edited


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda folder: (folder / "record.json").unlink(), "record"),
        (lambda folder: [path.unlink() for path in folder.iterdir()], "record"),
        (lambda folder: (folder / "origins.json").write_text("[[9000, 0, 5]]"), "span"),
        (lambda folder: (folder / "origins.json").write_text("[[5, 0, 5], [0, 0, 5]]"), "span"),
        (lambda folder: (folder / "text (conflicted copy).md").write_text("x"), "conflict"),
        (lambda folder: (folder / "text.md").rename(folder / ".text.md.icloud"), "placeholder"),
        (lambda folder: folder.with_name(f"{folder.name}-LAPTOP-7").mkdir(), "conflict"),
        (lambda folder: (folder.parent / ".kb" / "journal-LAPTOP-7.jsonl").write_text(""), "conflict"),
        (lambda folder: Path("kb (1).toml").write_text(""), "conflict"),
        (lambda folder: (folder.parent / ".kb" / "trash" / "unknown").mkdir(parents=True), "leftover"),
        (lambda folder: Path(".kb.toml.12345678.new").write_text(""), "leftover"),
        (lambda folder: folder.chmod(0o777), "permission"),
    ],
    ids=["no-record", "empty-folder", "span-outside", "spans-crossing", "conflict", "evicted", "conflict-folder",
         "conflict-journal", "conflict-settings", "orphan-trash", "left-waiting", "permission"],
)  # fmt: skip
def test_each_fault_is_found_and_says_what_to_do(library, spoil, problem):
    spoil(first(library))
    findings = library("doctor", "--json").json["findings"]
    assert problem in {finding["problem"] for finding in findings}, findings
    assert all(finding["message"] and finding["remedy"] for finding in findings)


def test_an_edition_that_is_not_as_its_record_says_is_found(kb, tmp_path):
    source = tmp_path / "a.txt"
    kb("init")
    for words in ("Den første udgave om havnen.", "Den anden udgave om havnen og broen."):
        source.write_text(f"Havnen\n\n{words}\n", encoding="utf-8")
        assert kb("add", source).code == 0
    edition = first(kb) / "editions" / "1"
    assert problems(kb) == set()
    (edition / "text.md").unlink()
    assert problems(kb) == {"edition"}
    shutil.rmtree(edition)
    edition.mkdir()
    assert problems(kb) == {"edition"}


def test_repair_loses_nothing_and_says_what_it_did(library):
    folder = first(library)
    other = max(Path("corpus").glob("*-*"))
    record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    record |= {"near_duplicate_of": "gone-123456", "translation_of": "other-654321"}
    (folder / "record.json").write_text(json.dumps(record), encoding="utf-8")
    (other / "text (conflicted copy).md").write_text("x", encoding="utf-8")
    (Path("corpus") / ".kb" / "staging" / "half").mkdir(parents=True)
    before = {path: path.read_bytes() for path in Path("corpus").rglob("text*.md")}
    done = library("doctor", "--repair", "--json").json["repaired"]
    assert [word in " ".join(done) for word in ("took out the link", "cleared")] == [True] * 2
    assert {path: path.read_bytes() for path in before} == before
    assert problems(library) == {"conflict"}  # a person compares; nothing is thrown away


def test_repair_does_not_swallow_a_hand_edited_text(library):
    folder = first(library)
    record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    record["near_duplicate_of"] = "gone-123456"
    (folder / "record.json").write_text(json.dumps(record), encoding="utf-8")
    (folder / "text.md").write_text("helt andet\n", encoding="utf-8")
    assert "accept that first" in library("doctor", "--repair").out
    assert (folder / "text.md").read_text(encoding="utf-8") == "helt andet\n"
    assert problems(library) >= {"text-edited", "link"}


def test_a_synchronised_folder_is_warned_about_at_init_and_by_doctor(kb, tmp_path):
    made = kb("init", tmp_path / "OneDrive - Rådet" / "kb")
    assert made.code == 0
    assert "OneDrive synchronises this folder" in made.err
    found = kb("--kb", tmp_path / "OneDrive - Rådet" / "kb", "doctor", "--json")
    assert [finding["problem"] for finding in found.json["findings"]] == ["place"]
    assert found.code == 0


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_found(library):
    folder = first(library)
    folder.chmod(0)
    try:
        assert "permission" in problems(library)
    finally:
        folder.chmod(0o755)


class TestTrash:
    """What undo can bring back, and throwing it away."""

    def test_it_lists_what_was_removed_and_what_was_before(self, library):
        id = first(library).name
        library("edit", id, "--add-tag", "x")
        library("remove", id)
        states = library("trash", "--json").json["states"]
        assert [(state["verb"], state["document"]) for state in states] == [("edit", id), ("remove", id)]

    def test_emptied_it_keeps_the_last_changes_and_says_how_much_went(self, library):
        id = first(library).name
        library("edit", id, "--add-tag", "x")
        library("remove", id)
        emptied = library("trash", "--empty", "--keep", "1")
        assert emptied.out.startswith("Threw away 1 former states")
        assert library("undo").code == 0
        assert first(library).name == id
        assert library("undo").code == 2
        assert library("doctor").code == 0
        assert library("trash", "--empty").code == 0
        assert library("trash").code == 1

    def test_an_id_is_not_given_twice_although_the_trash_is_empty(self, library, tmp_path):
        id = first(library).name
        library("remove", id)
        library("trash", "--empty")
        sources = {line["outcome"]: line["document"] for line in library("add", tmp_path / "sources", "--json").lines}
        assert sources["added"] != id
