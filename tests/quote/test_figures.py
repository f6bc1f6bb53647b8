"""Figures: what a sentence states in numbers, and nothing that only looks like it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from math import isfinite
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.model import Document
from kb.quote.figures.reading import numbers
from kb.quote.figures.stating import figures

from .knowledge import DOCUMENTS, holdings, record

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "giving_cases" / "figures.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}: {case['text'][:50]}")
def test_the_figures_of_a_sentence_are_read(case):
    found = numbers(case["text"], case["language"])
    assert [
        {
            key: value
            for key, value in {
                "value": number.value,
                "to": number.to,
                "unit": number.unit,
                "qualifier": number.qualifier,
                "as_written": number.span.slice(case["text"]),
            }.items()
            if value is not None
        }
        for number in found
    ] == case["figures"]


@settings(max_examples=300)
@given(
    st.text(alphabet="0123456789 .,-–+%§kr€md:/\u00a0eEtoførnix()", max_size=60),
    st.sampled_from(["da", "sv", "en", "und"]),
)
def test_any_text_is_read_and_every_figure_is_a_slice_of_it(text, language):
    for number in numbers(text, language):
        assert 0 <= number.span.start < number.span.end <= len(text)
        assert isfinite(number.value)
        assert number.span.slice(text).strip()


@given(st.integers(1000, 999_999_999))
def test_a_number_is_the_same_however_its_thousands_are_parted(number):
    english = f"{number:,}"
    for language, written in (
        ("en", english),
        ("da", english.replace(",", ".")),
        ("sv", english.replace(",", " ")),
        ("sv", english.replace(",", "\u00a0")),
        ("da", english),
    ):
        (found,) = numbers(f"+{written} personer", language)
        assert found.value == number


def test_a_long_row_of_digits_is_read_in_time_that_grows_with_it():
    import time

    start = time.process_time()
    numbers("1 " * 20_000, "sv")
    numbers("12.345." * 5_000, "da")
    numbers("9" * 5_000, "en")
    assert time.process_time() - start < 5


def document(id, text, language="en", published=None):
    return Document(record=record(id, language=language, languages={language: 1.0}, published=published), text=text)


MEMBERS = (
    document("old", "The club has 200 members.\n", published=date(2019, 5, 1)),
    document("new", "The club has more than 300 members and 12 boats.\n", published=date(2026, 5, 1)),
    document("undated", "The club counts 250 members.\n"),
)


def test_disagreeing_figures_stand_side_by_side_the_newest_first():
    found = figures(holdings(MEMBERS), "members")
    assert [(one.value, one.qualifier, one.unit, one.document) for one in found] == [
        (300, "more than", "members", "new"),
        (200, None, "members", "old"),
        (250, None, "members", "undated"),
    ]


def test_a_question_asks_for_what_it_counts():
    assert figures(holdings(MEMBERS), "how many members are there?") == figures(holdings(MEMBERS), "members")


def test_every_figure_is_a_slice_of_its_sentence_and_its_sentence_of_the_text():
    texts = {one.record.id: one.text for one in DOCUMENTS}
    found = [one for query in ("ordningen", "kostar", "ships", "pendlere") for one in figures(holdings(), query)]
    assert [one.value for one in found] == [12e6, 46e6, 3e6, 300, 1240]
    for one in found:
        assert one.span.slice(texts[one.document]) == one.text
        assert one.written_span.slice(texts[one.document]) == one.as_written
        assert one.as_written in one.text


def test_a_sentence_with_other_numbers_answers_with_the_one_that_is_named():
    (found,) = figures(holdings(MEMBERS), "boats")
    assert (found.value, found.unit) == (12, "boats")


def test_a_limit_takes_the_first():
    assert len(figures(holdings(MEMBERS), "members", limit=2)) == 2


def test_documents_that_lack_most_of_the_words_are_left_out():
    kept = (*MEMBERS, document("other", "The shop sold 500 members of the choir cakes.\n"))
    found = figures(holdings(kept), "club members boats")
    assert {one.document for one in found} == {"new", "old", "undated"}


def test_a_figure_without_its_subject_in_the_sentence_is_not_told():
    kept = (document("x", "The club is old. It was founded by 12 sailors.\n"),)
    assert figures(holdings(kept), "club") == ()


def test_headings_and_code_state_no_figures():
    kept = (document("x", "# 300 members\n\n```\nmembers = 300\n```\n"),)
    assert figures(holdings(kept), "members") == ()


def test_a_table_states_its_figures_row_by_row():
    kept = (document("x", "| Club | Members |\n| --- | --- |\n| North | 120 members |\n| South | 80 members |\n"),)
    assert [(one.value, one.text) for one in figures(holdings(kept), "members")] == [
        (120, "| North | 120 members |"),
        (80, "| South | 80 members |"),
    ]


def test_a_document_that_is_edited_is_read_as_it_is_now():
    changed = replace(MEMBERS[0], text="The club has 201 members.\n")
    assert figures(holdings((changed,)), "members")[0].value == 201


def test_figures_in_the_clause_of_the_subject_come_before_others_of_the_same_document():
    text = (
        "The region has 4,000 firms and pays EUR 90 million, of which the ferries get EUR 12 million.\n\n"
        "The 6 ferries sail to 14 islands.\n"
    )
    found = figures(holdings((document("x", text, published=date(2026, 5, 1)),)), "ferries")
    assert found[0].as_written in {"6 ferries", "EUR 12 million"}
    assert [one.as_written for one in found][-2:] == ["4,000 firms", "EUR 90 million"]


def test_the_clause_of_a_figure_does_not_change_that_newer_documents_come_first():
    old = document("old", "The ferries carry 300 lorries.\n", published=date(2020, 5, 1))
    new = document("new", "The port has 500 berths, while the ferries rest.\n", published=date(2026, 5, 1))
    assert [one.document for one in figures(holdings((old, new)), "ferries")] == ["new", "old"]
