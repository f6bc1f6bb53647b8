"""Every hostile file is read within its limits, gives what it may give, and takes nothing from the machine."""

from __future__ import annotations

import os
import socket
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kb.errors import SourceError
from kb.ingest.blocks import Original
from kb.ingest.prepare import Prepared, Task, prepare
from kb.workers import Broken, in_workers
from tests.hostile import others, packages, pdfs
from tests.hostile.rows import GOOD, NEVER, ROWS

SHORT = [row for row in ROWS if not row.slow]
# The others take minutes of computing; they run where every test runs, and in bench/hostile.py.
LONG = [row for row in ROWS if row.slow]


def prepared(name, data):
    original = Original(source=name, name=name, data=data, fetched=datetime(2026, 11, 20, tzinfo=UTC))
    (made,) = in_workers(prepare, [Task(original=original)], jobs=1)
    return made


def outcome(made):
    if isinstance(made, Broken):
        return "unreadable" if made.reason.startswith("crashed") else made.reason
    return made.kind if isinstance(made, SourceError) else "added"


def check(row):
    made = prepared(row.name, row.make())
    assert outcome(made) in row.outcomes, made
    if isinstance(made, Prepared):
        assert row.words in made.text
        assert not [secret for secret in NEVER if secret in made.text + made.record.title]


@pytest.mark.parametrize("row", SHORT, ids=lambda row: row.name)
def test_a_hostile_file_gives_what_it_may_and_no_more(row):
    check(row)


@pytest.mark.skipif(not os.environ.get("KB_SLOW"), reason="minutes of computing; KB_SLOW=1 runs them")
@pytest.mark.parametrize("row", LONG, ids=lambda row: row.name)
def test_a_hostile_file_that_takes_long_is_ended(row):
    check(row)


@pytest.fixture
def listener():
    """A server on this machine that counts who connects."""
    server = socket.create_server(("127.0.0.1", 0))
    seen = []

    def accept():
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            seen.append(connection.recv(200))
            connection.close()

    threading.Thread(target=accept, daemon=True).start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}", seen
    server.close()


def outward(address):
    entity = packages.external(address)
    rels = packages.relations(("image", address), ("attachedTemplate", address), ("aFChunk", address), mode="External")
    word = packages.paragraph(GOOD) + '<w:altChunk r:id="r2"/>'
    return {
        "entity.docx": packages.docx(packages.paragraph(entity[1]), before=entity[0]),
        "relations.docx": packages.docx(word, more={"word/_rels/document.xml.rels": rels}),
        "entity.odt": packages.odt(f"<text:p>{entity[1]}{GOOD}</text:p>", before=entity[0]),
        "entity.pptx": packages.pptx(packages.shape(entity[1]), before=entity[0]),
        "entity.epub": packages.epub(f"<p>{GOOD}</p>", before=entity[0], package_before=entity[0]),
        "page.html": others.reaching(address, GOOD),
        "page.xhtml": others.xhtml(f"<p>{entity[1]}{GOOD}</p>", entity[0]),
        "actions.pdf": pdfs.actions(GOOD, address),
        "letter.eml": others.outside_bodies(GOOD, address),
    }


def test_no_document_makes_kb_speak_to_anybody(listener):
    address, seen = listener
    for name, data in outward(address).items():
        prepared(name, data)
    assert seen == []


def _call_home(address):
    host, _, port = address.removeprefix("http://").partition(":")
    socket.create_connection((host, int(port)), timeout=60).close()


def test_a_worker_cannot_reach_the_network_even_if_a_reader_tries(listener):
    address, seen = listener
    (made,) = in_workers(_call_home, [address], jobs=1)
    assert isinstance(made, Broken)
    assert "PermissionError" in made.reason
    assert seen == []


def test_names_inside_a_file_lead_nowhere(tmp_path, monkeypatch):
    inside = tmp_path / "a" / "b" / "c"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    for name, data in (
        ("escape.docx", packages.docx_with_escapes(packages.docx(packages.paragraph(GOOD)))),
        ("names.eml", others.attachment_names(GOOD)),
    ):
        made = prepared(name, data)
        assert isinstance(made, Prepared)
        assert all(not {"/", "\\", "\x1b"} & set(one.name) for one in made.attached)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not [p for p in (Path("/tmp/escaped.txt"), Path("/etc/cron.d/escaped")) if p.exists()]
