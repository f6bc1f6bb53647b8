"""The promise of `kb check`, on the sample documents: nothing that changes the meaning passes, nothing else is blamed."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from kb.check import open_check
from kb.corpus import Corpus

from .library import fetched
from .mutants import bases, documents, harmless, marked_cuts, meaning_changing

ROOT = Path(__file__).parents[2]
_PASSES = {"exact", "typographic"}


@pytest.fixture(scope="module", autouse=True)
def reading_here():
    """Thousands of drafts are read in this process; that each is read in a worker of its own is held elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kb.check.checking.in_workers", lambda read, drafts, **_: map(read, drafts))
        yield


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(ROOT / "corpus")


@pytest.fixture(scope="module")
def sentences(corpus):
    return bases(documents(corpus))


@pytest.fixture(scope="module")
def judged(corpus, tmp_path_factory):
    check = open_check(corpus, tmp_path_factory.mktemp("index"))

    def judge(mutants):
        report = check.drafts(fetched(mutant.draft.encode(), "draft.md") for mutant in mutants)
        return [(mutant, draft.quotations) for mutant, draft in zip(mutants, report.drafts, strict=True)]

    return judge


def _sample(mutants, count):
    """As many of each operation as are needed for ``count`` in all, the same ones every time."""
    by_operation: dict[str, list] = {}
    for mutant in mutants:
        by_operation.setdefault(mutant.operation, []).append(mutant)
    each = -(-count // len(by_operation))
    chance = random.Random(1)
    chosen = [m for group in by_operation.values() for m in chance.sample(group, min(each, len(group)))]
    rest = [mutant for mutant in mutants if mutant not in chosen]
    return chosen + chance.sample(rest, max(0, count - len(chosen)))


def _wrong(judged):
    return [
        (mutant.operation, mutant.draft, [str(one.verdict) for one in found])
        for mutant, found in judged
        if len(found) != 1 or found[0].verdict not in mutant.verdicts
    ]


def test_no_change_of_meaning_passes_and_each_is_classed_and_flagged(sentences, judged):
    found = judged(_sample(meaning_changing(sentences), 700))
    assert len(found) >= 600
    assert {mutant.base.language for mutant, _ in found} == {"da", "sv", "en"}
    passed = [(m.operation, m.draft) for m, quotations in found if {str(q.verdict) for q in quotations} & _PASSES]
    assert passed == []
    wrong = _wrong(found)
    assert len(wrong) <= 0.03 * len(found), wrong
    flagged = [
        any(str(d.kind) in mutant.serious for one in quotations for d in one.differences if d.serious)
        for mutant, quotations in found
        if mutant.serious
    ]
    assert sum(flagged) >= 0.99 * len(flagged)
    warned = [mutant.warning in one.warnings for mutant, (one, *_) in found if mutant.warning]
    assert sum(warned) >= 0.97 * len(warned)


def test_nothing_harmless_is_called_altered_or_worse(sentences, judged):
    found = judged(_sample(harmless(sentences), 400))
    assert len(found) >= 300
    assert len(Counter(mutant.operation for mutant, _ in found)) >= 10
    wrong = _wrong(found)
    assert len(wrong) < 0.01 * len(found), wrong


def test_marked_cuts_are_elided_and_what_is_cut_off_is_told(sentences, judged):
    found = judged(_sample(marked_cuts(sentences), 150))
    wrong = _wrong(found)
    assert len(wrong) <= 0.03 * len(found), wrong
    warned = [mutant.warning in one.warnings for mutant, (one, *_) in found if mutant.warning]
    assert len(warned) >= 10
    assert sum(warned) >= 0.95 * len(warned)
