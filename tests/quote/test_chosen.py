"""Excerpts of spans that a person chose."""

from __future__ import annotations

import pytest

from kb import Library
from kb.errors import BadValue
from kb.ingest.blocks import Original
from kb.model import ExcerptKind, Span
from tests.conftest import DANISH, ENGLISH, NOW


@pytest.fixture
def library(tmp_path):
    library = Library.create(tmp_path / "kb", clock=lambda: NOW)
    given = [
        Original(source=name, name=name, data=text.encode(), fetched=NOW, placed=False)
        for name, text in (("data.txt", DANISH), ("trials.txt", ENGLISH))
    ]
    assert [type(one).__name__ for one in library.add(given)] == ["Added", "Added"]
    return library


def place(library, words: str) -> tuple[str, Span]:
    for id in library.reader.ids():
        at = library.text(id).find(words)
        if at >= 0:
            return id, Span(at, at + len(words))
    raise AssertionError(words)


def test_a_chosen_span_is_given_letter_for_letter_without_the_space_around_it(library):
    id, span = place(library, "More than 40 trials were delayed last year.")
    (excerpt,) = library.excerpts_at([(id, Span(span.start - 1, span.end + 1))])
    assert excerpt.text == "More than 40 trials were delayed last year."
    assert excerpt.span == span
    assert excerpt.kind is ExcerptKind.PASSAGE
    assert excerpt.warnings == ()


def test_words_of_a_quotation_come_with_who_said_them(library):
    (excerpt,) = library.excerpts_at([place(library, "Patienterne bor her nu.")], into="sv")
    assert excerpt.kind is ExcerptKind.QUOTATION
    assert excerpt.speaker.name == "Karen Vestergård"
    assert "citerad i" in excerpt.citation


def test_a_choice_that_cuts_a_sentence_or_a_quotation_is_warned_of(library):
    id, first = place(library, "the border,” says")
    _, last = place(library, "trial network")
    (excerpt,) = library.excerpts_at([(id, Span(first.start, last.end))])
    assert "starts-mid-sentence" in excerpt.warnings


def test_the_order_of_the_choice_is_kept(library):
    places = [place(library, one) for one in ("More than 40", "biobankerne", "The biobanks")]
    assert [one.text for one in library.excerpts_at(places)] == ["More than 40", "biobankerne", "The biobanks"]


@pytest.mark.parametrize("span", [(-1, 5), (5, 5), (0, 10**9), (9, 3)])
def test_a_span_beyond_the_text_is_refused(library, span):
    id = next(iter(library.reader.ids()))
    with pytest.raises(BadValue):
        library.excerpts_at([(id, Span(*span))])


def test_a_span_without_words_is_refused(library):
    id, span = place(library, "\n\n")
    with pytest.raises(BadValue):
        library.excerpts_at([(id, span)])


def test_two_files_of_one_name_that_were_handed_over_are_two_documents(library):
    given = [
        Original(source="notes.txt", name="notes.txt", data=text.encode(), fetched=NOW, placed=False)
        for text in ("Ferries\n\nThe ferry sails at nine every day.\n", "Bridges\n\nThe bridge is closed in June.\n")
    ]
    assert [type(one).__name__ for one in library.add(given)] == ["Added", "Added"]
    assert len({one.id for one in library.records()}) == 4


def test_a_draft_that_was_handed_over_is_checked(library):
    draft = "As Helen Marsh says, “A patient does not stop being a patient at the border”, and so it is."
    report = library.check(Original(source="draft.txt", name="draft.txt", data=draft.encode(), fetched=NOW))
    assert [one.verdict for one in report.drafts[0].quotations] == ["exact"]
