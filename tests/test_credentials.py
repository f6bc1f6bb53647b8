"""Where secrets may come from, and that they show themselves to nobody."""

from __future__ import annotations

import os
import pickle
import traceback

import pytest

from kb.credentials import Secret, read_credential
from kb.errors import BadSettings

NAME = "opensearch-password"


@pytest.fixture
def kept(tmp_path):
    """A folder with the secret in a file of its own, as tight as it must be."""
    path = tmp_path / "secrets" / NAME
    path.parent.mkdir()
    path.write_text("fra-fil\n", encoding="utf-8")
    path.chmod(0o600)
    return tmp_path


def test_the_environment_comes_first_then_a_named_file_then_the_persons_own(kept, tmp_path):
    other = tmp_path / "other"
    other.write_text("fra-anden-fil", encoding="utf-8")
    other.chmod(0o400)
    environ = {"KB_OPENSEARCH_PASSWORD": " fra-miljø ", "KB_OPENSEARCH_PASSWORD_FILE": str(other)}
    found = []
    for name in (None, "KB_OPENSEARCH_PASSWORD", "KB_OPENSEARCH_PASSWORD_FILE"):
        environ.pop(name, None)
        found.append(read_credential(NAME, environ=environ, folder=kept).reveal())
    assert found == ["fra-miljø", "fra-anden-fil", "fra-fil"]


def test_nothing_set_is_nothing_and_not_an_error(tmp_path):
    assert read_credential(NAME, environ={"KB_OPENSEARCH_PASSWORD": " "}, folder=tmp_path) is None


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="permissions of this kind are not known here")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o777])
def test_a_file_that_others_may_read_is_refused_with_the_command_that_mends_it(kept, mode):
    path = kept / "secrets" / NAME
    path.chmod(mode)
    with pytest.raises(BadSettings) as caught:
        read_credential(NAME, environ={}, folder=kept)
    assert "chmod 600" in caught.value.problem
    assert "fra-fil" not in str(caught.value)


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda p: p.mkdir(), "plain file"),
        (os.mkfifo, "plain file"),
        (lambda p: p.write_bytes(b""), "empty"),
        (lambda p: p.write_bytes(b"x" * 20_000), "too long"),
        (lambda p: p.write_bytes(b"\xff\xfe\x00"), "not text"),
        (lambda p: None, "No such file"),
    ],
)
def test_what_is_no_secret_is_said(tmp_path, make, problem):
    path = tmp_path / "x"
    make(path)
    if path.is_file():
        path.chmod(0o600)
    with pytest.raises(BadSettings) as caught:
        read_credential(NAME, environ={"KB_OPENSEARCH_PASSWORD_FILE": str(path)}, folder=tmp_path)
    assert problem in caught.value.problem


@pytest.mark.parametrize("name", ["", "../x", "Password", "a_b", "a/b"])
def test_a_name_leads_nowhere_else(name, tmp_path):
    with pytest.raises(ValueError):
        read_credential(name, environ={}, folder=tmp_path)


def test_a_secret_is_not_shown_written_or_traced():
    secret = Secret("hemmelig")
    shown = [repr(secret), str(secret), f"{secret} {secret!r}", *traceback.format_exception(RuntimeError(secret))]
    assert not any("hemmelig" in one for one in shown)
    with pytest.raises(TypeError):
        pickle.dumps(secret)
