"""Tables of contents go and are listed; lists that only look like one stay."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from kb.ingest.blocks import Block, BlockKind, Original
from kb.ingest.clean import clean
from kb.ingest.clean.contents import contents
from kb.ingest.extract.plain import extract_plain

BODY = "Havnen blev åbnet i fjor, og mange skibe har siden lagt til ved kajen, som det var planlagt."


def cleaned(listed: str) -> tuple[list[str], list[tuple[str, str]]]:
    data = f"Plan for havnen\n\n{listed}\n\n{BODY}\n".encode()
    original = Original(source="a.txt", name="a.txt", data=data, fetched=datetime(2024, 5, 1, tzinfo=UTC))
    result = clean(extract_plain(original))
    return [block.text for block in result.blocks], [(removal.rule, removal.text) for removal in result.removed]


@pytest.mark.parametrize(
    ("listed", "entries"),
    [
        ("Indhold\nIndledning 2\nØkonomi og drift 4\nBilag 9", 4),
        ("Indholdsfortegnelse\n\nIndledning\t2\n\nØkonomi og drift\t4\n\nMål 2030\t9", 4),
        ("Innehåll\n\n1. Inledning   2\n2. Ekonomi   4\n3. Mål   4", 4),
        ("Innehållsförteckning:\n1) Hälsodata ........ 2\n2) Försök ... 3", 3),
        ("Contents\n\n- Foreword iii\n- Money 4\n- Aims 11", 4),
        ("Table of contents\n\n1 Introduction 1\n\n1.1 Money 1\n\n2 Aims 12", 4),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_list_under_its_heading_goes_and_is_listed(listed: str, entries: int) -> None:
    texts, removed = cleaned(listed)
    assert texts == ["Plan for havnen", BODY]
    assert [rule for rule, _ in removed] == ["table-of-contents"] * entries


@pytest.mark.parametrize(
    "listed",
    [
        "Indhold\n\nReb 12\n\nÅrer 4\n\nLygter 2",
        "Indhold\n\nIndledning 2\n\nBilag 9",
        "Skibe i havnen\n\nNordø 2\n\nSydø 4\n\nVestø 9",
        "Contents\n\nThe box holds 4 ropes. It was filled in May and weighs 12\n\nTwo lamps 14\n\nOars 20",
    ],
    ids=lambda value: value[:30],
)
def test_a_list_that_counts_things_stays(listed: str) -> None:
    texts, removed = cleaned(listed)
    assert [removal for removal in removed if removal[0] == "table-of-contents"] == []
    assert " ".join(texts).split() == f"Plan for havnen {listed} {BODY}".split()


def test_entries_that_a_pdf_shows_as_a_table_go_with_their_heading() -> None:
    rows = "| Indledning | 2 |\n| --- | --- |\n| Økonomi | 4 |\n| Bilag | 9 |"
    blocks = [
        Block(kind=BlockKind.HEADING, text="Indhold", level=2, page=1),
        Block(kind=BlockKind.TABLE, text=rows, page=1),
        Block(kind=BlockKind.PARAGRAPH, text=BODY, page=2),
    ]
    assert sorted(contents(blocks)) == [0, 1]


def test_headings_of_a_marked_document_are_no_entries() -> None:
    names = ("Contents", "Part 1", "Part 2", "Part 3")
    blocks = [Block(kind=BlockKind.HEADING, text=name, level=2) for name in names]
    assert contents(blocks) == {}


def test_a_line_of_many_numbers_is_read_in_time_that_grows_with_it() -> None:
    start = time.process_time()
    contents([Block(kind=BlockKind.PARAGRAPH, text="Indhold " + "a 1 " * 50_000 + "x.")])
    contents([Block(kind=BlockKind.PARAGRAPH, text="Indhold")] + [Block(kind=BlockKind.PARAGRAPH, text="a 1")] * 20_000)
    contents([Block(kind=BlockKind.PARAGRAPH, text="Indhold a" + " ." * 50_000)])
    assert time.process_time() - start < 5
