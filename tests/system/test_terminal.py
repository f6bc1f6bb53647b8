"""A document, its name, or a query cannot command the terminal, in any command; in JSON every value is verbatim."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest

from kb.cli.main import COMMANDS

ATTACK = "\x1b]0;styret\x07\x1b[2J\x1b[8m\x9b31m\u202egnid\u202c\u2066x\u2069\u200f\u2028"
UNSAFE = re.compile("[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
STYLE = re.compile(r"\x1b\[(?:[0124]|3[0-7]|9[0-7])m")
TEXT = f"""\
Havnen {ATTACK}

Havnen blev åbnet i går, og den kostede 40 mio. kr., skriver kommunen på sin hjemmeside i dag.

“Havnen {ATTACK} er en gave til hele byen,” siger Anna{ATTACK} Berg, direktør i havneselskabet.

    kode {ATTACK} som står, hvor den står
"""
# How each command is made to show something of the document, its name, or what was typed.
SHOWS = {
    "init": [["init", ATTACK]],
    "add": [["add", "{hostile}"], ["add", "{missing}"], ["add", "http://127.0.0.1:9/" + ATTACK]],
    "list": [["list"], ["list", "--expired"]],
    "show": [["show", "{id}"], ["show", "{id}", "--removed"], ["show", "{id}", "--intake"], ["show", "{id}", "--editions"],
             ["show", "{id}", "--record"], ["show", ATTACK]],
    "diff": [["diff", "{id}"], ["diff", ATTACK]],
    "edit": [["edit", "{id}", "--set", f"publisher=Havn{ATTACK}"], ["edit", "{id}", "--set", f"concerns=A{ATTACK}"],
             ["edit", "{id}", "--set", f"kind={ATTACK}"], ["edit", "{id}", "--add-tag", f"t{ATTACK}"]],
    "remove": [["remove", "{id}"], ["remove", ATTACK], ["remove", "--erase", "--yes", ATTACK]],
    "undo": [["undo"]],
    "trash": [["trash"]],
    "search": [["search", "havnen"], ["search", "havnen", "--explain"], ["search", ATTACK], ["search", f"xyzzy{ATTACK}"]],
    "quote": [["quote", "havnen"], ["quote", "--quotations-only"], ["quote", "--quotations-only", "--as", "plain"],
              ["quote", "--document", ATTACK]],
    "check": [["check", "--quote", f"Havnen er en gave til hele byen {ATTACK}"], ["check", "{missing}"], ["check", "{hostile}"]],
    "figures": [["figures", "havnen"]],
    "terms": [["terms", "list"], ["terms", "show", f"havn{ATTACK}"], ["terms", "remove", ATTACK]],
    "export": [["export", "--as", "bibtex"], ["export", "--as", ATTACK]],
    "index": [["index"], ["index", "--engine", ATTACK]],
    "stats": [["stats"]],
    "doctor": [["doctor"], ["doctor", "--accept", ATTACK]],
    "completion": [["completion", ATTACK]],
}  # fmt: skip
LISTENS = {"serve", "mcp"}


@pytest.fixture
def hostile(kb, tmp_path, monkeypatch):
    """A knowledge base with the document, and a function that runs a command as on a terminal."""
    kb("init")
    path = tmp_path / f"havn{ATTACK}.txt"
    path.write_text(TEXT, encoding="utf-8")
    id = kb("add", path, "--json").lines[0]["document"]
    kb("edit", id, "--set", f"title=Havnen {ATTACK} åbner")
    stray = Path("corpus") / f"stray{ATTACK}"
    stray.mkdir()
    given = {"id": id, "hostile": path, "missing": tmp_path / f"ingen{ATTACK}.pdf"}

    def run(*arguments, terminal=True):
        with monkeypatch.context() as patch:
            if terminal:
                patch.setattr("kb.cli.terminal.on_terminal", lambda: True)
                for module in [
                    m for name, m in sys.modules.items() if name.startswith("kb.cli.") and hasattr(m, "on_terminal")
                ]:
                    patch.setattr(module, "on_terminal", lambda: True)
                patch.delenv("NO_COLOR", raising=False)
            filled = [a if a not in ("{id}", "{hostile}", "{missing}") else given[a.strip("{}")] for a in arguments]
            return kb("--color", "always", *filled) if terminal else kb(*filled)

    return run, id


def test_no_command_lets_a_document_command_the_terminal(hostile):
    run, _ = hostile
    assert set(COMMANDS) <= set(SHOWS) | LISTENS, "say in SHOWS how the new command shows something"
    for command, ways in SHOWS.items():
        for arguments in ways:
            answer = run(*arguments)
            written = STYLE.sub("", answer.out + answer.err)
            assert not UNSAFE.search(written), (command, arguments, ascii(written))
            assert "\x1b" not in written, (command, arguments, ascii(written))
            if command == "remove" and answer.code == 0:
                run("undo")


@pytest.mark.parametrize("arguments", [["list", "--json"], ["show", "{id}", "--json"], ["search", "havnen", "--json"]])
def test_json_holds_what_was_written_verbatim_and_commands_no_terminal(hostile, arguments):
    run, id = hostile
    answer = run(*arguments, terminal=False)
    assert not UNSAFE.search(answer.out)
    title = json.loads((Path("corpus") / id / "record.json").read_text(encoding="utf-8"))["title"]
    assert ATTACK.replace("\u2028", " ") in title.replace("\u2028", " ")
    held = json.dumps(json.loads(answer.out.splitlines()[0] if arguments[0] == "list" else answer.out))
    assert json.dumps(title)[1:-1] in held


def test_a_file_whose_name_is_no_text_is_added_and_named(kb, tmp_path):
    kb("init")
    folder = os.fsencode(tmp_path / "navne")
    (tmp_path / "navne").mkdir()
    for name in (b"\xff\xfe.txt", b"b\xe5d.txt", b"ny\nlinje.txt"):
        Path(os.fsdecode(folder + b"/" + name)).write_bytes(TEXT.encode() + name)
    for arguments in ((), ("--json",)):
        answer = kb("add", tmp_path / "navne", *arguments)
        assert answer.code == 0, answer.err
    assert len(kb("list", "--json").lines) >= 1
    assert kb("doctor").code == 0
