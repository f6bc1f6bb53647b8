"""Laws of find_quotations that hold for every text, and the shape of what it gives."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.model import How, QuotationKind, Span
from kb.quote import find_quotations

PIECES = (
    *"“”„\"»«‘’'‚›‹`–—-.,:;?!() \n",
    "\n\n",
    "``",
    "''",
    ",,",
    " siger Anna Berg",
    "säger han ",
    " says Bo Holm",
    "Vi er glade",
    "It is so",
    "Anna Berg",
    "Ifølge ",
    "# ",
    "> ",
    "שלום",
    "\u200f",
    "24",
    "å\u030a",
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
LANGUAGES = st.sampled_from(("da", "sv", "en", "und", "de"))


@settings(max_examples=400, deadline=None)
@given(TEXTS, LANGUAGES)
def test_quotations_come_in_order_without_overlap_and_without_their_edges_spaces(text, language):
    last = 0
    for one in find_quotations(text, language):
        assert last <= one.span.start < one.span.end <= len(text)
        assert one.span.slice(text) == one.span.slice(text).strip()
        last = one.span.end


@settings(max_examples=400, deadline=None)
@given(TEXTS, LANGUAGES)
def test_no_name_is_given_that_is_not_in_the_text(text, language):
    for one in find_quotations(text, language):
        if one.speaker is not None:
            assert one.speaker.name in text
            assert one.speaker.mention_span is not None
            assert one.speaker.mention_span.slice(text) == one.speaker.mention
            assert one.speaker.role is None or one.speaker.role in text
        if one.cue is not None:
            assert one.cue.span.slice(text) == one.cue.text


@settings(max_examples=200, deadline=None)
@given(TEXTS, LANGUAGES)
def test_nested_spans_lie_within_their_quotation_in_order(text, language):
    for one in find_quotations(text, language):
        last = one.span.start - 1
        for inner in one.nested:
            assert last <= inner.start <= inner.end <= one.span.end + 1
            last = inner.end


@settings(max_examples=200, deadline=None)
@given(TEXTS, LANGUAGES)
def test_parts_of_an_utterance_are_numbered_from_one(text, language):
    parts = {}
    for one in find_quotations(text, language):
        parts.setdefault(one.utterance, []).append((one.part, one.parts))
    for numbers in parts.values():
        assert numbers == [(number, len(numbers)) for number in range(1, len(numbers) + 1)]


@settings(max_examples=100, deadline=None)
@given(TEXTS, LANGUAGES)
def test_the_same_text_gives_the_same_quotations(text, language):
    assert find_quotations(text, language) == find_quotations(text, language)


def test_a_text_without_marks_has_no_quotations():
    assert find_quotations("Planen siger intet om det. Hun var tilfreds.", "da") == ()


def test_an_empty_text_has_no_quotations():
    assert find_quotations("", "da") == ()
    assert find_quotations("\n\n \n", ()) == ()


def test_spans_count_code_points_of_the_whole_text():
    text = "# Møde 🎉\n\n»Vi går nu,« siger Anna Holtby."
    (one,) = find_quotations(text, "da")
    assert one.span.slice(text) == "Vi går nu,"


def test_each_paragraph_is_read_in_its_own_language():
    text = "»Vi går nu,« siger Anna Holtby.\n\n“We leave now,” says Brian Colby."
    split = text.index("“")
    one, two = find_quotations(text, ((Span(0, split), "da"), (Span(split, len(text)), "en")))
    assert (one.language, two.language) == ("da", "en")
    assert one.speaker is not None
    assert two.speaker is not None
    assert (one.speaker.name, two.speaker.name) == ("Anna Holtby", "Brian Colby")


def test_an_unknown_language_is_read_with_the_words_of_all_three():
    (one,) = find_quotations("»Vi går nu,« siger Anna Holtby.", "und")
    assert one.speaker is not None
    assert one.speaker.name == "Anna Holtby"


def test_a_role_and_a_cue_are_told_verbatim():
    text = "“We leave now,” says Hedda Colby, head of the harbour office."
    (one,) = find_quotations(text, "en")
    assert one.cue is not None
    assert one.speaker is not None
    assert (one.cue.text, one.speaker.role) == ("says", "head of the harbour office")


def test_a_statement_in_a_press_release_is_written():
    (one,) = find_quotations("»Vi går nu,« skriver Havnestyrelsen i en pressemeddelelse.", "da")
    assert one.kind is QuotationKind.WRITTEN


def test_the_nested_words_are_a_span_of_their_own():
    text = "»Hun sagde ›gå nu‹ til os,« siger Anna Holtby."
    (one,) = find_quotations(text, "da")
    assert [inner.slice(text) for inner in one.nested] == ["gå nu"]


def test_explicit_resolved_and_inferred_speakers_are_told_apart():
    text = (
        "»Ja til det,« siger Anna Holtby.\n\n»Nej tak til det,« siger hun.\n\nHvad så nu?\n\n»Det ved vi ikke endnu.«"
    )
    assert [one.speaker.how for one in find_quotations(text, "da") if one.speaker] == [
        How.EXPLICIT,
        How.RESOLVED,
        How.INFERRED,
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "»Vi er glade,« siger Anna Berg. ",
        "“We are glad,” says Anna Berg.\n\n",
        "»Vi er glade ",
        "Vi er glade« ",
        "‘We are glad ",
        "’Vi’ er ‘glade ",
        "``a b'' ",
        "`a ``b ",
        "– Vi er glade, siger Anna Berg. ",
        '– Vi er "glade" nu. ',
        "– Vi er glade.\n",
        "‘a’ ",
        '«“"',
        "Anna Berg Holm ",
    ],
)
def test_the_work_grows_with_the_length_of_the_text(piece, work):
    """Twice the text may cost little more than twice the function calls, inside and outside one long quotation."""
    for before, after in (("", ""), ('"', '", siger Anna Berg.')):
        short = work(before + piece * 300 + after)
        long = work(before + piece * 600 + after)
        assert long < 2.6 * short + 2000


@pytest.fixture
def work():
    """Count the calls of Python and C functions."""

    def counted(text):
        find_quotations(text, "da")
        calls = 0

        def count(_frame, event, _argument):
            nonlocal calls
            calls += event in {"call", "c_call"}

        sys.setprofile(count)
        try:
            find_quotations(text, "da")
        finally:
            sys.setprofile(None)
        return calls

    return counted


def test_ten_thousand_quotations_in_one_text_are_all_found():
    text = "»Vi er glade,« siger Anna Berg.\n\n" * 10_000
    assert len(find_quotations(text, "da")) == 10_000


@pytest.mark.parametrize("mark", ["“", "”", '"', "»", "«", "‘", "’", "``", "''", "– "])
def test_an_unbalanced_mark_at_any_place_is_no_error(mark):
    text = "»Vi går nu,« siger Anna Holtby. »Kom med.« Hun lukkede døren."
    for place in range(len(text)):
        for one in find_quotations(text[:place] + mark + text[place:], "da"):
            assert one.span.end > one.span.start


def test_a_paragraph_that_is_mostly_a_quotation_in_another_language_is_read_in_the_reporters():
    danish = "Regionen og kommunen har i ti år talt om en fælles indgang til patienterne, og nu er den her endelig."
    swedish = "“Patienterna ska inte behöva vänta på att två länder blir överens om det här,” siger Fatima Nasser."
    text = f"{danish}\n\n{swedish}\n\n{danish}"
    start = len(danish) + 2
    languages = [
        (Span(0, start), "da"),
        (Span(start, start + len(swedish) + 2), "sv"),
        (Span(start + len(swedish) + 2, len(text)), "da"),
    ]
    (found,) = find_quotations(text, languages)
    assert found.speaker is not None
    assert (found.speaker.name, found.language) == ("Fatima Nasser", "sv")


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("da", "Også for den ældre kvinde i Thisted, der spurgte mig: »Hvornår bliver det min tur?«", "ældre kvinde"),
        ("da", "Jeg mødte en mand i Aarhus, som sagde: »Det her kan ikke passe, vi har ventet.«", "mand"),
        ("sv", "Jag träffade en kvinna i Lund som sade: ”Det här kan inte stämma.”", "kvinna"),
        ("en", "I met a nurse in Leeds who told me: “We have waited long enough for this.”", "nurse"),
        ("da", "Ministeren mødte Anna Berg i Aarhus, som sagde: »Det her kan ikke passe her.«", "Anna Berg"),
        ("da", "Jeg talte med borgmesteren i Thisted, der sagde: »Det her kan ikke passe her.«", "borgmesteren"),
        ("da", "Det står i et brev fra Sundhedsstyrelsen, som skriver: »Vi har ventet længe.«", "Sundhedsstyrelsen"),
    ],
)
def test_a_town_says_nothing(language, text, speaker):
    (found,) = find_quotations(text, language)
    assert (found.speaker.name if found.speaker else None) == speaker


@pytest.mark.parametrize(
    ("language", "genre"), [("da", "Interview"), ("da", "Kronik"), ("sv", "Intervju"), ("en", "Analysis")]
)
def test_a_genre_before_a_colon_says_nothing(language, genre):
    found = find_quotations(f"{genre}: “Vi glemte forbrugerne i byen”\n", language)
    assert [one.speaker for one in found if one.speaker is not None] == []


def test_who_wrote_an_interview_does_not_answer_in_it():
    text = (
        "Af Sara Holm Lind | 3. februar 2026\n\nProfessor Anders Brix har fulgt elmarkedet i 20 år.\n\n"
        "Hvorfor blev elregningen så høj?\n\n– Fordi politikerne troede, at markedet løste det hele.\n\n"
        "Hvad burde man have gjort?\n\n– Man burde have bygget kabler, siger han.\n"
    )
    assert {one.speaker.name for one in find_quotations(text, "da") if one.speaker} == {"Anders Brix"}
