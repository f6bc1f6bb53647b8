"""Where a folder lies: on a disk of this computer, on the network, or in a folder that a service copies to others.

A lock of a network file system may not reach from one computer to the other, and a synchronising service copies files
one by one while they change, makes copies of what two computers changed, and takes files away to save room.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
_OF_THE_NETWORK = {
    "nfs": "NFS", "nfs4": "NFS", "cifs": "SMB", "smb3": "SMB", "smbfs": "SMB", "afpfs": "AFP", "webdav": "WebDAV",
    "davfs": "WebDAV", "9p": "9P", "ceph": "CephFS", "glusterfs": "GlusterFS", "lustre": "Lustre", "afs": "AFS",
    "sshfs": "sshfs", "rclone": "rclone", "gvfsd-fuse": "GVfs", "davfs2": "WebDAV", "vmhgfs-fuse": "a shared folder",
    "vboxsf": "a shared folder", "google-drive-ocamlfuse": "Google Drive", "onedriver": "OneDrive",
}  # fmt: skip
# The name of a folder, as the services and their installers give it.
_SYNCED = (
    ("OneDrive", re.compile(r"OneDrive(?: ?- ?.+)?|OneDrive-SharedLibraries-.+", re.IGNORECASE)),
    ("SharePoint", re.compile(r"SharePoint(?: ?- ?.+)?", re.IGNORECASE)),
    ("Dropbox", re.compile(r"Dropbox(?: ?[-(].+)?", re.IGNORECASE)),
    ("Google Drive", re.compile(r"Google ?Drive(?:[ -].+)?|My Drive|Mit drev|Min enhet", re.IGNORECASE)),
    ("iCloud Drive", re.compile(r"com~apple~CloudDocs|iCloud ?Drive", re.IGNORECASE)),
    ("Box", re.compile(r"Box(?: Sync|-Box)?|Box-.+")),
    ("Nextcloud", re.compile(r"Nextcloud\d*", re.IGNORECASE)),
    ("ownCloud", re.compile(r"ownCloud\d*", re.IGNORECASE)),
    ("pCloud", re.compile(r"pCloud ?Drive", re.IGNORECASE)),
    ("Proton Drive", re.compile(r"Proton ?Drive(?:[ -].+)?", re.IGNORECASE)),
)
# What a service leaves in the folder it synchronises.
_LEFT_BY = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".tmp.drivedownload": "Google Drive",
    ".stfolder": "Syncthing",
    ".stignore": "Syncthing",
    ".csync_journal.db": "ownCloud",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".SynologyWorkingDirectory": "Synology Drive",
}
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_ESCAPED = re.compile(r"\\([0-7]{3})")

# How services name the copy they keep when two computers changed a file, in the languages they are used in here.
_CONFLICT = re.compile(
    r"conflict(?:ed|ing)? copy|case conflict|sync-conflict-\d|selective sync conflict|modstridende kopi|konfliktende kopi"
    r"|i konflikt|kopia i konflikt|\(konflikt\b|_conflict-\d|\[conflict\b|in conflict"
    r"|[ _(-](?:copy|kopi|kopia|copia|kopie)(?: ?\(?\d*\)?)?\)?(?=\.|$)|[ ]\(\d+\)(?=\.|$)"
    r"|-(?:DESKTOP|LAPTOP|PC|MACBOOK|SURFACE|WIN|MAC|NB|WS)[A-Z0-9-]*(?:-\d+)?(?=\.|$)|-[A-Z][A-Z0-9-]{2,14}-\d{1,3}(?=\.|$)",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"\..+\.icloud")
_RECALLED = 0x1000 | 0x40000 | 0x400000  # Windows: offline, recalled when opened, recalled when read
_DATALESS = 0x40000000  # macOS: the bytes are not here


@dataclass(frozen=True, slots=True)
class Place:
    """A folder that is not safe for a knowledge base: ``kind`` is ``synced`` or ``network``, ``by`` the service or protocol."""

    kind: str
    by: str


def place_of(path: Path, *, mounts: str | None = None, environ: Mapping[str, str] = os.environ) -> Place | None:
    """What is special about where ``path`` lies, None for a disk of this computer.

    ``mounts`` is the text of ``/proc/self/mountinfo``, read if it is not given.
    """
    here = Path(os.path.abspath(path))  # noqa: PTH100 - a link's own place counts as well as where it leads
    real = Path(os.path.realpath(path))
    for folder in dict.fromkeys((here, *here.parents, real, *real.parents)):
        by = _synced(folder, environ)
        if by is not None:
            return Place("synced", by)
    if str(real).startswith("\\\\"):
        return Place("network", "SMB")
    by = _OF_THE_NETWORK.get(_file_system(real, _read_mounts() if mounts is None else mounts))
    if by is None:
        return None
    return Place("synced" if by in {"Google Drive", "OneDrive"} else "network", by)


def is_conflict_copy(name: str) -> bool:
    """Whether a file or folder is named like the copy that a synchronising service keeps of what two computers changed."""
    return _CONFLICT.search(name) is not None


def is_placeholder(path: Path) -> bool:
    """Whether the bytes of a file were taken away to save room, to be fetched when it is opened."""
    if _PLACEHOLDER.fullmatch(path.name):
        return True
    try:
        status = path.stat()
    except OSError:
        return False
    away = getattr(status, "st_file_attributes", 0) & _RECALLED
    return bool(away or getattr(status, "st_flags", 0) & _DATALESS)


def _synced(folder: Path, environ: Mapping[str, str]) -> str | None:
    for variable in _VARIABLES:
        if environ.get(variable) and Path(environ[variable]) == folder:
            return "OneDrive"
    for by, name in _SYNCED:
        if name.fullmatch(folder.name):
            return by
    for left, by in _LEFT_BY.items():
        if (folder / left).exists():
            return by
    if any(folder.glob(".sync_*.db")) or any(folder.glob("._sync_*.db")):
        return "Nextcloud"
    return "SharePoint" if str(folder) in _windows_roots() else None


def _file_system(path: Path, mounts: str) -> str:
    """The type of the file system that ``path`` lies on, as the longest mount point above it tells."""
    best, found = -1, ""
    for point, kind in _mounted(mounts):
        if (path == point or point in path.parents) and len(point.parts) >= best:
            best, found = len(point.parts), kind
    return found.removeprefix("fuse.")


def _mounted(mounts: str) -> Iterator[tuple[Path, str]]:
    for line in mounts.splitlines():
        before, separator, after = line.partition(" - ")
        fields, kinds = before.split(), after.split()
        if separator and len(fields) > 4 and kinds:  # noqa: PLR2004 - proc(5): the mount point is the fifth field
            yield Path(_ESCAPED.sub(lambda code: chr(int(code[1], 8)), fields[4])), kinds[0]


def _read_mounts() -> str:
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


if sys.platform == "win32":
    import winreg

    def _windows_roots() -> set[str]:
        """The folders that OneDrive synchronises from SharePoint, as it notes them in the registry."""
        roots: set[str] = set()
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, r"Software\SyncEngines\Providers\OneDrive") as providers:
                for number in range(winreg.QueryInfoKey(providers)[0]):
                    with winreg.OpenKey(providers, winreg.EnumKey(providers, number)) as one:
                        roots.add(str(winreg.QueryValueEx(one, "MountPoint")[0]))
        except OSError:
            pass
        return roots

else:

    def _windows_roots() -> set[str]:
        return set()
