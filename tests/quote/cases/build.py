"""Build the rows of quotation cases from their sources, so that offsets are never counted by hand.

A source line starts with its tier. ``[[…]]`` holds the words of a quotation, ``<<…>>`` those of a nested one and ``{{…}}``
words in marks that are no quotation; ``¶`` is a blank line and ``⏎`` a line end. A missing ``]]`` ends the
quotation at the next comma or full stop before a verb of saying, which is written as ``'',``, or at the paragraph's end.
The line below, ``= Name/kind; Name/kind``, names the speakers in order (``-`` for unknown).

    python tests/quote/cases/build.py
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
_MARKUP = re.compile(r"\[\[|\]\]|\{\{|\}\}|<<|>>")
_UNCLOSED_END = re.compile(
    r"''|,? (?=siger|säger|says|said)|(?<=\.) (?=Det siger|Det säger)|\n\n|$",
)


def _plain(source: str) -> tuple[str, list[tuple[str, int]]]:
    """The text without its markup, and each piece of markup with the place it stood at."""
    text, places, last = "", [], 0
    for found in _MARKUP.finditer(source):
        text += source[last : found.start()]
        places.append((found.group(), len(text)))
        last = found.end()
    return text + source[last:], places


def _spans(text: str, places: list[tuple[str, int]], start_mark: str, end_mark: str) -> Iterator[tuple[int, int]]:
    for position, (mark, start) in enumerate(places):
        if mark != start_mark:
            continue
        end = None
        for later, at in places[position + 1 :]:
            if later == end_mark:
                end = at
                break
            if later == start_mark:
                break
        if end is None:
            found = _UNCLOSED_END.search(text, start)
            assert found is not None
            end = found.start()
        yield start, end


def row(number: int, language: str, tier: str, source: str, speakers: str) -> dict[str, Any]:
    """One case from its two source lines."""
    text, places = _plain(source.replace("¶", "\n\n").replace("⏎", "\n"))
    named = [part.strip().partition("/") for part in speakers.split(";") if part.strip()]
    spans = list(_spans(text, places, "[[", "]]"))
    assert len(spans) == len(named), source
    quotes = [
        {
            "start": start,
            "end": end,
            "text": text[start:end],
            "speaker": None if name == "-" else name,
            "kind": kind or "direct",
        }
        for (start, end), (name, _, kind) in zip(spans, named, strict=True)
    ]
    quotes += [
        {"start": start, "end": end, "text": text[start:end], "speaker": None, "kind": "nested"}
        for start, end in _spans(text, places, "<<", ">>")
    ]
    negatives = [
        {"start": start, "end": end, "text": text[start:end]} for start, end in _spans(text, places, "{{", "}}")
    ]
    return {
        "id": f"{language}-{number:03}",
        "lang": language,
        "tier": "hard" if tier == "hard" else "standard",
        "text": text,
        "quotes": quotes,
        "negatives": negatives,
    }


def rows(language: str) -> list[dict[str, Any]]:
    """All cases of one language, numbered in the order of the source."""
    lines = (HERE / "source" / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return [
        row(number, language, *source.partition(" ")[::2], answer[1:])
        for number, (source, answer) in enumerate(zip(lines[::2], lines[1::2], strict=True), start=1)
    ]


def rendered(language: str) -> str:
    """The rows as JSON lines."""
    return "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in rows(language))


if __name__ == "__main__":
    for each in ("da", "sv", "en"):
        (HERE / f"{each}.jsonl").write_text(rendered(each), encoding="utf-8")
