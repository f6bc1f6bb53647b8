from __future__ import annotations

from pathlib import Path

import pytest

from kb.places import Place, is_conflict_copy, is_placeholder, place_of

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /srv/faelles rw,relatime shared:2 - nfs4 server:/export rw
31 22 0:41 / /media/drev\\040H rw,relatime shared:3 - cifs //server/h rw
32 22 0:42 / /mnt/ssh rw - fuse.sshfs me@server:/ rw
33 30 8:2 / /srv/faelles/lokal rw - ext4 /dev/sdb1 rw
34 22 0:43 / /mnt/gdrev rw - fuse.google-drive-ocamlfuse gdfuse rw
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/srv/kb", None),
        ("/srv/faelles/kb", Place("network", "NFS")),
        ("/srv/faelles/lokal/kb", None),
        ("/media/drev H/kb", Place("network", "SMB")),
        ("/mnt/ssh/kb", Place("network", "sshfs")),
        ("/mnt/gdrev/kb", Place("synced", "Google Drive")),
        ("/u/me/OneDrive - Sundets Sundhedsråd/kb", Place("synced", "OneDrive")),
        ("/u/me/OneDrive/kb", Place("synced", "OneDrive")),
        ("/Users1/me/Library/CloudStorage/OneDrive-SharedLibraries-Rådet/kb", Place("synced", "OneDrive")),
        ("/Users1/me/Library/CloudStorage/GoogleDrive-me@example.org/My Drive/kb", Place("synced", "Google Drive")),
        ("/Users1/me/Library/Mobile Documents/com~apple~CloudDocs/kb", Place("synced", "iCloud Drive")),
        ("/u/me/Dropbox (Rådet)/kb", Place("synced", "Dropbox")),
        ("/u/me/Nextcloud/kb", Place("synced", "Nextcloud")),
        ("/u/me/SharePoint - Dokumenter/kb", Place("synced", "SharePoint")),
        ("/u/me/Dropboxes/kb", None),
        ("/u/me/boxes/kb", None),
        ("/u/me/onedrivers-guide/kb", None),
    ],
)
def test_network_drives_and_synchronised_folders_are_known_by_mount_and_name(path, place):
    assert place_of(Path(path), mounts=MOUNTS, environ={}) == place


@pytest.mark.parametrize(
    ("left", "by"),
    [(".dropbox", "Dropbox"), (".stfolder", "Syncthing"), (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
     (".sync_0123456789ab.db", "Nextcloud"), (".tmp.drivedownload", "Google Drive")],
)  # fmt: skip
def test_a_synchronised_folder_of_any_name_is_known_by_what_the_service_left(tmp_path, left, by):
    (tmp_path / left).write_text("", encoding="utf-8")
    (tmp_path / "a" / "kb").mkdir(parents=True)
    assert place_of(tmp_path / "a" / "kb", mounts="", environ={}) == Place("synced", by)


def test_the_folder_that_windows_names_as_onedrive_is_known_whatever_it_is_called(tmp_path):
    assert place_of(tmp_path / "kb", mounts="", environ={"OneDriveCommercial": str(tmp_path)}) == Place(
        "synced", "OneDrive"
    )


def test_a_link_into_a_synchronised_folder_is_known(tmp_path):
    (tmp_path / "Dropbox" / "kb").mkdir(parents=True)
    (tmp_path / "kb").symlink_to(tmp_path / "Dropbox" / "kb")
    assert place_of(tmp_path / "kb", mounts="", environ={}) == Place("synced", "Dropbox")


@pytest.mark.parametrize(
    "name",
    [
        "text (Annas conflicted copy 2026-11-20).md", "text (conflicted copy).md", "text-LAPTOP-123.md",
        "record-DESKTOP-9Q2KJ1.json", "text (kopia i konflikt).md", "text.sync-conflict-20261120-101010-ABCDEF7.md",
        "text - kopi.md", "text – Kopia.md".replace("–", "-"), "record (1).json", "text_conflict-20261120-101010.md",
        "text (modstridende kopi).md", "journal-KONTOR-2.jsonl", "kb - Copy.toml", "text copy.md", "text copy 2.md",
    ],
)  # fmt: skip
def test_copies_of_synchronising_services_are_known_by_their_names(name):
    assert is_conflict_copy(name)


@pytest.mark.parametrize(
    "name", ["text.md", "record.json", "original.docx", "removed.jsonl", "lock", "kopier-af-2024", "notat.md"]
)
def test_other_names_are_not_taken_for_copies(name):
    assert not is_conflict_copy(name)


def test_a_file_that_icloud_took_away_is_known(tmp_path):
    (tmp_path / ".text.md.icloud").write_bytes(b"bplist00")
    assert is_placeholder(tmp_path / ".text.md.icloud")
    (tmp_path / "text.md").write_bytes(b"x")
    assert not is_placeholder(tmp_path / "text.md")


def test_a_file_that_onedrive_took_away_is_known_by_its_attributes(monkeypatch, tmp_path):
    class Status:
        st_file_attributes = 0x400000  # FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS

    monkeypatch.setattr(Path, "stat", lambda *_, **__: Status())
    assert is_placeholder(Path("text.md"))
