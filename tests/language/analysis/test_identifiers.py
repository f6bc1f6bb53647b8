from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.language.analysis import identifiers, tokenize, written

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "identifiers.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["key"])
def test_an_identifier_has_one_key_in_every_spelling(row) -> None:
    for spelling in row["spellings"]:
        for text in (spelling, f"Se {spelling}, og", f"({spelling}) og"):
            found = [token for token in tokenize(text) if token.kind == "identifier"]
            assert [token.key for token in found] == [row["key"]], text
            assert list(found[0].pieces) == row["pieces"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["key"])
def test_an_identifier_is_listed_with_its_place_and_kind(row) -> None:
    text = f"I {row['spellings'][0]} står der noget"
    (identifier,) = identifiers(text)
    assert (identifier.kind, identifier.key) == (row["kind"], row["key"])
    assert text[identifier.span.start : identifier.span.end] in row["spellings"][0]


@pytest.mark.parametrize(
    "text",
    [
        "lagen (2018:218) om",
        "Lagen (2018:218) ändras",
        "FÖRORDNINGEN (2018:218)",
        "enligt lag (2018:218).",
        "förordningen (2018:218)",
        "dataskyddslagens (2018:218)",
        "jordabalken (2018:218)",
    ],
)
def test_a_swedish_act_is_known_by_its_number_in_brackets(text: str) -> None:
    (found,) = [one for one in tokenize(text) if one.kind == "identifier"]
    assert (found.key, found.pieces) == ("sfs:2018:218", ("2018:218",))
    assert any(
        one.text.lower().startswith(("lag", "förordningen", "dataskyddslagens", "jordabalken"))
        for one in tokenize(text)
    )


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("com:2025:101", "COM(2025) 101"),
        ("eu:2016/679", "EU 2016/679"),
        ("sfs:2018:218", "SFS 2018:218"),
        ("prop:2023/24:59", "prop. 2023/24:59"),
        ("bet:2022/23:sou15", "bet. 2022/23:SoU15"),
        ("lbk:1234/2020", "LBK 1234/2020"),
        ("l153", "L 153"),
        ("§12a", "§ 12 a"),
        ("stk3", "stk. 3"),
        ("ref:s2023/01234", "dnr/j.nr. S2023/01234"),
        ("iso27001:2022", "ISO 27001:2022"),
        ("c-131/12", "C-131/12"),
        ("eli:lta/2018/502", "ELI lta/2018/502"),
        ("celex:62012cj0131", "CELEX 62012CJ0131"),
        ("2016/679", None),
        ("snake_case", None),
        ("a.5.1", None),
    ],
)
def test_a_facet_says_an_identifier_in_one_spelling(key: str, said: str | None) -> None:
    assert written(key) == said


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["key"])
def test_every_identifier_but_numbers_and_codes_is_in_the_facet(row) -> None:
    assert (written(row["key"]) is None) is (row["kind"] in {"number", "code"})


def test_no_key_holds_white_space() -> None:
    assert not any(character.isspace() for row in ROWS for character in row["key"])


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("§ 12 i lov om", ["§12"]),
        ("§ 12, stk. 3", ["§12", "stk3"]),
        ("3 kap. 5 §", ["kap3", "§5"]),
        ("§§ 12-14", ["§12"]),
        ("perioden 2014-2020 og 2021–2027", []),
        ("den 2024-03-12", []),
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
