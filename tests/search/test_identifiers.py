"""Identifiers as a facet and as a key of the query: every spelling that is typed against every one that is written."""

from __future__ import annotations

import pytest

from tests.search.conftest import document

WRITTEN = {
    "act": [
        ("da", "Forordning (EU) 2016/679 gælder her."),
        ("sv", "Förordning (EU) nr 2016/679 gäller här."),
        ("en", "See CELEX 32016R0679 for the text."),
        ("en", "It is at http://data.europa.eu/eli/reg/2016/679/oj for all."),
    ],
    "trials": [
        ("da", "Forordning (EU) nr. 536/2014 om kliniske forsøg."),
        ("sv", "Förordning (EU) nr 536/2014 om prövningar."),
        ("en", "Regulation (EU) No 536/2014 on trials, 32014R0536."),
        ("en", "It is at eli/reg/2014/536/oj for all."),
    ],
    "com": [
        ("da", "Kommissionen vedtog KOM(2025) 101 endelig."),
        ("sv", "Kommissionen antog KOM(2025) 101 slutlig."),
        ("en", "The Commission adopted COM(2025)101 final."),
    ],
    "sfs": [
        ("sv", "Enligt lagen (2018:218) gäller det."),
        ("sv", "Se SFS 2018:218."),
        ("da", "Den svenske SFS nr 2018:218 gælder."),
    ],
    "prop": [("sv", "Regeringens proposition 2023/24:59 antogs."), ("da", "Se prop. 2023/24:59 fra Sverige.")],
    "bet": [("sv", "Utskottets betänkande 2022/23:SoU15 är klart.")],
    "sou": [("sv", "Utredningen SOU 2024:12 föreslår det.")],
    "lbk": [
        ("da", "Se LBK nr. 1234 af 12. maj 2020 om det."),
        ("da", "Lovbekendtgørelse nr. 1234 af 12/05/2020 gælder."),
    ],
    "lov": [("da", "Lov nr. 502 af 23. maj 2018 gælder."), ("en", "See the Danish LOV 502/2018.")],
    "bill": [("da", "Folketinget vedtog L 153 i dag.")],
    "section": [("da", "Det følger af § 12, stk. 3, i loven."), ("sv", "Det följer av 12 § i lagen.")],
    "case": [("sv", "Ärendet har dnr S2023/01234 hos oss."), ("sv", "Diarienummer: S2023/01234.")],
    "file": [("da", "Sagen har j.nr. 2023-1234 hos os."), ("da", "Sagsnr.: 2023-1234 er åbnet.")],
}
TYPED = {
    "act": ["(EU) 2016/679", "2016/679/EU", "(EU) nr. 2016/679", "(EU) No 2016/679", "32016R0679", "CELEX:32016R0679", "eli/reg/2016/679", "2016/679"],
    "trials": ["(EU) nr. 536/2014", "(EU) 536/2014", "32014R0536", "http://data.europa.eu/eli/reg/2014/536/oj", "536/2014"],
    "com": ["COM(2025) 101", "COM(2025)101 final", "KOM(2025) 101"],
    "sfs": ["SFS 2018:218", "lagen (2018:218)", "2018:218"],
    "prop": ["prop. 2023/24:59", "Prop 2023/24:59", "proposition 2023/24:59", "2023/24:59"],
    "bet": ["bet. 2022/23:SoU15", "betänkande 2022/23:SoU15"],
    "sou": ["SOU 2024:12", "2024:12"],
    "lbk": ["LBK nr. 1234 af 12. maj 2020", "lovbekendtgørelse nr. 1234 af 12/05/2020", "LBK 1234/2020", "1234/2020"],
    "lov": ["lov nr. 502 af 23. maj 2018", "LOV nr 502 af 23/05/2018", "502/2018"],
    "bill": ["L 153"],
    "section": ["§ 12", "§12", "12 §"],
    "case": ["dnr S2023/01234", "diarienr S2023/01234", "S2023/01234"],
    "file": ["j.nr. 2023-1234", "sagsnr. 2023-1234", "2023-1234"],
}  # fmt: skip
SHOWN = {
    "act": "EU 2016/679",
    "trials": "EU 536/2014",
    "com": "COM(2025) 101",
    "sfs": "SFS 2018:218",
    "prop": "prop. 2023/24:59",
    "bet": "bet. 2022/23:SoU15",
    "sou": "SOU 2024:12",
    "lbk": "LBK 1234/2020",
    "lov": "LOV 502/2018",
    "bill": "L 153",
    "section": "§ 12",
    "case": "dnr/j.nr. S2023/01234",
    "file": "dnr/j.nr. 2023-1234",
}
PAIRS = [(name, typed) for name, spellings in TYPED.items() for typed in spellings]


@pytest.fixture(scope="module", params=["memory", "whoosh"])
def index(request, index_of):
    documents = [
        document(f"{name}{at}", language, text)
        for name, rows in WRITTEN.items()
        for at, (language, text) in enumerate(rows)
    ]
    return index_of(documents, request.param)


def wanted(name):
    return {f"{name}{at}" for at in range(len(WRITTEN[name]))}


@pytest.mark.parametrize(("name", "typed"), PAIRS)
def test_every_spelling_finds_every_other_as_a_word(index, search, name, typed):
    typed = typed.removeprefix("lagen ")  # a word of its own, which the others lack
    assert wanted(name) <= {hit.document for hit in search(index, typed, limit=100).hits if not hit.missing}


@pytest.mark.parametrize(("name", "typed"), PAIRS)
def test_the_key_of_the_query_finds_exactly_the_documents_with_the_identifier(index, search, name, typed):
    results = search(index, f'id:"{typed}"', limit=100)
    assert {hit.document for hit in results.hits} == wanted(name), results.read_as


@pytest.mark.parametrize(
    "typed", ["id:COM(2025) 101", "id:COM(2025)101", "identifier:KOM(2025) 101", "-id:COM(2025)101 kommissionen"]
)
def test_blanks_and_brackets_belong_to_the_identifier_behind_the_key(index, search, typed):
    found = {hit.document for hit in search(index, typed, limit=100).hits}
    assert found == set() if typed.startswith("-") else wanted("com")


@pytest.mark.parametrize("name", list(WRITTEN))
def test_the_facet_counts_documents_in_one_spelling(index, search, name):
    facet = search(index, "").facets.identifier
    assert facet[SHOWN[name]] == len(WRITTEN[name])


def test_the_value_of_the_facet_narrows_to_what_it_counts(index, search):
    for value, count in search(index, "").facets.identifier.items():
        assert search(index, f'id:"{value}"', limit=100).total == count, value


def test_an_identifier_nobody_wrote_narrows_to_nothing(index, search):
    results = search(index, "id:SFS 1999:1")
    assert results.total == 0
    assert "id SFS 1999:1" in results.read_as
