"""The house rules that no linter holds: files under 300 lines, functions under 50, no drawers."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "kb").rglob("*.py"))
DRAWERS = {"utils", "util", "helpers", "helper", "core", "base", "common", "misc", "manager", "handler", "processor"}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_file_has_at_most_300_lines_and_a_function_at_most_50(path):
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 300
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < 50, f"{node.name} is too long"


def test_no_module_and_no_class_is_a_drawer():
    names = {path.stem.strip("_").lower() for path in FILES} | {path.parent.name.lower() for path in FILES}
    assert not names & DRAWERS
    classes = {
        node.name
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    assert not [name for name in classes if name.endswith(("Manager", "Handler", "Processor", "Helper", "Util"))]


def test_nothing_in_the_project_names_a_place_on_one_machine():
    bound = [f"/{name}/" for name in ("home", "root", "Users")] + [r"C:\Users"]
    suffixes = {".py", ".md", ".toml", ".sh", ".json", ".txt", ".yml", ""}
    for folder in ("kb", "docs", "scripts", "bench", "locks", "corpus"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix in suffixes and "__pycache__" not in path.parts:
                text = path.read_text(encoding="utf-8", errors="ignore")
                assert not [word for word in bound if word in text], path
