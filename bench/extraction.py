"""How well the document of a web page is found and described, and what it costs beside trafilatura alone.

usage: extraction.py FOLDER [--pages] [--whole]

FOLDER holds ground-truth.json {page: {articleBody, title, author, date, sitename, without}} and html/PAGE.html.gz.
Prints per group of pages (the part of the name before "_") precision, recall and F1 of four-word shingles, means over
pages; how many of the strings that must not be there were found; how many titles, dates, authors and site names are
right; and the CPU time of the extraction over that of trafilatura. With --whole, text and time are those of the whole
pipeline: extraction, cleaning, language, description and sketch.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import trafilatura

from kb.ingest.blocks import Extracted, Original
from kb.ingest.describe import Described, describe
from kb.ingest.extract import extract
from kb.ingest.prepare import Prepared, Task, prepare

NOW = datetime.now(UTC)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The four-word shingles of a text with their counts."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def overlap(truth: str, text: str) -> tuple[float, float]:
    """Precision and recall of shingles."""
    wanted, got = shingles(truth), shingles(text)
    common = sum((wanted & got).values())
    return common / max(1, sum(got.values())), common / max(1, sum(wanted.values()))


def leaks(page: dict[str, Any], text: str) -> int:
    """How many strings that are no part of the document stand in its text."""
    flat = " ".join(text.split())
    return sum(" ".join(s.split())[:60] in flat for s in page.get("without") or [])


def plain(text: str | None) -> str:
    """Letters and digits alone, for comparing titles and names."""
    return re.sub(r"\W+", " ", (text or "").lower()).strip()


def described(extracted: Extracted, name: str) -> Described:
    """The description the pipeline would make, without the cleaner's share in it."""
    language = name[:2] if name[:3] in {"da_", "sv_"} else "en"
    return describe(
        extracted.clues, extracted.blocks, extracted.removed, source_name=name, language=language, today=NOW.date()
    )


def judge(page: dict[str, Any], found: Described, tally: Counter[str]) -> None:
    """Count what is right of one page's description."""
    if page.get("title"):
        tally["titles"] += 1
        tally["titles right"] += plain(page["title"]) == plain(found.title)
    if "date" in page:
        certain = bool(found.published_from and found.published_from.certain)
        day = found.published.isoformat() if found.published else None
        tally["dates"] += page["date"] is not None
        tally["dates right"] += page["date"] is not None and day == page["date"]
        tally["certain dates"] += certain
        tally["certain dates right"] += certain and day == page["date"]
        tally["dates invented"] += page["date"] is None and day is not None
    if page.get("author"):
        tally["authors"] += 1
        tally["authors right"] += all(plain(a) in plain(" ; ".join(found.authors)) for a in page["author"].split(", "))
    if page.get("sitename"):
        tally["sites"] += 1
        tally["sites right"] += page["sitename"] == found.publisher


def kept(original: Original) -> str:
    """The text that the whole pipeline keeps of a page."""
    made = prepare(Task(original=original))
    return made.text if isinstance(made, Prepared) else ""


def main(folder: str, *options: str) -> None:
    """Score every page of a folder."""
    truth = json.loads(Path(folder, "ground-truth.json").read_text(encoding="utf-8"))
    groups: dict[str, list[tuple[float, float]]] = defaultdict(list)
    tallies: dict[str, Counter[str]] = defaultdict(Counter)
    ours = alone = 0.0
    for name, page in truth.items():
        data = gzip.decompress(Path(folder, "html", f"{name}.html.gz").read_bytes())
        original = Original(source=name, name=f"{name}.html", data=data, fetched=NOW)
        started = time.process_time()
        whole = kept(original) if "--whole" in options else None
        extracted = extract(original) if whole is None else None
        ours += time.process_time() - started
        extracted = extracted or extract(original)
        started = time.process_time()
        trafilatura.bare_extraction(data, include_comments=False, include_tables=True)
        alone += time.process_time() - started
        text = "\n".join(block.text for block in extracted.blocks) if whole is None else whole
        pair = overlap(page["articleBody"], text)
        tally: Counter[str] = Counter({"leaks": leaks(page, text), "planted": len(page.get("without") or [])})
        # Pages without a title in their truth say nothing about their date either.
        judge(page if page.get("title") else {}, described(extracted, name), tally)
        for group in (name.split("_", maxsplit=1)[0], "all"):
            groups[group].append(pair)
            tallies[group].update(tally)
        if "--pages" in options:
            print(f"{name:24} P {pair[0]:.3f} R {pair[1]:.3f} leaks {tally['leaks']}")
    for group, pairs in groups.items():
        precision, recall = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{group:6} {len(pairs):3} pages  F1 {f1:.3f}  P {precision:.3f}  R {recall:.3f}  {dict(tallies[group])}")
    print(f"CPU {ours:.2f} s, trafilatura alone {alone:.2f} s, ratio {ours / alone:.2f}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
