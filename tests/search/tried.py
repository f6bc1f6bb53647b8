"""The engines that the tests are held against: a new engine is one line here."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from kb.search.engine import Engine
from kb.search.engines import ENGINES, is_installed, open_engine

FINGERPRINT = "analysis-1"


class Tried(NamedTuple):
    """How an engine is tried.

    ``missing`` says what it lacks here, empty where it can be tried; ``options`` are those it is opened with, for an
    index that belongs to this folder alone. What an engine ``keeps`` is found when it is opened again; a ``local`` one
    keeps it in files. An engine with ``same_scores`` scores like the reference to the last digit.
    """

    missing: Callable[[], str] = lambda: ""
    options: Callable[[Path], dict[str, Any]] = lambda _folder: {}
    keeps: bool = True
    same_scores: bool = False


def _cluster_missing() -> str:
    return "" if os.environ.get("KB_OPENSEARCH_URL") else "OpenSearch (scripts/opensearch.sh up 1, KB_OPENSEARCH_URL)"


def _own_index(folder: Path) -> dict[str, Any]:
    """An index of its own on the cluster, for each folder of each test process."""
    return {"index": f"kb-test-{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}", "replicas": 0}


TRIED = {
    "memory": Tried(keeps=False, same_scores=True),
    "opensearch": Tried(missing=_cluster_missing, options=_own_index),
    "whoosh": Tried(same_scores=True),
    "tantivy": Tried(missing=lambda: "" if is_installed("tantivy") else "tantivy (the extra fast)"),
}
NAMES = sorted(TRIED)
KEEPING = [name for name in NAMES if TRIED[name].keeps]
LOCAL = [name for name in KEEPING if ENGINES[name].local]


def opened(name: str, folder: Path, fingerprint: str = FINGERPRINT) -> Engine:
    """The engine of this name with its index in or for a folder."""
    return open_engine(name, folder, fingerprint, TRIED[name].options(folder))
