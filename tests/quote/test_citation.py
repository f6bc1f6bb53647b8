"""Citations in the language of the text that receives them; the rows of the cases are what a reader should get."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import Kind, Selector
from kb.quote.citation.csl import csl_item
from kb.quote.citation.links import fragment, link
from kb.quote.citation.marks import LEVELS, converted, marked
from kb.quote.citation.names import Name, name_of
from kb.quote.citation.own import Place, cite
from kb.quote.citation.rendering import ITALIC, STYLES, UPRIGHT, cited
from kb.quote.citation.source import Source, source_of
from kb.quote.citation.words import receiving, words_of, written

from .knowledge import record

FOLDER = Path(__file__).parent / "giving_cases"


def rows(name):
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


SOURCES = {
    "article": Source(
        id="a",
        kind=Kind.ARTICLE,
        title="Broen, der »forsvandt«",
        language="da",
        authors=(Name(family="Holmgaard", given="Bo Emil"),),
        publisher="Øposten",
        published=date(2025, 3, 1),
    ),
    "web": Source(
        id="w",
        kind=Kind.WEB_PAGE,
        title="Färjan går igen",
        language="sv",
        publisher="Färjerådet",
        url="https://example.org/farjan?a=1&b=2",
        accessed=date(2026, 11, 20),
    ),
    "report": Source(
        id="r",
        kind=Kind.REPORT,
        title="Crossings and commuters",
        language="en",
        authors=(Name(literal="Harbour Institute"),),
        publisher="Harbour Institute",
        published=date(2024, 10, 9),
    ),
    "speech": Source(
        id="s",
        kind=Kind.SPEECH,
        title="A toast to the ferry",
        language="en",
        authors=(Name(family="Fairweather", given="Maud"), Name(family="Lind", given="Åsa")),
        published=date(2023, 12, 24),
    ),
    "bare": Source(id="b", kind=Kind.OTHER, title="Notat om natfærger", language="da"),
}


def place_of(case):
    place = {"paragraph": 5, "language": SOURCES[case["source"]].language}
    return Place(**(place | {key: case[key] for key in ("page", "speaker") if key in case}))


@pytest.mark.parametrize("case", rows("own.jsonl"), ids=lambda case: f"{case['source']}-{case['into']}")
def test_our_own_form_says_who_what_when_and_where(case):
    assert cite(SOURCES[case["source"]], place_of(case), case["into"]) == case["citation"]


@pytest.mark.parametrize(
    "case", rows("styles.jsonl"), ids=lambda case: f"{case['style']}-{case['source']}-{case['into']}"
)
def test_the_styles_are_in_the_receiving_language(case):
    found = cited(SOURCES[case["source"]], place_of(case), case["style"], case["into"])
    assert found.citation == case["citation"]
    assert found.reference.replace(ITALIC, "<").replace(UPRIGHT, ">") == case["reference"]


def test_a_style_gives_the_same_whatever_was_cited_before_it():
    wanted = [(style, into, name) for style in STYLES for into in ("da", "en") for name in ("web", "speech", "bare")]

    def all_of(order):
        place = Place(paragraph=2, language="da")
        return {one: cited(SOURCES[one[2]], place, one[0], one[1]) for one in order}

    assert all_of(wanted) == all_of(reversed(wanted))


def test_a_title_with_markup_or_private_characters_stays_text():
    source = Source(id="x", kind=Kind.REPORT, title=f"A <b>bold</b> & {ITALIC}odd{UPRIGHT} plan", language="en")
    for style in STYLES:
        found = cited(source, Place(paragraph=1, language="en"), style, "en")
        assert "<b>" in found.reference.lower()
        assert found.reference.count(ITALIC) == found.reference.count(UPRIGHT) <= 1


MARKS = rows("marks.jsonl")


@pytest.mark.parametrize("case", MARKS, ids=lambda case: case["words"][:40])
def test_marks_follow_the_receiving_language_one_level_down(case):
    for language in LEVELS:
        if language in case:
            assert marked(case["words"], language) == case[language]


WORDS = st.text(alphabet="ab’'\"“”„»«‘‚›‹ .,\n(", max_size=60)
GLYPHS = "’'\"“”„»«‘‚›‹"


@given(WORDS, st.sampled_from(sorted(LEVELS)), st.integers(0, 2))
def test_only_marks_change_and_nothing_else_in_the_words(words, language, level):
    found = converted(words, language, level)
    assert len(found) == len(words)
    for before, after in zip(words, found, strict=True):
        assert before == after or (before in GLYPHS and after in GLYPHS)


@given(WORDS, st.sampled_from(sorted(LEVELS)))
def test_marking_is_quick_and_puts_one_mark_at_each_end(words, language):
    found = marked(words, language)
    assert (found[0], found[-1]) == LEVELS[language][0]


@pytest.mark.parametrize(
    ("author", "family", "given", "literal"),
    [
        ("Anna Berg", "Berg", "Anna", ""),
        ("Berg, Anna", "Berg", "Anna", ""),
        ("Carl von der Linde", "von der Linde", "Carl", ""),
        ("Lars-Erik Öst", "Öst", "Lars-Erik", ""),
        ("Signe Overgaard Thrane", "Thrane", "Signe Overgaard", ""),
        ("Region Skåne", "", "", "Region Skåne"),
        ("Port Authority of Wick", "", "", "Port Authority of Wick"),
        ("Sundklyngens bestyrelse", "", "", "Sundklyngens bestyrelse"),
        ("mtorn", "", "", "mtorn"),
        ("Øernes Færgeråd", "", "", "Øernes Færgeråd"),
        ("Danish Ministry of Ferries", "", "", "Danish Ministry of Ferries"),
    ],
)
def test_persons_are_parted_and_bodies_kept_whole(author, family, given, literal):
    assert name_of(author) == Name(family=family, given=given, literal=literal)


def test_an_author_who_is_the_publisher_is_a_body():
    assert name_of("Anna Berg", "Anna Berg").literal == "Anna Berg"


def test_the_web_alone_has_a_day_of_reading():
    assert source_of(record("x")).accessed is None
    assert source_of(record("x", url="file:///x")).url is None
    assert source_of(record("x", url="https://example.org/")).accessed == date(2026, 11, 20)


@pytest.mark.parametrize(("into", "language", "expected"), [("sv", "da", "sv"), (None, "da", "da"), (None, "fi", "en")])
def test_the_receiving_language_is_the_one_asked_for_else_the_documents(into, language, expected):
    assert receiving(into, language) == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("da", "1. maj 2026"), ("sv", "1 maj 2026"), ("en", "1 May 2026"), ("de", "1 May 2026")]
)
def test_dates_have_their_months_in_words(language, expected):
    assert written(date(2026, 5, 1), words_of(language)) == expected


WEB = SOURCES["web"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Bron öppnar", "Bron%20%C3%B6ppnar"),
        ("a-b, c & d", "a%2Db%2C%20c%20%26%20d"),
        ("50 % av\nalla", "50%20%25%20av%20alla"),
        ("#hash? +plus", "%23hash%3F%20%2Bplus"),
    ],
)
def test_text_fragments_escape_what_their_syntax_uses(words, expected):
    assert fragment(Selector(exact=words, prefix="", suffix="")) == expected


def test_a_long_text_fragment_has_its_first_and_last_words():
    words = " ".join(f"word{n}" for n in range(80))
    start, end = fragment(Selector(exact=words, prefix="", suffix="")).split(",")
    assert start == "%20".join(f"word{n}" for n in range(6))
    assert end == "%20".join(f"word{n}" for n in range(74, 80))


def test_words_that_stand_twice_are_told_apart_by_their_neighbours():
    chosen = Selector(exact="the ferry", prefix="half of a line\nhen we took", suffix=" at night and went ho")
    assert fragment(chosen, alone=False) == "we%20took-,the%20ferry,-at%20night%20and%20went"


def test_links_keep_a_fragment_that_is_there_and_pdfs_open_at_the_page():
    chosen = Selector(exact="Bron", prefix="", suffix="")
    assert link(WEB, chosen) == "https://example.org/farjan?a=1&b=2#:~:text=Bron"
    anchored = Source(id="x", kind=Kind.WEB_PAGE, title="x", language="sv", url="https://example.org/#top")
    assert link(anchored, chosen) == "https://example.org/#top:~:text=Bron"
    pdf = Source(id="x", kind=Kind.REPORT, title="x", language="sv", url="https://example.org/x.pdf#a", is_pdf=True)
    assert link(pdf, chosen, page=3) == "https://example.org/x.pdf#page=3"
    assert link(SOURCES["report"], chosen) is None


def test_what_is_not_known_is_left_out_of_the_csl_item():
    assert csl_item(SOURCES["bare"]) == {
        "id": "b",
        "type": "document",
        "title": "Notat om natfærger",
        "language": "da",
    }
