"""Learning from translations: sentences side by side as a person would lay them, words that a person would pair."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.smallwords import SMALL_WORDS
from kb.terms.learning import Text, Words, learn
from kb.terms.learning.alignment import Sentence, align
from kb.terms.learning.lexicon import _Speech
from kb.terms.learning.model1 import EMPTY, train
from kb.terms.learning.reading import read_text
from tests.search.conftest import compiled, index_of, search  # noqa: F401 - fixtures

CASES = {
    path.stem: [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for path in sorted((Path(__file__).parent / "cases").glob("*.jsonl"))
}
LANGUAGES = [("da", "sv"), ("da", "en"), ("sv", "en")]


@pytest.fixture(scope="module")
def words(index_of):  # noqa: F811
    index = index_of([])
    return Words(analyzer=index.analyzer, glossary=index.glossary, small=SMALL_WORDS)


def laid(name, languages):
    """The two texts of a case, and its beads as ranges of sentence numbers."""
    texts, beads = ([], []), []
    for row in CASES[name]:
        one, other = (row[language] for language in languages)
        steps = [(1, 1)] * len(one) if len(one) == len(other) else [(len(one), len(other))]
        for ours, theirs in steps:
            at = len(texts[0]), len(texts[1])
            texts[0].extend(one[:ours])
            texts[1].extend(other[:theirs])
            one, other = one[ours:], other[theirs:]
            beads.append(((at[0], len(texts[0])), (at[1], len(texts[1]))))
    return texts, beads


def found(words, name, languages):
    texts, _ = laid(name, languages)
    speech = _Speech(words)
    sides = [
        speech.read(Text(language, tuple(text))).sentences for language, text in zip(languages, texts, strict=True)
    ]
    return [((b.source.start, b.source.stop), (b.target.start, b.target.stop)) for b in align(*sides)]


@pytest.mark.parametrize("languages", LANGUAGES, ids="-".join)
@pytest.mark.parametrize("name", CASES)
def test_sentences_are_laid_as_the_translator_laid_them(words, name, languages):
    _, wanted = laid(name, languages)
    got = found(words, name, languages)
    right = len(set(wanted) & set(got))
    assert right >= len(wanted) - 3, set(wanted) ^ set(got)


def test_sentences_are_aligned_nearly_all_rightly_taken_together(words):
    right = wanted = got = 0
    for name in CASES:
        for languages in LANGUAGES:
            one, other = set(laid(name, languages)[1]), set(found(words, name, languages))
            right, wanted, got = right + len(one & other), wanted + len(one), got + len(other)
    assert right / wanted >= 0.97
    assert right / got >= 0.97


GOOD = {
    ("da", "sv"): {
        ("biobank", "biobank"), ("prøve", "prov"), ("fryser", "frys"), ("udvalg", "utskott"), ("ansøgning", "ansökan"),
        ("samtykke", "samtycke"), ("blanket", "blankett"), ("vogn", "vagn"), ("billet", "biljett"), ("bro", "bro"),
        ("kontrol", "kontroll"), ("selskab", "bolag"), ("køkken", "kök"), ("elev", "elev"), ("gård", "gård"),
        ("måltid", "måltid"), ("kommune", "kommun"), ("lov", "lag"), ("tog", "tåg"), ("uge", "vecka"),
    },
    ("da", "en"): {
        ("biobank", "biobank"), ("prøve", "sample"), ("fryser", "freezer"), ("udvalg", "committee"),
        ("ansøgning", "application"), ("samtykke", "consent"), ("vogn", "carriage"), ("billet", "ticket"),
        ("bro", "bridge"), ("kontrol", "check"), ("selskab", "company"), ("køkken", "kitchen"), ("elev", "pupil"),
        ("gård", "farm"), ("måltid", "meal"), ("kommune", "municipality"), ("lov", "law"), ("uge", "week"),
    },
}  # fmt: skip


@pytest.mark.parametrize("languages", list(GOOD), ids="-".join)
def test_words_that_translate_each_other_are_learned(words, languages):
    at = [("da", "sv", "en").index(language) for language in languages]
    texts = [
        tuple(Text(language, tuple(text)) for language, text in zip(languages, laid(name, languages)[0], strict=True))
        for name in CASES
    ]
    learned = learn(texts, words)
    best = {}
    for one in learned.concepts:
        best.setdefault(one.terms[at[0]][0], one.terms[at[1]][0])
    right = {pair for pair in GOOD[languages] if best.get(pair[0]) == pair[1]}
    assert len(right) >= 0.85 * len(GOOD[languages]), {one: best.get(one[0]) for one in GOOD[languages] - right}
    assert all(0 < one.weight <= 1 and one.seen >= 2 for one in learned.concepts)


def test_the_likeliest_pairs_come_first_and_learning_is_deterministic(words):
    texts = [
        (Text("da", tuple(laid(name, ("da", "sv"))[0][0])), Text("sv", tuple(laid(name, ("da", "sv"))[0][1])))
        for name in CASES
    ]
    one, other = learn(texts, words), learn([(b, a) for a, b in texts], words)
    assert [concept.weight for concept in one.concepts] == sorted((c.weight for c in one.concepts), reverse=True)
    assert one.concepts == learn(texts, words).concepts
    assert {concept.terms for concept in one.concepts} == {concept.terms for concept in other.concepts}


def test_model_1_finds_what_keeps_company():
    pairs = [((0, 1), (10, 11)), ((0, 2), (10, 12)), ((1, 2), (11, 12))]
    table = train(pairs)
    for word, partner in ((0, 10), (1, 11), (2, 12)):
        assert max(table[word], key=table[word].__getitem__) == partner
    for row in table.values():
        assert sum(row.values()) == pytest.approx(1, abs=0.01)
    assert EMPTY in table


sentences = st.lists(
    st.builds(Sentence, st.integers(0, 300), st.frozensets(st.integers(0, 5), max_size=3)), max_size=60
)


@given(sentences, sentences)
def test_every_sentence_is_in_one_bead_in_order(source, target):
    beads = align(source, target)
    assert [at for bead in beads for at in bead.source] == list(range(len(source)))
    assert [at for bead in beads for at in bead.target] == list(range(len(target)))


def test_a_text_of_very_different_length_is_aligned_too():
    one, many = [Sentence(50, frozenset())] * 5, [Sentence(50, frozenset())] * 700
    beads = align(one, many)
    assert sum(len(bead.target) for bead in beads) == 700


def test_a_text_is_read_without_the_marks_of_markdown_and_in_its_own_language_alone():
    text = (
        "# Regionen deler sundhedsdata\n\nDet sker hver dag, og ingen tager skade af det. Vi har **mange** data.\n\n"
        "- Kommunen betaler for det meste\n\nThe ministry of health answers that nothing has been decided yet in this matter.\n"
    )
    read = read_text(text, "da")
    assert read.sentences[0] == "Regionen deler sundhedsdata"
    assert "Kommunen betaler for det meste" in read.sentences
    assert not any("ministry" in sentence or "*" in sentence or "#" in sentence for sentence in read.sentences)
