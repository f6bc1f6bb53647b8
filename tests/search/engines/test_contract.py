"""What every engine promises (``kb.search.engine``): a new engine is done when this is green for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest

from kb.search.engine import Engine, Found
from kb.search.query import (
    All,
    Alternative,
    And,
    Boost,
    Concept,
    DisMax,
    Either,
    Every,
    Has,
    Holds,
    Lacks,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Query,
    Request,
    Synonym,
    Term,
)
from tests.search.engines.conftest import described, entry

SPELLED = (
    ("d1", "da", "en fælles strategi for sundhedsdata"),
    ("d2", "da", "strategi og strategi igen"),
    ("d3", "sv", "en gemensam strategi för hälsodata"),
    ("d4", "en", "a shared plan"),
)


def fill(engine: Engine) -> Engine:
    with engine.update() as writer:
        for id, language, text in SPELLED:
            writer.replace(
                described(
                    id,
                    language=language,
                    published=f"202{id[1]}-05-01",
                    title=f"title {9 - int(id[1])}",
                    attributes={"language": (language,), "tag": ("alle", id)},
                ),
                [entry(1, text, language, part="sundhed data" if id == "d1" else "")],
            )
    return engine


def ask(engine: Engine, *queries: Query, languages: tuple[str, ...] = ("da", "sv", "en"), **request: object) -> Found:
    concepts = tuple(Concept(queries=dict.fromkeys(languages, query)) for query in queries)
    return engine.search(Request(concepts=concepts, **request))


def ids(found: Found) -> set[str]:
    return {document.document for document in found.documents}


class TestFinding:
    def test_an_index_never_written_is_empty(self, engine):
        assert engine.open().documents == 0
        assert engine.indexed() == {}
        assert ask(engine, Term("word", "strategi"), facets=("tag",)).total == 0
        assert list(engine.terms("da", "word")) == []

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            (Term("word", "strategi"), {"d1", "d2", "d3"}),
            (Term("part", "data"), {"d1"}),
            (Term("word", "data"), set()),
            (Prefix("word", "strat"), {"d1", "d2", "d3"}),
            (Prefix("word", "x"), set()),
            (Phrase("word", ("fælles", "strategi")), {"d1"}),
            (Phrase("word", ("strategi", "fælles")), set()),
            (Phrase("word", ("strategi", "strategi")), set()),
            (Phrase("word", ("strategi", "strategi"), 1), {"d2"}),
            (Phrase("word", ("en", "strategi"), 1), {"d1", "d3"}),
            (Phrase("word", ("en", "strategi"), 0), set()),
            (And((Term("word", "en"), Term("word", "strategi"))), {"d1", "d3"}),
            (And((Term("word", "strategi"), Not(Term("word", "en")))), {"d2"}),
            (And((Not(Term("word", "strategi")), Not(Term("word", "x")))), {"d4"}),
            (Or((Term("word", "igen"), Term("word", "plan"))), {"d2", "d4"}),
            (Not(Term("word", "strategi")), {"d4"}),
            (DisMax((Term("word", "igen"), Term("word", "strategi"))), {"d1", "d2", "d3"}),
            (Boost(Term("word", "plan"), 3.0), {"d4"}),
            (Synonym((Alternative(Term("word", "plan"), 0.7), Alternative(Term("word", "igen")))), {"d2", "d4"}),
            (All(), {"d1", "d2", "d3", "d4"}),
            (Or(()), set()),
            (Phrase("word", ()), set()),
        ],
    )
    def test_each_kind_of_query_finds_what_it_says(self, engine, query, expected):
        assert ids(ask(fill(engine), query)) == expected

    def test_a_concept_is_looked_for_only_in_its_languages(self, engine):
        assert ids(ask(fill(engine), Term("word", "strategi"), languages=("sv",))) == {"d3"}

    def test_a_document_holds_the_concepts_of_all_its_passages(self, engine):
        with engine.update() as writer:
            writer.replace(described("d"), [entry(1, "alfa beta"), entry(2, "gamma"), entry(3, "beta gamma")])
        (document,) = ask(engine, Term("word", "alfa"), Term("word", "gamma")).documents
        assert document.complete
        assert document.concepts == {0, 1}
        assert {(one.number, one.concepts) for one in document.passages} == {
            (1, frozenset({0})),
            (2, frozenset({1})),
            (3, frozenset({1})),
        }

    def test_the_title_makes_a_hit_and_is_no_passage(self, engine):
        with engine.update() as writer:
            writer.replace(described("d"), [entry(0, "alfa", place="title"), entry(1, "beta")])
        (document,) = ask(engine, Term("word", "alfa")).documents
        assert document.passages == ()

    def test_documents_that_hold_all_needed_words_come_first(self, engine):
        with engine.update() as writer:
            writer.replace(described("some"), [entry(1, "alfa alfa alfa alfa")])
            writer.replace(described("all"), [entry(1, "alfa og en masse andet"), entry(2, "beta og en masse mere")])
        found = ask(engine, Term("word", "alfa"), Term("word", "beta"))
        assert [(one.document, one.complete) for one in found.documents] == [("all", True), ("some", False)]

    def test_a_rarer_word_weighs_more(self, engine):
        with engine.update() as writer:
            for number in range(9):
                writer.replace(described(f"common{number}"), [entry(1, "alfa x y z")])
            writer.replace(described("rare"), [entry(1, "beta x y z")])
        assert ask(engine, Term("word", "alfa"), Term("word", "beta")).documents[0].document == "rare"

    def test_a_synonym_counts_once(self, engine):
        """Ten ways to say a word must not make it weigh ten words (Pirkola 1998)."""
        with engine.update() as writer:
            for number in range(6):
                writer.replace(described(f"filler{number}"), [entry(1, f"way{number} filler")])
            writer.replace(described("two"), [entry(1, "way1 other")])
            writer.replace(described("one"), [entry(1, "way1 way2")])
        ways = Synonym(tuple(Alternative(Term("word", f"way{number}")) for number in range(6)))
        assert ask(engine, ways, Term("word", "other")).documents[0].document == "two"


class TestNarrowing:
    @pytest.mark.parametrize(
        ("where", "expected"),
        [
            (Every(), {"d1", "d2", "d3"}),
            (Has("language", ("da",)), {"d1", "d2"}),
            (Has("tag", ("d1", "d3", "d4")), {"d1", "d3"}),
            (Has("nothing", ("x",)), set()),
            (Published("2022-01-01", None), {"d2", "d3"}),
            (Published(None, "2022-05-01"), {"d1", "d2"}),
            (Published("2022-05-01", "2022-05-01"), {"d2"}),
            (Lacks(Has("language", ("da",))), {"d3"}),
            (Either((Has("tag", ("d2",)), Published(None, "2021-12-31"))), {"d1", "d2"}),
            (Every((Has("language", ("da",)), Lacks(Has("tag", ("d2",))))), {"d1"}),
        ],
    )
    def test_conditions_narrow(self, engine, where, expected):
        assert ids(ask(fill(engine), Term("word", "strategi"), where=where)) == expected

    def test_a_condition_on_a_concept_looks_at_the_whole_document(self, engine):
        with engine.update() as writer:
            writer.replace(described("both"), [entry(1, "alfa"), entry(2, "beta")])
            writer.replace(described("one"), [entry(1, "alfa")])
        words = Term("word", "alfa"), Term("word", "beta")
        assert ids(ask(engine, *words, where=Holds(1))) == {"both"}
        assert ids(ask(engine, *words, where=Lacks(Holds(1)))) == {"one"}

    def test_a_concept_without_weight_finds_nothing_by_itself(self, engine):
        fill(engine)
        barred = Concept(queries={"da": Term("word", "igen")}, weight=0.0, needed=False)
        asked = Concept(queries={"da": Term("word", "strategi")})
        assert ids(engine.search(Request(concepts=(asked, barred), where=Lacks(Holds(1))))) == {"d1"}
        assert ids(engine.search(Request(concepts=(barred,), where=Lacks(Holds(0))))) == {"d1", "d3", "d4"}

    def test_without_concepts_every_document_answers(self, engine):
        assert ids(fill(engine).search(Request(concepts=(), where=Has("language", ("da",))))) == {"d1", "d2"}

    def test_a_filter_never_adds(self, engine):
        fill(engine)
        everything = ids(ask(engine, Term("word", "strategi")))
        assert ids(ask(engine, Term("word", "strategi"), where=Has("language", ("sv", "en")))) <= everything

    def test_totals_and_facets_count_documents(self, engine):
        with engine.update() as writer:
            for id, tag in (("a", "x"), ("b", "x"), ("c", "y")):
                writer.replace(described(id, attributes={"tag": (tag,)}), [entry(1, "alfa"), entry(2, "alfa alfa")])
        found = ask(engine, Term("word", "alfa"), facets=("tag",), limit=1)
        assert found.total == 3
        assert found.facets == {"tag": {"x": 2, "y": 1}}
        assert found.holding == (3,)


class TestOrder:
    def test_the_same_question_has_the_same_answer(self, engine):
        fill(engine)
        assert ask(engine, Term("word", "strategi")) == ask(engine, Term("word", "strategi"))

    def test_equal_scores_are_ordered_by_id(self, engine):
        with engine.update() as writer:
            for id in ("c", "a", "b"):
                writer.replace(described(id), [entry(1, "alfa")])
        assert [one.document for one in ask(engine, Term("word", "alfa")).documents] == ["a", "b", "c"]

    def test_the_limit_gives_the_best_of_every_language(self, engine):
        fill(engine)
        whole = [one.document for one in ask(engine, Term("word", "strategi")).documents]
        best = ask(engine, Term("word", "strategi"), limit=1)
        assert {one.language for one in best.documents} == {"da", "sv"}
        assert [one.document for one in best.documents] == [one for one in whole if one in ids(best)]
        assert best.total == 3

    def test_by_date_the_newest_comes_first_and_the_undated_last(self, engine):
        fill(engine)
        with engine.update() as writer:
            writer.replace(described("d0"), [entry(1, "strategi")])
        found = ask(engine, Term("word", "strategi"), order="date")
        assert [one.document for one in found.documents] == ["d3", "d2", "d1", "d0"]

    def test_by_title(self, engine):
        found = ask(fill(engine), Term("word", "strategi"), order="title")
        assert [one.document for one in found.documents] == ["d3", "d2", "d1"]


class TestWriting:
    def test_a_document_put_again_takes_the_place_of_the_old(self, engine):
        fill(engine)
        with engine.update() as writer:
            writer.replace(described("d1", checksum="new"), [entry(1, "noget andet")])
        assert engine.indexed()["d1"] == "new"
        assert ids(ask(engine, Term("word", "sundhedsdata"))) == set()
        (found,) = ask(engine, Term("word", "andet")).documents
        assert (found.document, found.checksum) == ("d1", "new")

    def test_a_removed_document_is_gone_everywhere(self, engine):
        fill(engine)
        with engine.update() as writer:
            writer.remove("d2")
            writer.remove("never-there")
        assert engine.indexed().keys() == {"d1", "d3", "d4"}
        assert ids(ask(engine, Term("word", "strategi"))) == {"d1", "d3"}
        assert "igen" not in set(engine.terms("da", "word"))
        assert engine.frequency("da", [Term("word", "strategi")]) == {Term("word", "strategi"): 1}
        asked = [Term("word", "strategi"), Term("word", "igen"), Term("word", "aldrig")]
        assert engine.held("da", asked) == {Term("word", "strategi")}
        assert engine.held("fi", asked) == frozenset()

    def test_a_document_is_written_once_per_writer(self, engine):
        with pytest.raises(ValueError), engine.update() as writer:  # noqa: PT012 - the second call is the point
            writer.replace(described("d"), [])
            writer.remove("d")

    def test_a_document_without_passages_is_indexed(self, engine):
        with engine.update() as writer:
            writer.replace(described("d"), [])
        assert engine.indexed() == {"d": "d-1"}
        assert ids(engine.search(Request(concepts=()))) == {"d"}

    def test_an_error_while_writing_leaves_the_index_as_it_was(self, engine):
        fill(engine)
        before = ask(engine, Term("word", "strategi"))
        with suppress(RuntimeError), engine.update() as writer:
            writer.remove("d1")
            writer.replace(described("d2"), [entry(1, "strategi strategi")])
            raise RuntimeError
        assert ask(engine, Term("word", "strategi")) == before
        with engine.update() as writer:
            writer.remove("d1")
        assert engine.indexed().keys() == {"d2", "d3", "d4"}

    def test_nothing_is_seen_before_the_writer_closes(self, engine):
        with engine.update() as writer:
            writer.replace(described("d"), [entry(1, "alfa")])
            assert ask(engine, Term("word", "alfa")).total == 0
        assert ask(engine, Term("word", "alfa")).total == 1

    def test_a_rebuild_holds_only_what_it_was_given(self, engine):
        fill(engine)
        with engine.rebuild() as writer:
            writer.replace(described("new"), [entry(1, "alfa")])
        assert engine.indexed() == {"new": "new-1"}
        assert ask(engine, Term("word", "strategi")).total == 0

    def test_a_rebuild_that_fails_leaves_the_old_index(self, engine):
        fill(engine)
        with suppress(RuntimeError), engine.rebuild() as writer:
            writer.replace(described("new"), [entry(1, "alfa")])
            raise RuntimeError
        assert engine.indexed().keys() == {"d1", "d2", "d3", "d4"}

    def test_drop_leaves_an_empty_index(self, engine):
        fill(engine).drop()
        assert engine.indexed() == {}
        assert engine.open().documents == 0

    def test_terms_are_sorted_and_begin_as_asked(self, engine):
        fill(engine)
        assert list(engine.terms("da", "word", "s")) == ["strategi", "sundhedsdata"]
        assert list(engine.terms("sv", "word", "h")) == ["hälsodata"]
        assert list(engine.terms("und", "word")) == []

    def test_odd_characters_are_terms_like_others(self, engine):
        odd = ["eu:2016/679", "§12", "a\x00b", "😀", "ﬁ", "-", "*", "(", "%", "é", "\ud800"]
        with engine.update() as writer:
            for at, term in enumerate(odd):
                writer.replace(described(f"d{at}"), [entry(1, "x", part=term)])
        for at, term in enumerate(odd[:-1]):
            assert ids(ask(engine, Term("part", term))) == {f"d{at}"}

    def test_many_small_changes_do_not_pile_up(self, engine):
        for turn in range(30):
            with engine.update() as writer:
                writer.replace(described("d", checksum=str(turn)), [entry(1, f"alfa ord{turn}")])
        assert ask(engine, Term("word", "alfa")).total == 1
        assert list(engine.terms("da", "word", "ord")) == ["ord29"]


class TestOnDisk:
    def test_an_index_is_found_again(self, reopen: Callable[[], Engine]):
        expected = ask(fill(reopen()), Term("word", "strategi"))
        assert ask(reopen(), Term("word", "strategi")) == expected
        assert reopen().open().documents == 4

    def test_another_process_change_is_seen(self, reopen):
        reader, writer = fill(reopen()), reopen()
        assert ask(reader, Term("word", "igen")).total == 1
        with writer.update() as changes:
            changes.remove("d2")
        assert ask(reader, Term("word", "igen")).total == 0
        with writer.rebuild() as changes:
            changes.replace(described("new"), [entry(1, "igen")])
        assert ids(ask(reader, Term("word", "igen"))) == {"new"}

    def test_a_reader_is_never_blocked_by_a_rebuild(self, reopen):
        fill(reopen())
        answers: list[int] = []
        failures: list[BaseException] = []
        done = threading.Event()

        def read() -> None:
            engine = reopen()
            try:
                while not done.is_set():
                    answers.append(ask(engine, Term("word", "strategi")).total)
            except BaseException as error:  # noqa: BLE001 - handed over to the test
                failures.append(error)

        reader = threading.Thread(target=read)
        reader.start()
        for _ in range(5):
            engine = reopen()
            with engine.rebuild() as writer:
                for id, language, text in SPELLED:
                    writer.replace(described(id, language=language), [entry(1, text, language)])
            with engine.update() as writer:
                writer.replace(described("more"), [entry(1, "noget andet")])
        done.set()
        reader.join(timeout=60)
        assert not reader.is_alive()
        assert not failures
        assert set(answers) == {3}
