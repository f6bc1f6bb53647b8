"""Starting `kb serve`: where it listens, what it refuses, and how it ends."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
import urllib.request
from base64 import b64encode
from pathlib import Path

import pytest

from kb.cli import main
from kb.credentials import Secret
from kb.errors import UsageError
from kb.web.serving import Listening, is_loopback

KB = str(Path(sys.executable).parent / "kb")


@pytest.fixture
def serve(samples):
    """``serve(*options)`` starts the command and gives the process and the address it printed."""
    started = []

    def start(*options, **environment):
        process = subprocess.Popen(
            [KB, "--kb", str(samples), "serve", "--port", "0", *options],
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **environment},
        )
        started.append(process)
        for line in process.stderr:
            for word in line.split():
                if word.startswith("http"):
                    return process, word
        raise AssertionError(process.wait())

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stderr.close()


def get(address, password=None, context=None):
    request = urllib.request.Request(address)
    if password:
        request.add_header("Authorization", "Basic " + b64encode(f"x:{password}".encode()).decode())
    with urllib.request.urlopen(request, context=context, timeout=60) as answer:
        return answer.read().decode()


def test_it_prints_its_address_answers_there_and_ends_with_an_interrupt(serve):
    process, address = serve()
    assert address.startswith("http://127.0.0.1:")
    assert "<h1>" in get(address)
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130


def test_with_a_password_and_a_certificate_it_listens_to_other_machines(serve, tmp_path, need):
    import shutil

    need(shutil.which("openssl"), "openssl")
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate),
        ],
        check=True,
        capture_output=True,
    )
    _, address = serve(
        "--host", "0.0.0.0", "--certificate", str(certificate), "--key", str(key), KB_WEB_PASSWORD="åben sesam"
    )
    assert address.startswith("https://0.0.0.0:")
    ours = address.replace("0.0.0.0", "localhost")
    trusting = ssl.create_default_context(cafile=certificate)
    assert "<h1>" in get(ours, "åben sesam", trusting)
    with pytest.raises(urllib.error.HTTPError, match="401"):
        get(ours, "wrong", trusting)


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        ({}, "a password and a certificate"),
        ({"password": Secret("sesame")}, "without a certificate"),
    ],
)
@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "kb.example.org"])
def test_beyond_this_machine_it_refuses_without_both(host, given, lacking):
    with pytest.raises(UsageError) as refused:
        Listening(host=host, **given).check()
    assert lacking in refused.value.problem
    assert "docs/web.md" in refused.value.remedy


@pytest.mark.parametrize("host", ["127.0.0.1", "127.3.4.5", "::1", "localhost"])
def test_this_machine_needs_neither(host):
    assert is_loopback(host)
    Listening(host=host).check()


def test_a_refusal_is_a_sentence_and_a_code(samples, capsys, monkeypatch):
    monkeypatch.delenv("KB_WEB_PASSWORD", raising=False)
    assert main(["--kb", str(samples), "serve", "--host", "0.0.0.0"]) == 2
    assert "to other machines without a password" in capsys.readouterr().err


def test_a_port_that_is_taken_is_named(samples, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["--kb", str(samples), "serve", "--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert f"ort {port} on 127.0.0.1 cannot be used" in said
    assert "--port" in said


@pytest.mark.parametrize("url", ["kb.example.org", "ftp://kb.example.org", "http://[x", "https://"])
def test_a_public_address_must_be_one(samples, url, capsys):
    assert main(["--kb", str(samples), "serve", "--port", "0", "--public-url", url]) == 2
    assert "https://kb.example.org" in capsys.readouterr().err


def test_no_knowledge_base_is_told(tmp_path, capsys):
    assert main(["--kb", str(tmp_path), "serve"]) == 2
    assert "kb init" in capsys.readouterr().err


def test_behind_a_proxy_links_carry_its_path(samples):
    from starlette.testclient import TestClient

    from kb import Library
    from kb.web.app import create_app
    from tests.web.page import Page

    app = create_app(lambda: Library.open(samples), hosts=["kb.example.org"], origins=["https://kb.example.org"])
    client = TestClient(app, base_url="https://kb.example.org", root_path="/viden", headers={"accept-language": "en"})
    page = Page(client.get("/viden/search?q=biobanker"))
    links = [a.get("href") for a in page.all("a, link, form") for a in [a] if a.get("href")]
    assert all(link.startswith(("/viden/", "#")) for link in links)
    assert client.get(page.all(".hits h3 a")[0].get("href")).status_code == 200
    assert client.get(page.all("link[rel=stylesheet]")[0].get("href")).status_code == 200
    assert "secure" in client.get("/viden/?lang=da").headers["set-cookie"].lower()


def test_small_answers_are_sent_at_once():
    opened = Listening().listen()
    assert opened.proto == socket.IPPROTO_TCP  # what asyncio looks at before it switches Nagle's algorithm off
    opened.close()
