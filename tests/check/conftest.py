"""The corpus that tests of checking share, and one that a test may change."""

from __future__ import annotations

import pytest

from .library import Knowledge


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory) -> Knowledge:
    """Three documents; do not change it."""
    return Knowledge(tmp_path_factory.mktemp("check"))


@pytest.fixture
def own(tmp_path) -> Knowledge:
    """Three documents of the test's own."""
    return Knowledge(tmp_path)
