"""Passports and verification: one place and no other, and never a look-alike."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.contract.quote import excerpts_to_json
from kb.errors import UnknownDocument, UsageError
from kb.model import Selector, Span
from kb.quote.collect import Wanted, quote
from kb.quote.passport import excerpt_id, original_span, passport, selector
from kb.quote.saved import Saved, read_saved
from kb.quote.styles import render
from kb.quote.verification import State, verify, verify_excerpts

from .knowledge import DANISH, DOCUMENTS, holdings, record

TEXTS = st.text(alphabet="ab \n», .ø", min_size=1, max_size=200)
PIECE = "Broen lukker om natten."


@st.composite
def slices(draw):
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


@given(slices())
def test_a_selector_fits_its_own_place_and_no_other(sliced):
    text, span = sliced
    found = selector(text, span)
    framed = found.prefix + found.exact + found.suffix
    assert text.find(framed) == span.start - len(found.prefix)
    assert text.find(framed, text.find(framed) + 1) == -1
    assert found.exact == span.slice(text)


@given(slices())
def test_a_selector_has_thirty_two_characters_on_both_sides_where_the_text_has_them(sliced):
    text, span = sliced
    found = selector(text, span)
    assert len(found.prefix) >= min(32, span.start)
    assert len(found.suffix) >= min(32, len(text) - span.end)


def saved_of(text, span, **changed):
    papers = passport(record("x"), text, span)
    values = {"start": span.start, "text_checksum": papers.text_checksum, "occurrences": papers.occurrences}
    return Saved(id=papers.id, document="x", selector=papers.selector, **(values | changed))


@given(slices())
def test_an_excerpt_of_an_unchanged_text_is_unchanged(sliced):
    text, span = sliced
    for known in ({}, {"text_checksum": None}, {"start": None, "text_checksum": None, "occurrences": 0}):
        found = verify(saved_of(text, span, **known), text)
        assert (found.state, found.span) == (State.UNCHANGED, span)


@given(slices(), st.text(alphabet="xyz", min_size=1, max_size=50))
def test_words_put_before_a_text_move_the_excerpt_and_nothing_more(sliced, before):
    text, span = sliced
    found = verify(saved_of(text, span), before + text)
    assert (found.state, found.span) == (State.MOVED, Span(span.start + len(before), span.end + len(before)))


@settings(max_examples=200)
@given(slices(), TEXTS)
def test_whatever_a_text_becomes_an_excerpt_that_is_found_has_its_exact_words(sliced, other):
    text, span = sliced
    saved = saved_of(text, span)
    found = verify(saved, other)
    if found.state in {State.UNCHANGED, State.MOVED}:
        assert found.span.slice(other) == saved.selector.exact
    if saved.selector.exact not in other:
        assert found.state in {State.CHANGED, State.GONE}
    for place in found.places:
        assert place.slice(other) == saved.selector.exact


def spot(text, words, occurrence=0):
    at = -1
    for _ in range(occurrence + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


LEFT = "Rådet mødtes i går aftes i Nørreå for at tale om trafikken. "
RIGHT = " Derefter talte borgmesteren om skolerne og om vinterens sne."


def test_other_words_in_the_same_place_are_changed_and_shown():
    saved = saved_of(LEFT + PIECE + RIGHT, spot(LEFT + PIECE + RIGHT, PIECE))
    found = verify(saved, LEFT + "Broen lukker ikke om natten." + RIGHT)
    assert (found.state, found.now) == (State.CHANGED, "Broen lukker ikke om natten.")


def test_words_that_are_taken_out_are_gone():
    saved = saved_of(LEFT + PIECE + RIGHT, spot(LEFT + PIECE + RIGHT, PIECE))
    assert verify(saved, LEFT + RIGHT).state is State.GONE
    assert verify(saved, "").state is State.GONE


def test_a_look_alike_elsewhere_never_takes_the_place_of_words_that_were_taken_out():
    other = "\n\nFolk i Vestby siger det samme hver sommer. " + PIECE + " Det er sagt før."
    text = LEFT + PIECE + RIGHT + other
    saved = saved_of(text, spot(text, PIECE))
    assert verify(saved, text).state is State.UNCHANGED
    assert verify(saved, LEFT + RIGHT + other).state is State.AMBIGUOUS


def test_a_copy_that_takes_over_one_side_of_the_deleted_words_is_no_confident_find():
    text = f"- {PIECE} Det koster penge.\n\n- {PIECE} Det sparer penge.\n"
    saved = saved_of(text, spot(text, PIECE))
    assert verify(saved, f"- {PIECE} Det sparer penge.\n").state is not State.UNCHANGED


def test_a_copy_of_the_whole_passage_is_ambiguous():
    text = LEFT + PIECE + RIGHT
    saved = saved_of(text, spot(text, PIECE))
    found = verify(saved, text + "\n\n" + text)
    assert found.state is State.AMBIGUOUS
    assert len(found.places) == 2


def test_words_with_one_edited_neighbour_stand_but_the_neighbour_is_told_of():
    text = LEFT + PIECE + RIGHT
    found = verify(saved_of(text, spot(text, PIECE)), LEFT + PIECE + " Mødet sluttede sent.")
    assert (found.state, found.surroundings_changed) == (State.UNCHANGED, True)


def test_a_negation_put_before_the_words_is_told_of():
    text = "Vi mener at alle skal betale for broen hver dag."
    saved = saved_of(text, spot(text, "alle skal betale for broen"))
    found = verify(saved, text.replace("mener at", "mener ikke at"))
    assert found.surroundings_changed


def test_a_document_that_is_gone_takes_its_excerpts_along():
    def text(id):
        raise UnknownDocument(id)

    (found,) = verify_excerpts((saved_of(PIECE, Span(0, 5)),), text)
    assert found.state is State.GONE


@pytest.mark.parametrize("form", ["json", "annotation"])
def test_what_kb_writes_it_reads_back_and_finds_unchanged(form):
    excerpts = quote(holdings(), Wanted(quotations_only=True, limit=None))
    records = {document.record.id: document.record for document in DOCUMENTS}
    texts = {document.record.id: document.text for document in DOCUMENTS}
    written = json.dumps(excerpts_to_json(excerpts)) if form == "json" else render("annotation", excerpts, records)
    verified = verify_excerpts(read_saved(written.encode()), texts.__getitem__)
    assert [one.saved.id for one in verified] == [one.id for one in excerpts]
    assert [one.span for one in verified] == [one.span for one in excerpts]
    assert {one.state for one in verified} == {State.UNCHANGED}
    assert all(one.saved.text_checksum and one.saved.occurrences == 1 for one in verified)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"\xff\xfe", b"[]", b"{}", b"1", b'{"excerpts": 3}', b'{"excerpts": [{"selector": 1, "document": 2}]}',
     b'{"target": {"selector": {"type": "TextQuoteSelector", "exact": ""}}}', b"[" * 100_000],
    ids=range(10),
)  # fmt: skip
def test_a_file_without_excerpts_is_an_error_and_no_traceback(data):
    with pytest.raises(UsageError):
        read_saved(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["excerpts", "items", "target", "selector", "document", "span", "type", "exact", "state",
                         "source", "id", "prefix", "occurrences", "kb:occurrences"]),
        inner | st.just("TextQuoteSelector"), max_size=6),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=200)
@given(JSON)
def test_any_json_is_read_or_refused(value):
    try:
        saved = read_saved(json.dumps(value).encode())
    except UsageError:
        return
    assert all(one.selector.exact for one in saved)


def test_an_annotation_made_elsewhere_is_verified_by_its_words():
    data = {
        "type": "Annotation",
        "target": {"source": "ferries", "selector": {"type": "TextQuoteSelector", "exact": "Natten er også"}},
    }
    (found,) = verify_excerpts(read_saved(json.dumps(data).encode()), lambda id: {"ferries": DANISH}[id])
    assert found.state is State.UNCHANGED


def test_ids_depend_on_document_words_and_place():
    ids = {excerpt_id("a", "b", 1), excerpt_id("a", "b", 2), excerpt_id("b", "b", 1), excerpt_id("a", "c", 1)}
    assert len(ids) == 4
    assert excerpt_id("a", "b", 1) == excerpt_id("a", "b", 1)
    assert all(len(id) == 12 and id.startswith("q_") for id in ids)


@pytest.mark.parametrize(
    ("span", "expected"),
    [((0, 5), (10, 15)), ((3, 8), (13, 21)), ((5, 7), None), ((6, 9), (20, 22)), ((20, 25), None), ((9, 12), (22, 23))],
)
def test_places_in_the_original_are_those_of_the_characters_that_are_known(span, expected):
    assert original_span(((0, 10, 5), (7, 20, 3)), Span(*span)) == (Span(*expected) if expected else None)


def test_a_selector_of_a_text_that_repeats_itself_is_found_in_time_that_grows_with_it():
    import time

    text = "ja " * 20_000
    start = time.process_time()
    found = selector(text, Span(30_000, 30_002))
    verify(Saved(id="", document="", selector=replace(found, prefix="", suffix="")), text)
    assert time.process_time() - start < 3
    assert isinstance(found, Selector)
