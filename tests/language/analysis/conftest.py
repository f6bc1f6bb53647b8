"""One compiled lexicon for all tests of the analysis, kept between runs under the fingerprint of its rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kb.errors import StaleIndex
from kb.language.analysis import Analyzer, Lexicon, analyzer, build_lexicon, fingerprint

CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def read_rows() -> Callable[[str], list[dict[str, Any]]]:
    return rows


@pytest.fixture(scope="session")
def lexicon(request: pytest.FixtureRequest) -> Lexicon:
    path = request.config.cache.mkdir("kb-lexicon") / f"{fingerprint()}.bin"
    try:
        return Lexicon.open(path)
    except StaleIndex:
        build_lexicon(path)
        return Lexicon.open(path)


@pytest.fixture(scope="session")
def analyzers(lexicon: Lexicon) -> dict[str, Analyzer]:
    return {language: analyzer(language, lexicon) for language in ("da", "sv", "en", "de")}
