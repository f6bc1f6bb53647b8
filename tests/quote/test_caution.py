"""The warnings: what a cut takes away is told, and whole sentences are left in peace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.model import Document, Span
from kb.quote.excerpts.caution import warnings
from kb.quote.excerpts.layout import Layout

from .knowledge import DOCUMENTS, record

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "giving_cases" / "cuts.jsonl").read_text("utf-8").splitlines()
]


def layout_of(text, language="en"):
    return Layout(Document(record=record("x", language=language, languages={language: 1.0}), text=text))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}: {case['cut'][:30]}")
def test_a_cut_is_warned_of_by_what_it_takes_away(case):
    text = case["text"]
    start = text.index(case["cut"])
    found = warnings(layout_of(text, case["language"]), Span(start, start + len(case["cut"])))
    assert set(case["warnings"]) <= set(found)
    assert not set(case.get("not", [])) & set(found)


def test_every_cut_inside_a_sentence_is_warned_of():
    for document in DOCUMENTS:
        layout = Layout(document)
        for block in layout.blocks:
            for sentence in layout.sentences(block):
                words = sentence.slice(layout.text).split(" ")
                for cut in range(2, len(words) - 2):
                    at = sentence.start + len(" ".join(words[:cut]))
                    assert "ends-mid-sentence" in warnings(layout, Span(sentence.start, at))
                    assert "starts-mid-sentence" in warnings(layout, Span(at + 1, sentence.end))


WHOLE = (
    ("da", "Regionen åbner tre nye klinikker. De ligger i Vestby, Nørreå og på Langø. Alle er glade."),
    ("da", "Vi bygger ikke flere veje. Hvis det regner, lukker broen. Flere end ti har klaget."),
    ("sv", "Kommunen bygger en simhall. Den öppnar om två år. Ingen har klagat än."),
    ("sv", "Om det snöar stängs bron. Det är dyrare än förra året. Bara barn åker gratis."),
    ("en", "The library opens at nine. It never closes on Sundays. If it snows, it opens later."),
    ("en", "More people than last year came. Only two stayed away. They had no car."),
)


@pytest.mark.parametrize(("language", "text"), WHOLE)
def test_whole_sentences_are_not_warned_of_whatever_they_say(language, text):
    layout = layout_of(text, language)
    assert [warnings(layout, sentence) for sentence in layout.sentences(layout.blocks[0])] == [(), (), ()]


def test_a_sentence_that_the_next_one_takes_back_is_warned_of():
    layout = Layout(DOCUMENTS[2])
    sentences = [one for block in layout.blocks for one in layout.sentences(block)]
    warned = {one.slice(layout.text): warnings(layout, one) for one in sentences}
    assert warned["The rule applies to all ships."] == ("reservation-follows",)
    assert "footnote" in next(found for words, found in warned.items() if words.startswith("However"))


def test_an_item_of_a_list_that_its_opening_turns_is_warned_of():
    layout = layout_of("We will not support\n\n- the new bridge\n\n- the old road\n")
    assert warnings(layout, layout.blocks[1].span) == ("negation",)
    assert warnings(layout, layout.blocks[2].span) == ("negation",)
    assert warnings(layout, layout.blocks[2].span, with_lead_in=True) == ()
