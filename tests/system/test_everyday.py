"""What a person does all day, through the real pipeline and the real index."""

from __future__ import annotations

import json
import shutil
import socket
from pathlib import Path

import pytest


def documents(kb):
    return {row["title"]: row["id"] for row in kb("list", "--json").lines}


def test_a_knowledge_base_is_made_once(kb):
    assert kb("init").code == 0
    assert sorted(p.name for p in Path().iterdir()) == ["corpus", "index", "kb.toml"]
    again = kb("init")
    assert again.code == 2
    assert "already" in again.err


def test_the_folder_named_with_kb_is_the_one_that_is_made(kb, tmp_path):
    assert kb("--kb", tmp_path / "there", "init").code == 0
    assert (tmp_path / "there" / "kb.toml").is_file()
    assert not Path("kb.toml").exists()


def test_three_languages_are_added_told_apart_and_unchanged_the_second_time(library, three_files):
    listed = library("list", "--json").lines
    assert sorted(row["language"] for row in listed) == ["da", "en", "sv"]
    assert {row["title"] for row in listed} == {
        "Sundhedsdata på tværs af Sundet",
        "Gränspendlare får enklare regler",
        "Clinical trials need one door",
    }
    again = library("add", three_files, "--json")
    assert again.code == 0
    assert [row["outcome"] for row in again.lines] == ["unchanged"] * 3


def test_add_json_holds_what_the_contract_names(kb, three_files):
    kb("init")
    row = kb("add", three_files / "data.txt", "--json").lines[0]
    assert row["schema"] == "kb.add/1"
    assert row["outcome"] == "added"
    assert set(row) == {
        "schema",
        "source",
        "outcome",
        "document",
        "title",
        "language",
        "published",
        "removed",
        "intake",
        "warnings",
        "error",
    }


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("sundhedsdata", "Sundhedsdata på tværs af Sundet"),
        ("biobank", "Clinical trials need one door"),
        ("biobanker", "Sundhedsdata på tværs af Sundet"),
        ('"clinical trials"', "Clinical trials need one door"),
        ("”samma blankett”", "Gränspendlare får enklare regler"),
        ("blankett", "Gränspendlare får enklare regler"),
        ("blanketterna", "Gränspendlare får enklare regler"),
        ("gransen", "Gränspendlare får enklare regler"),
    ],
)
def test_a_question_finds_its_document_and_marks_the_words(library, query, title):
    answer = library("search", query, "--json")
    assert answer.code == 0
    found = answer.json
    assert title in [hit["title"] for hit in found["hits"]]
    assert found["read_as"]
    for hit in found["hits"]:
        text = (Path("corpus") / hit["document"] / "text.md").read_text(encoding="utf-8")
        for passage in hit["passages"]:
            assert passage["text"] == text[slice(*passage["span"])]
            assert all(text[slice(*match["span"])].strip() for match in passage["matches"])
            assert passage["matches"]


def test_a_speaker_is_a_field(library):
    hits = library("search", "speaker:Vestergård", "--json").json["hits"]
    assert [hit["title"] for hit in hits] == ["Sundhedsdata på tværs af Sundet"]


def test_nothing_found_is_exit_1_with_the_reading_of_the_query(library):
    answer = library("search", "zebrastribe")
    assert (answer.code, answer.out) == (1, "")
    assert "zebrastribe" in answer.err


def test_the_index_is_made_again_from_the_corpus_alone(library):
    before = library("search", "sundhedsdata", "--json").json["hits"]
    shutil.rmtree("index")
    assert library("search", "sundhedsdata", "--json").json["hits"] == before
    (Path("index")).mkdir(exist_ok=True)
    for path in Path("index").rglob("*"):
        if path.is_file():
            path.write_bytes(b"rubbish")
    assert library("search", "sundhedsdata", "--json").json["hits"] == before


def test_an_edit_is_found_at_once_and_survives(library):
    id = documents(library)["Gränspendlare får enklare regler"]
    edited = library(
        "edit", id, "--set", "title=Kortare väg över sundet", "--set", "published=2026-02-01", "--add-tag", "pendling"
    )
    assert edited.code == 0
    assert library("search", "title:kortare", "--json").json["hits"][0]["document"] == id
    assert library("search", "pendlar", "--tag", "pendling", "--since", "2026-01-01", "--json").json["total"] == 1
    record = json.loads((Path("corpus") / id / "record.json").read_text(encoding="utf-8"))
    assert set(record["edited"]) == {"title", "published", "tags"}
    assert library("undo").code == 0
    assert "Gränspendlare får enklare regler" in documents(library)


def test_a_removed_document_is_not_found_and_comes_back(library):
    id = documents(library)["Clinical trials need one door"]
    assert library("remove", id).code == 0
    assert library("search", '"clinical trials"').code == 1
    assert library("undo").code == 0
    assert library("search", '"clinical trials"', "--json").json["hits"][0]["document"] == id


def test_the_additions_of_one_command_are_undone_together(library):
    assert library("undo").code == 0
    assert library("list").code == 1


def test_text_from_standard_input_with_fields_set_by_hand(kb):
    kb("init")
    row = kb(
        "add",
        "-",
        "--title",
        "Notat",
        "--kind",
        "note",
        "--tag",
        "a",
        "--json",
        stdin="Et kort notat om grænsependlere.\n",
    ).lines[0]
    assert (row["outcome"], row["title"], row["source"]) == ("added", "Notat", "-")
    stored = kb("show", row["document"], "--record").json
    assert (stored["kind"], stored["tags"], stored["edited"]) == ("note", ["a"], ["kind", "tags", "title"])


def test_a_changed_source_is_a_new_edition_under_the_same_id(library, three_files):
    id = documents(library)["Sundhedsdata på tværs af Sundet"]
    library("edit", id, "--set", "publisher=Sundhedsrådet")
    path = three_files / "data.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("19.300", "19.700"), encoding="utf-8")
    row = library("add", path, "--json").lines[0]
    assert (row["outcome"], row["document"]) == ("replaced", id)
    assert "19.700" in library("show", id).out
    assert "19.300" in (Path("corpus") / id / "editions" / "1" / "text.md").read_text(encoding="utf-8")
    assert library("show", id, "--record").json["publisher"] == "Sundhedsrådet"


def test_the_same_words_from_another_source_are_a_duplicate(library, three_files, tmp_path):
    copy = tmp_path / "copy.txt"
    copy.write_text((three_files / "data.txt").read_text(encoding="utf-8") + "\n\n", encoding="utf-8")
    row = library("add", copy, "--json").lines[0]
    assert row["outcome"] == "duplicate"
    assert row["document"] == documents(library)["Sundhedsdata på tværs af Sundet"]


def test_a_dry_run_changes_nothing(kb, three_files):
    kb("init")
    rows = kb("add", three_files, "--dry-run", "--json").lines
    assert [row["outcome"] for row in rows] == ["added"] * 3
    assert kb("list").code == 1


def test_doctor_and_stats_know_a_sound_knowledge_base(library):
    assert library("doctor").code == 0
    stats = library("stats", "--json").json
    assert (stats["documents"], stats["language"]) == (3, {"da": 1, "en": 1, "sv": 1})


def test_a_text_edited_by_hand_is_seen_and_taken_over(library):
    id = documents(library)["Sundhedsdata på tværs af Sundet"]
    path = Path("corpus") / id / "text.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nRettelse: solsikkeolie.\n", encoding="utf-8")
    assert library("doctor").code == 5
    assert library("doctor", "--accept", id).code == 0
    assert library("search", "solsikkeolie").code == 0


def test_nothing_leaves_the_machine(library, three_files, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert library("search", "sundhedsdata").code == 0
    assert library("add", three_files).code == 0
    assert library("doctor").code == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(kb, shell):
    assert "_KB_COMPLETE" in kb("completion", shell).out
