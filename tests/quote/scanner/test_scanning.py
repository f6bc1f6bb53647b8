"""The scanner: which words stand between marks, whatever the glyphs."""

from __future__ import annotations

import pytest

from kb.model import Span
from kb.quote import find_quotations
from kb.quote.scanner import scan


def words(text, language="da"):
    return [one.span.slice(text) for block in scan(text, language) for one in block.marked]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        "“”",
        "”“",
        "””",
        "„“",
        "„”",
        '""',
        "»«",
        "«»",
        "»»",
        "‘’",
        "’’",
        "''",
        "›‹",
        "‹›",
        ("``", "''"),
        (",,", "''"),
        ("“", '"'),
    ],
)
def test_the_side_a_mark_turns_to_is_told_by_its_neighbours_and_not_by_its_shape(left, right):
    assert words(f"Hun sagde: {left}Vi går nu{right}, og gik.") == ["Vi går nu"]


@pytest.mark.parametrize(
    "text",
    [
        "Lars' båd og Hans’ hus",
        "It’s the farmers’ own",
        'en 24" skærm',
        "6'2\" høj",
        "the ’90s and '68",
        '`print("x")`',
        '```\nsay "x"\n```',
    ],
)
def test_apostrophes_inches_decades_and_code_are_no_marks(text):
    assert words(text, "en") == []


def test_the_same_glyph_nests_by_context():
    text = "»Han sagde »kom nu« til os,« siger hun."
    (block,) = scan(text, "da")
    (one,) = block.marked
    assert one.span.slice(text) == "Han sagde »kom nu« til os,"
    assert [inner.slice(text) for inner in one.inner] == ["kom nu"]


def test_marks_never_pair_across_a_blank_line():
    assert all("\n\n" not in each for each in words("»Vi går nu.\n\nDe blev.« Så gik vi."))


def test_a_mark_that_opens_the_next_paragraph_continues_the_statement():
    first, second = scan("»Vi gik.\n\n»Så kom vi.«", "da")
    assert first.marked[0].continues
    assert first.marked[0].closed
    assert not second.marked[0].continues


def test_a_missing_closing_mark_is_put_before_the_attribution():
    text = "»Vi går nu, siger Anna Holtby."
    (block,) = scan(text, "da")
    assert [(one.span.slice(text), one.closed, one.warnings) for one in block.marked] == [
        ("Vi går nu,", False, ("closing-mark-missing",))
    ]


def test_a_missing_opening_mark_is_put_at_the_paragraphs_start_where_an_attribution_follows():
    text = "Vi går nu,« siger Anna Holtby."
    (block,) = scan(text, "da")
    assert [(one.span.slice(text), one.closed) for one in block.marked] == [("Vi går nu,", False)]
    assert words("Vi går nu« uden dem.") == []


def test_a_quotation_ends_at_the_paragraphs_end_where_nothing_else_ends_it():
    assert words("»Vi går nu og kommer igen.\n\nDe blev.") == ["Vi går nu og kommer igen."]


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("– Vi går nu, säger Anna Holtby.", ["Vi går nu"]),
        ("– Vi går nu, säger Anna Holtby. Och vi kommer igen.", ["Vi går nu", "Och vi kommer igen."]),
        ("– Vi går nu, säger Anna Holtby, men vi kommer igen.", ["Vi går nu", "men vi kommer igen."]),
        ("– Vi går nu, säger Anna Holtby och reser sig. Klockan slår.", ["Vi går nu"]),
        ("– Vi går nu, säger Anna Holtby. Hon är chef för hamnen.", ["Vi går nu"]),
        ("– Går vi nu? frågar Anna Holtby.", ["Går vi nu?"]),
        ("Planen – som är ny – säger inget.", []),
        ("Vi har:\n– två bord\n– tre stolar", []),
    ],
)
def test_speech_after_a_dash_runs_to_its_attribution_and_on_after_it(text, speech):
    assert words(text, "sv") == speech


def test_a_dash_is_no_speech_in_english():
    assert words("– We leave now, says Anna Holtby.", "en") == []


def test_a_list_of_dashes_is_no_speech():
    text = "– Mötets öppnande.\n– Val av ordförande."
    assert all(one.tentative for block in scan(text, "sv") for one in block.marked)


def test_every_item_of_a_list_without_blank_lines_is_read_in_its_own_language():
    text = "1. Ministeren siger: »Vi venter på svar.«\n2. ”Den löser inte allt”, säger Eva Ek.\n3. He said: “We wait.”"
    languages = [(Span(0, 42), "da"), (Span(42, 82), "sv"), (Span(82, len(text)), "en")]
    found = scan(text, languages)
    assert [one.paragraph.language for one in found] == ["da", "sv", "en"]
    assert [len(one.marked) for one in found] == [1, 1, 1]
    assert [one.speaker and one.speaker.name for one in find_quotations(text, languages)][:2] == [
        "Ministeren",
        "Eva Ek",
    ]


@pytest.mark.parametrize("text", ["2. Vi mødes den\n20. maj, siger Eva Ek.", "- Ja, siger Eva.\n- Nej, siger Carl."])
def test_lines_that_only_look_like_items_stay_together(text):
    assert len(scan(text, "da")) == 1


def test_a_list_of_thousands_of_items_is_read():
    assert len(scan("".join(f"{at + 1}. x\n" for at in range(998)), "en")) == 998
