"""What `kb quote` gives: sentences that answer, quotations, by whom, and no word that is not in the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import UnknownDocument
from kb.model import Document, ExcerptKind, ReadFrom
from kb.quote.collect import Wanted, quote
from kb.quote.excerpts.caution import sentences_in
from kb.quote.excerpts.layout import BlockKind, Layout, blocks
from kb.quote.excerpts.shorten import shorten, words

from .knowledge import DOCUMENTS, ENGLISH, holdings, record

ALL = (
    Wanted(query="færge natten"),
    Wanted(query="miljoner port hele"),
    Wanted(quotations_only=True, limit=None),
    Wanted(query="natten", quotations_only=True),
    Wanted(recommendations=True, limit=None),
    Wanted(document="harbour", limit=None),
    Wanted(query="port ships", max_words=5),
    Wanted(quotations_only=True, limit=None, max_words=4),
)


@pytest.mark.parametrize("wanted", ALL, ids=str)
def test_every_excerpt_is_a_slice_of_its_text_and_says_where(wanted):
    texts = {document.record.id: document.text for document in DOCUMENTS}
    found = quote(holdings(), wanted)
    assert found
    for excerpt in found:
        text = texts[excerpt.document]
        assert text[excerpt.span.start : excerpt.span.end] == excerpt.text == excerpt.selector.exact
        framed = excerpt.selector.prefix + excerpt.text + excerpt.selector.suffix
        assert text.count(framed) == 1
        assert excerpt.text.strip() == excerpt.text != ""


WORDS = st.sampled_from(
    ["Vi", "siger", "Anna Berg", ".", "!", "»", "«", "”", "“", '"', "’", "– ", "\n\n", "\n\n- ", "\n\n# ", "\n\n> ", ",",
     "ikke", "12", "mio.", "kr.", "| a |", "```", "foreslår, at", "\u00a0", "ä", "[^1]", "\u202e", "😀", "1) "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60), st.sampled_from(["da", "sv", "en", "und"]), st.integers(1, 9) | st.none())
def test_no_text_however_odd_gives_an_excerpt_that_is_not_in_it(pieces, language, limit):
    text = " ".join(pieces)
    kept = holdings((Document(record=record("x", language=language, languages={language: 1.0}), text=text),))
    for wanted in (Wanted(query="vi mio", max_words=limit), Wanted(quotations_only=True, max_words=limit, limit=None),
                   Wanted(recommendations=True), Wanted(document="x", max_words=limit)):  # fmt: skip
        for excerpt in quote(kept, wanted):
            assert text[excerpt.span.start : excerpt.span.end] == excerpt.text


def test_a_query_gives_the_sentences_that_answer_and_not_their_neighbours():
    (found,) = quote(holdings(), Wanted(query="ordningen koster"))
    assert found.text == "Ordningen koster 12 mio. kr. om året."
    assert found.kind is ExcerptKind.PASSAGE
    assert found.before == "I dag må 1.240 pendlere vente til klokken fem."
    assert found.after.startswith("»Vi kan ikke bo på en ø")
    assert found.warnings == ()


def test_neighbouring_sentences_that_both_answer_are_one_excerpt():
    (found,) = quote(holdings(), Wanted(query="ordningen pendlere"))
    assert found.text == "I dag må 1.240 pendlere vente til klokken fem. Ordningen koster 12 mio. kr. om året."


def test_headings_are_no_excerpts():
    found = quote(holdings(), Wanted(query="færger"))
    assert all(not excerpt.text.startswith("Færger hele natten") for excerpt in found)


def test_words_inside_a_quotation_are_given_as_that_persons():
    found = quote(holdings(), Wanted(query="døgnet"))
    assert [(one.kind, one.text, one.speaker.name) for one in found] == [
        (ExcerptKind.QUOTATION, "Natten er også en del af døgnet.", "Karen Møllevang")
    ]


def test_both_parts_of_a_split_statement_are_given_as_two_slices_of_one_utterance():
    first, second = quote(holdings(), Wanted(speaker="møllevang"))
    assert (first.text, second.text) == (
        "Vi kan ikke bo på en ø, hvis vi ikke kan komme hjem",
        "Natten er også en del af døgnet.",
    )
    assert first.extra["utterance"] == second.extra["utterance"]
    assert (first.extra["part"], second.extra["part"], first.extra["parts"]) == (1, 2, 2)
    assert first.speaker.role


@pytest.mark.parametrize("name", ["Karen", "MØLLEVANG", "Karen Møllevang", "mollevang", "moellevang", "Möllevang"])
def test_a_speaker_is_found_by_any_part_of_the_name_also_without_the_letter(name):
    assert len(quote(holdings(), Wanted(speaker=name))) == 2


@pytest.mark.parametrize("name", ["Vang", "Kar", "Karin", "Karen Holm", "", "-"])
def test_a_part_of_a_word_or_another_name_finds_nobody(name):
    assert quote(holdings(), Wanted(speaker=name)) == ()


def test_a_limit_counts_statements_not_their_parts():
    assert len(quote(holdings(), Wanted(speaker="Møllevang", limit=1))) == 2


def test_all_quotations_are_given_without_a_query():
    names = {excerpt.speaker.name for excerpt in quote(holdings(), Wanted(quotations_only=True, limit=None))}
    assert names == {"Karen Møllevang", "Åsa Lindmarker", "Öjvind Trast", "Maud Fairweather"}


def test_a_query_finds_quotations_by_their_own_words_and_by_their_paragraphs():
    own = quote(holdings(), Wanted(query="døgnet", quotations_only=True))
    beside = quote(holdings(), Wanted(query="Færgeråd", quotations_only=True))
    assert {one.speaker.name for one in own} == {one.speaker.name for one in beside} == {"Karen Møllevang"}


def test_an_unknown_document_is_an_error_and_not_an_empty_answer():
    with pytest.raises(UnknownDocument):
        quote(holdings(), Wanted(query="natten", document="nowhere"))


def test_a_document_without_a_query_is_given_paragraph_by_paragraph():
    found = quote(holdings(), Wanted(document="harbour", limit=None))
    assert [excerpt.paragraph for excerpt in found] == [1, 2, 3, 4]
    assert found[0].text.startswith("The port will switch off")


def test_pages_are_given_by_their_printed_label():
    first, *_, last = quote(holdings(), Wanted(document="harbour", limit=None))
    assert (first.page, last.page) == ("i", "1")
    assert last.link == "https://example.org/harbour.pdf#page=2"


def test_the_place_in_the_original_follows_the_runs():
    (found,) = quote(holdings(origins=((0, 100, len(ENGLISH)),)), Wanted(query="switch"))
    assert found.original_span == (found.span.start + 100, found.span.end + 100)


def test_max_words_cuts_at_a_sentence_end_where_one_fits():
    (found,) = quote(holdings(), Wanted(query="pendlere ordningen", max_words=9))
    assert found.text in {"I dag må 1.240 pendlere vente til klokken fem.", "Ordningen koster 12 mio. kr. om året."}
    assert "omission" not in found.warnings


def test_max_words_marks_a_cut_inside_a_sentence_and_warns_of_what_it_takes_away():
    found = quote(holdings(), Wanted(speaker="Møllevang", max_words=7))
    assert found[0].text == "Vi kan ikke bo på en ø"
    assert found[0].extra["omission"] == "after"
    assert {"omission", "ends-mid-sentence", "negation", "condition"} <= set(found[0].warnings)


@given(st.integers(1, 40))
def test_a_shortened_excerpt_never_has_more_words_than_asked_for(limit):
    layout = Layout(DOCUMENTS[0])
    for block in layout.blocks:
        sentences = layout.sentences(block)
        if sentences:
            span, _ = shorten(layout.text, sentences, limit)
            assert 1 <= words(span.slice(layout.text)) <= limit


def test_blocks_know_their_numbers_markers_and_headings():
    found = blocks(
        "# A\n\nText.\n\n- one\n\n- two\n\n```\ncode\n\nmore\n```\n\n| a |\n| --- |\n\n[^1]: note\n\n> said\n"
    )
    assert [(block.number, block.kind) for block in found] == list(
        enumerate(
            [
                BlockKind.HEADING,
                BlockKind.PARAGRAPH,
                BlockKind.ITEM,
                BlockKind.ITEM,
                BlockKind.CODE,
                BlockKind.TABLE,
                BlockKind.FOOTNOTE,
                BlockKind.QUOTE,
            ],
            1,
        )
    )
    assert {block.heading for block in found} == {"A"}
    assert found[2].marker == "- "
    assert found[3].opener == 2


def test_a_text_of_ten_thousand_quotations_is_read_in_time_that_grows_with_it():
    import time

    def seconds(count):
        text = "\n\n".join(f"»Nummer {n} er godt,« siger Anna Berg." for n in range(count))
        kept = holdings((Document(record=record("x"), text=text),))
        start = time.process_time()
        assert len(quote(kept, Wanted(quotations_only=True, limit=None))) == count
        return time.process_time() - start

    seconds(50)
    small = seconds(250)
    assert seconds(1000) < 12 * small


def test_sentences_of_a_quotation_are_split_by_themselves():
    layout = Layout(DOCUMENTS[2])
    start = ENGLISH.index("We were told")
    spans = sentences_in(layout, layout.blocks[2].span)
    assert spans[0].start <= start < spans[0].end


def test_an_excerpt_in_another_language_than_the_receiving_one_is_said_to_be_so():
    (found,) = quote(holdings(), Wanted(query="ordningen", into="sv"))
    assert found.citation.endswith("[original på danska].")
    assert found.extra["if_translated"] == "[vår översättning]"
    (same,) = quote(holdings(), Wanted(query="ordningen"))
    assert "if_translated" not in same.extra


def test_the_language_of_a_block_is_its_own_in_a_mixed_document():
    text = (
        "Rådet har i dag behandlet forslaget om natfærger og besluttet at sende det videre til ministeren.\n\n"
        "Rådet har i dag behandlat förslaget om nattfärjor och beslutat att skicka det vidare till ministern.\n"
    )
    mixed = replace(record("x"), languages={"da": 0.5, "sv": 0.5})
    found = quote(holdings((Document(record=mixed, text=text),)), Wanted(document="x"))
    assert [one.language for one in found] == ["da", "sv"]


def test_lines_that_are_no_sentences_come_last_and_contents_not_at_all():
    text = "Journal om broen\n\nBroen ............ 4\n\nVi bygger broen i år.\n"
    found = quote(holdings((Document(record=record("x"), text=text),)), Wanted(query="broen"))
    assert [one.text for one in found] == ["Vi bygger broen i år.", "Journal om broen"]


@pytest.mark.parametrize(("certain", "warned"), [(True, False), (False, True)])
def test_a_date_that_was_guessed_is_told_where_it_is_cited(certain, warned):
    read = ReadFrom(where="document properties", certain=certain)
    document = Document(
        record=record("x", published=date(2026, 3, 2), published_from=read), text="Broen åbner i dag.\n"
    )
    (found,) = quote(holdings((document,)), Wanted(query="broen"))
    assert ("date-guessed" in found.warnings) is warned
