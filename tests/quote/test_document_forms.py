from __future__ import annotations

import csv
import io
import json
from datetime import date

import bibtexparser
import pytest
import rispy

from kb.model import Kind
from kb.quote.styles.documents import FORMS, render_documents

from ..corpus.documents import record

RECORDS = [
    record(id="a-123456", url="https://raad.example/a"),
    record(id="b-123456", title="{Vård} & 100 % data", kind=Kind.REPORT, authors=(), published=None, language="sv"),
    record(
        id="c-123456", title='=HYPERLINK("http://x")', publisher=None, authors=("Ann Lee", "+SUM(1)"), language="en"
    ),
]


def rendered(form):
    return "".join(render_documents(form, RECORDS))


def test_reference_managers_read_every_document_back():
    ris = rispy.loads(rendered("ris"))
    assert [one["title"] for one in ris] == [one.title for one in RECORDS]
    bibtex = bibtexparser.parse_string(rendered("bibtex"))
    assert len(bibtex.entries) == 3
    assert not bibtex.failed_blocks
    csl = json.loads(rendered("csl-json"))
    assert [item["id"] for item in csl] == [one.id for one in RECORDS]
    assert csl[0]["issued"] == {"date-parts": [[2026, 3, 2]]}
    assert "note" not in csl[0]


def test_a_spreadsheet_computes_nothing_of_a_title():
    rows = list(csv.DictReader(io.StringIO(rendered("csv"))))
    assert rows[0]["published"] == date(2026, 3, 2).isoformat()
    assert rows[2]["title"] == "'" + RECORDS[2].title
    assert all(not value.startswith(("=", "+", "@")) for row in rows for value in row.values())


@pytest.mark.parametrize("form", FORMS)
def test_no_documents_are_a_valid_file_too(form):
    empty = "".join(render_documents(form, []))
    assert form != "csl-json" or json.loads(empty) == []
