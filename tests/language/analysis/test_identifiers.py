from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.language.analysis import identifiers, tokenize

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "identifiers.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["key"])
def test_an_identifier_has_one_key_in_every_spelling(row) -> None:
    for spelling in row["spellings"]:
        for text in (spelling, f"Se {spelling}, og", f"({spelling})."):
            found = [token for token in tokenize(text) if token.kind == "identifier"]
            assert [token.key for token in found] == [row["key"]], text
            assert list(found[0].pieces) == row["pieces"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["key"])
def test_an_identifier_is_listed_with_its_place_and_kind(row) -> None:
    text = f"I {row['spellings'][0]} står der noget"
    (identifier,) = identifiers(text)
    assert (identifier.kind, identifier.key) == (row["kind"], row["key"])
    assert text[identifier.span.start : identifier.span.end] in row["spellings"][0]


def test_no_key_holds_white_space() -> None:
    assert not any(character.isspace() for row in ROWS for character in row["key"])


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("§ 12 i lov om", ["§12"]),
        ("§ 12, stk. 3", ["§12", "stk3"]),
        ("3 kap. 5 §", ["kap3", "§5"]),
        ("§§ 12-14", ["§12"]),
        ("I 2024 kom 153 svar.", []),
        ("Plan B er klar", []),
        ("den 12.03.2024", []),
        ("1/2 time og 24/7", []),
    ],
)
def test_ordinary_text_holds_no_identifiers_but_its_own(text: str, keys: list[str]) -> None:
    found = [identifier.key for identifier in identifiers(text) if identifier.kind != "code"]
    assert found == keys


def test_a_hyphenated_code_is_one_word_with_its_pieces(analyzers) -> None:
    (code,) = analyzers["en"].analyze("DEC-0054")
    assert (code.word, code.form, code.parts) == ("dec-0054", "dec0054", ("dec", "0054"))
