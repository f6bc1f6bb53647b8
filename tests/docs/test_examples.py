"""Every ``console`` block in the documentation is run on a copy of the sample knowledge base and must print what it shows.

``...`` stands for anything, white space is folded; a block begins with ``$ kb ...``.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
EXAMPLES = [
    pytest.param(block, id=f"{page.relative_to(ROOT).as_posix()}-{number}")
    for page in PAGES
    for number, block in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")), 1)
]


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    """A copy of the project's own knowledge base, in the folder the examples are run in."""
    folder = tmp_path_factory.mktemp("examples")
    shutil.copy(ROOT / "kb.toml", folder)
    shutil.copytree(ROOT / "corpus", folder / "corpus", ignore=shutil.ignore_patterns(".kb"))
    return folder


def steps(block: str) -> list[tuple[str, str]]:
    """The commands of a block, each with the output shown under it."""
    found: list[tuple[str, str]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], ""))
        elif found:
            found[-1] = (found[-1][0], found[-1][1] + line + "\n")
    return found


@pytest.mark.parametrize("block", EXAMPLES)
def test_an_example_prints_what_it_shows(block, sample):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "100", "NO_COLOR": "1", "KB_HOME": str(sample)}
    for command, shown in steps(block):
        assert command.startswith("kb "), "examples run kb and nothing else"
        done = subprocess.run(
            ["sh", "-c", command], cwd=sample, env=environment, capture_output=True, text=True, timeout=120, check=False
        )
        printed = done.stdout + done.stderr
        checker = doctest.OutputChecker()
        assert checker.check_output(shown, printed, FLAGS), f"$ {command}\n{printed}"


def test_there_are_examples():
    assert len(EXAMPLES) >= 1
