"""The cases of tests/quote/cases, a row each, and the shares of them that must be right."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from kb.model import Quotation
from kb.quote import find_quotations

CASES = Path(__file__).parent / "cases"
LANGUAGES = ("da", "sv", "en")
_EDGE = " ,.”“\"»«’'\n„‘–—-"


def rows(language):
    return [json.loads(line) for line in (CASES / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()]


def stripped(text, start, end):
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    while start < end and text[start] in _EDGE:
        start += 1
    return start, end


def wanted(row):
    return {stripped(row["text"], q["start"], q["end"]): q for q in row["quotes"] if q["kind"] != "nested"}


def found(row) -> dict[tuple[int, int], Quotation]:
    return {stripped(row["text"], *one.span): one for one in find_quotations(row["text"], row["lang"])}


def is_named(speaker, name):
    return speaker is not None and speaker.name.replace(".", "").split()[-1] == name.replace(".", "").split()[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_are_what_their_source_says(language):
    spec = importlib.util.spec_from_file_location("quotation_case_builder", CASES / "build.py")
    builder = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(builder)
    assert (CASES / f"{language}.jsonl").read_text(encoding="utf-8") == builder.rendered(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_least_98_of_100_spans_are_found_and_98_of_100_found_are_spans(language):
    pairs = [(set(wanted(row)), set(found(row))) for row in rows(language)]
    right = sum(len(gold & got) for gold, got in pairs)
    assert right >= 0.98 * sum(len(gold) for gold, _ in pairs)
    assert right >= 0.98 * sum(len(got) for _, got in pairs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_least_95_of_100_speakers_are_right(language):
    judged = [
        is_named(got[span].speaker, quote["speaker"])
        for row in rows(language)
        if (got := found(row)) is not None
        for span, quote in wanted(row).items()
        if quote["speaker"] and span in got
    ]
    assert sum(judged) >= 0.95 * len(judged)


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_scare_quotes_nicknames_headlines_and_laws_are_no_quotations(language):
    for row in rows(language):
        negatives = {stripped(row["text"], one["start"], one["end"]) for one in row["negatives"]}
        assert not negatives & set(found(row)), row["text"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_kinds_of_fragments_and_dash_speech_are_told(language):
    told = [
        (one.kind.value, quote["kind"])
        for row in rows(language)
        if (got := found(row)) is not None
        for span, quote in wanted(row).items()
        if quote["kind"] in {"fragment", "dash"} and (one := got.get(span)) is not None
    ]
    assert sum(got == gold for got, gold in told) >= 0.95 * len(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_parts_of_split_and_continued_statements_are_one_utterance(language):
    for row in rows(language):
        split = [span for span, quote in wanted(row).items() if quote["kind"] in {"split", "continuation"}]
        got = found(row)
        if len(split) == 2 and len(wanted(row)) == 2 and all(span in got for span in split):
            first, second = (got[span] for span in sorted(split))
            assert (first.utterance, first.part, first.parts) == (second.utterance, 1, 2), row["text"]
            assert second.part == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_recovered_quotations_are_flagged_as_unclosed(language):
    for row in rows(language):
        got = found(row)
        for span, quote in wanted(row).items():
            if span in got:
                assert got[span].closed is (quote["kind"] != "unclosed"), row["text"]
