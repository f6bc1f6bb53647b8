"""Fuzz with atheris: ``python -m tests.fuzz.run [--seconds N] [TARGET ...]``; each target in a process of its own.

Prints the executions of each target, and of each that failed the input that did it; exit code 1 if there was one.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

MEGABYTES = 2000
SLOW = 25  # seconds for one input


def one(name: str, options: list[str]) -> None:
    """Fuzz one target in this process; never returns."""
    import atheris

    with atheris.instrument_imports(include=["kb", "striprtf", "oxmsg", "email"]):
        from tests.fuzz.targets import TARGETS, seeds
    for seed in seeds(name):
        TARGETS[name](seed)  # what is loaded on the first call is not held against an input
    atheris.Setup([sys.argv[0], *options], TARGETS[name])
    atheris.Fuzz()


def many(names: list[str], seconds: int) -> int:
    """Fuzz each target for so many seconds; the number that failed."""
    from tests.fuzz.targets import TARGETS, seeds

    failed = 0
    for name in names or list(TARGETS):
        with tempfile.TemporaryDirectory(prefix=f"kb-fuzz-{name}-") as folder:
            for number, seed in enumerate(seeds(name)):
                Path(folder, str(number)).write_bytes(seed)
            options = [f"-max_total_time={seconds}", f"-timeout={SLOW}", f"-rss_limit_mb={MEGABYTES}", "-max_len=4096",
                       f"-artifact_prefix={folder}/bad-", "-print_final_stats=1", folder]  # fmt: skip
            command = [sys.executable, "-m", "tests.fuzz.run", "--one", name, *options]
            done = subprocess.run(command, capture_output=True, check=False, timeout=seconds + 300)
            said = done.stderr.decode("utf-8", "replace") + done.stdout.decode("utf-8", "replace")
            runs = [int(count) for count in re.findall(r"(?:stat::number_of_executed_units: |Done )(\d+)", said)]
            bad = sorted(Path(folder).glob("bad-*"))
            print(
                f"{name:12} {max(runs, default=0):>9,} executions  {'FAILED' if done.returncode else 'ok'}", flush=True
            )
            failed += bool(done.returncode)
            if done.returncode:
                print(*said.splitlines()[-40:], sep="\n")
            for path in bad:
                print(f"    {path.name[:20]}: {path.read_bytes()[:3000]!r}", flush=True)
    return failed


def main() -> int:
    """Read the command line."""
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], sys.argv[3:])
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("targets", nargs="*")
    given = parser.parse_args()
    return 1 if many(given.targets, given.seconds) else 0


if __name__ == "__main__":
    sys.exit(main())
