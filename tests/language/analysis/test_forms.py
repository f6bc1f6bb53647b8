from __future__ import annotations

from itertools import combinations

import pytest

LANGUAGES = ("da", "sv", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_inflections_of_a_word_share_one_form(language, analyzers, read_rows) -> None:
    analyzer = analyzers[language]
    pairs = met = 0
    for row in read_rows(f"paradigms-{language}"):
        forms = [analyzer.analyze_word(form).form for form in row["forms"]]
        pairs += len(forms) * (len(forms) - 1) // 2
        met += sum(a == b for a, b in combinations(forms, 2))
    assert pairs > 1000
    assert met / pairs >= 0.998


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_only_look_alike_have_forms_of_their_own(language, analyzers, read_rows) -> None:
    analyzer = analyzers[language]
    rows = [row["words"] for row in read_rows(f"unrelated-{language}")]
    merged = [pair for pair in rows if len({analyzer.analyze_word(word).form for word in pair}) == 1]
    assert len(rows) > 140
    assert merged == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", "sundhedsdatastrategi sundhedsdatastrategien sundhedsdatastrategiernes"),
        ("da", "forskningsinfrastruktur forskningsinfrastrukturerne"),
        ("da", "EU EU's EUs"),
        ("da", "EU-land EU-lande EU-landenes"),
        ("sv", "EU EU:s EUs"),
        ("sv", "hälsodatastrategi hälsodatastrategin hälsodatastrategierna"),
        ("sv", "läkemedelsstrategi läkemedelsstrategins"),
        ("en", "co-operation cooperation Cooperation’s"),
        ("en", "cross-border crossborder"),
        ("en", "health-care healthcare"),
    ],
)
def test_words_no_dictionary_has_share_a_form_as_well(language, words, analyzers) -> None:
    assert len({analyzers[language].analyze_word(word).form for word in words.split()}) == 1


def test_a_language_that_is_not_served_gets_lower_case_only(analyzers) -> None:
    (word,) = analyzers["de"].analyze("Häuser")
    assert (word.word, word.form, word.parts) == ("häuser", "häuser", ())


@pytest.mark.parametrize(
    ("language", "word", "form", "other"),
    [
        ("da", "love", "love", "lov"),
        ("da", "veje", "veje", "vej"),
        ("sv", "öppna", "öppna", "öppen"),
        ("sv", "strider", "strida", "strid"),
    ],
)
def test_a_verb_that_is_also_a_noun_or_an_adjective_has_that_as_a_part(language, word, form, other, analyzers) -> None:
    analyzed = analyzers[language].analyze_word(word)
    assert (analyzed.form, analyzed.parts) == (form, (other,))


@pytest.mark.parametrize(
    ("language", "word", "form"),
    [("da", "lande", "land"), ("da", "grunde", "grund"), ("sv", "höga", "hög"), ("sv", "enkla", "enkel")],
)
def test_a_noun_or_an_adjective_that_is_seldom_a_verb_is_no_verb(language, word, form, analyzers) -> None:
    analyzed = analyzers[language].analyze_word(word)
    assert (analyzed.form, analyzed.parts) == (form, ())


def test_the_last_part_of_a_compound_is_a_noun(analyzers) -> None:
    assert analyzers["da"].analyze_word("EU-veje").form == analyzers["da"].analyze_word("EU-vej").form
    assert analyzers["da"].analyze_word("sundhedsdataveje").form == "sundhedsdatavej"
