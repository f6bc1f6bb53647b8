"""What each hostile file costs: ``python -m bench.hostile [--recoll] [-o FILE.md] [NAME ...]``.

Every file of ``tests/hostile`` is prepared in a worker as ``kb add`` does it, in a process of its own; seconds of
computing and by the clock, and the greatest memory of the worker, are printed as a Markdown table. With ``--recoll``
Recoll indexes each file beside a good one, for at most 60 seconds, where it is installed.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from kb.errors import SourceError
from kb.ingest.blocks import Original
from kb.ingest.prepare import Task, prepare
from kb.workers import Broken, in_workers
from tests.hostile.rows import GOOD, ROWS

PATIENCE = 60.0
LIMIT_SECONDS, LIMIT_MEGABYTES = 20, 1024


def one(name: str, path: str) -> None:
    """Prepare one file and print what it cost."""
    data = Path(path).read_bytes()
    original = Original(source=name, name=name, data=data, fetched=datetime(2026, 11, 20, tzinfo=UTC))
    began = time.monotonic()
    (made,) = in_workers(prepare, [Task(original=original)], jobs=1)
    took = time.monotonic() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    if isinstance(made, Broken):
        outcome = made.reason.partition(":")[0]
    else:
        outcome = made.kind if isinstance(made, SourceError) else "added"
    cost = {
        "outcome": outcome,
        "computing": used.ru_utime + used.ru_stime,
        "clock": took,
        "megabytes": used.ru_maxrss / 1024,
    }
    print(json.dumps({**cost, "bytes": len(data)}))


def with_kb(name: str, path: Path) -> dict[str, float | str]:
    """The cost of one file to kb, measured in a process of its own, which has no other children."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(writing, 1)
        one(name, str(path))
        sys.stdout.flush()
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return dict(json.loads(said))


def with_recoll(name: str, path: Path, folder: Path) -> dict[str, float | str]:
    """The cost of one file to Recoll, and whether it found its words, and those of the good file beside it."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "docs").mkdir(parents=True)
    (folder / "conf").mkdir()
    shutil.copyfile(path, folder / "docs" / name)
    (folder / "docs" / "good.txt").write_text("Kaj nummer syv er solgul.\n", encoding="utf-8")
    (folder / "conf" / "recoll.conf").write_text(f"topdirs = {folder / 'docs'}\n", encoding="utf-8")
    began = time.monotonic()
    process = subprocess.Popen(
        ["recollindex", "-c", str(folder / "conf"), "-z"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    most, ended = 0.0, True
    while process.poll() is None:
        most = max(most, _memory(process.pid))
        if time.monotonic() - began > PATIENCE:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            ended = False
            break
        time.sleep(0.05)
    took = time.monotonic() - began
    words = "gæster" if GOOD else ""
    return {
        "outcome": "ended" if ended else "stopped after 60 s",
        "code": process.returncode,
        "clock": took,
        "megabytes": most,
        "found": _asks(folder / "conf", words),
        "good": _asks(folder / "conf", "solgul"),
    }


def _memory(leader: int) -> float:
    """The memory of all processes of a session, in megabytes."""
    total = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader:
            total += int(fields[21]) * resource.getpagesize()
    return total / 1024 / 1024


def _asks(conf: Path, word: str) -> str:
    done = subprocess.run(["recollq", "-c", str(conf), "-b", word], capture_output=True, text=True, check=False)
    return "yes" if "file://" in done.stdout else "no"


def main() -> None:
    """Run all, and print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--recoll", action="store_true")
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--from", dest="first", help="begin with this file")
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    head = "| file | tries | bytes | outcome | computing s | clock s | MB |"
    lines = [head + (" Recoll | s | MB | its words | the good file |" if given.recoll else "")]
    lines.append("|---" * (lines[0].count("|") - 1) + "|")
    worst: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory(prefix="kb-hostile-") as name:
        rows = [row for row in ROWS if not given.names or row.name in given.names]
        for row in itertools.dropwhile(lambda row: given.first not in {None, row.name}, rows):
            path = Path(name, "file")
            path.write_bytes(row.make())
            cost = with_kb(row.name, path)
            worst.append((float(cost["computing"]), float(cost["megabytes"])))
            line = f"| {row.name} | {row.tries} | {cost['bytes']:,} | {cost['outcome']} | {cost['computing']:.1f} | {cost['clock']:.1f} | {cost['megabytes']:.0f} |"
            if given.recoll:
                other = with_recoll(row.name, path, Path(name, "recoll"))
                line += f" {other['outcome']} ({other['code']}) | {other['clock']:.1f} | {other['megabytes']:.0f} | {other['found']} | {other['good']} |"
            lines.append(line)
            print(line, flush=True)
    computing, megabytes = max(c for c, _ in worst), max(m for _, m in worst)
    lines.append(f"\n{len(worst)} files; the most any took: {computing:.1f} s of computing, {megabytes:.0f} MB.")
    print(lines[-1])
    if given.output is not None:
        given.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if computing > LIMIT_SECONDS + 1 or megabytes > LIMIT_MEGABYTES:
        sys.exit("a limit was passed")


if __name__ == "__main__":
    main()
