"""A question answered: which documents, in which order, with which passages, marks and explanations."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.model import Kind, Via
from kb.search.searcher import Filters, Searcher
from tests.search.conftest import document

DANISH = document(
    "da1",
    "da",
    "# Data på tværs\n\nRegionerne deler sundhedsdata med forskere på begge sider af sundet.\n\n"
    "## Pendling\n\nGrænsependlere betaler skat i arbejdslandet. Det er svært at forstå reglerne.",
    title="Sundhedsdata og pendling",
    kind=Kind.REPORT,
    published=date(2024, 5, 1),
    publisher="Region Østerhavn",
    tags=("sundhed", "til tale"),
    authors=("Mette Kirkeby",),
)
SWEDISH = document(
    "sv1",
    "sv",
    "# Gränspendlare\n\nGränspendlare betalar skatt i arbetslandet. Reglerna är svåra att förstå.\n\n"
    "Hälsodata delas mellan regionerna när patienterna reser.",
    title="Pendling över sundet",
    published=date(2025, 3, 1),
    publisher="Länsrådet",
)
ENGLISH = document(
    "en1",
    "en",
    "Cross-border commuters pay tax in the country where they work.\n\nHealth data can be shared between regions.",
    title="Working across the strait",
    published=date(2023, 1, 1),
)
OTHER = document("da2", "da", "Kommunen bygger nye cykelstier langs kysten og ved skolerne.", title="Cykelstier")
ALL = (DANISH, SWEDISH, ENGLISH, OTHER)


@pytest.fixture(scope="module")
def index(engine_name, index_of):
    return index_of(ALL, engine_name)


def ids(results):
    return [hit.document for hit in results.hits]


class TestFinding:
    def test_a_danish_question_finds_all_three_languages_its_own_first(self, index, search):
        results = search(index, "sundhedsdata")
        assert ids(results) == ["da1", "sv1", "en1"]
        assert results.language_of_query == "da"
        assert results.total == 3

    @pytest.mark.parametrize(
        ("query", "language", "first"),
        [("hälsodata", "sv", "sv1"), ("health data", "en", "en1"), ("grænsependler", "da", "da1")],
    )
    def test_the_language_of_the_question_is_recognised(self, index, search, query, language, first):
        results = search(index, query)
        assert results.language_of_query == language
        assert ids(results)[0] == first

    def test_only_my_words_stays_in_the_language_of_the_question(self, index, search):
        results = search(index, "sundhedsdata", only_my_words=True)
        assert ids(results) == ["da1"]
        assert results.expansions == ()

    def test_a_document_that_lacks_a_word_follows_and_says_so(self, index, search):
        results = search(index, "sundhedsdata cykelstier")
        assert {hit.document: hit.missing for hit in results.hits} == {
            "da1": ("cykelstier",),
            "da2": ("sundhedsdata",),
            "sv1": ("cykelstier",),
            "en1": ("cykelstier",),
        }

    def test_small_words_are_not_missed(self, index, search):
        assert search(index, "skat i arbejdslandet").hits[0].missing == ()

    def test_required_words_leave_no_others(self, index, search):
        assert ids(search(index, "sundhedsdata +cykelstier")) == ["da2"]
        assert ids(search(index, "sundhedsdata AND cykelstier")) == []

    def test_minus_takes_out_translations_too(self, index, search):
        assert ids(search(index, "sundhedsdata -gränspendlare")) == []
        assert ids(search(index, "skat -cykelstier")) == ["da1", "sv1", "en1"]

    def test_minus_alone_gives_all_the_others(self, index, search):
        assert set(ids(search(index, "-sundhedsdata"))) == {"da2"}

    def test_in_the_title(self, index, search):
        assert ids(search(index, "title:pendling", only_my_words=True)) == ["da1"]
        assert ids(search(index, "title:reglerne")) == []

    def test_a_title_hit_shows_the_first_passage_unmarked(self, index, search):
        (hit,) = search(index, "strait", only_my_words=True).hits
        assert hit.passages[0].number == 1
        assert hit.passages[0].matches == ()

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("kind:report", {"da1"}),
            ("lang:sv", {"sv1"}),
            ("lang:svenska,en", {"sv1", "en1"}),
            ("-lang:da", {"sv1", "en1"}),
            ('tag:"til tale"', {"da1"}),
            ("tag:sundhed", {"da1"}),
            ("author:kirkeby", {"da1"}),
            ('author:"mette kirkeby"', {"da1"}),
            ("publisher:østerhavn", {"da1"}),
            ("year:2024", {"da1"}),
            ("year:2023-2024", {"da1", "en1"}),
            ("after:2024", {"da1", "sv1"}),
            ("before:2024-05", {"en1"}),
            ("before:2024-05-02 after:2024-05-01", {"da1"}),
            ("after:1y", set()),
            ("kind:report OR lang:sv", {"da1", "sv1"}),
            ("speaker:nobody", set()),
        ],
    )
    def test_fields_narrow(self, index, search, query, expected):
        assert set(ids(search(index, query))) == expected

    def test_a_value_that_cannot_be_read_is_said_and_passed_over(self, index, search):
        results = search(index, "sundhedsdata after:soon kind:novel")
        assert ids(results)[0] == "da1"
        assert "after soon is no date" in results.read_as
        assert "kind novel is none of" in results.read_as

    def test_filters_narrow(self, index, search):
        assert ids(search(index, "skat", filters=Filters(language=("sv", "en")))) == ["sv1", "en1"]
        assert ids(search(index, "skat", filters=Filters(kind=("report",)))) == ["da1"]
        assert ids(search(index, "skat", filters=Filters(since=date(2025, 1, 1)))) == ["sv1"]
        assert ids(search(index, "skat", filters=Filters(tag=("sundhed",), until=date(2024, 5, 1)))) == ["da1"]


class TestShowing:
    def test_marks_are_the_words_of_the_text(self, index, search):
        for query in (
            "sundhedsdata skat",
            "health data",
            '"betaler skat"',
            "grænse* regler",
            "gränspendlare AND skatt",
        ):
            for hit in search(index, query).hits:
                text = next(one.text for one in ALL if one.record.id == hit.document)
                for passage in hit.passages:
                    assert passage.text == passage.span.slice(text)
                    borders = [border for match in passage.matches for border in match.span]
                    assert borders == sorted(borders)
                    for match in passage.matches:
                        assert passage.span.start <= match.span.start < match.span.end <= passage.span.end

    @pytest.mark.parametrize(
        ("query", "document_id", "marked"),
        [
            ("sundhedsdata", "da1", {("sundhedsdata", Via.EXACT)}),
            ("grænsependler", "da1", {("Grænsependlere", Via.FORM)}),
            ("data", "da1", {("sundhedsdata", Via.PART)}),
            ("graensependler", "da1", {("Grænsependlere", Via.SPELLING)}),
            ("sundhedsdata", "sv1", {("Hälsodata", Via.TRANSLATION)}),
            ("sundhedsdata", "en1", {("Health data", Via.TRANSLATION)}),
            ('"betaler skat"', "da1", {("betaler skat", Via.EXACT)}),
            ("betal*", "da1", {("betaler", Via.EXACT)}),
        ],
    )
    def test_a_mark_says_how_the_word_answers(self, index, search, query, document_id, marked):
        hit = next(hit for hit in search(index, query).hits if hit.document == document_id)
        text = next(one.text for one in ALL if one.record.id == document_id)
        found = {(match.span.slice(text), match.via) for one in hit.passages for match in one.matches}
        assert marked <= found

    def test_the_passage_with_most_words_closest_together_comes_first(self, index_of, search):
        far = "Skat " + "og meget andet " * 25 + "pendling."
        texts = ("Her står skat alene.", far, "Skat ved pendling er svær.")
        index = index_of([document("d", "da", "\n\n## x\n\n".join(texts))])
        (hit,) = search(index, "skat pendling").hits
        assert [passage.text for passage in hit.passages] == [texts[2], far, texts[0]]

    def test_a_heading_is_shown_above_its_passage(self, index, search):
        passage = search(index, "grænsependler", only_my_words=True).hits[0].passages[0]
        assert passage.heading == "Pendling"

    def test_expansions_say_from_what_to_what_and_why(self, index, search):
        (expansion,) = search(index, "sundhedsdata").expansions
        assert (expansion.term, expansion.language) == ("sundhedsdata", "da")
        assert {("hälsodata", "sv"), ("health data", "en")} <= {(one.term, one.language) for one in expansion.to}
        assert all(one.source for one in expansion.to)

    def test_facets_count_documents(self, index, search):
        facets = search(index, "skat", limit=1).facets
        assert facets.language == {"da": 1, "en": 1, "sv": 1}
        assert facets.year == {"2023": 1, "2024": 1, "2025": 1}
        assert facets.tag == {"sundhed": 1, "til tale": 1}


class TestOrder:
    def test_pages_make_up_the_whole(self, index, search):
        whole = ids(search(index, "skat", limit=10))
        pages = [ids(search(index, "skat", limit=1, offset=offset)) for offset in range(4)]
        assert [id for page in pages for id in page] == whole
        assert len(whole) == 3

    def test_by_date_and_by_title(self, index, search):
        assert ids(search(index, "skat", sort="date")) == ["sv1", "da1", "en1"]
        assert ids(search(index, "skat", sort="title")) == ["sv1", "da1", "en1"]

    def test_languages_take_turns(self, index_of, search):
        documents = [document(f"da{n}", "da", f"Skat betales her, sag {n}.") for n in range(3)]
        documents += [document(f"sv{n}", "sv", f"Skatt betalas här, ärende {n}.") for n in range(2)]
        documents += [document("en0", "en", "Tax is paid here.")]
        found = ids(search(index_of(documents), "skatt"))
        assert [id[:2] for id in found] == ["sv", "da", "en", "sv", "da", "da"]

    def test_the_same_question_has_the_same_answer(self, index, search):
        one, other = (search(index, "skat data pendling") for _ in range(2))
        assert one.hits == other.hits


class TestExplaining:
    def test_a_word_nobody_wrote_is_named_and_put_right(self, index, search):
        results = search(index, "sundhedsdta")
        assert results.hits == ()
        assert "no document has sundhedsdta" in results.read_as
        assert results.suggestions[0] == "sundhedsdata"

    def test_the_rest_of_the_question_is_kept_in_a_suggestion(self, index, search):
        assert "cykelstier +skat" in search(index, "cykelsteir +skat").suggestions

    def test_nothing_readable_finds_nothing_and_says_so(self, index, search):
        results = search(index, "&&& ???")
        assert results.total == 0
        assert "no word could be read" in results.read_as

    def test_an_empty_question_is_every_document(self, index, search):
        assert search(index, "").total == 4

    def test_an_empty_index_answers(self, index_of, search):
        results = search(index_of([], "whoosh"), "sundhedsdata")
        assert results.hits == ()
        assert results.read_as


@pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    typed=st.one_of(
        st.text(max_size=40),
        st.lists(
            st.sampled_from(
                [
                    "skat",
                    "data",
                    "AND",
                    "OR",
                    "-",
                    "(",
                    ")",
                    '"',
                    "“",
                    "title:",
                    "kind:report",
                    "after:x",
                    "*",
                    "~3",
                    "sund*",
                    "å",
                ]
            ),
            max_size=8,
        ).map(" ".join),
    )
)
def test_no_question_raises_and_all_are_explained(index, search, typed):
    results = search(index, typed)
    assert results.read_as
    assert results.total >= len(results.hits)


@pytest.mark.parametrize("query", ["skat", "data", '"betaler skat"', "regler -data", "sundhedsdata pendling"])
def test_only_my_words_equals_an_index_of_one_language(index_of, search, query):
    """Widening switched off whole: documents in other languages change nothing."""
    alone = search(index_of([DANISH, OTHER], "memory"), query, only_my_words=True)
    together = search(index_of(ALL, "memory"), query, only_my_words=True)
    assert alone.hits == together.hits


class TestSwitchingOff:
    def test_a_translation_that_is_switched_off_finds_nothing_and_is_still_shown(self, index, search):
        results = search(index, "sundhedsdata", without=[("sv", "hälsodata")])
        assert ids(results) == ["da1", "en1"]
        shown = {(one.language, one.term): one.off for expansion in results.expansions for one in expansion.to}
        assert shown["sv", "hälsodata"]
        assert not all(shown.values())

    def test_switching_off_what_is_no_expansion_changes_nothing(self, index, search):
        given = [("da", "sundhedsdata"), ("sv", "finns inte"), ("", "")]
        assert ids(search(index, "sundhedsdata", without=given)) == ids(search(index, "sundhedsdata"))

    def test_the_typed_word_itself_cannot_be_switched_off(self, index, search):
        results = search(index, "tax", without=[("en", "tax")])
        assert "en1" in ids(results)


class TestOneDocument:
    def test_all_its_passages_come_in_order_with_what_answers_in_each(self, index):
        found = Searcher(index).passages("da1", "skat", today=date(2026, 11, 20))
        assert [one.number for one in found] == [1, 2, 3, 4]
        assert [match.span.slice(DANISH.text) for one in found for match in one.matches] == ["skat"]
        assert all(one.span.slice(DANISH.text) == one.text for one in found)

    def test_one_that_is_not_indexed_has_none(self, index):
        assert Searcher(index).passages("nobody", "skat", today=date(2026, 11, 20)) == ()

    def test_without_a_question_nothing_is_marked(self, index):
        found = Searcher(index).passages("en1", "", today=date(2026, 11, 20))
        assert found
        assert not any(one.matches for one in found)
