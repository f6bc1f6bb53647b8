"""A backup that anybody may have made: it is restored whole, or refused with nothing left behind."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from pathlib import Path

from kb import Library
from kb.backup import restore
from kb.backup.contents import MANIFEST, SCHEMA, SETTINGS, is_ours
from kb.errors import UsageError
from kb.files import Disk

BETWEEN = b"\x1e"
EPOCH = (1980, 1, 1, 0, 0, 0)


class HastyDisk(Disk):
    """A disk that does not wait until anything is durable, for thousands of restores."""

    def synchronise(self, handle):
        """Believe it."""

    def synchronise_folder(self, folder):
        """Believe it."""


def packed(files):
    """The bytes of a backup of these files, with their right checksums, nothing in it compressed."""
    kept = {name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)} for name, data in files.items()}
    whole = {**files, MANIFEST: json.dumps({"schema": SCHEMA, "files": kept}).encode()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in whole.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), data)
    return made.getvalue()


def files_of(settings, record, text, id):
    """The files of a knowledge base with one document."""
    folder = f"corpus/{id}"
    return {
        SETTINGS: settings,
        f"{folder}/record.json": record,
        f"{folder}/text.md": text,
        f"{folder}/original.txt": text,
    }


def restored(data):
    """Restore these bytes; the knowledge base is whole as far as a backup can tell, or nothing is there."""
    with tempfile.TemporaryDirectory(prefix="kb-fuzz-restore-") as name:
        above, root = Path(name), Path(name) / "kb"
        (above / "backup.zip").write_bytes(data)
        try:
            documents = restore(above / "backup.zip", root, disk=HastyDisk())
        except UsageError:
            left = sorted(path for path in above.rglob("*") if path.is_file())
            assert left == [above / "backup.zip"], left
            return None
        assert {path.name for path in above.iterdir()} == {"backup.zip", "kb"}
        written = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
        assert all(map(is_ours, written)), written
        library = Library.open(root)
        assert len(library.reader.ids()) == documents
        return list(library.verify())


def backup(data):
    """A zip whose bytes were tampered with, or anything else."""
    restored(data)


def contents(data, id):
    """A whole zip with right checksums whose settings, record and text are what is fuzzed."""
    settings, record, text = (*data.split(BETWEEN), b"", b"")[:3]
    for finding in restored(packed(files_of(settings, record, text, id))) or ():
        assert finding.problem
