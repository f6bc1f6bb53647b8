"""Whole texts, rows of ``cases/*.jsonl``: what each becomes, and what must stay as it is."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kb.ingest.blocks import Block, BlockKind, Cleaned, Extracted, Original
from kb.ingest.clean import clean
from kb.ingest.clean.hyphens import Hyphen, Witness, decide
from kb.ingest.clean.lexicon import is_word
from kb.ingest.extract.plain import extract_plain
from kb.ingest.render import render

CASES = Path(__file__).parent / "cases"
SEEDS = os.environ.get("KB_SEEDS", "")


def rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


def cleaned_file(name: str, text: str) -> Cleaned:
    original = Original(source=name, name=name, data=text.encode(), fetched=datetime(2026, 1, 1, tzinfo=UTC))
    return clean(extract_plain(original))


def text_of(row: dict[str, str]) -> str:
    return render(cleaned_file(row["file"], row["text"]).blocks).text


@pytest.mark.parametrize("row", rows("changes.jsonl"), ids=lambda row: row["case"])
def test_a_text_becomes_what_an_editor_would_make_of_it(row: dict[str, str]) -> None:
    assert text_of(row) == row["becomes"]


@pytest.mark.parametrize("row", rows("changes.jsonl"), ids=lambda row: row["case"])
def test_what_was_cleaned_is_clean(row: dict[str, str]) -> None:
    assert text_of({"file": row["file"], "text": row["becomes"]}) == row["becomes"]


@pytest.mark.parametrize("row", rows("unchanged.jsonl"), ids=lambda row: row["case"])
def test_a_sound_text_is_left_alone(row: dict[str, str]) -> None:
    cleaned = cleaned_file(row["file"], row["text"])
    assert render(cleaned.blocks).text == row["text"]
    assert cleaned.removed == ()


@pytest.mark.parametrize("row", rows("known_failures.jsonl"), ids=lambda row: row["case"])
@pytest.mark.xfail(reason="known failure", strict=True)
def test_what_is_not_solved_yet(row: dict[str, str]) -> None:
    assert text_of(row) == row["becomes"]


GOALS = {
    **{("join", language): 0.99 for language in ("da", "sv", "en")},
    **{("suspended", language): 1.0 for language in ("da", "sv", "en")},
    ("keep", "sv"): 0.85,
    ("keep", "en"): 0.75,
    ("keep", "da"): 0.5,
}


@pytest.mark.parametrize(("kind", "language"), sorted(GOALS))
def test_hyphens_at_line_ends_are_told_apart_without_a_witness(kind: str, language: str) -> None:
    nobody = Witness.of([])
    right, count = 0, 0
    for row in rows("hyphens.jsonl"):
        if (row["kind"], row["language"]) == (kind, language):
            left, rest = row["broken"].split("-\n")
            count += 1
            right += decide(left, rest, language=language, witness=nobody, is_word=is_word).value == kind
    assert count >= {"join": 100, "keep": 30, "suspended": 15}[kind]
    assert right / count >= GOALS[kind, language]


def test_the_document_is_the_first_witness_about_a_hyphen() -> None:
    seen = Witness.of(["et biotek-selskab og en fondsmodel", "A data-base was built. The long-term plan"])
    assert decide("biotek", "selskaber", language="da", witness=seen, is_word=is_word) is Hyphen.KEEP
    assert decide("fonds", "model", language="da", witness=seen, is_word=is_word) is Hyphen.JOIN
    assert decide("data", "base", language="en", witness=seen, is_word=is_word) is Hyphen.KEEP


def test_a_hyphen_that_the_producer_marked_as_its_own_always_joins() -> None:
    nobody, seen = Witness.of([]), Witness.of(["the bul-letin board"])
    assert decide("decision", "makers", language="en", witness=nobody, is_word=is_word, soft=True) is Hyphen.JOIN
    assert decide("Bul", "letin", language="en", witness=seen, is_word=is_word, soft=True) is Hyphen.JOIN


def test_every_join_over_a_hyphen_is_listed_and_counted() -> None:
    cleaned = cleaned_file("a.txt", "Planen giver flere penge til fonds-\nfinansiering og til\nbyens skoler.\n")
    assert [(r.rule, r.text, r.changed_to) for r in cleaned.removed] == [
        ("line-end-hyphen", "fonds-\nfinansiering", "fondsfinansiering")
    ]
    assert cleaned.joins == 2


def paged(*texts: tuple[int, str]) -> Extracted:
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text, page=page) for page, text in texts)
    return Extracted(media_type="application/pdf", extractor="test", blocks=blocks)


def test_lines_that_run_along_on_every_page_go() -> None:
    pages = [
        block
        for page in (1, 2, 3, 4)
        for block in (
            (page, "Nordhavn Water Plan"),
            (page, f"The plan has {page} parts in all."),
            (page, f"Page {page}"),
        )
    ]
    cleaned = clean(paged(*pages))
    assert [block.text for block in cleaned.blocks] == [f"The plan has {page} parts in all." for page in (1, 2, 3, 4)]
    assert Counter(removal.rule for removal in cleaned.removed) == {"running-line": 8}
    assert cleaned.removed[0].where == "page 1, block 1"


def test_a_paragraph_cut_by_the_end_of_a_page_is_one() -> None:
    cleaned = clean(paged((1, "The council has decided that the"), (2, "harbour will stay open.")))
    assert [block.text for block in cleaned.blocks] == ["The council has decided that the harbour will stay open."]


def test_a_paragraph_that_ends_with_its_page_is_not_joined() -> None:
    cleaned = clean(paged((1, "The council has decided."), (2, "Harbour fees stay.")))
    assert len(cleaned.blocks) == 2


def test_a_lone_name_the_text_does_not_mention_is_its_author() -> None:
    text = (
        "A bridge at last\n\nThe bridge was opened on Monday after four years of work on both shores.\n\n"
        "“We are proud,” says Ellen Strand, who led the work for the two towns.\n\nEllen Strand\n\n"
        "“The next step is a railway,” says Ellen Strand about the plans for the coming years.\n\nTove Malm\n"
    )
    cleaned = cleaned_file("a.txt", text)
    assert [(r.rule, r.text) for r in cleaned.removed] == [("caption", "Ellen Strand"), ("byline", "Tove Malm")]
    assert [(clue.field, clue.value) for clue in cleaned.clues] == [("authors", "Tove Malm")]


def test_the_name_under_a_letter_stays() -> None:
    text = "Svar på høring\n\nForeningen støtter forslaget og har ingen bemærkninger.\n\nMed venlig hilsen\n\nHenrik Skov\n"
    assert cleaned_file("a.txt", text).removed == ()


def test_an_article_about_cookies_keeps_its_sentences() -> None:
    text = "# Cookies\n\nVi bruger cookies til statistik på hjemmesiden, og du kan sige nej.\n\nVi bruger to slags.\n"
    assert cleaned_file("a.md", text).removed == ()


def test_dates_of_publication_become_clues() -> None:
    text = "Ny havn\n\nPubliceret: 4. maj 2021\n\nHavnen blev åbnet i går, og der kom mange gæster for at se den.\n"
    (clue,) = cleaned_file("a.txt", text).clues
    assert (clue.field, clue.value, clue.certain) == ("published", "4. maj 2021", True)


@pytest.mark.skipif(not SEEDS, reason="KB_SEEDS names no folder")
def test_the_seed_documents_have_a_title_and_whole_items() -> None:
    for path in sorted(Path(SEEDS).glob("*.txt")):
        cleaned = cleaned_file(path.name, path.read_text(encoding="utf-8"))
        assert (cleaned.blocks[0].kind, cleaned.blocks[0].level) == (BlockKind.HEADING, 1)
        assert not any("\n" in block.text or "\uf0b7" in block.text for block in cleaned.blocks)
        assert not any("javascript" in block.text.lower() or "Photo:" in block.text for block in cleaned.blocks)
        assert all(len(block.text) > 2 for block in cleaned.blocks)
