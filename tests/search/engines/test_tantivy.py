"""What the Tantivy engine promises beyond the contract: terms of any length, exact gaps, and giving up what is dead."""

from __future__ import annotations

import importlib.util
import re
import sys

import pytest

from kb.errors import EngineError, EngineMissing, StaleIndex
from kb.search.engine import Found
from kb.search.engines import open_engine
from kb.search.query import Concept, Phrase, Prefix, Query, Request, Term
from tests.search.engines.conftest import described, entry
from tests.search.tried import TRIED, opened

COMPOUND = "sundhedsdatainfrastrukturudviklingsprojektlederuddannelsesudvalgsformand"


@pytest.fixture
def engine(tmp_path, need):
    need(not TRIED["tantivy"].missing(), TRIED["tantivy"].missing())
    return opened("tantivy", tmp_path)


def ask(engine, query: Query, **options: object) -> Found:
    return engine.search(Request(concepts=(Concept(queries={"da": query}),), **options))


def put(engine, *texts: str, **fields: object) -> None:
    with engine.update() as writer:
        for at, text in enumerate(texts):
            writer.replace(described(f"d{at}"), [entry(1, text, **fields)])


class TestTerms:
    @pytest.mark.parametrize("length", [40, 41, len(COMPOUND), 300, 15_999])
    def test_a_long_word_is_found_whole_and_by_its_beginning(self, engine, length):
        word = (COMPOUND * (length // len(COMPOUND) + 1))[:length]
        put(engine, f"en {word} her", f"en {word}x her")
        assert len(COMPOUND) > 60
        assert ask(engine, Term("word", word)).total == 1
        assert ask(engine, Prefix("word", word)).total == 2
        assert ask(engine, Phrase("word", ("en", word, "her"))).total == 1
        assert word in set(engine.terms("da", "word"))

    def test_words_too_long_for_tantivy_are_kept_apart(self, engine):
        put(engine, "a" * 70_000 + "b", "a" * 70_000 + "c")
        assert ask(engine, Term("word", "a" * 70_000 + "b")).total == 1

    def test_white_space_in_a_term_is_part_of_it(self, engine):
        terms = ("com 2025", "com\u00a02025", "com", "2025", "\ue000", "com\n2025")
        with engine.update() as writer:
            for at, text in enumerate(terms):
                fields = {"word": ((text, 0), ("slut", 1))}
                writer.replace(described(f"d{at}"), [entry(1, "x")._replace(fields=fields)])
        for text in terms:
            assert ask(engine, Term("word", text)).total == 1
            assert ask(engine, Phrase("word", (text, "slut"))).total == 1
        assert ask(engine, Prefix("word", "com")).total == 4
        assert list(engine.terms("da", "word", "com")) == sorted(t for t in terms if t.startswith("com"))

    def test_positions_need_not_follow_each_other(self, engine):
        fields = {"word": (("alfa", 3), ("beta", 5), ("beta", 5), ("gamma", 6))}
        with engine.update() as writer:
            writer.replace(described("d"), [entry(1, "x")._replace(fields=fields)])
        assert ask(engine, Phrase("word", ("alfa", "beta"))).total == 0
        assert ask(engine, Phrase("word", ("alfa", "beta"), 1)).total == 1
        assert ask(engine, Phrase("word", ("beta", "gamma"))).total == 1


class TestGaps:
    def test_words_in_the_other_order_are_not_the_phrase(self, engine):
        """Tantivy's own slop lets two words change places."""
        put(engine, "beta alfa", "alfa x x beta")
        assert ask(engine, Phrase("word", ("alfa", "beta"), 2)).total == 1

    def test_a_phrase_with_more_spreads_than_are_asked_for_says_that_it_is_not_exact(self, engine):
        put(engine, "alfa x beta x gamma")
        near, wide = (ask(engine, Phrase("word", ("alfa", "beta", "gamma"), gaps)) for gaps in (4, 400))
        assert (near.total, near.total_exact) == (1, True)
        assert (wide.total, wide.total_exact) == (1, False)


class TestAttributes:
    def test_a_value_that_looks_like_a_date_is_text(self, engine):
        with engine.update() as writer:
            writer.replace(
                described("d", attributes={"tag": ("2024-01-01T00:00:00Z",), "a.b ~": ("x",)}), [entry(1, "alfa")]
            )
        found = ask(engine, Term("word", "alfa"), facets=("tag", "a.b ~"))
        assert found.facets == {"tag": {"2024-01-01T00:00:00Z": 1}, "a.b ~": {"x": 1}}


def test_more_documents_than_the_window_keep_one_order(engine, monkeypatch):
    from kb.search.tantivy import ranking

    monkeypatch.setattr(ranking, "WINDOW", 4)
    monkeypatch.setattr(ranking, "_FEW", 3)
    put(engine, *(" ".join(["alfa"] * (1 + at % 5) + ["x"] * (at % 7)) for at in range(30)))
    whole = [one.document for one in ask(engine, Term("word", "alfa")).documents]
    assert len(set(whole)) == 30
    for limit in (1, 3, 4, 5, 10, 29):
        assert [one.document for one in ask(engine, Term("word", "alfa"), limit=limit).documents] == whole[:limit]


def test_an_index_that_is_mostly_dead_asks_to_be_made_anew(engine, monkeypatch):
    put(engine, "alfa")
    monkeypatch.setattr("kb.search.tantivy.engine._MOST_DEAD", -1.0)
    with pytest.raises(StaleIndex), engine.update():
        pass
    assert ask(engine, Term("word", "alfa")).total == 1
    with engine.rebuild() as writer:
        writer.replace(described("new"), [entry(1, "alfa")])
    assert engine.indexed().keys() == {"new"}


def test_a_second_writer_waits_and_is_told(engine, tmp_path, monkeypatch):
    monkeypatch.setattr("kb.search.tantivy.generation._WAIT", 0.05)
    with engine.update() as writer:
        writer.replace(described("d"), [entry(1, "alfa")])
        with pytest.raises(EngineError, match=re.escape("another process")), opened("tantivy", tmp_path).update():
            pass
    assert engine.indexed().keys() == {"d"}


def test_an_engine_that_is_not_installed_is_named_with_its_extra(tmp_path, monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "tantivy" or ".tantivy" in name]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "tantivy", None)
    assert importlib.util.find_spec("kb.search.engines")
    with pytest.raises(EngineMissing) as caught:
        open_engine("tantivy", tmp_path, "1")
    assert caught.value.extra == "fast"
