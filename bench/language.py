"""Measure language detection on marked rows, and lines of documents mixed from them: python bench/language.py FOLDER.

FOLDER holds ``*.jsonl`` with rows {text, lang, unit, also}: ``lang`` a BCP 47 code (nb and nn count as no), ``unit`` one
of word, pair, sentence, paragraph, ``also`` other languages the row may as well be taken for.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
from collections import Counter
from pathlib import Path

from kb.language import detect, segment

CLASSES = ("da", "sv", "en", "other")
UNITS = ("word", "pair", "sentence", "paragraph")
Row = dict[str, str | list[str] | None]


def plain(code: str) -> str:
    """``no`` for both written forms of Norwegian."""
    return "no" if code in {"nb", "nn"} else code


def class_of(code: str) -> str:
    """The language if it is served, else ``other``."""
    return plain(code) if plain(code) in CLASSES else "other"


def read(folder: Path) -> list[Row]:
    """The rows of all files of ``folder``, in order."""
    files = sorted(folder.glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]


def print_recall(rows: list[Row], backend: str, *, show_errors: bool) -> None:
    """A table of recall per unit and class, with the share of Norwegian rows called Danish."""
    print(
        f"{'unit':<10}{'macro':>7}" + "".join(f"{name:>7}" for name in CLASSES) + f"{'no>da':>7}{'und':>7}{'rows':>7}"
    )
    for unit in UNITS:
        these = [row for row in rows if row["unit"] == unit]
        if not these:
            continue
        answers = [detect(str(row["text"]), backend=backend).language for row in these]
        right: Counter[str] = Counter()
        for row, answer in zip(these, answers, strict=True):
            accepted = {class_of(code) for code in (str(row["lang"]), *(row.get("also") or ()))}
            right[class_of(str(row["lang"]))] += class_of(answer) in accepted
            if show_errors and class_of(answer) not in accepted:
                print("   ", row["lang"], answer, str(row["text"])[:100])
        totals = Counter(class_of(str(row["lang"])) for row in these)
        recalls = [right[name] / totals[name] if totals[name] else float("nan") for name in CLASSES]
        norwegian = [answer for row, answer in zip(these, answers, strict=True) if plain(str(row["lang"])) == "no"]
        danish = norwegian.count("da") / len(norwegian) if norwegian else float("nan")
        figures = (statistics.fmean(recalls), *recalls, danish, answers.count("und") / len(answers))
        print(f"{unit:<10}" + "".join(f"{figure:7.3f}" for figure in figures) + f"{len(these):7}")


def mix(rows: list[Row], kind: str, chance: random.Random) -> list[tuple[str, str]]:
    """The lines of one document with their languages, in the languages served."""
    by: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        by.setdefault((str(row["unit"]), plain(str(row["lang"]))), []).append(" ".join(str(row["text"]).split()))
    first, second = chance.sample(["da", "sv", "en"], 2)
    long, short = (
        (lambda name: chance.choice(by["paragraph", name])),
        (lambda name: chance.choice(by["sentence", name])),
    )
    few = lambda name: chance.choice(by["pair", name])  # noqa: E731
    if kind == "paragraphs":
        return [(long(name), name) for name in (first,) * 4 + (second,) * 3 + (first,) * 2]
    if kind == "header":
        return [(few(second), second) for _ in range(3)] + [(long(first), first) for _ in range(5)]
    if kind == "questions":
        return [
            pair for _ in range(4) for pair in ((short(first), first), (short(second), second), (short(second), second))
        ]
    return [(short(name), name) for name in (first,) * 5 + (second,) * 4 + (first,) * 4]


def print_mixed(rows: list[Row], backend: str) -> None:
    """The share of lines right in documents mixed from the rows."""
    chance = random.Random(7)
    print(f"\n{'mixed':<12}{'lines right':>12}")
    for kind in ("paragraphs", "header", "questions", "sentences"):
        right = total = 0
        for _ in range(60):
            document = mix(rows, kind, chance)
            text = "\n\n".join(line for line, _ in document)
            found = segment(text, backend=backend)
            place = 0
            for line, language in document:
                right += any(span.start <= place < span.end and label == language for span, label in found)
                total += 1
                place += len(line) + 2
        print(f"{kind:<12}{right / total:12.4f}")


def print_speed(rows: list[Row]) -> None:
    """The cost of the first short detection in a new process, and of a ten-page document."""
    program = (
        "import time, kb.errors, kb.model; start = time.perf_counter(); from kb.language import detect; detect('sundhed og forskning');"
        "print(time.perf_counter() - start)"
    )
    firsts = [float(subprocess.check_output([sys.executable, "-c", program])) for _ in range(9)]
    print(
        f"\nfirst short detection after importing kb.model: {min(firsts) * 1000:.0f} ms (best of 9), median {statistics.median(firsts) * 1000:.0f}"
    )
    program = (
        "import sys, time; from kb.language import segment; text = sys.stdin.read();"
        "start = time.perf_counter(); segment(text); print(time.perf_counter() - start)"
    )
    paragraphs = [str(row["text"]) for row in rows if row["unit"] == "paragraph" and row["lang"] == "da"]
    text = "\n\n".join(paragraphs)[:30_000]
    firsts = [
        float(
            subprocess.run(
                [sys.executable, "-c", program], input=text, text=True, capture_output=True, check=True
            ).stdout
        )
        for _ in range(5)
    ]
    print(f"segment of {len(text)} characters with loading: {min(firsts) * 1000:.0f} ms (best of 5)")


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--backend", default="langdetect")
    parser.add_argument("--errors", action="store_true", help="show every row that was wrong")
    given = parser.parse_args()
    rows = read(given.folder)
    print_recall(rows, given.backend, show_errors=given.errors)
    print_mixed(rows, given.backend)
    print_speed(rows)


if __name__ == "__main__":
    main()
