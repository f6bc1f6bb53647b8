"""Editions of one text are like each other; texts that only share a clause are not."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.ingest.duplicates import same_text_key, signature, similarity

RELEASE = (
    "The council of Nordhavn has agreed to build a new ferry terminal on the eastern side of the harbour. Work begins in "
    "May and is expected to take two years. The terminal will serve twelve departures a day and replace the old pier, "
    "which dates from 1931. The mayor calls it a good day for the whole fjord, since four towns share the costs. Three "
    "bids were received, and the cheapest of them was chosen after a month of talks. The old pier will be kept as a place "
    "for anglers and swimmers, and the café on it stays open while the work goes on. Noise will be measured every week."
)
OTHER_SITE = (
    "Press release\n\n"
    + RELEASE.replace("The mayor calls it", "The mayor of Nordhavn called it")
    + " For more, call the press office."
)
CLAUSE = (
    "This document is issued for information only and creates no rights. The authority accepts no liability for errors "
    "in it, and the text in the official journal prevails in every case of doubt between the two."
)
WATER = (
    "Water levels in the lake rose by four centimetres last year, which is less than the model had foreseen for it. "
    * 2
)
ROADS = (
    "Road tolls will be paid by all lorries above twelve tonnes from the first of January, with a discount for trains. "
    * 2
)


def test_a_press_release_on_two_sites_is_nearly_the_same() -> None:
    assert similarity(signature(RELEASE), signature(OTHER_SITE)) > 0.75


def test_documents_that_share_a_clause_are_not() -> None:
    one, other = signature(WATER + CLAUSE), signature(ROADS + CLAUSE)
    assert similarity(one, other) < 0.5


def test_another_figure_leaves_the_texts_near_but_not_the_same() -> None:
    changed = RELEASE.replace("twelve", "fourteen")
    assert same_text_key(changed) != same_text_key(RELEASE)
    assert 0.8 < similarity(signature(changed), signature(RELEASE)) < 1


def test_case_punctuation_and_marks_do_not_make_another_text() -> None:
    assert same_text_key("# Et Møde!\n\n- om “vand”") == same_text_key("et møde om »vand«")
    assert same_text_key("et møde") != same_text_key("et mode")


def test_signatures_are_the_same_on_every_machine() -> None:
    assert signature("ét lille ord til") == (148509585786365,)


def test_texts_without_words_are_like_nothing() -> None:
    assert signature(" … ") == ()
    assert similarity((), ()) == 0.0


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_similarity_is_a_share_and_symmetric(one: str, other: str) -> None:
    first, second = signature(one), signature(other)
    assert 0 <= similarity(first, second) <= 1
    assert similarity(first, second) == similarity(second, first)
    assert first == () or similarity(first, first) == 1


def test_the_sketch_estimates_the_share_of_common_shingles() -> None:
    words = [f"w{n}" for n in range(4000)]
    half = words[:2000] + [f"v{n}" for n in range(2000)]
    estimate = similarity(signature(" ".join(words)), signature(" ".join(half)))
    assert abs(estimate - 1 / 3) < 0.1
