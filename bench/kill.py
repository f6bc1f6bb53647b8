"""Kills of the real program at every system call that writes: ``python -m bench.kill [--every N] [COMMAND ...]``.

Each command runs under strace (Debian package ``strace``), which sends SIGKILL at the n-th call of one kind, for every
kind and every n that the command makes. What strace wrote is read afterwards: only a process that ended by SIGKILL in
exactly that call counts as a kill, every other point is counted as not reached and named. After each: the documents are
old or new, whole and as their records say; the next search finds exactly what is there; nothing is left lying about
once the next change is done; what was erased has left no word. Prints a table.
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
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

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
REPLACED = "Havnen ved Sundet\n\nHavnen udvides med fem kajer, siger regionen nu. Xfjerde.\n"
MARKS = ("xfoerste", "xandet", "xtredje", "xfjerde")
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[0-9.:+Z-]*")

Files = dict[str, bytes]


class Killed(NamedTuple):
    """Which process a kill struck: the command's own, or one that it started."""

    worker: bool


@dataclass(frozen=True)
class Tried:
    """A command that is killed: what it is given, and the knowledge base it finds."""

    arguments: list[str]
    template: str
    erases: str | None = None


class Prepared:
    """Knowledge bases in the states before the kills, and the commands that are killed."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.sources = folder, folder / "sources"
        self.sources.mkdir()
        for name, text in TEXTS.items():
            (self.sources / name).write_text(text, encoding="utf-8")
        library = Library.create(self.at("behind"))
        first, second = (o.record.id for o in library.add([self.sources / "havn.txt", self.sources / "bro.txt"]))
        library = self._copied("behind", "held")
        library.index()
        library.backup(folder / "given.zip")
        self._copied("held", "removed").remove([second])
        (self.sources / "havn.txt").write_text(REPLACED, encoding="utf-8")
        library = self._copied("held", "used")
        list(library.add(self.sources / "havn.txt"))
        library.edit(second, {}, add_tags=["xandet"])
        library.search("xandet")
        ny, zip_ = str(self.sources / "ny.txt"), str(folder / "backup.zip")
        self.commands = {
            "add": Tried(["add", ny, "--jobs", "1"], "held"),
            "replace": Tried(["add", str(self.sources / "havn.txt"), "--jobs", "1"], "held"),
            "erase": Tried(["remove", second, "--erase", "--yes"], "used", erases=second),
            "trash": Tried(["trash", "--empty"], "used"),
            "restore": Tried(["undo"], "removed"),
            "init": Tried(["init", "--from", str(folder / "given.zip")], "nothing"),
            "edit": Tried(["edit", first, "--set", "title=Havnen udvides"], "held"),
            "remove": Tried(["remove", second], "held"),
            "undo": Tried(["undo"], "held"),
            "index": Tried(["index"], "behind"),
            "rebuild": Tried(["index", "--rebuild"], "held"),
            "export": Tried(["export", "--as", "zip", "-o", zip_], "held"),
        }

    def at(self, template: str) -> Path:
        """Where a state lies."""
        return self.folder / "templates" / template

    def _copied(self, template: str, name: str) -> Library:
        shutil.copytree(self.at(template), self.at(name))
        return Library.open(self.at(name))

    def fresh(self, root: Path, tried: Tried) -> Path:
        """The knowledge base before a command, made again."""
        shutil.rmtree(root, ignore_errors=True)
        if tried.template != "nothing":
            shutil.copytree(self.at(tried.template), root)
        return root


def state(root: Path) -> Files:
    """Every file of every document, without the moments of each run."""
    corpus = root / "corpus"
    return {
        str(path.relative_to(corpus)): _TIME.sub(b"then", path.read_bytes())
        for path in sorted(corpus.rglob("*"))
        if path.is_file() and ".kb" not in path.relative_to(corpus).parts
    }


def run(root: Path, arguments: list[str], strace: list[str] | None = None) -> None:
    """One command, perhaps under strace."""
    place = [arguments[0], str(root), *arguments[1:]] if arguments[0] == "init" else ["--kb", str(root), *arguments]
    command = [*(strace or []), *KB, *place]
    subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


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


def killed(root: Path, arguments: list[str], log: Path, call: str, number: int) -> Killed | None:
    """Run a command with a kill at a call; None where no process died in exactly that call."""
    # Not with --seccomp-bpf, although it is faster: strace 6.1 then never sends the signal.
    inject = ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"]
    run(root, arguments, ["strace", "-f", "-q", "-o", str(log), *inject])
    return struck(log.read_text(encoding="utf-8", errors="replace"), call, number)


def struck(log: str, call: str, number: int) -> Killed | None:
    """Which process ended by SIGKILL in its n-th call of a kind, as strace noted it."""
    begun: Counter[str] = Counter()
    first = ""
    for line in log.splitlines():
        process, _, rest = line.partition(" ")
        first = first or process
        if rest.lstrip().startswith(f"{call}("):
            begun[process] += 1
        elif "+++ killed by SIGKILL" in rest and begun[process] == number:
            return Killed(worker=process != first)
    return None


def faults(root: Path, tried: Tried, before: Files, after: Files) -> list[str]:
    """What is wrong after a kill; nothing, one hopes."""
    if tried.template == "nothing" and not (root / "kb.toml").exists():
        run(root, tried.arguments)  # nothing is promised but that it can be done again
    library = Library.open(root)
    found = ["damage"] if any(finding.damage for finding in library.verify()) else []
    texts = {data.decode() for files in (before, after) for name, data in files.items() if name.endswith("/text.md")}
    ids = library.reader.ids()
    if not {library.text(id) for id in ids} <= texts:
        found.append("a reader found another text")
    for mark in MARKS:
        here = {id for id in ids if mark in library.text(id).lower()}
        if {hit.document for hit in library.search(mark).hits} != here:
            found.append(f"search for {mark}")
    library.repair()
    if left := [finding.problem for finding in library.verify()]:
        found.append(f"left {left}")
    now = state(root)
    found += [f"{id} is neither old nor new" for id in named(before, after, now) if not is_one(id, now, before, after)]
    return found + (words_left(root, tried) if tried.erases else [])


def named(*states: Files) -> set[str]:
    """The ids of the documents that any of these states holds."""
    return {name.split("/")[0] for files in states for name in files}


def is_one(id: str, now: Files, *states: Files) -> bool:
    """Whether a document is file by file as one of these states has it."""
    ours = {name: data for name, data in now.items() if name.startswith(f"{id}/")}
    return any(ours == {n: d for n, d in files.items() if n.startswith(f"{id}/")} for files in states)


def words_left(root: Path, tried: Tried) -> list[str]:
    """Files in which words of an erased document are; an erasure that was stopped before the end is done again."""
    if tried.erases in Library.open(root).reader.ids():
        run(root, tried.arguments)
    forms = [form.encode(code) for form in ("xandet", "Xandet") for code in ("utf-8", "utf-16-le")]
    held = [path for path in root.rglob("*") if path.is_file() and any(form in path.read_bytes() for form in forms)]
    return [f"its words are in {path.relative_to(root)}" for path in held]


def one(name: str, prepared: Prepared, every: int) -> None:
    """Kill one command at each of its points, and print what came of it."""
    tried, root, log = prepared.commands[name], prepared.folder / "kb", prepared.folder / "log"
    before = state(prepared.fresh(root, tried))
    calls = counted(root, tried.arguments, log)
    after = state(root)
    points = [(call, number) for call in CALLS for number in range(1, calls[call] + 1)][::every]
    fired, wrong, missed, began = Counter[bool](), [], [], time.monotonic()
    for call, number in points:
        prepared.fresh(root, tried)
        hit = killed(root, tried.arguments, log, call, number)
        if hit is None:
            missed.append(f"{call} {number}")
        else:
            fired[hit.worker] += 1
        wrong += [f"{call} {number}: {fault}" for fault in faults(root, tried, before, after)]
    print(
        f"{name:9} {calls.total():16}   {len(points):5}   {fired.total():5}   {fired[True]:9}   {len(missed):11}   "
        f"{len(wrong):6}   {time.monotonic() - began:7.0f}",
        flush=True,
    )
    for line in [*wrong[:20], *(f"not reached: {point}" for point in missed)]:
        print("   ", line, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commands", nargs="*")
    parser.add_argument("--every", type=int, default=1, help="try only each N-th point")
    given = parser.parse_args()
    if shutil.which("strace") is None:
        sys.exit("strace is not here (Debian package strace)")
    with tempfile.TemporaryDirectory(prefix="kb-kill-") as name:
        prepared = Prepared(Path(name))
        if unknown := set(given.commands) - prepared.commands.keys():
            parser.error(f"{', '.join(sorted(unknown))}: give some of {', '.join(prepared.commands)}")
        print("command   calls that write   tried   fired   a worker's   not reached   faults   seconds", flush=True)
        for command in given.commands or prepared.commands:
            one(command, prepared, given.every)


if __name__ == "__main__":
    main()
