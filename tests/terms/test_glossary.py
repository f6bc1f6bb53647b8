"""The glossary: its lines, what they are compiled to, and what a lookup gives."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import EngineError
from kb.terms.concepts import concepts, false_friends
from kb.terms.glossary import FALSE_FRIENDS, Glossary, GlossaryFile, compile_glossary, fingerprint, shipped, stamp_of

TEXT = """\
# A chapter
## A section
klinisk forsøg; klinisk afprøvning | klinisk prövning | clinical trial
sygehus; hospital | sjukhus | hospital
ret | rätt | right
ret | maträtt | dish
stk. | - | item
alene
| |
"""
FRIENDS = "# words\nrolig | rolig | calm or funny\n"


def forms(_language: str, term: str) -> tuple[str, ...]:
    """Words without their last s stand for forms here."""
    return tuple(word.lower().rstrip("s") for word in term.split())


@pytest.fixture
def glossary(tmp_path: Path) -> Glossary:
    source, friends = tmp_path / "a.txt", tmp_path / "false-friends.txt"
    source.write_text(TEXT, encoding="utf-8")
    friends.write_text(FRIENDS, encoding="utf-8")
    files = [GlossaryFile(source, "a"), GlossaryFile(friends, "friends")]
    compile_glossary(files, tmp_path / "g.sqlite", "stamp", forms)
    return Glossary(tmp_path / "g.sqlite")


def told(glossary: Glossary, language: str, *words: str) -> list[tuple[str, str]]:
    return [(term.language, term.text) for term in glossary.same(language, words)]


def test_a_line_is_a_concept_and_the_rest_is_passed_over():
    found = list(concepts(TEXT, "a.txt"))
    assert [one.terms[0][0] for one in found] == ["klinisk forsøg", "sygehus", "ret", "ret", "stk."]
    assert found[0].terms[0] == ("klinisk forsøg", "klinisk afprøvning")
    assert found[4].terms[1] == ()


def test_a_term_gives_what_means_the_same_in_all_languages(glossary):
    assert told(glossary, "da", "klinisk", "forsøg") == [
        ("da", "klinisk afprøvning"),
        ("en", "clinical trial"),
        ("sv", "klinisk prövning"),
    ]


def test_a_term_is_found_by_its_forms(glossary):
    assert ("da", "sygehus") in told(glossary, "sv", "sjukhu")
    assert ("sv", "sjukhus") in told(glossary, "en", "hospital")


def test_a_homograph_gives_all_its_concepts(glossary):
    assert {text for language, text in told(glossary, "da", "ret") if language == "en"} == {"right", "dish"}


def test_a_term_of_several_words_is_not_found_by_one_of_them(glossary):
    assert told(glossary, "da", "forsøg") == []
    assert not glossary.knows("da", ("forsøg",))
    assert glossary.knows("da", ("klinisk", "forsøg"))


def test_false_friends_are_told(glossary):
    assert glossary.false_friends("rolig", "rolig")
    assert not glossary.false_friends("rolig", "lugn")


def test_nothing_is_known_where_there_is_no_glossary(tmp_path):
    glossary = Glossary(tmp_path / "none.sqlite")
    assert stamp_of(tmp_path / "none.sqlite") is None
    assert glossary.same("da", ("sygehus",)) == ()


def test_a_damaged_glossary_is_reported(tmp_path):
    (tmp_path / "g.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(EngineError):
        Glossary(tmp_path / "g.sqlite").same("da", ("sygehus",))


def test_compiling_again_takes_the_old_ones_place(glossary, tmp_path):
    assert stamp_of(tmp_path / "g.sqlite") == "stamp"
    compile_glossary([], tmp_path / "g.sqlite", "other", forms)
    assert stamp_of(tmp_path / "g.sqlite") == "other"


def test_the_fingerprint_changes_with_any_source_its_weight_and_with_the_analysis(tmp_path):
    source = tmp_path / "a.txt"
    source.write_text(TEXT, encoding="utf-8")
    file = GlossaryFile(source, "a")
    before = fingerprint([file], "1")
    assert fingerprint([file], "1") == before
    assert fingerprint([file], "2") != before
    assert fingerprint([file._replace(weight=0.5)], "1") != before
    source.write_text(TEXT + "a | b | c\n", encoding="utf-8")
    assert fingerprint([file], "1") != before


def test_the_terms_of_an_earlier_volume_come_first_and_each_has_its_weight(glossary, tmp_path):
    (tmp_path / "own.txt").write_text("sygehus | lasarett | infirmary | 0.4 3\n", encoding="utf-8")
    compile_glossary([GlossaryFile(tmp_path / "own.txt", "own", 0.5)], tmp_path / "o.sqlite", "own", forms)
    found = Glossary(tmp_path / "o.sqlite", tmp_path / "g.sqlite").same("da", ("sygehu",))
    assert [(term.text, term.source, term.weight) for term in found if term.language == "en"] == [
        ("infirmary", "own", 0.2),
        ("hospital", "a", 1.0),
    ]


def test_a_word_tells_its_false_friends(glossary):
    assert glossary.false_friends_of("rolig") == (("rolig", "rolig", "calm or funny"),)
    assert glossary.false_friends_of("sygehu") == ()


@given(st.text(max_size=200))
def test_no_source_is_an_error(text):
    for one in concepts(text, "x"):
        assert any(one.terms)
    for danish, swedish, _ in false_friends(text):
        assert danish
        assert swedish


SHIPPED = [file.path for file in shipped() if file.path.name != "false-friends.txt"]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_the_files_that_come_with_kb_are_well_formed(file):
    text = file.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    wrong = [line for line in lines if len([cell for cell in line.split("|") if cell.strip()]) != 3]
    assert not wrong
    assert len(list(concepts(text, file.name))) == len(lines)


def test_a_concept_stands_in_one_file_and_says_all_that_is_said_of_it():
    """Two lines with the same preferred terms in all languages are one concept; a second one would drift apart."""
    lines: dict[tuple[str, ...], list[str]] = {}
    for file in shipped():
        for one in file.concepts() if file.path.name != FALSE_FRIENDS else ():
            heads = tuple(terms[0].lower() if terms else "" for terms in one.terms)
            lines.setdefault(heads, []).append(f"{file.path.name}: {' | '.join('; '.join(t) for t in one.terms)}")
    assert [found for found in lines.values() if len(found) > 1] == []


@pytest.mark.parametrize(
    ("danish", "swedish"),
    [
        ("parkeringsafgift", "parkeringsavgift"),
        ("togfører", "tågförare"),
        ("indrette", "inrätta"),
        ("ledighed", "ledighet"),
    ],
)
def test_no_concept_holds_two_false_friends(danish, swedish):
    together = [
        one.terms
        for file in shipped()
        if file.path.name != FALSE_FRIENDS
        for one in file.concepts()
        if danish in one.terms[0] and swedish in one.terms[1]
    ]
    assert together == []
