from __future__ import annotations

import pytest

from kb.language.analysis import analyzer


def _measure(analyzer, rows) -> tuple[float, float]:
    """Recall and precision of the parts; a compound made of gold parts is a right part as well."""
    right = missed = wrong = 0
    for row in rows:
        got = analyzer.analyze_word(row["word"]).parts
        gold = [analyzer.analyze_word(part).form for part in row["parts"]]
        inner = [part for part in got if part not in gold and set(analyzer.analyze_word(part).parts) <= set(gold)]
        inner = [part for part in inner if analyzer.analyze_word(part).parts]
        right += sum(part in got for part in gold)
        missed += sum(part not in got for part in gold)
        wrong += sum(part not in gold and part not in inner for part in got)
    return right / (right + missed), right / (right + wrong)


@pytest.mark.parametrize(("language", "least"), [("da", 200), ("sv", 200), ("en", 200)])
def test_compounds_are_cut_into_their_words(language, least, analyzers, read_rows) -> None:
    rows = [row for row in read_rows(f"compounds-{language}") if row["parts"]]
    recall, precision = _measure(analyzers[language], rows)
    assert len(rows) > least
    assert recall >= 0.98
    assert precision >= 0.98


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_simple_words_stay_whole(language, analyzers, read_rows) -> None:
    rows = [row["word"] for row in read_rows(f"compounds-{language}") if not row["parts"]]
    split = [word for word in rows if analyzers[language].analyze_word(word).parts]
    assert split == []


def test_an_inflected_compound_has_the_parts_of_its_lemma(analyzers) -> None:
    parts = analyzers["da"].analyze_word("sundhedsdatastrategiernes").parts
    assert {"sundhed", "data", "strategi", "sundhedsdata"} == set(parts)


def test_three_equal_letters_are_written_as_two_in_swedish(analyzers) -> None:
    assert analyzers["sv"].analyze_word("remissvaren").parts == ("remiss", "svar")


def test_hyphenated_words_have_their_pieces_as_parts(analyzers) -> None:
    assert analyzers["da"].analyze_word("EU-lande").parts == ("eu", "land")


def test_an_ending_is_a_first_part_where_it_is_listed_as_one(analyzers) -> None:
    assert analyzers["en"].analyze_word("shipowners").parts == ("ship", "owner")
    assert analyzers["en"].analyze_word("ownership").parts == ()


def test_a_word_handed_in_can_be_a_part(lexicon) -> None:
    assert analyzer("da", lexicon).analyze_word("zymbexpolitik").parts == ()
    # a word unknown to every dictionary takes part once a glossary names it
    assert analyzer("da", lexicon, extra=("zymbex",)).analyze_word("zymbexpolitik").parts == ("zymbex", "politik")
