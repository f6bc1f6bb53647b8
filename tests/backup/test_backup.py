"""A backup and the knowledge base made from it: the same documents, every hostile zip refused, nothing half."""

from __future__ import annotations

import json
import shutil
import stat
import zipfile

import pytest

from kb import Library
from kb.backup import restore
from kb.errors import LibraryExists, UsageError

from ..corpus.disks import CountingDisk, RefusingDisk, Stopped, StoppingDisk


@pytest.fixture
def library(tmp_path, three_files):
    library = Library.create(tmp_path / "home")
    list(library.add(three_files))
    data = three_files / "data.txt"
    data.write_text(data.read_text(encoding="utf-8") + "\nEn sætning mere om samtykke.\n", encoding="utf-8")
    list(library.add(data))
    (tmp_path / "home" / "terms.txt").write_text("samtykke | samtycke | consent\n", encoding="utf-8")
    (tmp_path / "home" / "terms").mkdir()
    (tmp_path / "home" / "terms" / "råd-2.txt").write_text("# weight: 0.5\n\nråd | råd | council\n", encoding="utf-8")
    return library


@pytest.fixture
def backup(library, tmp_path):
    library.backup(tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


def files(root):
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not {".kb", "index"} & set(path.relative_to(root).parts)
    }


def test_a_restored_knowledge_base_is_the_same_file_by_file(library, backup, tmp_path):
    restored = Library.from_backup(backup, tmp_path / "back")
    assert files(tmp_path / "back") == files(tmp_path / "home")
    assert len(restored.editions(next(record.id for record in restored.records() if record.language == "da"))) == 2
    assert [finding.problem for finding in restored.verify() if finding.problem != "index"] == []
    assert restored.search("consent").total == library.search("consent").total == 1


def test_what_is_in_the_trash_is_not_in_a_backup(library, backup, tmp_path):
    (removed,) = library.remove([next(iter(library.reader.ids()))])
    written = library.backup(tmp_path / "after.zip")
    assert written.documents == 2
    with zipfile.ZipFile(tmp_path / "after.zip") as archive:
        assert not [name for name in archive.namelist() if removed.id in name or ".kb" in name]


def test_a_backup_of_some_documents_holds_those(library, tmp_path):
    id = library.reader.ids()[0]
    assert library.backup(tmp_path / "one.zip", ids=[id]).documents == 1
    assert Library.from_backup(tmp_path / "one.zip", tmp_path / "back").reader.ids() == (id,)


def test_a_damaged_document_is_left_out_and_named_and_the_others_are_in(library, tmp_path):
    id = library.reader.ids()[0]
    (library.reader.folder(id) / "record.json").write_text("{", encoding="utf-8")
    written = library.backup(tmp_path / "rest.zip")
    assert (written.documents, [id in str(error.path) for error in written.left_out]) == (2, [True])


def test_a_backup_replaces_an_older_one_whole_or_not_at_all(library, backup, tmp_path, monkeypatch):
    before = backup.read_bytes()
    monkeypatch.setattr("kb.backup.writing.synchronise_file", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(UsageError):
        library.backup(backup)
    assert backup.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix in {".zip", ".new"}) == ["backup.zip"]


def test_it_is_not_restored_over_a_knowledge_base_or_a_corpus(backup, tmp_path):
    with pytest.raises(LibraryExists):
        Library.from_backup(backup, tmp_path / "home")
    (tmp_path / "other" / "corpus").mkdir(parents=True)
    with pytest.raises(UsageError, match="already"):
        Library.from_backup(backup, tmp_path / "other")


# Hostile zips: each is made of a good one by ``spoil(names to bytes, archive to write)``.


def rewritten(backup, place, change):
    """The backup with its files as ``change`` leaves them, and its manifest as it was unless ``change`` touches it."""
    with zipfile.ZipFile(backup) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        change(held, archive)
        for name, data in held.items():
            archive.writestr(name, data)
    return place


def declared(held, name, data):
    """Put a file into the zip and into its manifest too."""
    import hashlib

    held[name] = data
    manifest = json.loads(held["kb-backup.json"])
    manifest["files"][name] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    held["kb-backup.json"] = json.dumps(manifest).encode()


def record_of(held):
    return next(name for name in held if name.endswith("/record.json") and "editions" not in name)


def text_of(held):
    return record_of(held).replace("record.json", "text.md")


def link(held, archive):
    name = text_of(held)
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(info, "/etc/passwd")
    del held[name]


def twice(held, archive):
    archive.writestr(text_of(held), b"one")
    with pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(text_of(held), b"two")
    held.pop(text_of(held))


def bomb(held, archive):
    declared(held, text_of(held), bytes(70 << 20))


def liar(held, archive):
    manifest = json.loads(held["kb-backup.json"])
    manifest["files"][text_of(held)]["size"] = 3
    held["kb-backup.json"] = json.dumps(manifest).encode()


def other_record(held, archive):
    names = [name for name in held if name.endswith("/record.json") and "editions" not in name]
    declared(held, names[0], held[names[1]])


ROWS = [
    ("no manifest", lambda held, _: held.pop("kb-backup.json")),
    ("a manifest that is none", lambda held, _: held.update({"kb-backup.json": b"[1]"})),
    ("a manifest of nested brackets", lambda held, _: held.update({"kb-backup.json": b"[" * 100_000})),
    ("a changed text", lambda held, _: held.update({text_of(held): b"changed\n"})),
    ("a missing file", lambda held, _: held.pop(text_of(held))),
    ("a file too many", lambda held, _: held.update({"corpus/x-123456/text.md": b"x"})),
    ("a path upwards", lambda held, _: declared(held, "../outside.txt", b"x")),
    ("a path upwards inside", lambda held, _: declared(held, "corpus/x-123456/../../../outside.txt", b"x")),
    ("an absolute path", lambda held, _: declared(held, "/tmp/outside.txt", b"x")),
    ("a drive", lambda held, _: declared(held, "C:/outside.txt", b"x")),
    ("backslashes", lambda held, _: declared(held, "corpus\\..\\outside.txt", b"x")),
    ("a journal", lambda held, _: declared(held, "corpus/.kb/journal.jsonl", b"x")),
    ("an index", lambda held, _: declared(held, "index/whoosh/current", b"x")),
    ("terms upwards", lambda held, _: declared(held, "terms/../outside.txt", b"x")),
    ("a program", lambda held, _: declared(held, "corpus/x-123456/run.sh", b"x")),
    ("a link", link),
    ("a file twice", twice),
    ("a bomb", bomb),
    ("a wrong size", liar),
    ("another document's record", other_record),
    ("a record that is none", lambda held, _: declared(held, record_of(held), b"{}")),
    ("settings that are none", lambda held, _: declared(held, "kb.toml", b"[[[")),
    ("no settings", lambda held, _: held.pop("kb.toml")),
]  # fmt: skip


@pytest.mark.parametrize("spoil", [row[1] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_zip_that_is_no_backup_of_ours_is_refused_and_leaves_nothing(backup, tmp_path, spoil):
    hostile = rewritten(backup, tmp_path / "hostile.zip", spoil)
    place = tmp_path / "inner" / "back"
    with pytest.raises(UsageError) as caught:
        restore(hostile, place)
    assert caught.value.problem
    assert not place.exists() or list(place.iterdir()) == []
    assert not (tmp_path / "inner" / "outside.txt").exists()
    assert not (tmp_path / "outside.txt").exists()


@pytest.mark.parametrize("damage", ["cut", "flipped", "not a zip"])
def test_a_damaged_zip_is_refused_and_leaves_nothing(backup, tmp_path, damage):
    data = bytearray(backup.read_bytes())
    if damage == "cut":
        data = data[: len(data) // 2]
    elif damage == "flipped":
        for place in range(200, len(data) // 2, 97):
            data[place] ^= 0xFF
    else:
        data = bytearray(b"hello" * 100)
    hostile = tmp_path / "hostile.zip"
    hostile.write_bytes(data)
    with pytest.raises(UsageError):
        restore(hostile, tmp_path / "back")
    assert not (tmp_path / "back").exists() or list((tmp_path / "back").iterdir()) == []


def test_a_zip_whose_files_lie_over_each_other_is_refused(backup, tmp_path):
    """As in Fifield's better zip bomb: many entries, one stretch of bytes."""
    with zipfile.ZipFile(backup) as archive:
        data = bytearray(backup.read_bytes())
        start, names = archive.start_dir, archive.namelist()
    assert len(names) > 2
    second = data.index(b"PK\x01\x02", start + 4)
    data[second + 42 : second + 46] = data[start + 42 : start + 46]
    hostile = tmp_path / "hostile.zip"
    hostile.write_bytes(data)
    with pytest.raises(UsageError):
        restore(hostile, tmp_path / "back")


def test_a_restore_that_is_stopped_anywhere_leaves_no_half_knowledge_base_and_can_be_done_again(backup, tmp_path):
    counting = CountingDisk()
    assert restore(backup, tmp_path / "counted", disk=counting) == 3
    whole = files(tmp_path / "counted")
    for point in range(counting.calls):
        place = tmp_path / "back"
        with pytest.raises(Stopped):
            restore(backup, place, disk=StoppingDisk(point, "half"))
        if (place / "kb.toml").exists():
            shutil.rmtree(next(iter(place.glob(".restoring-*")), tmp_path / "none"), ignore_errors=True)
        else:
            assert restore(backup, place) == 3
        assert files(place) == whole
        shutil.rmtree(place)


def test_a_full_disk_is_said_and_leaves_nothing(backup, tmp_path):
    counting = CountingDisk()
    restore(backup, tmp_path / "counted", disk=counting)
    for point in range(0, counting.calls - 2, 7):
        with pytest.raises(UsageError, match="No space"):
            restore(backup, tmp_path / "back", disk=RefusingDisk(point, 28))
        assert not (tmp_path / "back" / "kb.toml").exists()
        shutil.rmtree(tmp_path / "back", ignore_errors=True)
