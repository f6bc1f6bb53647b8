"""What a check gives out: JSON, Markdown, and a Word copy whose words are untouched and whose comments are real."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys

import docx
import pytest

from kb.check.report.markdown import report_to_markdown
from kb.check.report.word import commented
from kb.contract.check import report_to_json
from kb.errors import SourceError
from kb.library import Library

from .library import TEXTS, fetched
from .test_drafts import W, saved, with_part

FERRY = "Vi kan ikke bo på en ø, hvis vi ikke kan komme hjem"
ALTERED = "More than 30 ships call here each year, and about 40 of them stay overnight."


def word_draft() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("Rådet siger: »Vi kan ikke bo ")
    paragraph.add_run("på en ø, hvis vi").bold = True
    paragraph.add_run(" ikke kan komme hjem«. Og så videre.")
    document.add_paragraph(f"The council says: “{ALTERED}” So it is.")
    return saved(document)


def check(knowledge, data: bytes, name: str):
    return knowledge.check().drafts([fetched(data, name)])


def test_every_quotation_of_a_word_draft_has_a_comment_and_no_word_is_changed(knowledge, tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(word_draft())
    report = check(knowledge, path.read_bytes(), "draft.docx")
    copy = docx.Document(io.BytesIO(commented(path, report.drafts[0])))
    before = docx.Document(str(path))
    assert [p.text for p in copy.paragraphs] == [p.text for p in before.paragraphs]
    assert [run.bold for run in copy.paragraphs[0].runs if "på en ø" in run.text] == [True]
    first, second = copy.comments
    assert first.text.startswith("EXACT")
    assert second.text.startswith("ALTERED")
    assert "“300” → “30” (figure, serious)" in second.text
    assert "300 ships call here" in second.text


def test_a_comment_marks_just_the_quoted_words(knowledge, tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(word_draft())
    report = check(knowledge, path.read_bytes(), "draft.docx")
    body = docx.Document(io.BytesIO(commented(path, report.drafts[0]))).paragraphs[0]._p.xml
    inside = body.partition("commentRangeStart")[2].partition("commentRangeEnd")[0]
    marked = docx.oxml.parse_xml(f"<w:p {W}>" + "".join(f"<w:r>{t}</w:r>" for t in _texts(inside)) + "</w:p>")
    assert "".join(text.text for text in marked.iter("{*}t")) == FERRY


def _texts(xml: str) -> list[str]:
    return [f"<w:t{piece.partition('</w:t>')[0]}</w:t>" for piece in xml.split("<w:t")[1:] if "</w:t>" in piece]


def test_a_quotation_in_a_footnote_is_commented_at_its_mark(knowledge, tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("Se noten.")
    paragraph._p.append(docx.oxml.parse_xml(f'<w:r {W}><w:footnoteReference w:id="2"/></w:r>'))
    note = f'<w:footnote w:id="2"><w:p><w:r><w:t>Der står: »{FERRY}«.</w:t></w:r></w:p></w:footnote>'
    path = tmp_path / "draft.docx"
    path.write_bytes(with_part(saved(document), "footnotes", f"<w:footnotes {W}>{note}</w:footnotes>"))
    report = check(knowledge, path.read_bytes(), "draft.docx")
    copy = docx.Document(io.BytesIO(commented(path, report.drafts[0])))
    assert [comment.text.split(":")[0] for comment in copy.comments] == ["EXACT"]


def test_comments_in_what_is_no_word_file_are_an_error_of_the_source(knowledge, tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(b"PK\x03\x04 no")
    with pytest.raises(SourceError):
        commented(path, check(knowledge, b"> x y z\n", "draft.md").drafts[0])


def test_the_markdown_report_shows_the_difference_and_cannot_be_set_by_a_draft(knowledge):
    evil = "> # Heading | <script> *More* than 30 ships call here each year, and about 40 of them stay overnight."
    text = report_to_markdown(check(knowledge, f"“{ALTERED}” says Maud Fairweather.\n\n{evil}\n".encode(), "draft.md"))
    assert "~~300~~ **30** (figure, serious)" in text
    assert "<script>" not in text
    assert "0 of 2 are verbatim" in text


def test_the_json_has_the_keys_of_the_contract(knowledge):
    report = report_to_json(check(knowledge, f"> {ALTERED}\n".encode(), "draft.md"))
    assert report["schema"] == "kb.check/1"
    (quotation,) = report["drafts"][0]["quotations"]
    keys = "text span verdict document source_span source_text page differences warnings candidates"
    assert set(keys.split()) <= set(quotation)
    assert quotation["differences"][0] == {
        "op": "replace",
        "from": "300",
        "to": "30",
        "kind": "figure",
        "serious": True,
    }
    assert json.loads(json.dumps(report, ensure_ascii=False)) == report


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A knowledge base of the three texts, with a search."""
    root = tmp_path_factory.mktemp("library")
    sources = tmp_path_factory.mktemp("sources")
    for name, (_, text) in TEXTS.items():
        (sources / f"{name}.md").write_text(text, encoding="utf-8")
    made = Library.create(root)
    assert len(list(made.add(sources, jobs=1))) == 3
    assert len(made.corpus.ids()) == 3
    return made


def run(library, *arguments, stdin: str = ""):
    command = [
        sys.executable,
        "-c",
        "from kb.cli import main; main()",
        "--kb",
        str(library.settings.root),
        "check",
        *map(str, arguments),
    ]
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100"}
    return subprocess.run(
        command, capture_output=True, text=True, input=stdin, env=environment, timeout=120, check=False
    )


def test_the_command_leaves_with_the_codes_of_the_contract(library, tmp_path):
    good, bad, broken = tmp_path / "good.md", tmp_path / "bad.md", tmp_path / "broken.docx"
    good.write_text(f"> {FERRY}\n", encoding="utf-8")
    bad.write_text(f"> {ALTERED}\n", encoding="utf-8")
    broken.write_bytes(b"PK\x03\x04 no")
    assert run(library, good).returncode == 0
    done = run(library, bad)
    assert done.returncode == 1
    assert "[-300-] {+30+}" in done.stdout
    assert run(library, good, broken).returncode == 3
    assert run(library, broken).returncode == 4
    assert run(library).returncode == 2
    assert run(library, good, "--report", good).returncode == 2
    assert run(library, "--quote", FERRY).returncode == 0
    assert run(library, "-", stdin=f"> {FERRY}\n").returncode == 0


def test_the_command_writes_reports(library, tmp_path):
    draft = tmp_path / "draft.docx"
    draft.write_bytes(word_draft())
    done = run(library, draft, "--json", "--report", tmp_path / "out.md", "--report", tmp_path / "out.docx")
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["drafts"][0]["quotations"][1]["verdict"] == "altered"
    assert "altered" in (tmp_path / "out.md").read_text(encoding="utf-8")
    assert len(list(docx.Document(str(tmp_path / "out.docx")).comments)) == 2


def test_a_translation_is_never_exact_and_its_likely_source_is_shown(library):
    said = "The rule applies to all ships, and more than 300 ships call at the harbour each year, 40 of them overnight."
    danish = "Mere end 300 skibe anløber havnen hvert år, og omkring 40 af dem bliver natten over."
    report = library.check(quote=danish)
    (checked,) = report.drafts[0].quotations
    assert checked.verdict == "not_found"
    assert "translated" in checked.warnings
    assert "300 ships" in checked.candidates[0].text
    assert said not in checked.candidates[0].text
