"""The whole program, run in this process as a person would run it, on a knowledge base of its own."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass

import pytest

from kb.cli import main


@dataclass
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def kb(tmp_path, monkeypatch, capsysbinary):
    """A function that runs `kb` with arguments in an empty folder and gives code, output and messages."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("KB_HOME", raising=False)
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments, stdin=None):
        if stdin is not None:
            data = stdin if isinstance(stdin, bytes) else stdin.encode()
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        code = main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return run


@pytest.fixture
def library(kb, three_files):
    """`kb` on a knowledge base with the three small documents."""
    assert kb("init").code == 0
    assert kb("add", three_files).code == 0
    return kb
