"""Kills beside Recoll: ``python -m bench.recoll`` (Debian packages ``recollcmd`` and ``strace``).

Both hold ten documents and are given ten more; SIGKILL strikes at a system call that writes, at every one for Recoll
and at as many, spread evenly, for kb. Then the twenty are asked for by a word that only one holds: at once, without
indexing again, and after the command was given a second time. Recoll keeps no documents, so only its index can suffer.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from bench.kill import CALLS, KB, ROOT
from kb import Library

OLD, ALL = range(1, 11), range(1, 21)


def write_documents(folder: Path, numbers: range) -> None:
    """Small texts, each with a word of its own."""
    folder.mkdir(exist_ok=True)
    for number in numbers:
        text = f"Sag {number}\n\nDokument nummer {number} om havnen og broen over Sundet. Mark{number}z.\n"
        (folder / f"d{number}.txt").write_text(text, encoding="utf-8")


class Recoll:
    """Recoll on a configuration of its own."""

    name = "Recoll"

    def __init__(self, root: Path) -> None:
        self.root = root
        self.command = ["recollindex", "-c", str(root / "conf")]
        if not root.exists():
            (root / "conf").mkdir(parents=True)
            conf = f"topdirs = {root / 'docs'}\nloglevel = 1\nskippedPaths =\n"
            (root / "conf" / "recoll.conf").write_text(conf, encoding="utf-8")
            write_documents(root / "docs", OLD)
            quiet(self.command)
            write_documents(root / "docs", ALL)

    def found(self) -> set[int]:
        """The documents that their words find."""
        ask = ["recollq", "-c", str(self.root / "conf"), "-b"]
        return {n for n in ALL if f"/d{n}.txt" in quiet([*ask, f"mark{n}z"])}


class Kb:
    """kb on a knowledge base of its own."""

    name = "kb"

    def __init__(self, root: Path) -> None:
        self.root = root
        self.command = [*KB, "--kb", str(root / "kb"), "add", str(root / "docs"), "--jobs", "1"]
        if not root.exists():
            root.mkdir()
            write_documents(root / "docs", OLD)
            library = Library.create(root / "kb")
            list(library.add(root / "docs"))
            library.index()
            write_documents(root / "docs", ALL)

    def found(self) -> set[int]:
        """The documents that their words find, whole."""
        library = Library.open(self.root / "kb")
        assert not [finding for finding in library.verify() if finding.damage]
        return {n for n in ALL if library.search(f"mark{n}z").total == 1}


def quiet(command: list[str]) -> str:
    """What a command prints."""
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True).stdout


def points(peer: Recoll | Kb, log: Path) -> list[tuple[str, int]]:
    """Every call that writes of the command, as kind and number."""
    quiet(["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={','.join(CALLS)}", *peer.command])
    counts: dict[str, Counter[str]] = {}
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if found := re.match(r"(\d+)\s+(\w+)\(", line):
            counts.setdefault(found[1], Counter())[found[2]] += 1
    most: Counter[str] = Counter()
    for one in counts.values():
        most |= one
    return [(call, number) for call, count in sorted(most.items()) for number in range(1, count + 1)]


def main() -> None:
    for program in ("recollindex", "recollq", "strace"):
        if shutil.which(program) is None:
            sys.exit(f"{program} is not here (Debian packages recollcmd, strace)")
    folder = Path(tempfile.mkdtemp())
    print("         kills   former lost at once   all twenty after a second command")
    most = 0
    for kind in (Recoll, Kb):
        template, root = folder / f"template-{kind.name}", folder / kind.name
        # The paths stand in Recoll's index, so every try is made in one place.
        kind(root)
        shutil.copytree(root, template)
        every = points(kind(root), folder / "log")
        most = most or len(every)
        tried = every[:: max(1, round(len(every) / most))]
        lost = whole = 0
        for call, number in tried:
            shutil.rmtree(root)
            shutil.copytree(template, root)
            peer = kind(root)
            inject = ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"]
            quiet(["strace", "-f", "-qq", "-o", "/dev/null", *inject, *peer.command])
            lost += not set(OLD) <= peer.found()
            quiet(peer.command)
            whole += peer.found() == set(ALL)
        print(f"{kind.name:8} {len(tried):5}   {lost:19}   {whole:34}", flush=True)
        shutil.rmtree(root)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
