"""When a document was published, as its lines say it in three languages."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ingest.blocks import Block, BlockKind, Clue
from kb.ingest.describe import describe
from kb.ingest.describe.dates import date_in_name, dates_in, read_date
from kb.ingest.describe.months import MONTHS, WEEKDAYS
from kb.model import Removal

TODAY = date(2026, 11, 21)
CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "dates.jsonl").read_text("utf-8").splitlines()]


def described(text="", *, clues=(), removed=(), name="dokument.html", language="und"):
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=line) for line in text.split("\n") if line)
    return describe(clues, blocks, removed, source_name=name, language=language, today=TODAY)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}: {case['text'][:50]}")
def test_a_line_gives_the_date_that_it_states_and_no_other(case):
    found = described(case["text"], language=case["language"])
    assert (found.published.isoformat() if found.published else None) == case["published"]
    if case["published"]:
        assert found.published_from.certain == case["certain"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}: {case['text'][:50]}")
def test_a_line_that_the_cleaner_took_out_as_a_byline_says_the_same(case):
    pieces = case["text"].replace("\n", " · ")
    found = described(
        removed=(Removal(rule="byline", text=pieces, where="block 2 of the page"),), language=case["language"]
    )
    assert (found.published.isoformat() if found.published else None) == case["published"]


def test_the_cases_hold_forty_rows_a_language():
    for language in ("da", "sv", "en"):
        assert sum(case["language"] == language for case in CASES) >= 40


@pytest.mark.parametrize(
    "line", ["Temadag · Aarhus · 12. marts 2026 kl. 9.30", "Opdateret oversigt · møder før 12. marts 2026"]
)
def test_a_day_that_shares_its_part_of_a_line_with_other_words_is_none_of_publication(line):
    assert described(line, language="da").published is None


def test_a_day_with_a_part_of_its_own_comes_before_the_day_the_file_was_made():
    clue = Clue(
        field="published", value="D:20261120", where="creation date in the PDF document information", certain=False
    )
    found = described("Statusrapport 2026 · Kystrådet · 12. marts 2026", clues=(clue,), language="da")
    assert (found.published, found.published_from.certain) == (date(2026, 3, 12), False)


def test_a_machine_readable_date_beats_a_written_one():
    clue = Clue(field="published", value="2019-05-03T08:00:00+02:00", where="JSON-LD datePublished")
    found = described("Publiceret 9. maj 2019", clues=(clue,))
    assert found.published == date(2019, 5, 3)
    assert found.published_from.where == "JSON-LD datePublished"


def test_an_update_gives_way_to_a_written_publication():
    clue = Clue(field="published", value="2021-01-09", where='meta "article:modified_time"', certain=False)
    assert described("Publicerad 3 maj 2019", clues=(clue,)).published == date(2019, 5, 3)
    assert described("", clues=(clue,)).published_from.certain is False


def test_the_first_of_january_is_never_certain_and_never_guessed():
    stated = Clue(field="published", value="2023-01-01", where='meta "article:published_time"')
    guessed = Clue(field="published", value="2023-01-01", where="a guess", certain=False)
    assert described("", clues=(stated,)).published_from.certain is False
    assert described("", clues=(guessed,)).published is None


@pytest.mark.parametrize(
    "value", ["2023", "2023-05", "maj 2023", "2031-01-02", "0001-01-01", "i går", "2019-05-03 til 2019-05-09"]
)
def test_what_is_no_day_or_lies_ahead_is_no_date(value):
    assert described("", clues=(Clue(field="published", value=value, where="meta"),)).published is None


def test_a_date_in_the_name_of_a_file_is_a_guess():
    for name in ("2019-05-03 Høringssvar.pdf", "20190503_svar.docx", "Svar 3. maj 2019.pdf"):
        assert date_in_name(name, TODAY).day == date(2019, 5, 3)
    assert described(name="20190503_svar.docx").published_from.certain is False
    assert date_in_name("000_eb039aa62dbae43c.txt", TODAY) is None


def test_a_date_deep_in_a_long_text_is_not_read_as_its_own():
    body = "\n".join(["En mening om samarbetet som är lång nog för att vara löpande text i en artikel."] * 30)
    assert described(f"{body}\n15 maj 2019\n{body}").published is None


@given(
    st.dates(date(1900, 1, 1), TODAY),
    st.sampled_from(["{d}. {da} {y}", "den {d} {sv} {y}", "{en} {d}, {y}", "{d} {en} {y}"]),
)
def test_every_written_date_is_read_as_the_day_it_is(day, form):
    names = {number: name for name, number in reversed(MONTHS.items())}
    months = {
        "da": [
            "januar",
            "februar",
            "marts",
            "april",
            "maj",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "december",
        ],
        "sv": [
            "januari",
            "februari",
            "mars",
            "april",
            "maj",
            "juni",
            "juli",
            "augusti",
            "september",
            "oktober",
            "november",
            "december",
        ],
        "en": [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    }
    assert set(names) == set(range(1, 13))
    text = form.format(d=day.day, y=day.year, **{k: v[day.month - 1] for k, v in months.items()})
    assert [found.day for found in dates_in(text, TODAY)] == [day]
    assert read_date(day.isoformat(), TODAY).day == day


@given(st.dates(date(1900, 1, 1), TODAY), st.sampled_from(sorted(WEEKDAYS)))
def test_a_weekday_must_fit_its_date(day, weekday):
    months = sorted(
        {
            "januar",
            "februar",
            "marts",
            "april",
            "maj",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "december",
        },
        key=MONTHS.__getitem__,
    )
    found = dates_in(f"{weekday} {day.day}. {months[day.month - 1]} {day.year}", TODAY)
    assert bool(found) == (WEEKDAYS[weekday] == day.weekday())


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading_of_dates(text):
    for found in dates_in(text, TODAY):
        assert 0 <= found.start < found.end <= len(text)
