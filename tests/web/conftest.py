"""The web page on a copy of the sample documents: in this process, on a real port, and in a real browser."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tarfile
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kb import Library
from kb.web.app import create_app
from kb.web.serving import Listening, Server, configuration

ROOT = Path(__file__).parents[2]
AXE = "axe-core@4.14.1"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A browser that reaches this machine and nothing else.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


def copy_of_samples(folder: Path) -> Path:
    """A copy of the sample knowledge base, for tests that change it."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "kb.toml", folder)
    shutil.copytree(ROOT / "corpus", folder / "corpus", ignore=shutil.ignore_patterns(".kb"))
    return folder


@pytest.fixture(scope="session")
def samples(tmp_path_factory) -> Path:
    """The sample documents, indexed once; tests that write take `own_samples`."""
    folder = copy_of_samples(tmp_path_factory.mktemp("web") / "samples")
    Library.open(folder).index()
    return folder


@pytest.fixture
def own_samples(samples, tmp_path) -> Path:
    """A copy of the sample documents with its index, for one test."""
    return Path(shutil.copytree(samples, tmp_path / "samples"))


def complains(message, page) -> bool:
    """Whether the console speaks of an error; that the page itself is an error page is none."""
    return message.type == "error" and not ("status of" in message.text and message.location["url"] == page.url)


def client_of(root: Path, **given) -> TestClient:
    """A client of an app on the knowledge base in ``root``, called as the browser would."""
    app = create_app(lambda: Library.open(root), **given)
    return TestClient(app, base_url="http://127.0.0.1:8460", headers={"accept-language": "en"})


@pytest.fixture(scope="session")
def client(samples) -> TestClient:
    return client_of(samples)


@pytest.fixture
def own_client(own_samples) -> TestClient:
    """A client of a knowledge base that this test may change."""
    return client_of(own_samples)


def serving(root: Path):
    """A real server on a free port in a thread; yields its address, without the slash at the end."""
    listening = Listening()
    opened = listening.listen()
    ready = threading.Event()
    server = Server(configuration(create_app(lambda: Library.open(root)), listening), ready.set)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]}, daemon=True)
    thread.start()
    assert ready.wait(60)
    try:
        yield listening.address(opened).rstrip("/")
    finally:
        server.should_exit = True
        thread.join(60)
        opened.close()


@pytest.fixture(scope="session")
def server(samples):
    yield from serving(samples)


@pytest.fixture
def own_server(own_samples):
    """A server on a knowledge base that this test may change."""
    yield from serving(own_samples)


@pytest.fixture(scope="session")
def browser(need):
    """Debian's Chromium, started once."""
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    need(path, "chromium-headless-shell")
    from playwright.sync_api import sync_playwright

    # The browser's sandbox does not work for the superuser, as whom builds run.
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=flags)
        yield started
        started.close()


@contextmanager
def looking(browser):
    """Gives ``open_page(**how)``, which opens a page in a context of its own (``locale``, ``viewport`` …).

    Whatever a page asks for outside this machine, and whatever it complains of in the console, is an error at the end.
    """
    contexts, strays = [], []

    def open_page(**how):
        context = browser.new_context(**{"locale": "en-GB", "reduced_motion": "reduce", **how})
        contexts.append(context)
        context.on("request", lambda request: request.url.startswith("http://127.0.0.1:") or strays.append(request.url))
        page = context.new_page()
        page.on("console", lambda message: strays.append(message.text) if complains(message, page) else None)
        page.on("pageerror", lambda error: strays.append(str(error)))
        page.set_default_timeout(60_000)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not strays


@pytest.fixture
def opened(browser):
    """``opened(**how)`` opens a page in a context of its own (see `looking`)."""
    with looking(browser) as open_page:
        yield open_page


@pytest.fixture(scope="session")
def axe_source(need, pytestconfig) -> str:
    """The source of axe-core, fetched from npm once and kept in pytest's cache."""
    folder = pytestconfig.cache.mkdir("axe")
    archive = folder / f"{AXE.replace('@', '-')}.tgz"
    npm = shutil.which("npm")
    if not archive.exists() and npm:
        subprocess.run([npm, "pack", AXE, "--silent"], cwd=folder, check=False, capture_output=True, timeout=120)
    need(archive.exists(), "axe-core (from npm)")
    with tarfile.open(archive) as packed:
        return packed.extractfile("package/axe.min.js").read().decode()


@pytest.fixture(scope="session")
def findings(axe_source):
    """``findings(page)``: what axe-core finds wrong with a page as it stands, each with the elements concerned.

    With the names of ``rules``, only these are tried.
    """

    def run(page, *rules: str) -> dict[str, list[str]]:
        if page.evaluate("typeof axe === 'undefined'"):
            page.evaluate(axe_source)
        only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
        rules = json.dumps({"runOnly": only})
        found = page.evaluate(f"async () => (await axe.run(document, {rules})).violations")
        return {one["id"]: [node["html"] for node in one["nodes"]] for one in found}

    return run
