"""Bad input: a clear sentence, the right exit code, nothing half written, and no cost to anything else."""

from __future__ import annotations

from pathlib import Path

import pytest


def test_without_a_knowledge_base_the_way_to_one_is_said(kb):
    answer = kb("search", "x")
    assert answer.code == 2
    assert "kb init" in answer.err


@pytest.mark.parametrize(
    "arguments",
    [("serch", "x"), ("search",), ("search", "x", "--limit", "many"), ("edit", "x"), ("list", "--since", "soon")],
)
def test_wrong_usage_is_exit_2_and_names_the_help(kb, arguments):
    kb("init")
    answer = kb(*arguments)
    assert answer.code == 2
    assert answer.err.startswith("Error:")


def test_a_mistyped_command_is_answered_with_the_near_one(kb):
    assert "kb search" in kb("serch", "x").err


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "unsupported"),
        ("noise.bin", bytes(range(256)) * 50, "unsupported"),
        ("broken.pdf", b"%PDF-1.7\nthis is not a page", "unreadable"),
        ("broken.docx", b"PK\x03\x04 not really a zip", "unreadable"),
    ],
)
def test_what_cannot_be_read_fails_alone(kb, tmp_path, three_files, name, data, kind):
    kb("init")
    bad = tmp_path / name
    bad.write_bytes(data)
    alone = kb("add", bad, "--json")
    assert alone.code == 4
    row = alone.lines[0]
    assert (row["outcome"], row["document"]) == ("failed", None)
    assert row["error"]["kind"] in {kind, "no-text"}
    assert row["error"]["message"]
    together = kb("add", bad, three_files, "--json")
    assert together.code == 3
    assert [r["outcome"] for r in together.lines] == ["failed", "added", "added", "added"]
    assert not list(Path("corpus/.kb/staging").glob("*"))


def test_a_missing_file_and_an_empty_folder_are_said(kb, tmp_path):
    kb("init")
    (tmp_path / "nothing").mkdir()
    answer = kb("add", "no-such.pdf", tmp_path / "nothing")
    assert answer.code == 4
    assert "no-such.pdf: there is no such file" in answer.err
    assert "the folder holds no files" in answer.err


def test_a_wrong_extension_is_no_obstacle(kb, tmp_path, three_files):
    kb("init")
    path = tmp_path / "page.pdf"
    path.write_bytes((three_files / "trials.txt").read_bytes())
    row = kb("add", path, "--json").lines[0]
    assert (row["outcome"], row["language"]) == ("added", "en")


def test_an_unknown_id_is_answered_with_near_ones(library):
    id = library("list", "--json").lines[0]["id"]
    answer = library("show", id[:-1])
    assert answer.code == 2
    assert id in answer.err


@pytest.mark.parametrize(
    "values", ["published=soon", "kind=novel", "language=Danish!", "title=", "nonsense=1", "title"]
)
def test_a_value_that_does_not_fit_says_what_does(library, values):
    id = library("list", "--json").lines[0]["id"]
    answer = library("edit", id, "--set", values)
    assert answer.code == 2
    assert answer.err.startswith("Error:")


@pytest.mark.parametrize(
    "query", ['"', "((", "AND", "a:b:c", "-", "+", "title:", "*", "§", "'; DROP", "\\", "x" * 5000, "år"]
)
def test_no_query_is_an_error(library, query):
    assert library("search", "--", query).code in {0, 1}


def test_broken_settings_name_the_file(kb):
    kb("init")
    Path("kb.toml").write_text("engine = [", encoding="utf-8")
    answer = kb("list")
    assert answer.code == 2
    assert "kb.toml" in answer.err


def test_a_damaged_document_is_reported_and_hides_no_other(library):
    id = library("list", "--json").lines[0]["id"]
    (Path("corpus") / id / "record.json").write_text("{", encoding="utf-8")
    listed = library("list", "--json")
    assert listed.code == 5
    assert len(listed.lines) == 2
    assert id in listed.err
    assert library("doctor").code == 5
    assert library("search", "biobank").code in {0, 1}


def test_a_document_cannot_write_to_the_terminal(kb):
    kb("init")
    text = "Titel med \x1b]0;styring\x07 og \u202etegn\u202c\n\nEn tekst om biobanker, som er lang nok til at blive læst.\n"
    kb("add", "-", stdin=text)
    for arguments in (("list",), ("search", "biobanker")):
        shown = kb(*arguments).out
        assert "\x1b" not in shown
        assert "\u202e" not in shown
    id = kb("list", "--json").lines[0]["id"]
    assert "\x1b" not in kb("show", id).out


def test_a_full_disk_leaves_the_old_state(library, monkeypatch):
    import errno

    from kb import files

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    before = library("list", "--json").out
    monkeypatch.setattr(files.os, "fsync", full)
    answer = library("add", "-", stdin="Et nyt notat om sundhedsdata og om grænsen.\n")
    assert answer.code == 5
    assert "the disk is full" in answer.err
    monkeypatch.setattr(files.os, "fsync", lambda handle: None)
    assert library("list", "--json").out == before
    assert library("doctor").code == 0
