"""How engines grow: ``python -m bench.scale --engine tantivy --passages 1000000 [--folder DIR]``.

Each engine is given passages made by ``bench.passages``, with the terms that kb's own analysis gives, and asked kb's own
requests: parsed, widened and planned as ``kb search`` does. At every step (a tenth, a half, all) it says the rate of
indexing, the size of the index, and for each kind of query the median and the 95th percentile in milliseconds, with the
processor time beside it, since a busy machine makes everything wait. The
analysis of a word is kept, as words come again and again: what is timed is the engine, with the making of its terms
shown apart; for several engines they are made once, and what each takes is counted by itself. Options are given as
JSON, for example ``--options '{"opensearch": {"hosts": ["http://127.0.0.1:19201"]}}'``.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from bench.passages import LANGUAGES, PASSAGES, Made, content, documents
from kb.language.analysis import Analyzed
from kb.search.engine import Described, Entry, Writer
from kb.search.entries import Words
from kb.search.index import Index
from kb.search.plan import plan
from kb.search.query import Has, Request, every
from kb.search.searcher import FACETS
from kb.search.syntax import parse
from kb.settings import user_cache_folder

TODAY = date(2026, 1, 1)
QUERIES = 40
STEPS = (0.1, 0.5, 1.0)
BATCH = 2_500  # documents a writer: 50,000 passages


class Spent(NamedTuple):
    """Seconds by the clock, and of processor time of this process in all threads."""

    clock: float = 0.0
    processor: float = 0.0

    @classmethod
    def so_far(cls) -> Spent:
        """Up to now."""
        return cls(time.perf_counter(), time.process_time())

    def plus(self, other: Spent) -> Spent:
        """Both."""
        return Spent(self.clock + other.clock, self.processor + other.processor)

    def minus(self, other: Spent) -> Spent:
        """The difference."""
        return Spent(self.clock - other.clock, self.processor - other.processor)

    def rate(self, number: int) -> str:
        """So many things a second, by each."""
        return f"{number / self.clock:,.0f} a second by the clock, {number / self.processor:,.0f} by the processor"


class Terms:
    """The terms of words, each analysed once."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: dict[tuple[str, str], tuple[Analyzed, ...]] = {}
        self.words = Words()
        self.spent = Spent()

    def of(self, language: str, word: str) -> tuple[Analyzed, ...]:
        """What the analysis makes of a word."""
        at = language, word
        if at not in self._known:
            self._known[at] = self._index.analyzer(language).analyze(word)
            self.words.meet(language, self._known[at])
        return self._known[at]

    def entries(self, made: Made) -> list[Entry]:
        """The entries of a document."""
        began = Spent.so_far()
        entries = [self._entry(number, made.language, words) for number, words in enumerate(made.passages, 1)]
        self.spent = self.spent.plus(Spent.so_far().minus(began))
        return entries

    def _entry(self, number: int, language: str, words: Iterable[str]) -> Entry:
        terms = [one for word in words for one in self.of(language, word)]
        return Entry(
            number=number,
            language=language,
            length=len(terms),
            fields={
                "word": tuple((one.word, at) for at, one in enumerate(terms)),
                "form": tuple((one.form, at) for at, one in enumerate(terms)),
                "part": tuple((part, 0) for one in terms for part in one.parts),
                "place": (("text", 0),),
            },
        )


def described(made: Made) -> Described:
    """A made document as engines know it."""
    return Described(
        id=made.id,
        checksum="1",
        language=made.language,
        published=f"{made.year}-06-01",
        title=made.id,
        attributes={
            "language": (made.language,),
            "kind": (made.kind,),
            "year": (str(made.year),),
            "publisher": (made.publisher,),
            "tag": made.tags,
        },
    )


def questions() -> dict[str, list[str]]:
    """Queries of each kind, the same at every step: words from frequent to rare."""
    chance, words = random.Random(11), content()
    drawn: dict[str, list[str]] = {kind: [] for kind in ("plain", "expanded", "phrase", "prefix", "faceted")}
    sample = list(documents(12))
    for at in range(QUERIES):
        language = LANGUAGES[at % 3]
        one, two = (words[language].words[int(20 * 60 ** chance.random())] for _ in range(2))
        drawn["plain"].append(f"{one} {two}")
        drawn["expanded"].append(f"{one} {two}")
        drawn["prefix"].append(f"{one[:5]}*")
        drawn["faceted"].append(f"{one} {two}")
        made = sample[at % 12]
        passage, start = chance.choice(made.passages), chance.randint(0, 25)
        drawn["phrase"].append(f'"{" ".join(passage[start : start + 2])}"')
    return drawn


def requests(index: Index) -> dict[str, list[Request]]:
    """The questions as an engine is asked them, planned with the index as it is now."""
    asked: dict[str, list[Request]] = {}
    for kind, queries in questions().items():
        asked[kind] = []
        for query in queries:
            planned = plan(parse(query), index, today=TODAY, only_my_words=kind != "expanded")
            where = every((planned.where, Has("kind", ("report", "strategy")))) if kind == "faceted" else planned.where
            asked[kind].append(
                Request(
                    concepts=tuple(one.concept() for one in planned.sought),
                    where=where,
                    facets=FACETS if kind == "faceted" else (),
                    limit=10,
                )
            )
    return asked


class Measured(NamedTuple):
    """Queries of one kind: milliseconds by the clock, processor time of this process in all threads, and the totals."""

    kind: str
    median: float
    slow: float
    processor: float
    total: int


def measure(index: Index) -> Iterator[Measured]:
    """Every kind of query, each query asked once before it counts."""
    for kind, asked in requests(index).items():
        times, processor, totals = [], [], []
        for request in asked:
            index.engine.search(request)
            began, spent = time.perf_counter(), time.process_time()
            totals.append(index.engine.search(request).total)
            times.append((time.perf_counter() - began) * 1000)
            processor.append((time.process_time() - spent) * 1000)
        slow = statistics.quantiles(times, n=20)[-1]
        median = statistics.median
        yield Measured(kind, median(times), slow, median(processor), int(median(totals)))


def size(index: Index) -> int:
    """Bytes of the engine's index, on this disk or on the nodes of a cluster."""
    if callable(asked := getattr(index.engine, "size", None)):
        return int(asked())
    folder = index.folder / index.name
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class Grown:
    """An engine that grows, and what it took it."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.spent = Spent()

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Whatever is done inside was done by this engine."""
        began = Spent.so_far()
        yield
        self.spent = self.spent.plus(Spent.so_far().minus(began))


def grow(engines: list[Grown], passages: int) -> None:
    """Index in steps, and measure at each."""
    terms, done = Terms(engines[0].index), 0
    for share in STEPS:
        wanted = int(passages * share) // PASSAGES
        made, analysed, before = documents(wanted - done, done), terms.spent, [one.spent for one in engines]
        while batch := list(islice(made, BATCH)):
            write(engines, terms, batch)
        fresh = terms.words.taken()
        for one in engines:
            with one.index.store.writing() as store:
                store.learn(fresh)
        added, done = (wanted - done) * PASSAGES, wanted
        print(f"\n{done * PASSAGES:>9,} passages: terms made at {terms.spent.minus(analysed).rate(added)}")
        for one, former in zip(engines, before, strict=True):
            told(one, one.spent.minus(former), added)


def told(one: Grown, spent: Spent, added: int) -> None:
    """Say what an engine took for what was added, and how it answers now."""
    print(f" {one.index.name}: {spent.rate(added)}, index {size(one.index) / 1e6:,.0f} MB", flush=True)
    for kind in measure(one.index):
        print(
            f"  {kind.kind:9} median {kind.median:8.2f} ms  p95 {kind.slow:8.2f} ms"
            f"  processor {kind.processor:8.2f} ms  median total {kind.total:,}",
            flush=True,
        )


def write(engines: list[Grown], terms: Terms, batch: list[Made]) -> None:
    """One writer's work in each engine, the terms made once for all."""
    with ExitStack() as stack:
        writers = []
        for one in engines:
            update = one.index.engine.update()
            with one.counted():
                writer = update.__enter__()
            stack.push(_closing(one, update))
            writers.append(writer)
        for made in batch:
            document, found = described(made), terms.entries(made)
            for one, writer in zip(engines, writers, strict=True):
                with one.counted():
                    writer.replace(document, found)


def _closing(one: Grown, update: AbstractContextManager[Writer]) -> Callable[..., bool | None]:
    """The end of an update, counted for its engine."""

    def close(*problem: Any) -> bool | None:
        with one.counted():
            return update.__exit__(*problem)

    return close


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", nargs="+", default=["tantivy"])
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--options", type=json.loads, default={}, help="of the engines, by name")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        engines = []
        for engine in given.engine:
            options = given.options.get(engine, {})
            engines.append(Grown(Index(Path(name) / engine, engine=engine, options=options, cache=user_cache_folder())))
            engines[-1].index.prepare()
        try:
            grow(engines, given.passages)
        finally:
            for one in engines:
                one.index.engine.drop()
                one.index.store.drop()


if __name__ == "__main__":
    main()
