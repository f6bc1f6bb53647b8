"""Export and restore as a person types them."""

from __future__ import annotations

import json
from pathlib import Path


def test_a_backup_is_written_read_back_and_restored(library, tmp_path):
    written = library("export", "--as", "zip", "-o", tmp_path / "kopi.zip")
    assert written.code == 0
    assert "3 documents" in written.out
    restored = library("init", "--from", tmp_path / "kopi.zip", tmp_path / "ny")
    assert restored.out.startswith("Restored 3 documents")
    assert library("--kb", tmp_path / "ny", "doctor").code == 0
    assert library("--kb", tmp_path / "ny", "search", "biobankerne").code == 0


def test_a_backup_without_a_name_gets_one_of_the_day_and_never_replaces_a_file(library):
    assert library("export", "--as", "zip").code == 0
    (made,) = Path().glob("home-*.zip")
    before = made.read_bytes()
    again = library("export", "--as", "zip")
    assert (again.code, made.read_bytes()) == (2, before)


def test_a_restore_over_a_knowledge_base_is_refused(library, tmp_path):
    library("export", "--as", "zip", "-o", tmp_path / "kopi.zip")
    refused = library("init", "--from", tmp_path / "kopi.zip", ".")
    assert refused.code == 2
    assert "is a knowledge base already" in refused.err


def test_a_zip_that_is_none_is_refused_in_words(kb, tmp_path):
    (tmp_path / "x.zip").write_bytes(b"hello")
    refused = kb("init", "--from", tmp_path / "x.zip", tmp_path / "ny")
    assert refused.code == 2
    assert "cannot be read as a zip" in refused.err
    assert "Traceback" not in refused.err


def test_documents_are_chosen_by_query_and_filters(library):
    assert [item["language"] for item in json.loads(library("export", "Vestergård", "--as", "csl-json").out)] == ["da"]
    assert library("export", "--language", "sv", "--as", "csv").out.count("\n") == 2
    assert library("export", "--language", "fi", "--as", "csv").code == 1


def test_a_damaged_document_is_named_and_costs_the_others_nothing(library, tmp_path):
    next(iter(Path("corpus").glob("*-*"))).joinpath("record.json").write_text("{", encoding="utf-8")
    written = library("export", "--as", "zip", "-o", tmp_path / "kopi.zip")
    assert written.code == 5
    assert "2 documents" in written.out
    assert "record.json" in written.err
