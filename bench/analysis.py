"""Measures the analysis: forms, compounds, the compiled lexicon and speed.

Usage: ``python bench/analysis.py [TEXTS.jsonl]``; the file has rows ``{"lang", "text"}`` and serves the speed alone.
"""

from __future__ import annotations

import json
import sys
import tempfile
from itertools import combinations
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from kb.language.analysis import Analyzer, Lexicon, analyzer, build_lexicon

CASES = Path(__file__).parent.parent / "tests" / "language" / "analysis" / "cases"
LANGUAGES = ("da", "sv", "en")


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a case file."""
    return [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def forms(found: Analyzer) -> str:
    """Share of form pairs that meet, and of unrelated pairs that do."""
    met = pairs = 0
    for row in rows(f"paradigms-{found.language}"):
        keys = [found.analyze_word(form).form for form in row["forms"]]
        met += sum(a == b for a, b in combinations(keys, 2))
        pairs += len(keys) * (len(keys) - 1) // 2
    alike = [row["words"] for row in rows(f"unrelated-{found.language}")]
    merged = sum(found.analyze_word(a).form == found.analyze_word(b).form for a, b in alike)
    return f"form pairs {met}/{pairs}, unrelated pairs merged {merged}/{len(alike)}"


def compounds(found: Analyzer) -> str:
    """Share of gold parts found, of compounds cut just so, and of simple words cut."""
    gold = right = exact = simple = cut = count = 0
    for row in rows(f"compounds-{found.language}"):
        got = found.analyze_word(row["word"]).parts
        wanted = {found.analyze_word(part).form for part in row["parts"]}
        if not wanted:
            simple, cut = simple + 1, cut + bool(got)
            continue
        count += 1
        gold, right, exact = gold + len(wanted), right + len(wanted & set(got)), exact + (wanted == set(got))
    return f"parts {right}/{gold}, cut just so {exact}/{count}, simple words cut {cut}/{simple}"


def speed(lexicon: Lexicon, texts: list[dict[str, Any]]) -> str:
    """Tokens a second, the first time and with the words known."""
    by_language = {language: analyzer(language, lexicon) for language in LANGUAGES}
    seconds = []
    for _ in range(2):
        start = process_time()
        tokens = sum(len(by_language[row["lang"]].analyze(row["text"])) for row in texts)
        seconds.append(process_time() - start)
    return f"{tokens} tokens, {tokens / seconds[0]:,.0f}/s first, {tokens / seconds[1]:,.0f}/s with known words"


def main() -> None:
    """Builds a lexicon in a temporary folder and prints the figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lexicon.bin"
        start = process_time()
        build_lexicon(path)
        print(f"lexicon built in {process_time() - start:.1f} s of CPU, {path.stat().st_size / 1e6:.1f} MB")
        start = perf_counter()
        lexicon = Lexicon.open(path)
        print(f"opened in {(perf_counter() - start) * 1000:.2f} ms")
        for language in LANGUAGES:
            found = analyzer(language, lexicon)
            print(language, forms(found))
            print(language, compounds(found))
        for name in sys.argv[1:]:
            texts = [json.loads(line) for line in Path(name).read_text(encoding="utf-8").splitlines()]
            print(speed(lexicon, texts))


if __name__ == "__main__":
    main()
