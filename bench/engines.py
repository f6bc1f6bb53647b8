"""kb with its embedded engines against SQLite FTS5, Tantivy and Whoosh used directly: ``python -m bench.engines [N [NAME ...]]``.

All are given the same N passages (6,000 unless told otherwise), made by ``bench.passages``, in one run. The peers
analyse as they do by themselves: FTS5 with ``unicode61``, Tantivy with its tokenizer and Snowball stemmers, Whoosh with
its analyzers of the three languages. Every query asks for the ten best and for the number of all. Of kb three things are
timed, in processor time: the whole search, as a person gets it; the engine alone; and for indexing the analysis alone.
Of a peer two: the search, to be held against kb's engine, and the same with an excerpt of each of the ten, marked by the
peer's own means, to be held against the whole. Expanded queries are asked of the peers as any of the words that kb
widened the question to. Read the ratios. Names leave out the rest, which
large numbers need: ``python -m bench.engines 85000 whoosh "SQLite FTS5"``.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.passages import PASSAGES, Made, documents
from bench.peers import FILTER, PEERS, Asked, Row
from bench.scale import TODAY, questions
from bench.search import document
from kb.language.analysis import tokenize
from kb.search.entries import Words, analyzed, checksum, entries
from kb.search.index import Index
from kb.search.indexing import synchronise
from kb.search.passages import passages
from kb.search.plan import plan
from kb.search.query import Request
from kb.search.searcher import FACETS, Filters, Searcher
from kb.search.syntax import parse

KINDS = ("plain", "expanded", "phrase", "prefix", "faceted")


def timed(call: Callable[[], object]) -> float:
    """The seconds of processor time that a call takes, in all threads."""
    began = time.process_time()
    call()
    return time.process_time() - began


def medians(asks: dict[str, list[Callable[[], object]]]) -> dict[str, float]:
    """For each kind the median of the better of two runs of every query, in milliseconds."""
    return {
        kind: statistics.median(min(timed(call), timed(call)) * 1000 for call in calls) for kind, calls in asks.items()
    }


def for_peers(kind: str, text: str, searcher: Searcher) -> Asked:
    """A question as the peers are asked it."""
    words = tuple(token.text.lower() for token in tokenize(text) if token.kind == "word")
    how = {"plain": "all", "expanded": "any"}.get(kind, kind)
    if kind == "expanded":
        found = searcher.search(text, today=TODAY).expansions
        more = (word for one in found for to in one.to for word in re.findall(r"\w+", to.term))
        words = tuple(dict.fromkeys((*words, *more)))
    return Asked(how, words)


def kb_asks(made: Index, drawn: dict[str, list[str]]) -> dict[str, dict[str, list[Callable[[], object]]]]:
    """The whole searches and the bare requests, by kind."""
    searcher = Searcher(made)
    whole: dict[str, list[Callable[[], object]]] = {}
    bare: dict[str, list[Callable[[], object]]] = {}
    for kind, texts in drawn.items():
        filters = Filters(kind=(FILTER,)) if kind == "faceted" else Filters()
        own = kind != "expanded"
        whole[kind] = [
            lambda text=text, own=own, filters=filters: searcher.search(
                text, today=TODAY, only_my_words=own, filters=filters
            )
            for text in texts
        ]
        requests = [
            Request(
                concepts=tuple(one.concept() for one in plan(parse(text), made, today=TODAY, only_my_words=own).sought),
                where=filters.condition(),
                facets=FACETS if kind == "faceted" else (),
                limit=10,
            )
            for text in texts
        ]
        bare[kind] = [lambda request=request: made.engine.search(request) for request in requests]
    return {"whole": whole, "engine": bare}


def kb_document(made: Made) -> object:
    """A made document as kb's own."""
    from dataclasses import replace

    from kb.model import Kind

    found = document({"id": made.id, "lang": made.language, "text": made.text()})
    kind = Kind(made.kind)
    return replace(found, record=replace(found.record, kind=kind, publisher=made.publisher, tags=made.tags))


def analysis(found: dict[str, object], made: Index) -> float:
    """The seconds that kb's own analysis of all documents takes, without any engine."""

    def analyse() -> None:
        words = Words()
        for one in found.values():
            terms = analyzed(passages(one.record, one.text), made.analyzer)
            for _ in entries(one.record, terms, made.analyzer, words):
                pass

    return timed(analyse)


def main(number: int, chosen: frozenset[str]) -> None:
    """Index and ask everything, or what was chosen."""
    found = {made.id: kb_document(made) for made in documents(number // PASSAGES)}
    kinds = {made.id: made.kind for made in documents(number // PASSAGES)}
    rows = [
        Row(one.text, document.record.language, kinds[id])
        for id, document in found.items()
        for one in passages(document.record, document.text)
    ]
    print(f"{len(rows):,} passages, {sum(len(row.text) for row in rows) / len(rows):.0f} characters each", flush=True)
    checksums = {id: checksum(one.record) for id, one in found.items()}
    drawn = questions()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results: dict[str, tuple[float, dict[str, float]]] = {}
        kbs = {
            engine: Index(folder / engine, engine=engine, cache=folder)
            for engine in ("whoosh", "tantivy")
            if not chosen or engine in chosen
        }
        for made in kbs.values():
            made.prepare()
        first = next(iter(kbs.values()))
        if not chosen:
            first.analyzer("da").analyze("varm")
            print(f"kb's analysis alone: {analysis(found, first):.1f} s the first time,", end=" ", flush=True)
            print(f"{analysis(found, first):.1f} s with its words known")
        for engine, made in kbs.items():
            took = timed(lambda made=made: synchronise(checksums, found.__getitem__, made, rebuild=True))
            for what, asks in kb_asks(made, drawn).items():
                results[f"kb on {engine}, {what}"] = took, medians(asks)
        asked = {kind: [for_peers(kind, text, Searcher(first)) for text in drawn[kind]] for kind in KINDS}
        for peer_name, made_peer in PEERS.items():
            if chosen and peer_name not in chosen:
                continue
            peer = made_peer(folder)
            took = timed(lambda peer=peer: peer.fill(rows))
            for how, shown in (("", False), (", shown", True)):
                asks = {
                    kind: [lambda one=one, peer=peer, shown=shown: peer.ask(one, shown=shown) for one in asked[kind]]
                    for kind in KINDS
                }
                results[peer_name + how] = took, medians(asks)
    table(results)
    ratios(results)


def table(results: dict[str, tuple[float, dict[str, float]]]) -> None:
    """Seconds and milliseconds."""
    print("\n| | indexing s | " + " | ".join(f"{kind} ms" for kind in KINDS) + " |")
    print("|---|---|" + "---|" * len(KINDS))
    for name, (took, times) in results.items():
        print(f"| {name} | {took:.1f} | " + " | ".join(f"{times[kind]:.2f}" for kind in KINDS) + " |")


def ratios(results: dict[str, tuple[float, dict[str, float]]]) -> None:
    """Kb by its peers."""
    print("\n| | indexing | " + " | ".join(KINDS) + " |\n|---|---|" + "---|" * len(KINDS))
    for name, (took, times) in results.items():
        if not name.startswith("kb"):
            continue
        own = "raw Tantivy" if "tantivy" in name else "raw Whoosh"
        shown = ", shown" if name.endswith("whole") else ""
        for peer in (own + shown, "SQLite FTS5" + shown):
            if peer not in results:
                continue
            theirs, asked = results[peer]
            row = " | ".join(f"{times[kind] / asked[kind]:.1f}" for kind in KINDS)
            print(f"| {name} / {peer} | {took / theirs:.1f} | {row} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 6_000, frozenset(sys.argv[2:]))
