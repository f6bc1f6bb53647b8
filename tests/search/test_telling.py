"""What is shown of a found passage: the sentences and the rows of tables that tell why."""

from __future__ import annotations

from kb.model import FoundPassage, Match, Span, Via
from kb.search.telling import telling

TABLE = (
    "Budgettet vokser. Det gælder havnen.\n\n| Område | 2026 | 2027 |\n| --- | --- | --- |\n| Kajer | 112 | 118 |\n"
    "| Færger | 46 | 51 |\n\nRådet stemmer i maj. Alle er inviteret."
)


def told(text: str, *words: str, offset: int = 0) -> list[str]:
    matches = tuple(
        Match(span=Span(offset + text.index(word), offset + text.index(word) + len(word)), term=word, via=Via.EXACT)
        for word in words
    )
    passage = FoundPassage(
        number=1,
        page=None,
        heading=None,
        language="da",
        span=Span(offset, offset + len(text)),
        text=text,
        matches=matches,
    )
    return [span.slice(text) for span in telling(passage)]


def test_a_row_is_shown_with_the_head_of_its_table_and_without_the_rest():
    assert told(TABLE, "Færger") == ["| Område | 2026 | 2027 |", "| Færger | 46 | 51 |"]


def test_sentences_around_a_table_stay_sentences():
    assert told(TABLE, "havnen") == ["Det gælder havnen."]
    assert told(TABLE, "maj", "inviteret") == ["Rådet stemmer i maj. Alle er inviteret."]


def test_rows_that_follow_each_other_are_told_apart():
    assert told(TABLE, "Kajer", "Færger", offset=700)[1:] == ["| Kajer | 112 | 118 |", "| Færger | 46 | 51 |"]


def test_a_passage_without_a_match_shows_its_beginning_and_never_the_line_under_a_head():
    assert told(TABLE) == ["Budgettet vokser."]
    assert told("| Område | 2026 |\n| --- | --- |\n| Kajer | 112 |") == ["| Område | 2026 |"]


def test_a_sentence_over_two_lines_is_one():
    assert told("Havnen åbner\ni maj. Alle er inviteret.", "maj") == ["Havnen åbner\ni maj."]
