from __future__ import annotations

import unicodedata

import pytest

from kb.language.analysis import tokenize


def texts(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Life science-klynge", ["Life", "science-klynge"]),
        ("EU-landenes aftale", ["EU-landenes", "aftale"]),
        ("EU's og EU:s og O'Neill", ["EU's", "og", "EU:s", "og", "O'Neill"]),
        ("sundheds- og forskningsdata", ["sundheds", "og", "forskningsdata"]),
        ("»Vi kan,« siger hun – og går.", ["Vi", "kan", "siger", "hun", "og", "går"]),
        ("bl.a. 5G, B2B og covid-19", ["bl", "a", "5G", "B2B", "og", "covid-19"]),
        ("kl. 12:30", ["kl", "12", "30"]),
        ("", []),
        ("… — !", []),
    ],
)
def test_words_are_what_a_reader_calls_words(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize("separator", [" ", ".", ",", "\u00a0", "\u2009", "\u202f", "'"])
def test_thousands_are_one_number_however_they_are_grouped(separator: str) -> None:
    (token,) = tokenize(f"44{separator}000")
    assert (token.kind, token.key) == ("number", "44000")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("3,5", ["3.5"]),
        ("3.5", ["3.5"]),
        ("0,125", ["0.125"]),
        ("1.234.567,50", ["1234567.50"]),
        ("1 234 567", ["1234567"]),
        ("2020 100", ["2020", "100"]),
        ("1,5 mio.", ["1.5", ""]),
        ("100 %", ["100"]),
        ("2024.", ["2024"]),
    ],
)
def test_numbers_have_one_spelling(text: str, keys: list[str]) -> None:
    assert [token.key for token in tokenize(text)] == keys


def test_no_word_is_cut() -> None:
    word = "sundhedsdatainfrastrukturforvaltningsmyndighedsrepræsentanterne"
    assert len(word) > 60
    assert texts(word) == [word]


def test_a_soft_hyphen_stays_inside_its_word(analyzers) -> None:
    (token,) = analyzers["da"].analyze("sund\u00adheds\u00addata")
    assert token.word == "sundhedsdata"
    assert token.span == (0, 14)


def test_spans_count_in_a_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "Åbne lægers råd på Öland")
    tokens = tokenize(text)
    assert [unicodedata.normalize("NFC", token.text) for token in tokens] == ["Åbne", "lægers", "råd", "på", "Öland"]
    assert [text[token.span.start : token.span.end] for token in tokens] == [token.text for token in tokens]
