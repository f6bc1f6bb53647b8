import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kb.errors import UsageError
from kb.language import detect
from kb.language.detection import LANGUAGES, detector
from kb.language.detection.evidence import Evidence, pool
from kb.language.detection.letters import words
from kb.language.detection.wordlists import load

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "cases" / "detection.jsonl").read_text(encoding="utf-8").splitlines()
]
SENTENCES = [case["text"] for case in CASES if case["language"] != "und"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}: {case['text'][:40]}")
def test_the_language_of_a_sentence_is_told(case):
    assert detect(case["text"]).language == case["language"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_capitals_and_decomposed_letters_make_no_difference(case):
    plain = detect(case["text"])
    assert detect(unicodedata.normalize("NFD", case["text"])) == plain
    if case["text"].upper().lower() == case["text"].lower():
        assert detect(case["text"].upper()) == plain


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x17F), max_size=200))
def test_any_latin_text_is_the_same_in_every_case_and_form(text):
    assume(text.upper().lower() == text.lower())
    assume("http" not in text.lower())
    assert detect(text.upper()) == detect(text.lower()) == detect(unicodedata.normalize("NFD", text))


@given(st.text(max_size=300))
def test_no_text_is_too_odd_for_an_answer(text):
    answer = detect(text)
    assert answer.language in {*LANGUAGES, "und"}
    assert 0.0 <= answer.certainty <= 1.0
    assert answer == detect(text)


@given(st.text(alphabet="0123456789 .,;:!?-§%/()\n", max_size=80))
def test_text_without_letters_is_undetermined(text):
    assert (detect(text).language, detect(text).certainty) == ("und", 0.0)


@settings(max_examples=60)
@given(
    st.sampled_from(SENTENCES),
    st.sampled_from(["https://www.example.org/the-report-of-the-year", "a.b@example.com", "12 345"]),
)
def test_addresses_and_numbers_do_not_count(sentence, noise):
    assert detect(f"{sentence} {noise} {noise}").language == detect(sentence).language


def test_a_longer_text_is_more_certain_than_one_word():
    assert detect("information").certainty < detect("The information was sent to every member.").certainty


def test_a_few_letters_that_fit_two_languages_are_undetermined():
    assert detect("program").language == "und"
    assert detect("sundhedsvæsenet").language == "da"


def test_the_answer_says_who_gave_it():
    assert detect("Det ved jeg ikke.").backend == "langdetect"


def test_an_unknown_backend_is_a_usage_error():
    with pytest.raises(UsageError, match="guesswork"):
        detect("Hej", backend="guesswork")


def test_lingua_is_asked_for_by_name_only_where_it_is_installed():
    pytest.importorskip("lingua", reason="the extra is not installed")
    assert detect("Det ved jeg ikke, hvad de vil.", backend="lingua").backend == "lingua"


def test_a_missing_lingua_is_said_with_a_remedy(monkeypatch):
    monkeypatch.setitem(sys.modules, "lingua", None)
    detector.cache_clear()
    with pytest.raises(UsageError) as error:
        detect("Hej", backend="lingua")
    assert "pip install" in error.value.remedy


def test_every_process_gives_the_same_answers():
    program = (
        "import sys, json; from kb.language import detect;"
        "print([detect(text) for text in json.loads(sys.stdin.read())], 'langdetect' in sys.modules)"
    )
    texts = json.dumps(SENTENCES)
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=texts,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
            env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1
    assert answers.pop().strip().endswith("False"), "the library's code is not needed"


def test_importing_the_package_loads_nothing():
    program = "import sys, kb.language; print([name for name in sys.modules if name.startswith('kb.')])"
    loaded = subprocess.check_output([sys.executable, "-c", program], text=True, timeout=60)
    assert loaded.strip() == "['kb.version', 'kb.language']"


def test_words_are_lower_case_composed_and_without_addresses_and_numbers():
    assert words("Æ\u00adble A\u030aRET 2024 www.a.dk/b x@y.dk don’t covid-19") == ["æble", "året", "don't"]


def test_a_pool_adds_up_and_an_empty_pool_is_empty():
    one = detector("langdetect").weigh("Det ved jeg ikke.")
    both = pool((one, one))
    assert both.scores == tuple(2 * score for score in one.scores)
    assert both.words == 2 * one.words
    assert pool(()) == Evidence()
    assert pool(()).empty


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_hundred_function_words(language):
    position = LANGUAGES.index(language)
    assert sum(position in who for who in load().words.values()) > 110


def test_no_listed_word_speaks_for_all_six_languages():
    assert not [word for word, who in load().words.items() if len(who) == len(LANGUAGES)]


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "a1" * 100_000, ". " * 100_000, "å̈" * 60_000, "@a" * 80_000, "漢" * 100_000]
)
def test_hostile_text_takes_linear_time(text):
    assert detect(text).language in {*LANGUAGES, "und"}
