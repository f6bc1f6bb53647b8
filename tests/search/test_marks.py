"""Every mark is the word it marks: whole words of the text as it stands, whatever was folded to find them.

The mistakes of others (obsidian-omnisearch#520, openaleph's mapping.py) came from counting in folded text; so the texts
here are full of what folding changes the length of: decomposed letters, soft hyphens, ligatures, unseen characters.
"""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.language.analysis import tokenize
from kb.model import Via
from tests.search.conftest import document

WORDS = {
    "da": [
        "sundhedsdata",
        "Øresund",
        "får",
        "ÅRHUS",
        "grænsependlere",
        "EU's",
        "skat",
        "sundheds\u00addata",
        "A\u030alborg",
        "reglerne",
    ],
    "sv": [
        "hälsodata",
        "Öresund",
        "läkemedlet",
        "EU:s",
        "gränspendlare",
        "ha\u0308lsodata",
        "skatt",
        "människor",
        "SKATTEN",
    ],
    "en": ["health", "data", "co-operation", "eﬀicient", "doctor’s", "taxes", "Borders", "(EU)", "2016/679", "rules"],
}
ODD = [" ", "  ", "\u00a0", " – ", ", ", " 😀 ", " \u200b", " ﬁ ", " \u202e", " (", ") ", " İ ", " ß "]
QUERIES = [
    "sundhedsdata", "hälsodata", "health data", "oresund", "faar", "far", "skat", "skatter", "tax", "regel", "graensependler",
    '"health data"', "sund*", "ålborg", "aalborg", "läkemedel", "data", "EU", "2016/679", "efficient", "cooperation", "doctor's", "människa skatt",
]  # fmt: skip


@st.composite
def texts(draw):
    language = draw(st.sampled_from(sorted(WORDS)))
    words = draw(st.lists(st.sampled_from([*WORDS[language], *WORDS["en"][:2]]), min_size=1, max_size=10))
    joined = "".join(word + draw(st.sampled_from(ODD)) for word in words)
    return language, draw(st.sampled_from([joined, unicodedata.normalize("NFD", joined), joined.upper()]))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts(), query=st.sampled_from(QUERIES))
def test_a_mark_is_whole_words_that_answer_as_it_says(index_of, search, text, query):
    language, said = text
    one = document("one", language, said)
    index = index_of([one])
    starts = {token.span.start for token in tokenize(said)}
    ends = {token.span.end for token in tokenize(said)}
    for hit in search(index, query).hits:
        for passage in hit.passages:
            assert passage.text == passage.span.slice(said)
            for match in passage.matches:
                marked = match.span.slice(said)
                assert match.span.start in starts, marked
                assert match.span.end in ends, marked
                assert _answers(index, passage.language, match, marked), (match, marked)


def _answers(index, language, match, marked):
    """Whether a marked word answers the word of the query in the way that the mark tells."""
    analyzer = index.analyzer(language if language in {"da", "sv", "en"} else "und")
    found = analyzer.analyze(marked)
    sought = analyzer.analyze(match.term.replace('"', "").rstrip("*"))
    match match.via:
        case Via.EXACT if match.term.endswith("*"):
            return found[0].word.startswith(sought[0].word)
        case Via.EXACT:
            return [one.word for one in found] == [one.word for one in sought]
        case Via.FORM:
            return [one.form for one in found] == [one.form for one in sought]
        case Via.PART if len(found) == len(sought) == 1:
            parts = {sought[0].form, sought[0].word, *sought[0].parts}
            return bool(parts & {found[0].form, *found[0].parts})
        case _:
            return bool(found)


@pytest.mark.parametrize("query", ["sundhedsdata", "Øresund", "A\u030alborg", "sundheds\u200bdata"])
def test_a_mark_keeps_what_is_unseen_in_its_word(index_of, search, query):
    said = "I A\u030alborg ved Øresund deles sund\u00adheds\u00addata hver dag."
    index = index_of([document("one", "da", said)])
    (hit,) = search(index, query).hits
    (match,) = hit.passages[0].matches
    assert match.span.slice(said) in {"A\u030alborg", "Øresund", "sund\u00adheds\u00addata"}
