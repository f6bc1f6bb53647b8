"""The benchmark of the main job: ``python -m bench [FOLDER-OF-DOCUMENTS ...]``.

Whole processes against ``python -c pass`` in the same run, adding documents, and a query on the sample corpus. Machines
are noisy: read the ratios, not the milliseconds. The benchmarks of single subjects are the other files of this folder.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kb import Library

ROOT = Path(__file__).parents[1]
KB = str(Path(sys.executable).parent / "kb")
RUNS = 15
QUERIES = ("biobanker", "gränspendlare skatt", "clinical trials across the border", '"life science"', "sundhedsdata*")


def best(command: list[str]) -> float:
    """The shortest of several runs of a process, in milliseconds: what the machine can do when left alone."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append((time.perf_counter() - began) * 1000)
    return min(times)


def processes() -> None:
    """Starting up, searching and quoting as whole processes."""
    bare = best([sys.executable, "-c", "pass"])
    print(f"python -c pass            {bare:7.0f} ms")
    for arguments in (["--help"], ["search", "biobanker"], ["quote", "--speaker", "Skovrup"], ["list"]):
        took = best([KB, "--kb", str(ROOT), *arguments])
        print(f"kb {' '.join(arguments):22} {took:7.0f} ms  {took - bare:+.0f} ms, {took / bare:.1f} times bare Python")


def adding(name: str, sources: list[Path], folder: Path) -> None:
    """Adding documents to an empty knowledge base, the index included."""
    library = Library.create(folder)
    began = time.perf_counter()
    added = sum(1 for _ in library.add(sources))
    put = time.perf_counter() - began
    library.index()
    took = time.perf_counter() - began
    print(f"adding {name:20} {added:5} documents: {put:6.1f} s, with the index {took:6.1f} s")


def thousand(folder: Path) -> list[Path]:
    """A thousand small files, no two the same: the sample texts' paragraphs, numbered and dealt out."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus").glob("*/text.md"))]
    paragraphs = [p for text in texts for p in text.split("\n\n") if len(p) > 150 and p[0].isalnum()]
    folder.mkdir()
    for number in range(1000):
        chosen = [paragraphs[(number * 7 + step * 131) % len(paragraphs)] for step in range(3)]
        body = "\n\n".join(f"{p} ({number}-{step})" for step, p in enumerate(chosen))
        (folder / f"{number:04}.txt").write_text(f"Notat {number}\n\n{body}\n", encoding="utf-8")
    return [folder]


def queries() -> None:
    """Queries in one process on the sample corpus."""
    library = Library.open(ROOT)
    library.search("biobanker")
    times = []
    for query in QUERIES * 10:
        began = time.perf_counter()
        library.search(query)
        times.append((time.perf_counter() - began) * 1000)
    print(f"a query in one process: median {statistics.median(times):.1f} ms, longest {max(times):.1f} ms")


def main() -> None:
    """Run everything; folders named on the command line are added too."""
    Library.open(ROOT).index()
    processes()
    queries()
    with tempfile.TemporaryDirectory() as name:
        for given in map(Path, sys.argv[1:]):
            adding(given.name, [given], Path(name) / f"kb-{given.name}")
        adding("small files", thousand(Path(name) / "small"), Path(name) / "kb-small")
        shutil.rmtree(Path(name) / "small")


if __name__ == "__main__":
    main()
