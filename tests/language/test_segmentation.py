import json
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language import detect, language_of, languages, segment
from kb.model import Span

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "detection.jsonl").read_text(encoding="utf-8").splitlines()
]
BY_LANGUAGE = {
    code: [row["text"] for row in ROWS if row["language"] == code] for code in ("da", "sv", "en", "no", "de")
}
CODES = {"da", "sv", "en", "no", "de", "fi", "und"}
odd_text = st.text(alphabet=st.one_of(st.sampled_from("\n\r\u2028 \t\x0b.aåÆ1"), st.characters()), max_size=200)
some_lines = st.lists(st.sampled_from([row["text"] for row in ROWS] + ["", "14", "Å"]), max_size=12)


def covered(text, found):
    return "".join(text[span.start : span.end] for span, _ in found)


@given(st.one_of(odd_text, some_lines.map("\n".join)))
def test_spans_are_ordered_and_cover_every_character_that_is_not_space(text):
    found = segment(text)
    assert "".join(covered(text, found).split()) == "".join(text.split())
    assert all(one.end <= two.start for (one, _), (two, _) in pairwise(found))
    assert all(span.slice(text) == span.slice(text).strip() != "" for span, _ in found)
    assert {language for _, language in found} <= CODES


@given(some_lines.map("\n\n".join))
def test_neighbouring_segments_differ_in_language(text):
    found = segment(text)
    assert all(one != two for (_, one), (_, two) in pairwise(found))


@given(st.one_of(odd_text, some_lines.map("\n".join)))
def test_shares_sum_to_one_and_the_language_has_the_largest(text):
    told = languages(text)
    assert sum(told.shares.values()) == pytest.approx(1, abs=0.001)
    assert told.shares[told.language] == max(told.shares.values())


def test_a_document_in_two_languages_changes_where_the_language_does():
    danish, swedish = " ".join(BY_LANGUAGE["da"][:5]), " ".join(BY_LANGUAGE["sv"][:5])
    text = f"{danish}\n\n{swedish}\n\n{danish}\n"
    assert [language for _, language in segment(text)] == ["da", "sv", "da"]
    assert segment(text)[1][0].slice(text) == swedish


def test_questions_and_answers_in_turn_keep_their_languages():
    questions, answers = BY_LANGUAGE["en"][:6], BY_LANGUAGE["sv"][:6]
    text = "\n".join(f"{question}\n{answer}" for question, answer in zip(questions, answers, strict=True))
    assert [language for _, language in segment(text)] == ["en", "sv"] * 6


def test_a_short_line_takes_the_language_of_its_neighbours():
    text = "\n\n".join([*BY_LANGUAGE["sv"][:3], "Plan 3", "Program", *BY_LANGUAGE["sv"][3:6]])
    assert detect("Program").language != "sv"
    assert {language for _, language in segment(text)} == {"sv"}


def test_a_short_danish_document_is_not_given_norwegian_lines():
    text = "Møde i udvalget\nTid og sted\nProgram\nFormanden bød velkommen, og alle var enige om planen."
    assert {language for _, language in segment(text)} == {"da"}


@pytest.mark.parametrize("language", ["no", "de"])
def test_a_document_of_short_foreign_lines_is_foreign(language):
    text = "\n".join(text for text in BY_LANGUAGE[language] if len(text) < 80)
    told = segment(text)
    assert sum(len(span.slice(text)) for span, code in told if code == language) > 0.9 * len(text)
    assert languages(text).language == language


def test_a_long_foreign_paragraph_in_a_danish_document_is_seen():
    german = " ".join(BY_LANGUAGE["de"][:5])
    text = "\n\n".join([*BY_LANGUAGE["da"][:4], german, *BY_LANGUAGE["da"][4:8]])
    assert [language for _, language in segment(text)] == ["da", "de", "da"]


def test_lines_without_letters_and_in_unfamiliar_languages_are_undetermined():
    french = next(row["text"] for row in ROWS if row["text"].startswith("Le conseil"))
    text = "\n".join([*BY_LANGUAGE["da"][:2], "2024 – 2025", *BY_LANGUAGE["da"][2:4], french])
    assert [language for _, language in segment(text)] == ["da", "und", "da", "und"]


def test_the_main_language_is_voted_by_long_lines_not_by_notices():
    notice = ["Read more", "Share this page", "Accept cookies", "Contact us", "About us", "Log in", "Search", "Menu"]
    told = languages("\n".join([*notice, *BY_LANGUAGE["da"][:2], *notice]))
    assert told.language == "da"
    assert told.shares == {"da": 1.0}


def test_a_line_that_is_repeated_votes_once():
    header = "This page was printed from the archive of the council."
    text = "\n".join([header] * 30 + BY_LANGUAGE["sv"][:6])
    assert languages(text).language == "sv"


def test_a_text_of_short_lines_is_judged_as_a_whole():
    told = languages("Hvad koster det?\nHvem betaler?\nHvornår sker det?")
    assert (told.language, told.shares) == ("da", {"da": 1.0})


def test_a_document_in_two_languages_has_both_shares():
    told = languages("\n".join([*BY_LANGUAGE["da"][:8], *BY_LANGUAGE["sv"][:4]]))
    assert told.language == "da"
    assert told.shares["sv"] == pytest.approx(0.33, abs=0.1)


@pytest.mark.parametrize("text", ["", " \n\n ", "2024\n\n12 %"])
def test_a_text_without_letters_has_no_language(text):
    assert languages(text).language == "und"


def test_the_language_of_a_block_is_the_one_most_of_it_is_in():
    danish, swedish = " ".join(BY_LANGUAGE["da"][:4]), " ".join(BY_LANGUAGE["sv"][:4])
    text = f"{danish}\n\n{swedish}\n\n2024"
    found = segment(text)
    assert language_of(Span(0, len(danish)), found) == "da"
    assert language_of(Span(len(danish) + 2, len(text) - 6), found) == "sv"
    assert language_of(Span(len(danish) - 9, len(text)), found) == "sv"
    assert language_of(Span(len(text) - 4, len(text)), found) == "und"
    assert language_of(Span(len(danish), len(danish) + 2), found) == "und"


@pytest.mark.parametrize("text", ["Det er\n" * 20_000, "\n" * 200_000, "- \u2028" * 50_000])
def test_many_lines_take_linear_time(text):
    assert len(segment(text)) <= 1


def test_lingua_passes_the_same_gate():
    pytest.importorskip("lingua", reason="the extra is not installed")
    text = "\n\n".join([" ".join(BY_LANGUAGE["da"][:4]), " ".join(BY_LANGUAGE["sv"][:4])])
    assert [language for _, language in segment(text, backend="lingua")] == ["da", "sv"]
    assert "lingua" in sys.modules
