"""Texts as blocks and runs: everything is there, nothing twice, and spans are spans of the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import Match, Span, Via
from kb.web.blocks import BlockKind, blocks
from kb.web.runs import runs

MARKDOWN = st.lists(
    st.sampled_from(
        [
            "# ",
            "## ",
            "- ",
            "  - ",
            "1. ",
            "> ",
            "[^1]: ",
            "| a | b |",
            "| --- | --- |",
            "```",
            "ord",
            " ",
            "\n",
            "\n\n",
            "|",
            "å",
        ]
    )
).map("".join)


@pytest.mark.parametrize(
    ("text", "kind", "level", "marker", "words"),
    [
        ("# Title", BlockKind.HEADING, 1, "", "Title"),
        ("#### Deep", BlockKind.HEADING, 4, "", "Deep"),
        ("Some words\non two lines", BlockKind.PARAGRAPH, 0, "", "Some words\non two lines"),
        ("- an item", BlockKind.ITEM, 0, "-", "an item"),
        ("  a) deeper", BlockKind.ITEM, 1, "a)", "deeper"),
        ("12. twelfth", BlockKind.ITEM, 0, "12.", "twelfth"),
        ("> said", BlockKind.QUOTE, 0, "", "said"),
        ("[^3]: a note", BlockKind.FOOTNOTE, 0, "3", "a note"),
        ("```\n# no heading\n\nstill code\n```", BlockKind.CODE, 0, "", "# no heading\n\nstill code"),
        ("#hashtag", BlockKind.PARAGRAPH, 0, "", "#hashtag"),
        ("| no table", BlockKind.PARAGRAPH, 0, "", "| no table"),
    ],
)
def test_a_block_is_told_by_what_it_begins_with(text, kind, level, marker, words):
    (block,) = blocks(text + "\n")
    assert (block.kind, block.level, block.marker, block.span.slice(text)) == (kind, level, marker, words)


def test_a_table_has_its_cells_without_the_spaces_and_an_escaped_bar_parts_none():
    text = "| Head | Two |\n| --- | --- |\n| a \\| b |  |\n"
    (table,) = blocks(text)
    assert [[cell.slice(text) for cell in row] for row in table.rows] == [["Head", "Two"], ["a \\| b", ""]]


def test_lines_of_a_tight_list_are_items_of_their_own():
    text = "- one\n- two\n"
    assert [block.span.slice(text) for block in blocks(text)] == ["one", "two"]


@given(MARKDOWN)
def test_blocks_hold_every_letter_in_order(text):
    found = blocks(text)
    assert all(block.whole.start <= block.span.start <= block.span.end <= block.whole.end for block in found)
    assert all(first.whole.end <= second.whole.start for first, second in pairwise(found))
    covered = "".join(block.whole.slice(text) for block in found)
    assert [c for c in covered if not c.isspace()] == [c for c in text if not c.isspace()]


SPANS = st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.text(min_size=1, max_size=30), st.lists(SPANS, max_size=4), st.lists(SPANS, max_size=3), st.integers(0, 5))
def test_runs_are_exactly_the_characters_of_their_span(text, marks, said, offset):
    matches = [Match(span=span, term="x", via=Via.EXACT) for span in marks]
    cut = runs(text, Span(0, len(text)), matches, said, offset=offset)
    assert "".join(run.text for run in cut) == text
    assert all(run.text for run in cut)


def test_a_match_inside_a_quotation_is_both():
    match = Match(span=Span(4, 7), term="b", via=Via.FORM)
    cut = runs("aaa bbb ccc ddd", Span(0, 15), [match], [Span(0, 11)])
    assert [(run.text, run.match is match, run.quotation, run.opens) for run in cut] == [
        ("aaa ", False, 0, True),
        ("bbb", True, 0, False),
        (" ccc", False, 0, False),
        (" ddd", False, None, False),
    ]


def test_a_reference_to_a_footnote_is_a_run_of_its_own():
    assert [(run.text, run.note) for run in runs("so[^1] it is", Span(0, 12))] == [
        ("so", None),
        ("[^1]", "1"),
        (" it is", None),
    ]
