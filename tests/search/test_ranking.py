"""Every engine ranks as well as the reference: a judged set of invented texts, asked in three languages."""

from __future__ import annotations

import json
from math import log2
from pathlib import Path

import pytest

from tests.search.conftest import document

TOPICS = [
    json.loads(line) for line in (Path(__file__).parent / "cases" / "judged.jsonl").read_text("utf-8").splitlines()
]
LANGUAGES = ("da", "sv", "en")
QUESTIONS = {
    "data": ("sundhedsdata samtykke", "hälsodata samtycke", "health data consent"),
    "tax": ("skat for grænsependlere", "skatt för gränspendlare", "tax for cross-border commuters"),
    "trials": ("kliniske forsøg", "kliniska prövningar", "clinical trials"),
    "rail": ("tog og metro over broen", "tåg och tunnelbana över bron", "trains and metro across the bridge"),
    "childcare": ("plads i børnehave", "plats i förskola", "place in a kindergarten"),
    "hydrogen": ("brint og naturgas", "vätgas och naturgas", "hydrogen and natural gas"),
    "students": ("studerende kurser eksamen", "studenter kurser examen", "students courses exams"),
    "housing": ("boliger husleje", "bostäder hyra", "housing rent"),
    "wind": ("vindmøller støj", "vindkraft buller", "wind turbines noise"),
    "labour": ("ansætte sygeplejersker", "anställa sjuksköterskor", "hire nurses"),
}
DOCUMENTS = [
    document(f"{row['topic']}-{language}", language, row[language]) for row in TOPICS for language in LANGUAGES
]


def gain(index, search, topic: str, language: str, question: str) -> float:
    """nDCG@10: the text of the topic in the question's language is worth 3, in the other languages 2."""
    worth = {f"{topic}-{other}": 3 if other == language else 2 for other in LANGUAGES}
    hits = [hit.document for hit in search(index, question, limit=10).hits]
    best = sum(value / log2(at + 2) for at, value in enumerate(sorted(worth.values(), reverse=True)))
    return sum(worth.get(id, 0) / log2(at + 2) for at, id in enumerate(hits)) / best


def gains(index, search) -> float:
    asked = [
        gain(index, search, topic, language, question)
        for topic, questions in QUESTIONS.items()
        for language, question in zip(LANGUAGES, questions, strict=True)
    ]
    return sum(asked) / len(asked)


@pytest.fixture(scope="module")
def reference(index_of, search) -> float:
    return gains(index_of(DOCUMENTS), search)


def test_an_engine_ranks_as_well_as_the_reference(engine_name, index_of, search, reference):
    assert reference > 0.8
    assert gains(index_of(DOCUMENTS, engine_name), search) == pytest.approx(reference, abs=0.03)


def test_pages_are_pieces_of_one_list(engine_name, index_of, search):
    index = index_of(DOCUMENTS, engine_name)
    for sort in ("relevance", "date", "title"):
        whole = [hit.document for hit in search(index, "regionen kommunen sundet", limit=100, sort=sort).hits]
        pages = [
            hit.document
            for offset in range(0, 100, 3)
            for hit in search(index, "regionen kommunen sundet", limit=3, offset=offset, sort=sort).hits
        ]
        assert len(whole) > 6
        assert pages == whole
