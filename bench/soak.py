"""A long life compressed: ``python -m bench.soak [--operations N] [--minutes M] [--folder F] [--words N]``.

One process adds, replaces, edits, removes, undoes, searches, reads, quotes and reopens on a small knowledge base, as a
web page that is never restarted would. After every change the documents are compared with a model of what they must
be; memory, files and open handles are printed as it goes and must stay flat. *Own* is what the process has of its own,
*mapped* what it has looked at of files such as the word lists, which the system takes back whenever it needs room.

kb remembers what it made of the words it met, up to a number of them in each place that does. With ``--words`` that
number is small everywhere, so that everything is full soon and what grows after that is a leak.
"""

from __future__ import annotations

import argparse
import functools
import gc
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.living import Soak

CHECKED = 1_000  # operations between two looks at every file
EMPTIED = 2_000  # operations between two emptyings of the trash


def remember_at_most(words: int) -> None:
    """Let no cache of a bounded size hold more than this; to be called before kb is imported."""
    made = functools.lru_cache

    def bounded(maxsize: Any = 128, typed: bool = False) -> Any:
        return made(min(maxsize, words) if isinstance(maxsize, int) else maxsize, typed)

    functools.lru_cache = bounded  # type: ignore[assignment]


def memory() -> tuple[float, float]:
    """Megabytes this process holds now: its own, and those of mapped files."""
    values = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines())
    own, mapped = (int(values[name].split()[0]) * 1024 / 1e6 for name in ("RssAnon", "RssFile"))
    return own, mapped


def measures(soak: Soak) -> str:
    """Megabytes, own and mapped, files below the knowledge base, open handles, documents."""
    gc.collect()
    own, mapped = memory()
    files = sum(len(names) for _, _, names in os.walk(soak.root))
    handles = sum(1 for _ in Path("/proc/self/fd").iterdir())
    return f"{own:6.1f}  {mapped:6.1f}  {files:5}  {handles:7}  {len(soak.model):9}"


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--operations", type=int, default=200_000)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--words", type=int, help="words to remember in each place, to tell them from a leak")
    given = parser.parse_args()
    if given.words:
        remember_at_most(given.words)
    if given.folder:
        given.folder.mkdir(parents=True, exist_ok=True)
    from bench.living import WEIGHTS, Soak

    folder = Path(tempfile.mkdtemp(dir=given.folder))
    soak = Soak(folder, given.seed)
    began, names, weights = time.monotonic(), list(WEIGHTS), list(WEIGHTS.values())
    print("operations  seconds     own  mapped  files  handles  documents", flush=True)
    operations = 0
    try:
        while operations < given.operations and time.monotonic() - began < 60 * given.minutes:
            soak.run(soak.random.choices(names, weights)[0])
            operations += 1
            if operations % EMPTIED == 0:
                soak.library.empty_trash(keep=30)
            if operations % CHECKED == 0 or operations == 100:
                soak.compare()
                print(f"{operations:10}  {time.monotonic() - began:7.0f}  {measures(soak)}", flush=True)
    finally:
        print(f"{operations} operations in {time.monotonic() - began:.0f} s:", dict(soak.done), file=sys.stderr)
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
