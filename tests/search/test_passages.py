"""Texts to passages: nothing lost, nothing too long, every one a slice of its text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.model import Page, Span
from kb.search.passages import LONGEST, passages
from tests.search.conftest import document

SENTENCE = "Regionen vil dele sundhedsdata med forskere i hele landet. "


def made(text: str, language: str = "da", **fields: object):
    one = document("d", language, text, **fields)
    return passages(one.record, one.text)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_small_blocks_under_one_heading_are_one_passage():
    found = made("# Titel\n\nFørste afsnit her.\n\nAndet afsnit her.\n\n## Mere\n\nTredje afsnit her.")
    assert [(one.text, one.heading, one.is_heading) for one in found] == [
        ("Titel", "Titel", True),
        ("Første afsnit her.\n\nAndet afsnit her.", "Titel", False),
        ("Mere", "Mere", True),
        ("Tredje afsnit her.", "Mere", False),
    ]


def test_a_long_block_is_cut_at_sentence_ends():
    found = made(SENTENCE * 60)
    assert len(found) > 2
    assert all(one.text.endswith("landet.") and one.text.startswith("Regionen") for one in found)
    assert all(60 <= len(words(one.text)) <= LONGEST for one in found)


def test_a_long_table_is_cut_at_its_lines():
    table = "\n".join(["| by | antal |", "| --- | --- |", *(f"| by{n} | {n} borgere i alt |" for n in range(120))])
    found = made(table)
    assert len(found) > 2
    assert all(line.startswith("| ") for one in found for line in one.text.split("\n"))


def test_a_monstrous_sentence_is_cut_between_words():
    found = made("ord " * 2000)
    assert all(len(words(one.text)) <= LONGEST for one in found)


def test_a_code_block_with_blank_lines_is_one_block():
    text = "```\nfirst\n\n# no heading\n```\n\nAfsnit."
    found = made(text)
    assert not any(one.is_heading for one in found)
    assert "first\n\n# no heading" in found[0].text


def test_languages_do_not_share_a_passage():
    danish = "Regionerne deler sundhedsdata med forskere, og det kræver ikke en ny lov fra ministeriet."
    swedish = "Regionerna delar hälsodata med forskare, och det kräver inte någon ny lag från departementet."
    assert [one.language for one in made(f"{danish}\n\n{swedish}")] == ["da", "sv"]


def test_a_passage_knows_the_page_it_starts_on():
    pages = (
        Page(number=1, label="iv", span=Span(0, 20)),
        Page(number=2, label=None, span=Span(20, 40)),
        Page(number=3, label="3", span=Span(40, 40)),
    )
    found = made("# A\n\nForside til alle.\n\n# B\n\nAndet afsnit.", pages=pages)
    assert [one.page for one in found] == ["iv", "iv", "2", "2"]


@pytest.mark.parametrize("text", ["", "\n\n\n", "#", "# ", "######## x", "```", "| |", "\u00ad", "a\u0300"])
def test_odd_texts_are_no_error(text):
    for one in made(text):
        assert one.text == one.span.slice(text)


BLOCKS = st.lists(
    st.sampled_from(
        [
            "# En",
            "## To",
            "Et afsnit.",
            SENTENCE * 9,
            "- punkt\n- mere",
            "| a |\n| b |",
            "> citat",
            "```\nx\n```",
            "Ord " * 250,
        ]
    ),
    max_size=10,
)


@settings(max_examples=60, deadline=None)
@given(BLOCKS)
def test_every_word_is_in_exactly_one_passage(blocks):
    text = "\n\n".join(blocks)
    found = made(text)
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert all(one.text == one.span.slice(text) for one in found)
    assert all(before.span.end <= after.span.start for before, after in pairwise(found))
    assert words(" ".join(one.text for one in found)) == words(text)
    assert all(len(words(one.text)) <= 2 * LONGEST for one in found)
