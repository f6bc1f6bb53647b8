"""The changes that are interrupted, each on a corpus that `prepared` made, and what a corpus holds."""

from __future__ import annotations

from pathlib import Path

from kb.corpus import Corpus, Verb
from kb.files import Disk

from .documents import contents


def prepared(root: Path, disk: Disk | None = None) -> Corpus:
    """A corpus with one document that was replaced once, and one that was added and removed again."""
    corpus = opened(root, disk)
    corpus.add(contents(original=b"removed", title="Fjernet"), "c0")
    corpus.add(contents(), "c1")
    id = first(corpus)
    corpus.replace(
        contents(original=b"newest", text="anden udgave\n", id=id), "c2", verb=Verb.REPLACE, keep_edition=True
    )
    corpus.remove(next(i for i in corpus.ids() if i.startswith("fjernet")), "c3")
    return corpus


def opened(root: Path, disk: Disk | None = None) -> Corpus:
    from kb.corpus.files import FileLayer

    return Corpus(root / "corpus", files=FileLayer(disk))


def first(corpus: Corpus) -> str:
    return next(i for i in corpus.ids() if i.startswith("sundhedsdata"))


def add(corpus):
    corpus.add(contents(original=b"second", title="Den anden"), "change")


def edit(corpus):
    former = corpus.record(first(corpus))
    new = contents(original=None, text="ny tekst\n", id=former.id, original_checksum=former.original_checksum)
    corpus.replace(new, "change", verb=Verb.EDIT)


def replace(corpus):
    new = contents(original=b"newer", text="nyere tekst\n", id=first(corpus))
    corpus.replace(new, "change", verb=Verb.REPLACE, keep_edition=True)


def remove(corpus):
    corpus.remove(first(corpus), "change")


def undo_removal(corpus):
    corpus.undo()


def nothing_yet(root: Path, disk: Disk | None = None) -> Corpus:
    corpus = opened(root, disk)
    corpus.root.mkdir(parents=True)
    return corpus


def with_three_added(root: Path, disk: Disk | None = None) -> Corpus:
    corpus = prepared(root, disk)
    for number in range(3):
        corpus.add(contents(original=b"%d" % number, title=f"Nr {number}"), "change")
    return corpus


def add_the_first(corpus):
    add(corpus)


def undo_many(corpus):
    corpus.undo()


def empty_trash(corpus):
    corpus.trash.empty(keep=1)


def erase(corpus):
    corpus.eraser.erase([first(corpus)])


CHANGES = [add, edit, add_the_first, replace, remove, undo_removal, undo_many, empty_trash, erase]
THROWS_AWAY = {empty_trash, erase}
BEFORE = {undo_many: with_three_added, add_the_first: nothing_yet}


def state(corpus: Corpus) -> dict[str, bytes]:
    """Every file of every document."""
    return {
        str(path.relative_to(corpus.root)): path.read_bytes()
        for id in corpus.ids()
        for path in sorted((corpus.root / id).rglob("*"))
        if path.is_file()
    }


def words(files: dict[str, bytes]) -> list[bytes]:
    """The originals and texts among some files."""
    return [data for name, data in files.items() if name.endswith(("text.md", "original.txt"))]


def trash(corpus: Corpus) -> list[bytes]:
    """The originals and texts in the trash."""
    files = (path for path in (corpus.root / ".kb" / "trash").rglob("*") if path.is_file())
    return words({str(path): path.read_bytes() for path in files})
