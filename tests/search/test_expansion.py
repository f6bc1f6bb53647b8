"""How a word is widened: every way with its reason, and none that would bring what was not asked."""

from __future__ import annotations

import pytest

from kb.model import Via
from kb.search.expansion import Expander
from kb.search.question import Quoted, Word
from kb.search.tongue import language_of
from tests.search.conftest import document

DOCUMENTS = [
    document("da", "da", "Pakningen med frugt og havregryn koster mere. Grænsen er åben. Han er rolig i dag. Øresund."),
    document("sv", "sv", "Förpackningen med havregryn kostar mer. Gränsen är öppen. Filmen var rolig. Öresund. Frukt."),
    document("en", "en", "The border is open, and the Novo grant was paid. Oresund is a strait."),
]


@pytest.fixture(scope="module")
def index(index_of):
    return index_of(DOCUMENTS)


def ways(index, language, text, **options):
    return Expander(index, language, **options).ways(Word(text=text))


def into(found, language):
    return {(way.pieces, way.via) for way in found if way.language == language}


def test_a_word_is_sought_as_written_in_its_forms_and_as_a_part(index):
    found = into(ways(index, "da", "Grænsen"), "da")
    assert {
        (("grænsen",), Via.EXACT),
        (("grænse",), Via.FORM),
        (("grænse",), Via.PART),
    } <= found


def test_a_glossary_word_is_sought_by_its_translations(index):
    found = ways(index, "da", "grænse")
    assert (("gräns",), Via.TRANSLATION) in into(found, "sv")
    assert (("border",), Via.TRANSLATION) in into(found, "en")


def test_the_preferred_translation_counts_most(index):
    found = ways(index, "da", "samarbejde")
    weights = {way.pieces: way.weight for way in found if way.language == "en" and way.piece == "form"}
    assert max(weights, key=weights.__getitem__) == ("cooperation",)


def test_a_word_without_translation_is_sought_by_words_that_look_like_it(index):
    alike = [way for way in ways(index, "da", "havregrynen") if way.source == "looks alike"]
    assert all(way.language == "sv" and way.weight < 0.71 for way in alike)


def test_a_word_with_a_translation_is_never_sought_by_look_alikes(index):
    assert not [way for way in ways(index, "da", "grænse") if way.source == "looks alike"]


def test_a_false_friend_is_not_the_same_word(index):
    assert not [way for way in ways(index, "da", "rolig") if way.language == "sv" and "rolig" in way.pieces]


def test_a_name_is_sought_in_the_languages_that_have_it(index):
    found = ways(index, "da", "Novo")
    assert (("novo",), Via.EXACT) in into(found, "en")
    assert not into(found, "sv")


def test_another_spelling_is_ranked_lower_and_says_so(index):
    found = {way.pieces: way for way in ways(index, "da", "Öresund") if way.via is Via.SPELLING}
    assert found[("øresund",)].source == "spelling"
    assert found[("øresund",)].weight < 1


def test_a_compound_nobody_translated_is_sought_by_its_parts(index):
    found = [way for way in ways(index, "da", "samarbejdsgrænsen") if way.language == "sv"]
    assert (("samarbete", "gräns"), "its parts") in {(way.pieces, way.source) for way in found}


def test_an_identifier_is_the_same_in_every_language(index):
    found = ways(index, "da", "2016/679")
    assert {way.language for way in found if way.via is Via.EXACT} == {"da", "sv", "en", "und"}


def test_a_term_of_several_words_is_found_by_its_longest_match(index):
    expander = Expander(index, "da")
    covered = expander.covered(["nye", "kliniske", "forsøg", "i", "år"])
    assert set(covered) >= {1, 2}
    assert {term.text for term in covered[1] if term.language == "en"} >= {"clinical trial"}


def test_only_my_words_has_no_other_language_and_no_other_spelling(index):
    found = ways(index, "da", "grænse", only_my_words=True)
    assert {way.language for way in found} == {"da"}
    assert {way.via for way in found} <= {Via.EXACT, Via.FORM, Via.PART}
    assert Expander(index, "da", only_my_words=True).covered(["klinisk", "forsøg"]) == {}


def test_a_phrase_is_sought_as_written_in_any_language(index):
    found = Expander(index, "da").ways(Quoted(text="Grænsen er"))
    assert {way.language for way in found} == {"da", "sv", "en", "und"}
    assert all(way.pieces == ("grænsen", "er") for way in found if way.via is Via.EXACT)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (["grænsen", "og", "frugt"], "da"),
        (["gränsen", "och", "frukt"], "sv"),
        (["the", "border"], "en"),
        (["havregryn", "pakningen"], "da"),
        (["havregryn", "förpackningen"], "sv"),
        (["patientsäkerhet"], "sv"),
        (["patientsikkerhed"], "da"),
        ([], "da"),
    ],
)
def test_the_language_of_a_question_is_told_by_its_words(index, words, language):
    assert language_of(words, index) == language


def test_a_name_with_a_number_is_never_sought_by_one_that_looks_like_it(index_of):
    texts = [("da", "Forsøget hedder KX1025Y."), ("sv", "Försöket heter KX1022Y.")]
    index = index_of([document(language, language, text) for language, text in texts])
    assert not [way for way in ways(index, "da", "KX1025Y") if way.source == "looks alike"]
