"""The API of the sample documents, mounted as the web page mounts it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kb import Library
from kb.api.app import PATH, mounted
from kb.library.lending import Libraries

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def samples(tmp_path_factory) -> Path:
    """A copy of the sample knowledge base, indexed; no test changes it."""
    folder = tmp_path_factory.mktemp("api")
    shutil.copy(ROOT / "kb.toml", folder)
    shutil.copytree(ROOT / "corpus", folder / "corpus", ignore=shutil.ignore_patterns(".kb"))
    Library.open(folder).index()
    return folder


@pytest.fixture
def library(samples) -> Library:
    return Library.open(samples)


def app_of(opened: Callable[[], Library]) -> Starlette:
    """The API below its path, and nothing else."""
    return Starlette(routes=[mounted(Libraries(opened))])


@pytest.fixture(scope="session")
def app(samples) -> Starlette:
    return app_of(lambda: Library.open(samples))


@pytest.fixture(scope="session")
def client(app) -> TestClient:
    return TestClient(app, base_url=f"http://127.0.0.1{PATH}", raise_server_exceptions=False)
