"""The inverted index: derived, in step with the corpus, and never asked to be exact."""

from __future__ import annotations

import shutil

from kb.check.corpus import listed
from kb.check.index import Shingles
from kb.model import Verdict

from .library import DANISH

SAID = "Ordningen koster 12 mio. kr. om året"


def test_a_changed_corpus_is_seen_at_once(own):
    assert own.quote(SAID).verdict is Verdict.EXACT
    own.replace("faerger", DANISH.replace("12 mio.", "14 mio."))
    assert own.quote(SAID.replace("12", "14")).verdict is Verdict.EXACT
    own.corpus.remove(own.ids["faerger"], own.corpus.new_change())
    assert own.quote(SAID).verdict is Verdict.NOT_FOUND


def test_only_changed_texts_are_read_again(own):
    own.check()
    own.add("ny", "da", "# Ny\n\nEn ny tekst om slet ingenting.\n")
    read = []

    def spied():
        for one in listed(own.corpus):
            yield type(one)(key=one.key, mark=one.mark, read=lambda one=one: (read.append(one.key), one.read())[1])

    Shingles(own.root / "index" / "check").synchronise(own.corpus.stamp(), spied)
    assert read == [(own.ids["ny"], None)]


def test_deleting_or_damaging_the_index_loses_nothing(own):
    assert own.quote(SAID).verdict is Verdict.EXACT
    folder = own.root / "index" / "check"
    for path in folder.glob("*.postings"):
        path.write_bytes(b"123")
    assert own.quote(SAID).verdict is Verdict.EXACT
    (folder / "catalogue.json").write_text("{", encoding="utf-8")
    assert own.quote(SAID).verdict is Verdict.EXACT
    shutil.rmtree(folder)
    assert own.quote(SAID).verdict is Verdict.EXACT


def test_many_changes_are_put_together(own):
    for number in range(16):
        own.add(f"ny{number}", "da", f"# Nummer {number}\n\nTekst nummer {number} om havnens mange færger og både.\n")
        own.check()
    assert len(list((own.root / "index" / "check").glob("*.postings"))) <= 13
    assert own.quote("Tekst nummer 7 om havnens mange færger").verdict is Verdict.EXACT
    assert own.quote(SAID).verdict is Verdict.EXACT


def test_the_texts_that_hold_all_words_come_first(own):
    from kb.check.grams import grams

    shingles = Shingles(own.root / "index" / "check")
    shingles.synchronise(own.corpus.stamp(), lambda: listed(own.corpus))
    best, *_ = shingles.proposals(grams(SAID))
    assert shingles.entries[best.text].id == own.ids["faerger"]
    assert best.held == len(grams(SAID))
