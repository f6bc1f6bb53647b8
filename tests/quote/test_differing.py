"""Figures that differ: found only where the sentences say the same of the same thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import Document
from kb.quote.figures.differing import Claim, claims, differences

from .knowledge import record

DIFFERING = [
    ("da", "Hver dag krydser 17.000 pendlere Øresund.", "Hver dag krydser 19.300 pendlere Øresund."),
    ("da", "Parterne har afsat 69 mio. kr. til de første fire år.", "Parterne har afsat 96 mio. kr. til de første fire år."),
    ("da", "I 2024 fik 62 procent af patienterne svar inden en uge.", "I 2024 fik 26 procent af patienterne svar inden en uge."),
    ("da", "Ifølge Regionsrådet venter 1.240 borgere på plads.", "1.420 borgere venter på plads, ifølge Regionsrådet."),
    ("da", "Broen ved Ærø koster 4,5 mia. kr. at bygge.", "Broen ved Ærø koster 5,4 mia. kr. at bygge."),
    ("da", "Mere end 44.000 personer arbejder i Øresundsklyngens firmaer.", "41.000 personer arbejder i Øresundsklyngens firmaer."),
    ("sv", "Varje dag reser 17 000 pendlare över Öresund.", "Varje dag reser 19 300 pendlare över Öresund."),
    ("sv", "Regionen Skåne har anställt 320 forskare sedan starten.", "Regionen Skåne har anställt 230 forskare sedan starten."),
    ("sv", "År 2023 svarade 48 procent av företagen på enkäten.", "År 2023 svarade 84 procent av företagen på enkäten."),
    ("sv", "Cykelbanan kostar kommunen Lund 46 miljoner kronor.", "Cykelbanan kostar kommunen Lund 64 miljoner kronor."),
    ("sv", "Högst 200 patienter får plats i studien Nordljus.", "350 patienter får plats i studien Nordljus."),
    ("en", "More than 300 ships call at Kelp Harbour each year.", "210 ships call at Kelp Harbour each year."),
    ("en", "The programme in Skåne employs 1,240 nurses.", "The programme in Skåne employs 2,140 nurses."),
    ("en", "In 2025 the survey reached 71 percent of all hospitals.", "In 2025 the survey reached 17 percent of all hospitals."),
    ("en", "Between 100 and 120 companies joined the Sound Network.", "Some 250 companies joined the Sound Network."),
    ("en", "The tunnel to Lolland costs 7.4 billion euros.", "The tunnel to Lolland costs 4.7 billion euros."),
]  # fmt: skip

AGREEING = {
    "other years": ("da", "I 2023 krydsede 17.000 pendlere Øresund hver dag.", "I 2024 krydsede 19.300 pendlere Øresund hver dag."),
    "years in other words": ("sv", "År 2020 svarade 48 procent av företagen på enkäten.", "År 2030 ska 84 procent av företagen svara på enkäten."),
    "other regions": ("da", "Hver dag venter 1.240 patienter i Skåne på svar.", "Hver dag venter 2.410 patienter i Halland på svar."),
    "other regions, first in the sentence": ("sv", "Skåne har 320 forskare inom området.", "Halland har 230 forskare inom området."),
    "a total and its part": ("da", "Hver dag krydser 17.000 pendlere Øresund.", "Hver dag krydser 3.000 pendlere under 30 år Øresund."),
    "a part that is named so": ("da", "Hver dag krydser 17.000 pendlere Øresund.", "Hver dag krydser 17.500 pendlere Øresund, heraf kører 9.000 pendlere i bil."),
    "women among all": ("en", "The programme in Skåne employs 1,240 nurses.", "Of these the programme in Skåne employs 310 nurses."),
    "rounded, with about": ("en", "About 2,000 ships call at Kelp Harbour each year.", "1,987 ships call at Kelp Harbour each year."),
    "rounded, without a word": ("sv", "Varje dag reser 17 000 pendlare över Öresund.", "Varje dag reser 17 240 pendlare över Öresund."),
    "nearly": ("da", "Næsten 20.000 pendlere krydser Øresund hver dag.", "19.300 pendlere krydser Øresund hver dag."),
    "percent and percentage points": ("da", "I 2024 steg andelen i Skåne med 4 procent.", "I 2024 steg andelen i Skåne med 9 procentpoint."),
    "a range that holds the other": ("en", "Between 100 and 120 companies joined the Sound Network.", "115 companies joined the Sound Network."),
    "ranges that overlap": ("en", "Between 100 and 120 companies joined the Sound Network.", "Between 110 and 140 companies joined the Sound Network."),
    "a bound that holds the other": ("da", "Mere end 44.000 personer arbejder i Øresundsklyngen.", "46.500 personer arbejder i Øresundsklyngen."),
    "up to, and less": ("sv", "Högst 200 patienter får plats i studien Nordljus.", "150 patienter får plats i studien Nordljus."),
    "by and to": ("en", "Last year Kelp Harbour grew by 200 ships.", "Last year Kelp Harbour grew to 900 ships."),
    "other currencies": ("en", "The tunnel to Lolland costs 7.4 billion euros.", "The tunnel to Lolland costs 52 billion kroner."),
    "other things": ("sv", "Regionen Skåne har anställt 320 forskare sedan starten.", "Regionen Skåne har anställt 910 läkare sedan starten."),
    "a negation": ("en", "In 2025 the survey reached 71 percent of all hospitals.", "In 2025 the survey not reached 29 percent of all hospitals."),
    "a pointer to what was named before": ("da", "Det koster kommunerne 12 mio. kr. om året.", "Det koster kommunerne 40 mio. kr. om året."),
    "too few words": ("da", "Prisen er 12 mio. kr.", "Prisen er 40 mio. kr."),
    "two figures of one unit": ("en", "Kelp Harbour went from 200 ships to 300 ships that year.", "Kelp Harbour went from 240 ships to 350 ships that year."),
    "shares in words": ("da", "Halvdelen af patienterne i Skåne fik svar inden en uge.", "En tredjedel af patienterne i Skåne fik svar inden en uge."),
    "the same amount in other digits": ("da", "Broen ved Ærø koster 4,5 mia. kr. at bygge.", "Broen ved Ærø koster 4.500 mio. kr. at bygge."),
    "more of it": ("sv", "Regionen Skåne har anställt 320 forskare sedan starten.", "Regionen Skåne har anställt ytterligare 40 forskare sedan starten."),
}  # fmt: skip


def document(number: int, language: str, text: str, title: str = "Pendling over Sundet", day: date = date(2025, 3, 1)):
    known = record(f"doc-{number:06}", title=title, language=language, published=day, languages={language: 1.0})
    return Document(record=known, text=text)


def compared(*documents: Document):
    return differences(claim for one in documents for claim in claims(one))


@pytest.mark.parametrize(("language", "one", "other"), DIFFERING)
def test_figures_that_differ_in_sentences_that_say_the_same_are_told(language, one, other):
    (found,) = compared(document(1, language, one), document(2, language, other))
    assert {figure.text for figure in found.figures} == {one, other}
    assert all(figure.as_written in figure.text for figure in found.figures)


@pytest.mark.parametrize(("language", "one", "other"), AGREEING.values(), ids=AGREEING)
def test_figures_that_agree_or_are_of_another_thing_are_not_told(language, one, other):
    assert compared(document(1, language, one), document(2, language, other)) == ()


ONE, OTHER = (
    "Parterne har afsat 69 mio. kr. til de første fire år.",
    "Parterne har afsat 96 mio. kr. til de første fire år.",
)


def test_documents_without_a_name_in_the_sentence_must_share_their_subject():
    assert compared(document(1, "da", ONE), document(2, "da", OTHER, title="Natfærger til øerne")) == ()


def test_a_document_is_not_set_against_itself():
    assert compared(document(1, "da", f"{ONE}\n\n{OTHER}")) == ()


def test_without_a_year_in_the_sentence_that_of_the_documents_counts():
    assert compared(document(1, "da", ONE), document(2, "da", OTHER, day=date(2024, 3, 1))) == ()
    undated = Document(record=replace(document(2, "da", OTHER).record, published=None), text=OTHER)
    assert compared(document(1, "da", ONE), undated) == ()


def test_headings_tables_and_code_are_not_compared():
    for marked in ("# {}", "| {} |", "```\n{}\n```"):
        assert compared(document(1, "da", marked.format(ONE)), document(2, "da", marked.format(OTHER))) == ()


def test_only_those_that_differ_are_told_and_the_newest_difference_first():
    texts = [ONE, OTHER, ONE]
    older = [document(number, "da", text, day=date(2023, 1, 1)) for number, text in enumerate(texts, 1)]
    newer = [document(number, "da", text) for number, text in enumerate(texts[:2], 4)]
    found = compared(*older, *newer)
    assert [len(one.figures) for one in found] == [2, 3]
    assert [figure.value for figure in found[1].figures] == [69e6, 69e6, 96e6]


def by_pairs(found: list[Claim]) -> set[int]:
    """Which claims of one key differ from another one, every two of them set against each other."""
    differing = set()
    for one, other in combinations(range(len(found)), 2):
        a, b = found[one], found[other]
        same = a.figure.document != b.figure.document and (bool(a.key[3]) or bool(a.topic & b.topic))
        if same and (a.reach[1] < b.reach[0] or b.reach[1] < a.reach[0]):
            differing |= {one, other}
    return differing


@given(
    st.booleans(),
    st.lists(
        st.tuples(
            st.integers(1, 4),
            st.integers(0, 6),
            st.integers(0, 3),
            st.frozensets(st.sampled_from(["havn", "bro"])),
            st.sampled_from(["", "below", "above"]),
        ),
        max_size=8,
    ),
)
def test_the_same_is_told_as_if_every_two_were_set_against_each_other(named, drawn):
    claim, *_ = claims(document(1, "da", ONE))
    key = (*claim.key[:3], frozenset({"sund"} if named else ()), claim.key[4])
    found = [
        replace(
            claim,
            key=key,
            topic=topic,
            figure=replace(claim.figure, document=f"doc-{at}", value=float(number)),
            reach=(-inf if opened == "below" else low, inf if opened == "above" else low + width),
        )
        for number, (at, low, width, topic, opened) in enumerate(drawn)
    ]
    told = {int(figure.value) for one in differences(found) for figure in one.figures}
    assert told == by_pairs(found)


def test_a_sentence_of_thousands_of_documents_is_compared_without_every_two_of_them():
    one, other = (claims(document(1, "da", text))[0] for text in (ONE, OTHER))
    looked_at = 0

    class Counted(frozenset):
        def __iter__(self):
            nonlocal looked_at
            looked_at += 1
            return super().__iter__()

    found = [
        replace(claim, topic=Counted(claim.topic), figure=replace(claim.figure, document=f"doc-{at}"))
        for at, claim in enumerate([one, other] * 2_000)
    ]
    (difference,) = differences(found)
    assert len(difference.figures) == 4_000
    assert looked_at <= 3 * len(found)
