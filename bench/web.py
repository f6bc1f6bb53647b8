"""The web page measured: ``python -m bench.web [FOLDER] [COUNT]``.

A real `kb serve` on the sample documents and on ``COUNT`` documents (7,000) made of their paragraphs, kept in
``FOLDER`` for the next run. For each page the bytes and the time until the last byte, as a ratio to the help page,
which asks the library nothing; the first paint in Chromium; and twenty readers while one process adds and removes.
"""

from __future__ import annotations

import http.client
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

from kb import Library

ROOT = Path(__file__).parents[1]
KB = str(Path(sys.executable).parent / "kb")
STRATEGY = "en-region-to-lande-faelles-styrke-indspil-til-den-0c8433"
RUNS = 25
READERS, REQUESTS = 20, 15
PAGES = {
    "help": "/help",
    "overview": "/",
    "search, one word": "/search?q=sundhedsdata",
    "search, four words": "/search?q=" + quote("gränspendlare skatt social säkerhet"),
    "search, a beginning": "/search?q=" + quote("sundheds*"),
    "search, nothing found": "/search?q=xylofonfabrik",
    "everything, newest first": "/search?sort=date",
    "read": "/read/{id}",
    "read with matches": "/read/{id}?q=sundhedsdata",
    "style sheet": "/static/kb.css",
    "script": "/static/kb.js",
    "icon": "/static/kb.svg",
}


def made(folder: Path, count: int) -> Path:
    """A knowledge base of ``count`` documents, no two the same, made of the sample documents' paragraphs."""
    if (folder / "kb.toml").exists():
        return folder
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus").glob("*/text.md"))]
    paragraphs = [p for text in texts for p in text.split("\n\n") if len(p) > 150 and p[0].isalnum()]
    sources = folder.parent / "sources"
    sources.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        chosen = [paragraphs[(number * 7 + step * 131) % len(paragraphs)] for step in range(4)]
        body = "\n\n".join(f"{p} ({number}-{step})" for step, p in enumerate(chosen))
        head = f"---\ntitle: Notat {number}\ndate: {2000 + number % 26}-0{1 + number % 9}-15\npublisher: Udgiver {number % 40}\n---\n"
        (sources / f"{number:05}.md").write_text(f"{head}\n{body}\n", encoding="utf-8")
    shutil.copytree(ROOT / "corpus", folder / "corpus", ignore=shutil.ignore_patterns(".kb"))
    shutil.copy(ROOT / "kb.toml", folder / "kb.toml")
    library = Library.open(folder)
    began = time.perf_counter()
    added = sum(1 for _ in library.add([sources], jobs=1))
    library.index()
    print(f"made {added} documents in {time.perf_counter() - began:.0f} s")
    shutil.rmtree(sources)
    return folder


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, int]]:
    """A real server on a free port; gives its host and port, and its process."""
    process = subprocess.Popen([KB, "--kb", str(folder), "serve", "--port", "0"], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        address = next(word for line in process.stderr for word in line.split() if word.startswith("http"))
        yield urlsplit(address).netloc, process.pid
    finally:
        process.terminate()
        process.wait()


def fetched(connection: http.client.HTTPConnection, path: str) -> tuple[int, int, float]:
    """Status, bytes and milliseconds of one request."""
    began = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Language": "da"})
    answer = connection.getresponse()
    body = answer.read()
    return answer.status, len(body), (time.perf_counter() - began) * 1000


def processor(pid: int) -> float:
    """The milliseconds of processor time a process has used (Linux); what others do on the machine hardly changes it."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def pages(place: str, pid: int) -> None:
    """Bytes and times of every page, the first request apart from the others."""
    connection = http.client.HTTPConnection(place, timeout=120)
    bare = 0.0
    for name, template in PAGES.items():
        path = template.format(id=STRATEGY)
        _, size, first = fetched(connection, path)
        used = processor(pid)
        times = [fetched(connection, path)[2] for _ in range(RUNS)]
        used = (processor(pid) - used) / RUNS
        median = statistics.median(times)
        bare = bare or median
        print(
            f"  {name:26} {size / 1000:7.1f} kB   processor {used:6.1f} ms   median {median:6.1f} ms"
            f" ({median / bare:5.1f} times help)   longest {max(times):6.1f}   first {first:6.1f}"
        )


def painted(place: str) -> None:
    """The first contentful paint of a fresh browser context, in milliseconds from the navigation."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    script = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        for address in ("/", "/search?q=sundhedsdata", f"/read/{STRATEGY}?q=sundhedsdata"):
            times = []
            for _ in range(7):
                page = browser.new_page()
                page.goto(f"http://{place}{address}")
                while (took := page.evaluate(script)) is None:
                    page.wait_for_timeout(10)
                times.append(took)
                page.close()
            print(
                f"  first paint {address[:24]:26} shortest {min(times):4.0f} ms, median {statistics.median(times):4.0f} ms"
            )
        browser.close()


def crowded(place: str, folder: Path) -> None:
    """Twenty readers at once while another process adds documents and removes them again."""
    answers: list[tuple[int, float]] = []
    paths = [path.format(id=STRATEGY) for path in list(PAGES.values())[:9]]

    def read(number: int) -> None:
        connection = http.client.HTTPConnection(place, timeout=300)
        for step in range(REQUESTS):
            status, _, took = fetched(connection, paths[(number + step) % len(paths)])
            answers.append((status, took))

    readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    began = time.perf_counter()
    for reader in readers:
        reader.start()
    changes = 0
    with tempfile.TemporaryDirectory() as name:
        while any(reader.is_alive() for reader in readers):
            source = Path(name) / f"{changes}.txt"
            source.write_text(f"Tilføjelse {changes}\n\nSundhedsdata nummer {changes} kom til, mens tyve læste.\n")
            done = subprocess.run(
                [KB, "--kb", str(folder), "add", str(source), "--json"], check=True, capture_output=True, text=True
            )
            id = done.stdout.split('"document": "')[1].split('"')[0]
            subprocess.run([KB, "--kb", str(folder), "remove", id], check=True, capture_output=True)
            changes += 2
    for reader in readers:
        reader.join()
    took = time.perf_counter() - began
    times = sorted(time for _, time in answers)
    failed = [status for status, _ in answers if status != 200]
    print(
        f"  {READERS} readers, {len(answers)} requests, {changes} changes meanwhile: {len(failed)} failed {failed[:5]},"
        f" {len(answers) / took:.0f} requests a second, median {times[len(times) // 2]:.0f} ms,"
        f" 95 % within {times[int(len(times) * 0.95)]:.0f} ms, longest {times[-1]:.0f} ms"
    )


def main() -> None:
    """Measure both."""
    kept = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 7000
    for size in (0, count):
        folder = made(kept / f"kb-{size}", size)
        Library.open(folder).index()
        with serving(folder) as (place, pid):
            print(f"{len(Library.open(folder).reader.ids())} documents; load {os.getloadavg()[0]:.1f}")
            pages(place, pid)
            painted(place)
            crowded(place, folder)


if __name__ == "__main__":
    main()
