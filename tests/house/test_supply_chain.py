"""What is installed by default has licences that were looked at, hashes, and an audit that says when it asked nobody."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def script(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("name", "licence", "allowed"),
    [
        ("x", "MIT", True),
        ("x", "BSD License; MIT License", True),
        ("x", "MIT AND PSF-2.0", True),
        ("x", "GPL-3.0-only OR MIT", True),
        ("x", "GPL-3.0-only", False),
        ("x", "MIT AND GPL-2.0-or-later", False),
        ("x", "GNU Affero General Public License v3", False),
        ("x", "MIT; GNU General Public License v3 (GPLv3)", False),
        ("x", "UNKNOWN", False),
        ("x", "", False),
        ("x", "Mozilla Public License 2.0 (MPL 2.0)", False),
        ("certifi", "Mozilla Public License 2.0 (MPL 2.0)", True),
        ("certifi", "GPL-3.0-only", False),
    ],
)
def test_a_licence_is_allowed_by_name_or_for_a_reason(name, licence, allowed):
    assert script("licences").is_allowed(name, licence) is allowed


def test_every_package_that_is_installed_by_default_is_pinned_with_hashes():
    for lock in sorted((ROOT / "locks").glob("*.txt")):
        text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
        pinned = [line for line in text.splitlines() if re.match(r"[A-Za-z0-9]", line)]
        assert pinned
        assert not [line for line in pinned if "==" not in line or "--hash=sha256:" not in line]


def test_every_licence_of_the_default_install_is_allowed(monkeypatch):
    if importlib.util.find_spec("piplicenses") is None:
        pytest.skip("pip-licenses is installed for checks, not for tests; make check runs this")
    monkeypatch.chdir(ROOT)
    assert script("licences").main([]) in {0, 2}


def answers(monkeypatch, **done):
    given = {"args": [], "returncode": 0, "stdout": "", "stderr": "", **done}
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess(**given))


def test_an_audit_that_asked_nobody_does_not_say_that_nothing_was_found(monkeypatch, capsys):
    audit = script("audit")
    skipped = {"dependencies": [{"name": "a", "skip_reason": "not found"}, {"name": "b", "skip_reason": "not found"}]}
    answers(monkeypatch, stdout=json.dumps(skipped))
    assert (audit.main(["x.txt"]), audit.main(["--strict", "x.txt"])) == (0, 3)
    assert "NOT AUDITED for 2 of 2 packages" in capsys.readouterr().out
    answers(monkeypatch, returncode=1, stderr="ConnectionError: no route to host")
    assert audit.main(["x.txt"]) == 0
    said = capsys.readouterr().out
    assert "NOT AUDITED" in said
    assert "no route to host" in said


def test_an_audit_names_what_is_vulnerable_and_fails(monkeypatch, capsys):
    audit = script("audit")
    row = {"name": "a", "version": "1", "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["2"]}]}
    answers(
        monkeypatch,
        returncode=1,
        stdout=json.dumps({"dependencies": [row, {"name": "b", "version": "1", "vulns": []}]}),
    )
    assert audit.main(["x.txt"]) == 1
    assert "a 1: PYSEC-2026-1, mended in 2" in capsys.readouterr().out
