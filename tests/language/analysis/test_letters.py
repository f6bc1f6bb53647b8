from __future__ import annotations

from itertools import product

import pytest

SOUND = ("Øresund", "Öresund", "Oresund", "Oeresund")


def meets(typed_in, typed: str, written_in, written: str) -> str | None:
    """How a typed word finds a written one: exact, form, spelling, or not at all."""
    asked, found = typed_in.analyze_word(typed), written_in.analyze_word(written)
    if asked.word == found.word:
        return "exact"
    if asked.form == found.form:
        return "form"
    return "spelling" if set(typed_in.fold_keys(typed)) & set(found.folds) else None


@pytest.mark.parametrize(("typed", "written"), list(product(SOUND, (*SOUND, "Øresunds", "Öresunds"))))
@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_every_spelling_of_the_sound_finds_every_other(language, typed, written, analyzers) -> None:
    for written_in in ("da", "sv", "en"):
        assert meets(analyzers[language], typed, analyzers[written_in], written), written_in


PAIRS = [
    *(("da", lettered, plain) for lettered, plain in (("får", "far"), ("råd", "rad"), ("mål", "mal"), ("bør", "bor"))),
    *(
        ("da", lettered, plain)
        for lettered, plain in (("sø", "so"), ("ære", "are"), ("hår", "har"), ("læger", "lager"))
    ),
    *(("sv", lettered, plain) for lettered, plain in (("får", "far"), ("mål", "mal"), ("hör", "hor"))),
    *(
        ("sv", lettered, plain)
        for lettered, plain in (("vård", "vard"), ("här", "har"), ("läger", "lager"), ("rått", "ratt"))
    ),
]


@pytest.mark.parametrize(("language", "lettered", "plain"), PAIRS)
def test_a_typed_letter_is_that_letter(language, lettered, plain, analyzers) -> None:
    assert meets(analyzers[language], lettered, analyzers[language], plain) is None


@pytest.mark.parametrize(("language", "lettered", "plain"), PAIRS)
def test_a_typed_plain_letter_also_finds_the_special_one(language, lettered, plain, analyzers) -> None:
    assert meets(analyzers[language], plain, analyzers[language], lettered) == "spelling"


@pytest.mark.parametrize(
    ("language", "typed", "written"),
    [
        ("sv", "larare", "lärare"),
        ("sv", "lararen", "lärarnas"),
        ("sv", "laerare", "lärarna"),
        ("sv", "lakemedel", "läkemedlet"),
        ("sv", "halsodata", "hälsodata"),
        ("sv", "forskningsradet", "forskningsrådets"),
        ("sv", "graens", "gränsen"),
        ("da", "laeger", "læger"),
        ("da", "laeger", "lægernes"),
        ("da", "sundhedsvaesenet", "sundhedsvæsen"),
        ("da", "forskningsraad", "forskningsrådets"),
        ("da", "boern", "børn"),
        ("da", "Aarhus", "Århus"),
        ("da", "Århus", "Aarhus"),
        ("en", "Malmo", "Malmö"),
        ("en", "Malmö", "Malmo"),
    ],
)
def test_words_typed_plain_find_inflections_with_letters(language, typed, written, analyzers) -> None:
    assert meets(analyzers[language], typed, analyzers[language], written)


@pytest.mark.parametrize(
    ("danish", "swedish"), [("læger", "läger"), ("Malmø", "Malmö"), ("køb", "köb"), ("Østersø", "Östersö")]
)
def test_danish_and_swedish_letters_meet(danish, swedish, analyzers) -> None:
    assert meets(analyzers["da"], danish, analyzers["sv"], swedish) == "spelling"
    assert meets(analyzers["sv"], swedish, analyzers["da"], danish) == "spelling"


def test_the_wrong_digraph_finds_nothing(analyzers) -> None:
    assert meets(analyzers["da"], "laeger", analyzers["da"], "lager") is None


def test_plain_words_have_no_keys(analyzers) -> None:
    text = "Sundhedsdata og forskning i kommunerne samt Israel, poesi og koefficienter"
    assert all(word.folds == () for word in analyzers["da"].analyze(text))
