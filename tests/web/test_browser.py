"""The pages in a real browser."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("path", ["/", "/nowhere"])
def test_axe_finds_nothing(server, opened, findings, path):
    page = opened()
    page.goto(server + path)
    assert findings(page) == {}
