from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.language.analysis import identifiers, tokenize

MARKS = ["-", "’", "'", ":", ".", ",", "/", "§", "(", ")", "_", "\xad", "\xa0", "\u202f", "\n"]
WORDS = [
    "å",
    "Ö",
    "æ",
    "ø",
    "é",
    "å",
    "ﬁ",
    "İ",
    "ß",
    "�",
    "12",
    "44",
    "000",
    "2016/679",
    "EU",
    "COM",
    "SFS",
    "nr.",
    "af",
    "L",
    "153",
    "stk.",
    "sundheds",
    "data",
    "Läkemedel",
]
PIECES = st.sampled_from([*MARKS, *WORDS, " ", "øresund", "Co-operation"])
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=24).map("".join))
LAW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@LAW
@given(TEXTS)
def test_every_span_slices_to_its_token(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[token.span.start : token.span.end] == token.text != "" for token in tokens)
    assert all(a.span.end <= b.span.start for a, b in pairwise(tokens))


@LAW
@given(TEXTS, st.sampled_from(["da", "sv", "en", "de"]))
def test_composed_and_decomposed_texts_have_the_same_terms(analyzers, text: str, language: str) -> None:
    def terms(form: str) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
        found = analyzers[language].analyze(unicodedata.normalize(form, text))
        return [(token.word, token.form, token.parts, token.folds) for token in found]

    assert terms("NFC") == terms("NFD")


@LAW
@given(TEXTS, st.sampled_from(["da", "sv", "en", "de"]))
def test_nothing_makes_the_analysis_raise(analyzers, text: str, language: str) -> None:
    analyzer = analyzers[language]
    for position, token in enumerate(analyzer.analyze(text)):
        assert token.position == position
        assert not any(character.isspace() for character in token.word + token.form)
    analyzer.analyze_word(text)
    analyzer.fold_keys(text)
    identifiers(text)


@pytest.mark.parametrize(
    "unit", ["a", "-a", "1", "1.", "1 ", "§", "_a", "\u00ad", "å\u0301", "nr. ", "/1", "ae", "'s", "a:s"]
)
def test_a_long_text_takes_time_in_proportion(analyzers, unit: str) -> None:
    assert analyzers["sv"].analyze(unit * 40_000) is not None
    assert analyzers["sv"].fold_keys(unit * 40_000) is not None


def test_a_word_means_the_same_in_a_text_and_in_a_query(analyzers) -> None:
    text = "Læger og forskningsinfrastrukturer i EU-landene"
    for token in analyzers["da"].analyze(text):
        alone = analyzers["da"].analyze_word(text[token.span.start : token.span.end])
        assert (alone.word, alone.form, alone.parts, alone.folds) == (token.word, token.form, token.parts, token.folds)
