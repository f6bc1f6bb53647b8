"""Whatever was left out of a document, when it was read or when it was cleaned, can be had back where it stood."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kb.corpus import CorpusReader
from kb.errors import SourceError
from kb.ingest.again import task_again
from kb.ingest.blocks import Original
from kb.ingest.prepare import Task, prepare
from tests.ingest.extract.pdf.conftest import Paper

CORPUS = Path(__file__).parents[2] / "corpus"


def folded(text):
    """Words without marks of Markdown, hyphens at line ends and the signs that list pieces side by side."""
    return "".join(c for c in text if c.isalnum())


def made(task, *numbers):
    first = prepare(task)
    assert not isinstance(first, SourceError)
    if not numbers:
        return first
    marked = tuple(replace(one, restored=n in numbers) for n, one in enumerate(first.removed, 1))
    again = prepare(replace(task, wanted_back=marked))
    assert not isinstance(again, SourceError)
    return again


def task(name, data, now):
    return Task(original=Original(source=name, name=name, data=data, fetched=now))


@pytest.mark.parametrize("id", sorted(path.name for path in CORPUS.iterdir() if (path / "record.json").is_file()))
def test_everything_left_out_of_a_sample_document_can_be_had_back(id):
    reader = CorpusReader(CORPUS)
    remade = task_again(reader, reader.record(id))
    gone = made(remade).removed
    every = made(remade, *range(1, len(gone) + 1))
    assert [(one.rule, one.text) for one in every.removed if not one.restored] == []
    text = folded(every.text)
    pieces = [piece for one in gone if one.changed_to is None for piece in one.text.split(" · ")]
    assert [piece for piece in pieces if folded(piece) not in text] == []


PAGE = """<html><head><title>Broen åbner</title></head><body>
<nav><ul><li><a href="/a">Forside</a></li><li><a href="/b">Nyheder</a></li></ul></nav>
<article><h1>Broen åbner</h1>
<p>Broen mellem de to byer åbner på mandag, og så kan alle cykle over på ti minutter.</p>
<aside class="related"><h3>Læs også</h3><ul><li><a href="/c">Havnen får ny kran</a></li></ul></aside>
<p>Den har kostet 40 mio. kr., og kommunen regner med to tusind cyklister om dagen.</p></article>
<footer><p>Sydbladet, Storegade 3, 1234 Sydby</p></footer></body></html>"""


def test_a_box_between_two_paragraphs_of_a_page_comes_back_between_them(now):
    page = task("bro.html", PAGE.encode(), now)
    gone = made(page).removed
    number = next(n for n, one in enumerate(gone, 1) if "Havnen får ny kran" in one.text)
    text = made(page, number).text
    assert text.index("ti minutter") < text.index("Havnen får ny kran") < text.index("Den har kostet")
    assert "Forside" not in text


def test_what_is_had_back_is_not_taken_again_by_the_cleaner(now):
    notice = "<div class='cookie-banner'><p>Vi bruger cookies for at forbedre din oplevelse på hjemmesiden.</p></div>"
    page = task("bro.html", PAGE.replace("<nav>", f"{notice}<nav>").encode(), now)
    gone = made(page).removed
    number = next(n for n, one in enumerate(gone, 1) if "cookies" in one.text)
    again = made(page, number)
    assert "Vi bruger cookies" in again.text
    assert [one.text for one in again.removed] == [one.text for one in gone]


def test_a_header_of_one_page_of_a_pdf_comes_back_on_its_page(now):
    paper = Paper()
    for number, line in enumerate(("Havnen udvides i år.", "Broen males næste år.", "Skolen får ny rygning."), 1):
        paper.write(f"Fjordrådet, årsrapport side {number}", y=40, size=9).write(line)
        paper.canvas.showPage()
        paper.y = 100.0
    report = Task(original=replace(paper.original(), fetched=now))
    gone = made(report).removed
    number = next(n for n, one in enumerate(gone, 1) if one.where == "page 2")
    text = made(report, number).text
    assert text.index("Havnen") < text.index("Fjordrådet, årsrapport side 2") < text.index("Broen")
    assert text.count("Fjordrådet") == 1


def test_lines_that_run_through_a_pasted_text_come_back_one_by_one(now):
    pages = [
        f"Fjordrådets årsrapport\n\n{line}\n\n{n}\n\f"
        for n, line in enumerate(("Havnen udvides i år, og det bliver dyrt.",) * 4, 1)
    ]
    pasted = task("rapport.txt", "".join(pages).encode(), now)
    gone = made(pasted).removed
    number = next(n for n, one in enumerate(gone, 1) if one.text == "Fjordrådets årsrapport")
    assert (
        made(pasted, number).text.count("Fjordrådets årsrapport")
        == made(pasted).text.count("Fjordrådets årsrapport") + 1
    )
