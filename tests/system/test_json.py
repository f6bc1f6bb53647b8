"""Every JSON answer of the command line has the type that is declared for it, and no key beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from kb.contract.check import CheckAnswer
from kb.contract.documents import ListedObject, RecordAnswer, RemovedAnswer, ShowAnswer
from kb.contract.figures import FiguresAnswer
from kb.contract.health import DoctorAnswer, TrashAnswer
from kb.contract.intake import OutcomeObject
from kb.contract.quote import QuoteAnswer
from kb.contract.schema import schema_of
from kb.contract.search import HitObject, SearchAnswer
from kb.contract.stats import StatsAnswer
from kb.contract.terms import (
    AddedAnswer,
    ConceptObject,
    ImportedAnswer,
    LearnedAnswer,
    RemovedTermsAnswer,
    SourceObject,
    WordAnswer,
)

ROWS = [
    ("search sundhedsdata", SearchAnswer),
    ("search biobank +kommuner", SearchAnswer),
    ("search sundhetsdatta", SearchAnswer),
    ("search patient --language en --sort date", SearchAnswer),
    ("quote patient", QuoteAnswer),
    ("quote --quotations-only --into sv", QuoteAnswer),
    ("quote grænsen --max-words 5", QuoteAnswer),
    ("figures gränsen", FiguresAnswer),
    ("figures trials", FiguresAnswer),
    ("stats", StatsAnswer),
    ("doctor", DoctorAnswer),
    ("trash", TrashAnswer),
    ("check --quote", CheckAnswer),
]
DRAFT = """\
Karen Vestergård siger: »Vi kan ikke vente på en ny lov«. Og: »Patienterne bor her ikke nu.«

> More than 30 trials were delayed last year, and then some more of them were delayed as well.

Anders Lundmark: ”Ingen ska behöva fylla i samma blankett […] två gånger”.
"""


def valid(kind, answer):
    Draft202012Validator(schema_of(kind, closed=True), format_checker=FormatChecker()).validate(answer)


@pytest.mark.parametrize(("asked", "kind"), ROWS, ids=[asked for asked, _ in ROWS])
def test_an_answer_has_its_declared_type(library, asked, kind):
    extra = ["Vi kan ikke vente på en ny lov"] if asked.endswith("--quote") else []
    answer = library(*asked.split(), *extra, "--json")
    assert answer.code in {0, 1}
    valid(kind, answer.json)


def test_a_report_on_a_draft_has_its_declared_type(library, tmp_path):
    draft = tmp_path / "draft.md"
    draft.write_text(DRAFT, encoding="utf-8")
    report = library("check", draft, tmp_path / "missing.docx", "--json").json
    valid(CheckAnswer, report)
    assert {one["verdict"] for one in report["drafts"][0]["quotations"]} >= {"altered", "elided"}


def test_recommendations_have_the_declared_type(kb, tmp_path):
    source = tmp_path / "input.md"
    source.write_text(
        "# Svar\n\nVi foreslår, at:\n\n- regionerne deler data om patienter\n- staten betaler for det\n", "utf-8"
    )
    kb("init")
    kb("add", source)
    answer = kb("quote", "--recommendations", "--json").json
    assert len(answer["excerpts"]) == 2
    valid(QuoteAnswer, answer)


def test_lines_have_their_declared_types(library, three_files):
    for line in library("list", "--json").lines:
        valid(ListedObject, line)
    for line in library("search", "patient", "--jsonl").lines:
        valid(HitObject, line)
    for line in library("add", three_files, three_files / "no-such-file.txt", "--json").lines:
        valid(OutcomeObject, line)


def test_a_document_has_its_declared_types(kb, tmp_path):
    page = "<html><head><title>Side</title></head><body><nav>Menu</nav><h1>Side</h1><p>Regionerne deler data om patienter på tværs af sundet.</p></body></html>"
    (tmp_path / "side.html").write_text(page, "utf-8")
    kb("init")
    line = kb("add", tmp_path / "side.html", "--json").lines[0]
    valid(OutcomeObject, line)
    valid(ShowAnswer, kb("show", line["document"], "--json").json)
    valid(RecordAnswer, kb("show", line["document"], "--record", "--json").json)
    valid(RemovedAnswer, kb("show", line["document"], "--removed", "--json").json)


def test_the_words_have_their_declared_types(kb, tmp_path):
    (tmp_path / "w.tsv").write_text("da\ten\nlov\tact\n", "utf-8")
    kb("init")
    valid(AddedAnswer, kb("terms", "add", "lov | lag | law", "--json").json)
    valid(ImportedAnswer, kb("terms", "import", tmp_path / "w.tsv", "--json").json)
    for line in kb("terms", "list", "--json").lines:
        valid(ConceptObject, line)
    for line in kb("terms", "list", "--sources", "--json").lines:
        valid(SourceObject, line)
    valid(WordAnswer, kb("terms", "show", "rolig", "--json").json)
    valid(RemovedTermsAnswer, kb("terms", "remove", "w", "--json").json)
    for language, text in (
        ("da", "Toget kører. Toget er sent i dag igen."),
        ("sv", "Tåget går. Tåget är sent i dag igen."),
    ):
        (tmp_path / f"{language}.txt").write_text(text, "utf-8")
    ids = [kb("add", tmp_path / f"{one}.txt", "--language", one, "--json").lines[0]["document"] for one in ("da", "sv")]
    valid(LearnedAnswer, kb("terms", "learn", *ids, "--json").json)
    valid(RemovedTermsAnswer, kb("terms", "remove", "law", "--json").json)


def test_findings_and_former_states_have_their_declared_types(library):
    (documents := list(Path("corpus").glob("*-*")))[0].joinpath("stray.txt").write_text("x", encoding="utf-8")
    library("edit", documents[1].name, "--add-tag", "x")
    found = library("doctor", "--repair", "--json").json
    valid(DoctorAnswer, found)
    assert found["findings"]
    trash = library("trash", "--empty", "--json").json
    valid(TrashAnswer, trash)
    assert trash["states"]


def test_exported_lines_are_those_of_the_list(library):
    exported = library("export", "--as", "jsonl")
    for line in exported.lines:
        valid(ListedObject, line)
    assert sorted(line["id"] for line in exported.lines) == sorted(
        line["id"] for line in library("list", "--json").lines
    )
