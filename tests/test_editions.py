"""What differs between two editions of a text, sentence by sentence."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from kb.editions import Edition, differences
from kb.model import Kind, Record, Span

RECORD = Record(
    id="a-123456", title="A", language="en", languages={"en": 1.0}, kind=Kind.NOTE, published=None, published_from=None,
    authors=(), publisher=None, source="a.txt", url=None, media_type="text/plain", fetched=datetime(2026, 1, 1, tzinfo=UTC),
    original_checksum="", text_checksum="", extractor="plain", cleaner_version="1",
)  # fmt: skip
SENTENCES = st.lists(
    st.sampled_from(["The sun is up.", "It rains.", "Ships call here.", "Nobody knows why.", "The quay is long."]),
    max_size=12,
)


def spans(sentences):
    starts = [sum(len(words) + 2 for words in sentences[:i]) for i in range(len(sentences))]
    return [Span(start, start + len(words)) for start, words in zip(starts, sentences, strict=True)]


def edition(text, number=1):
    return Edition(number=number, record=replace(RECORD, id=f"a-{number:06}"), text=text, current=number == 2)


def changes(old, new):
    one, two = edition(old), edition(new, 2)
    return [
        (c.op, c.old.slice(old) if c.old else None, c.new.slice(new) if c.new else None) for c in differences(one, two)
    ]


def test_equal_texts_differ_in_nothing_also_where_paragraphs_are_parted_otherwise():
    assert changes("The sun is up. It rains.\n", "The sun is up.\n\nIt rains.\n") == []


def test_a_changed_figure_is_one_changed_sentence():
    old = "# Plan\n\nThe quay cost 40 million. It rains.\n"
    assert changes(old, old.replace("40", "44")) == [
        ("changed", "The quay cost 40 million.", "The quay cost 44 million.")
    ]


def test_what_went_stands_before_what_came_in_its_place():
    assert changes("It rains.\n\nShips call here.\n", "It rains.\n\nNobody knows why it is so.\n") == [
        ("removed", "Ships call here.", None),
        ("added", None, "Nobody knows why it is so."),
    ]


def test_sentences_that_came_and_went_stand_in_their_order():
    old = "The sun is up.\n\nNobody knows why.\n\nShips call here.\n"
    new = "Welcome to all.\n\nThe sun is up.\n\nShips call here.\n\nThe quay is long.\n"
    assert changes(old, new) == [
        ("added", None, "Welcome to all."),
        ("removed", "Nobody knows why.", None),
        ("added", None, "The quay is long."),
    ]


@given(SENTENCES, SENTENCES)
def test_the_old_text_with_its_differences_is_the_new_one(old, new):
    one, two = "\n\n".join(old), "\n\n".join(new)
    found = differences(edition(one), edition(two, 2))
    gone = {c.old for c in found if c.old}
    come = {c.new for c in found if c.new}
    kept_old = [words for words, span in zip(old, spans(old), strict=True) if span not in gone]
    kept_new = [words for words, span in zip(new, spans(new), strict=True) if span not in come]
    assert kept_old == kept_new


def test_long_texts_that_share_little_are_compared_in_bounded_time():
    old = "\n\n".join(f"Sentence {i % 7} of the old text is here." for i in range(6000))
    new = "\n\n".join(f"Sentence {i % 5} of another text was there." for i in range(6000))
    start = time.process_time()
    assert changes(old, new)
    assert time.process_time() - start < 20
