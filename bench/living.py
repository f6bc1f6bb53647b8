"""A knowledge base that lives long: operations in any order, and what must be there after each.

Sources are read in this process instead of in workers, which would only be started and stopped again; everything else
is the product as it is.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from kb import Library
from kb.errors import NothingToUndo
from kb.ingest import pipeline

pipeline.in_workers = lambda act, tasks, **_limits: map(act, tasks)  # type: ignore[assignment]

DOCUMENTS = 40
LANGUAGES = {
    "da": (
        [
            "sundhedsdata",
            "biobanken",
            "forskningen",
            "patienterne",
            "regionen",
            "samtykket",
            "pendlerne",
            "universitetet",
            "havnen",
            "etikken",
        ],
        "Regionerne vil dele {} med {}, og det kræver, at {} bruger de samme regler for {}.",
        "»Vi venter ikke på nummer {},« siger formand Karen Vestergård.",
    ),
    "sv": (
        [
            "vårddata",
            "biobanken",
            "forskningen",
            "patienterna",
            "regionen",
            "samtycket",
            "pendlarna",
            "universitetet",
            "hamnen",
            "etiken",
        ],
        "Kommunerna vill göra det lättare att dela {} med {}, och därför ska {} följa samma regler för {}.",
        "”Vi väntar inte på nummer {}”, säger ordförande Anders Lundmark.",
    ),
    "en": (
        [
            "data",
            "biobanks",
            "research",
            "patients",
            "hospitals",
            "consent",
            "commuters",
            "universities",
            "harbours",
            "ethics",
        ],
        "The region wants to share {} with {} so that {} can follow the same rules for {} everywhere.",
        "“We do not wait for number {},” says Dr Helen Marsh, who chairs the network.",
    ),
}
WEIGHTS = {
    "search": 30, "read": 27, "quote": 8, "edit": 12, "replace": 6, "add": 6, "remove": 5, "undo": 5, "reopen": 1,
}  # fmt: skip

State = dict[str, tuple[str, tuple[str, ...]]]


class Soak:
    """A knowledge base, what it must hold, and the operations."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.root, self.sources = folder / "kb", folder / "sources"
        self.sources.mkdir()
        self.library = Library.create(self.root)
        self.model: State = {}
        self.past: list[State] = []
        self.written = 0
        self.done: Counter[str] = Counter()

    def run(self, name: str) -> None:
        """One operation."""
        act: Callable[[], None] = getattr(self, name)
        if name not in {"add", "reopen", "search", "undo"} and not self.model:
            act = self.add
        if name == "add" and len(self.model) >= DOCUMENTS:
            act = self.remove
        act()
        self.done[act.__name__] += 1

    def text(self) -> str:
        """A new text, no two alike: each has a number that no other has."""
        self.written += 1
        words, sentence, quoted = LANGUAGES[self.random.choice(list(LANGUAGES))]
        blocks = [sentence.format(*self.random.choices(words, k=4)) for _ in range(5)]
        return (
            "\n\n".join((f"{words[self.written % 10]} {self.number()}", *blocks, quoted.format(self.number()))) + "\n"
        )

    def number(self) -> str:
        """The number of the text written last, as a word that a search finds."""
        return f"x{self.written}y"

    def one(self) -> str:
        """The id of some document."""
        return self.random.choice(sorted(self.model))

    def changed(self, id: str, state: tuple[str, tuple[str, ...]] | None) -> None:
        """Note what a change made of a document."""
        self.past = [*self.past[-30:], dict(self.model)]
        if state is None:
            del self.model[id]
        else:
            self.model[id] = state

    def add(self) -> None:
        path = self.sources / f"{self.written}.txt"
        path.write_text(self.text(), encoding="utf-8")
        (outcome,) = self.library.add(path)
        path.unlink()
        self.changed(outcome.record.id, (outcome.record.text_checksum, outcome.record.tags))

    def replace(self) -> None:
        path = self.sources / "same.txt"
        path.write_text(self.text(), encoding="utf-8")
        (outcome,) = self.library.add(path)
        self.changed(outcome.record.id, (outcome.record.text_checksum, outcome.record.tags))
        # A document keeps every edition; this one starts again from time to time.
        if len(self.library.editions(outcome.record.id)) > 5:
            self.library.remove([outcome.record.id])
            self.changed(outcome.record.id, None)

    def edit(self) -> None:
        record = self.library.edit(self.one(), {}, add_tags=[f"t{self.random.randrange(5)}"], remove_tags=["t9"])
        self.changed(record.id, (record.text_checksum, record.tags))

    def remove(self) -> None:
        (record,) = self.library.remove([self.one()])
        self.changed(record.id, None)

    def undo(self) -> None:
        if not self.past:
            return
        try:
            self.library.undo()
        except NothingToUndo:
            self.past = []
            return
        self.model = self.past.pop()

    def search(self) -> None:
        words, *_ = LANGUAGES[self.random.choice(list(LANGUAGES))]
        found = self.library.search(self.random.choice(words), limit=DOCUMENTS + 10).hits
        assert {hit.document for hit in found} <= set(self.model)
        if self.model:
            id = self.one()
            (number,) = set(re.findall(r"x\d+y", self.library.text(id)))
            assert [hit.document for hit in self.library.search(number).hits] == [id], (number, id)

    def read(self) -> None:
        id = self.one()
        assert self.library.document(id).record.text_checksum == self.model[id][0]
        assert self.library.passages(id)

    def quote(self) -> None:
        id = self.one()
        text = self.library.text(id)
        for excerpt in self.library.quote(document=id, quotations_only=True):
            assert excerpt.span.slice(text) == excerpt.text

    def reopen(self) -> None:
        self.library = Library.open(self.root)

    def compare(self) -> None:
        """Every document is there, whole, and what the model says."""
        held = {record.id: (record.text_checksum, record.tags) for record in self.library.records()}
        assert held == self.model, set(held.items()) ^ set(self.model.items())
        damage = [finding for finding in self.library.verify() if finding.damage]
        assert not damage, damage
