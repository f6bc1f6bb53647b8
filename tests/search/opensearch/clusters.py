"""Clusters of a test module's own: started and stopped by scripts/opensearch.sh beside the one that all tests share."""

from __future__ import annotations

import fcntl
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

SCRIPT = Path(__file__).parents[3] / "scripts" / "opensearch.sh"
CACHE = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
"""Where the distribution is; read before the tests get a cache of their own."""


class Cluster(NamedTuple):
    """Nodes on loopback; ``run`` is the folder they live in."""

    port: int
    run: Path

    def script(self, *arguments: str) -> None:
        """Run the script for these nodes."""
        environ = {
            **os.environ,
            "KB_OPENSEARCH_PORT": str(self.port),
            "KB_OPENSEARCH_RUN": str(self.run),
            "XDG_CACHE_HOME": CACHE,
        }
        # What a node writes must not keep this process waiting for the end of its output.
        log = self.run.with_suffix(".log")
        with log.open("wb") as output:
            code = subprocess.run(
                [SCRIPT, *arguments],
                check=False,
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                timeout=500,
            ).returncode
        assert code == 0, log.read_text(errors="replace")[-2000:]

    def url(self, node: int) -> str:
        """The address of a node of a cluster without TLS."""
        return f"http://127.0.0.1:{self.port + node}"


@contextmanager
def cluster(what: tuple[str, ...], port: int) -> Iterator[Cluster]:
    """Nodes that are gone afterwards.

    Each worker of a test run has ports and a folder of its own, and they take turns: two clusters at once are more
    than a small machine can carry.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    port += 20 * int(worker)
    one = Cluster(port, Path(f"/var/tmp/kb-opensearch-test-{port}-{os.getuid()}"))
    with Path(f"/var/tmp/kb-opensearch-test-{os.getuid()}.turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        try:
            one.script(*what)
            yield one
        finally:
            one.script("down")
