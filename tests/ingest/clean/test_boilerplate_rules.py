"""Which blocks go and which stay, each in the middle of an invented article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.errors import BadValue
from kb.ingest.blocks import Block, BlockKind, Cleaned, Extracted
from kb.ingest.clean import clean
from kb.model import Removal

CASES = Path(__file__).parent / "cases"
ABOVE = (
    Block(kind=BlockKind.HEADING, text="A bridge between two shores", level=1),
    Block(kind=BlockKind.PARAGRAPH, text="The ferry was replaced in the spring, and traffic has doubled since then."),
    Block(kind=BlockKind.PARAGRAPH, text="Three councils pay for the new line, which runs every tenth minute all day."),
)
BELOW = (
    Block(kind=BlockKind.PARAGRAPH, text="The councils will look at the figures again when the first year has passed."),
    Block(
        kind=BlockKind.PARAGRAPH, text="Until then the fares stay as they are, and so does the number of departures."
    ),
    Block(kind=BlockKind.PARAGRAPH, text="A second line is planned, but nobody has said how it will be paid for."),
    Block(kind=BlockKind.PARAGRAPH, text="The decision is expected before the summer."),
)


def rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


def cleaned_with(text: str, kind: BlockKind = BlockKind.PARAGRAPH, media_type: str = "text/html") -> Cleaned:
    block = Block(kind=kind, text=text, level=2 if kind is BlockKind.HEADING else 0)
    return clean(Extracted(media_type=media_type, extractor="test", blocks=(*ABOVE, block, *BELOW)))


@pytest.mark.parametrize("row", rows("gone.jsonl"), ids=lambda row: row["text"][:40])
def test_what_is_not_the_article_goes_and_is_listed(row: dict[str, str]) -> None:
    cleaned = cleaned_with(row["text"])
    assert [block.text for block in cleaned.blocks] == [block.text for block in (*ABOVE, *BELOW)]
    assert [(removal.rule, removal.text) for removal in cleaned.removed] == [(row["rule"], row["text"])]


@pytest.mark.parametrize("row", rows("stay.jsonl"), ids=lambda row: row["text"][:40])
@pytest.mark.parametrize("kind", [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM])
def test_what_is_the_article_stays(row: dict[str, str], kind: BlockKind) -> None:
    cleaned = cleaned_with(row["text"], kind, "text/plain" if kind is BlockKind.HEADING else "text/html")
    assert row["text"] in [block.text for block in cleaned.blocks]
    assert cleaned.removed == ()


@pytest.mark.parametrize("row", rows("gone.jsonl"), ids=lambda row: row["text"][:40])
def test_headings_of_a_marked_document_never_go(row: dict[str, str]) -> None:
    assert row["text"] in [block.text for block in cleaned_with(row["text"], BlockKind.HEADING).blocks]


def test_any_removal_can_be_had_back_by_its_number() -> None:
    for number, row in enumerate(rows("gone.jsonl"), start=1):
        block = Block(kind=BlockKind.PARAGRAPH, text=row["text"])
        extracted = Extracted(media_type="text/html", extractor="test", blocks=(*ABOVE, block, *BELOW))
        restored = clean(extracted, restore=frozenset({1}))
        assert block.text in [kept.text for kept in restored.blocks], number
        assert [removal.restored for removal in restored.removed] == [True]


def test_numbers_count_on_from_what_the_extractor_removed() -> None:
    block = Block(kind=BlockKind.PARAGRAPH, text="Læs mere her")
    earlier = (Removal(rule="navigation", text="Menu", where="above the text"),)
    extracted = Extracted(media_type="text/html", extractor="test", blocks=(*ABOVE, block, *BELOW), removed=earlier)
    assert block not in clean(extracted, restore=frozenset({1})).blocks
    assert clean(extracted, restore=frozenset({1})).warnings != ()
    assert block in clean(extracted, restore=frozenset({2})).blocks


def test_rules_of_another_version_are_refused() -> None:
    with pytest.raises(BadValue):
        clean(Extracted(media_type="text/plain", extractor="test", blocks=()), version="0")
