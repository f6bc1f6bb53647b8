"""A change that is stopped at any write leaves every document old or new, never half, and the next change converges."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kb.corpus import Corpus, Verb
from kb.corpus.files import FileLayer
from kb.corpus.verify import verify
from kb.errors import CorpusNotWritable

from .documents import contents


class Stopped(BaseException):
    """The process is gone; nothing after this runs."""


class StoppingLayer(FileLayer):
    """Stops at the n-th call that writes, before, after or in the middle of it."""

    def __init__(self, at: int, how: str) -> None:
        self.left, self.how, self.calls = at, how, 0

    def _step(self, act, half=lambda: None):
        self.calls += 1
        if self.left == 0:
            if self.how == "half":
                half()
            elif self.how == "after":
                act()
            raise Stopped
        self.left -= 1
        act()

    def write(self, path, data):
        self._step(
            lambda: super(StoppingLayer, self).write(path, data), lambda: path.write_bytes(data[: len(data) // 2])
        )

    def append(self, path, data):
        def half():
            with path.open("ab") as file:
                file.write(data[: len(data) // 2])

        self._step(lambda: super(StoppingLayer, self).append(path, data), half)

    def link(self, old, new):
        self._step(lambda: super(StoppingLayer, self).link(old, new))

    def make_folder(self, path):
        self._step(lambda: super(StoppingLayer, self).make_folder(path))

    def move(self, old, new):
        self._step(lambda: super(StoppingLayer, self).move(old, new))


def add_second(corpus):
    corpus.add(contents(original=b"second", title="Den anden"), corpus.new_change())


def edit_first(corpus):
    id = next(i for i in corpus.ids() if i.startswith("sundhedsdata"))
    corpus.replace(contents(original=None, text="ny tekst\n", id=id), corpus.new_change(), verb=Verb.EDIT)


def replace_first(corpus):
    id = next(i for i in corpus.ids() if i.startswith("sundhedsdata"))
    new = contents(original=b"newer", text="nyere tekst\n", id=id)
    corpus.replace(new, corpus.new_change(), verb=Verb.REPLACE, keep_edition=True)


def remove_first(corpus):
    corpus.remove(next(i for i in corpus.ids() if i.startswith("sundhedsdata")), corpus.new_change())


def undo(corpus):
    corpus.undo()


CHANGES = [add_second, edit_first, replace_first, remove_first, undo]


def state(corpus: Corpus) -> dict[str, bytes]:
    return {
        str(path.relative_to(corpus.root)): path.read_bytes()
        for id in corpus.ids()
        for path in sorted((corpus.root / id).rglob("*"))
        if path.is_file()
    }


def outcomes(root: Path, change) -> tuple[dict[str, bytes], dict[str, bytes], int]:
    """The state before and after the change, and how many writes it takes."""
    counting = StoppingLayer(10_000, "before")
    corpus = Corpus(root, files=counting)
    corpus.add(contents(), corpus.new_change())
    before, begun = state(corpus), counting.calls
    change(corpus)
    return before, state(corpus), counting.calls - begun


@pytest.mark.parametrize("how", ["before", "half", "after"])
@pytest.mark.parametrize("change", CHANGES, ids=lambda c: c.__name__)
def test_every_stopping_point_leaves_the_old_or_the_new_state(tmp_path, change, how):
    before, after, writes = outcomes(tmp_path / "counted", change)
    assert writes > 1
    for point in range(writes):
        root = tmp_path / f"{point}"
        corpus = Corpus(root)
        corpus.add(contents(), corpus.new_change())
        with pytest.raises(Stopped):
            change(Corpus(root, files=StoppingLayer(point, how)))
        stopped = state(corpus)
        whole = [name for name in stopped if name.count("/") == 1 and name.endswith("record.json")]
        for name in whole:
            folder = name.split("/")[0]
            assert f"{folder}/text.md" in stopped
            assert f"{folder}/original.txt" in stopped
        Corpus(root).add(contents(original=b"next", title="Næste"), "next-change")
        converged = {k: v for k, v in state(corpus).items() if not k.startswith("naeste")}
        assert converged in (before, after), f"stopped {how} write {point}"
        assert not [f for f in verify(corpus) if f.damage]


def test_a_full_disk_is_said_and_leaves_the_old_state(tmp_path):
    class Full(FileLayer):
        def write(self, path, data):
            raise CorpusNotWritable(path, "the disk is full")

    corpus = Corpus(tmp_path / "corpus")
    corpus.add(contents(), corpus.new_change())
    before = state(corpus)
    with pytest.raises(CorpusNotWritable):
        edit_first(Corpus(tmp_path / "corpus", files=Full()))
    assert state(corpus) == before


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="SIGKILL is a POSIX signal")
def test_a_real_kill_between_two_moves_is_finished_by_the_next_change(tmp_path):
    corpus = Corpus(tmp_path / "corpus")
    written = corpus.add(contents(), corpus.new_change())
    script = f"""
import os, signal, sys
sys.path[:0] = {[str(Path(__file__).parents[2]), str(Path(__file__).parent)]!r}
from kb.corpus import Corpus, Verb
from kb.corpus.files import FileLayer
from documents import contents
class Killed(FileLayer):
    moved = 0
    def move(self, old, new):
        super().move(old, new)
        Killed.moved += 1
        if Killed.moved == 1:
            os.kill(os.getpid(), signal.SIGKILL)
from pathlib import Path
corpus = Corpus(Path({str(corpus.root)!r}), files=Killed())
corpus.replace(contents(original=None, text='ny\\n', id={written.id!r}), 'killed', verb=Verb.EDIT)
"""
    done = subprocess.run([sys.executable, "-c", script], check=False, env={**os.environ})
    assert done.returncode == -signal.SIGKILL
    assert corpus.ids() == ()  # between the two moves the document is absent, never half
    corpus.add(contents(original=b"next", title="Næste"), corpus.new_change())
    assert corpus.text(written.id) == "ny\n"
