"""Kills of the real program at every system call that writes: ``python -m bench.kill [--every N] [COMMAND ...]``.

Each command runs under strace (Debian package ``strace``), which sends SIGKILL at the n-th call of one kind, for every
kind and every n that the command makes. After each: the documents are old or new, whole and as their records say; the
next search finds exactly what is there; nothing is left lying about once the next change is done. Prints a table.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from kb import Library

KB = [sys.executable, "-m", "kb"]
ROOT = Path(__file__).parents[1]
CALLS = (
    "write", "pwrite64", "writev", "fsync", "fdatasync", "rename", "renameat", "renameat2", "link", "linkat", "mkdir",
    "mkdirat", "unlink", "unlinkat", "rmdir", "ftruncate", "fallocate",
)  # fmt: skip
TEXTS = {
    "havn.txt": "Havnen ved Sundet\n\nHavnen udvides med to kajer, siger regionen. Xfoerste.\n",
    "bro.txt": "Broen over Sundet\n\nBroen bruges af 20.000 pendlere om dagen. Xandet.\n",
    "ny.txt": "Tunnelen under Sundet\n\nTunnelen bygges ikke i år, siger regionen. Xtredje.\n",
}
MARKS = ("xfoerste", "xandet", "xtredje")


class Prepared:
    """A knowledge base in the state before each kill, and the commands that are killed."""

    def __init__(self, folder: Path) -> None:
        self.template, self.sources = folder / "template", folder / "sources"
        self.sources.mkdir()
        for name, text in TEXTS.items():
            (self.sources / name).write_text(text, encoding="utf-8")
        library = Library.create(self.template)
        self.ids = [o.record.id for o in library.add([self.sources / "havn.txt", self.sources / "bro.txt"])]
        library.index()
        changed = self.sources / "changed" / "havn.txt"
        changed.parent.mkdir()
        shutil.copy(self.sources / "havn.txt", changed)
        self.commands = {
            "add": ["add", str(self.sources / "ny.txt"), "--jobs", "1"],
            "edit": ["edit", self.ids[0], "--set", "title=Havnen udvides"],
            "remove": ["remove", self.ids[1]],
            "undo": ["undo"],
            "rebuild": ["index", "--rebuild"],
            "export": ["export", "--as", "zip", "-o", str(folder / "backup.zip")],
        }


def state(root: Path) -> dict[str, bytes]:
    """Every file of every document."""
    corpus = root / "corpus"
    return {
        str(path.relative_to(corpus)): path.read_bytes()
        for path in sorted(corpus.rglob("*"))
        if path.is_file() and ".kb" not in path.parts
    }


def texts(files: dict[str, bytes]) -> set[bytes]:
    """The texts among files."""
    return {data for name, data in files.items() if name.endswith("text.md")}


def run(root: Path, arguments: list[str], strace: list[str] | None = None) -> int:
    """One command, perhaps under strace; its exit code."""
    command = [*(strace or []), *KB, "--kb", str(root), *arguments]
    return subprocess.run(
        command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ).returncode


def counted(root: Path, arguments: list[str], log: Path) -> Counter[str]:
    """How often each call is made by any one process of a command."""
    run(root, arguments, ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={','.join(CALLS)}"])
    by_process: dict[str, Counter[str]] = {}
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if found := re.match(r"(\d+)\s+(\w+)\(", line):
            by_process.setdefault(found[1], Counter())[found[2]] += 1
    most: Counter[str] = Counter()
    for counts in by_process.values():
        most |= counts
    return most


def faults(root: Path, before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """What is wrong after a kill; nothing, one hopes."""
    found = []
    library = Library.open(root)
    if any(finding.damage for finding in library.verify()):
        found.append("damage")
    now = texts(state(root))
    if not texts(before) & texts(after) <= now or not now <= texts(before) | texts(after):
        found.append("documents")
    for mark in MARKS:
        here = {id for id in library.reader.ids() if mark in library.text(id).lower()}
        if {hit.document for hit in library.search(mark).hits} != here:
            found.append(f"search for {mark}")
    library.repair()
    if left := [finding.problem for finding in library.verify()]:
        found.append(f"left {left}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commands", nargs="*")
    parser.add_argument("--every", type=int, default=1, help="try only each N-th point")
    given = parser.parse_args()
    if shutil.which("strace") is None:
        sys.exit("strace is not here (Debian package strace)")
    folder = Path(tempfile.mkdtemp())
    prepared = Prepared(folder)
    root, log = folder / "kb", folder / "log"
    print("command   calls that write   kills   faults   seconds")
    for name, arguments in prepared.commands.items():
        if given.commands and name not in given.commands:
            continue
        shutil.copytree(prepared.template, root)
        before, calls = state(root), counted(root, arguments, log)
        after = state(root)
        kills, wrong, began = 0, [], time.monotonic()
        points = [(call, number) for call in CALLS for number in range(1, calls[call] + 1)][:: given.every]
        for call, number in points:
            shutil.rmtree(root)
            shutil.copytree(prepared.template, root)
            inject = ["-e", f"inject={call}:signal=KILL:when={number}"]
            run(root, arguments, ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", *inject])
            kills += 1
            wrong += [(call, number, fault) for fault in faults(root, before, after)]
        print(f"{name:9} {calls.total():16}   {kills:5}   {len(wrong):6}   {time.monotonic() - began:7.0f}", flush=True)
        for one in wrong[:10]:
            print("   ", *one, flush=True)
        shutil.rmtree(root)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
