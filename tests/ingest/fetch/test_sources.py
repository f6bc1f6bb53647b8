from __future__ import annotations

import io
import os
import socket
import sys

import pytest

from kb.ingest.fetch import expand, fetch, source_key, sources


def listed(*given):
    return [item.source for item in expand(given) if item.error is None]


def test_a_folder_becomes_its_files_in_order_without_hidden_ones(tmp_path):
    for name in ("b.txt", "a/å.txt", ".hidden", "~$draft.docx", "a/.git/x", "desktop.ini"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    names = [source.removeprefix(f"{tmp_path.as_posix()}/") for source in listed(str(tmp_path))]
    assert names == ["b.txt", "a/å.txt"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "s.txt").write_text("x")
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "file.txt").symlink_to(tmp_path / "secret" / "s.txt")
    (folder / "loop").symlink_to(tmp_path)
    (folder / "own.txt").write_text("x")
    assert listed(str(folder)) == [(folder / "own.txt").as_posix()]


def test_a_folder_without_files_is_an_error_and_costs_the_others_nothing(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text("x")
    found = list(expand([str(tmp_path / "empty"), str(tmp_path / "a.txt")]))
    assert [item.error.kind if item.error else None for item in found] == ["missing", None]


@pytest.mark.parametrize(
    ("make", "kind"), [(lambda p: None, "missing"), (lambda p: p.symlink_to("/dev/null"), "unsupported")]
)
def test_what_is_no_file_is_said(tmp_path, now, make, kind):
    path = tmp_path / "x"
    make(path)
    fetched = fetch(str(path), now=lambda: now)
    assert fetched.original is None
    assert fetched.error.kind == kind


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path, now, monkeypatch):
    monkeypatch.setattr(sources, "MAX_BYTES", 10)
    (tmp_path / "x").write_text("x" * 11)
    assert fetch(str(tmp_path / "x"), now=lambda: now).error.kind == "too-large"


def test_standard_input_is_read_as_bytes(now, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("blåbær".encode())))
    original = fetch("-", now=lambda: now).original
    assert (original.data, original.name) == ("blåbær".encode(), "")


def test_a_source_key_knows_the_place_and_tells_nobody(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert source_key("a.txt") == source_key(str(tmp_path / "a.txt"))
    assert source_key("a.txt") != source_key("b.txt")
    assert source_key("-") is None
    assert str(tmp_path) not in source_key("a.txt")


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (os.mkfifo, "unsupported"),
        (lambda p: p.symlink_to("/dev/zero"), "unsupported"),
        (lambda p: p.symlink_to("/dev/full"), "unsupported"),
        (lambda p: p.symlink_to("/dev/stdin"), "unsupported"),
        (lambda p: p.symlink_to("/proc/self/environ"), "empty"),
        (lambda p: p.symlink_to("/proc/self/mem"), "empty"),
        (lambda p: p.symlink_to("/proc/self/fd"), "unreadable"),
        (lambda p: p.symlink_to("/etc"), "unreadable"),
        (lambda p: p.symlink_to(p), "unreadable"),
    ],
)
def test_a_file_that_is_no_document_keeps_nobody_waiting_and_gives_nothing_away(tmp_path, now, make, kind):
    path = tmp_path / "x"
    make(path)
    fetched = fetch(str(path), now=lambda: now)
    if kind == "empty":
        assert fetched.original.data == b""
    else:
        assert fetched.original is None
        assert fetched.error.kind in {kind, "unsupported", "refused"}


def test_a_socket_and_a_sparse_file_of_a_terabyte_are_refused_at_once(tmp_path, now, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s")
        assert fetch("s", now=lambda: now).error is not None
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(1 << 40)
    assert fetch("sparse", now=lambda: now).error.kind == "too-large"


def test_a_second_name_of_a_file_in_the_folder_is_the_same_document(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    os.link(tmp_path / "a.txt", tmp_path / "b.txt")
    assert len(listed(str(tmp_path))) == 2


def test_what_is_no_file_in_a_folder_costs_the_others_nothing(tmp_path, now):
    os.mkfifo(tmp_path / "a")
    (tmp_path / "b").symlink_to("/dev/zero")
    (tmp_path / "c.txt").write_text("x")
    found = [fetch(source, now=lambda: now) for source in listed(str(tmp_path))]
    assert [one.error.kind if one.error else one.original.data for one in found] == ["unsupported", b"x"]
