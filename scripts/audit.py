"""Ask whether the locked packages have known vulnerabilities: `audit.py [--strict] [LOCK ...]`.

pip-audit asks an advisory service for each package. It passes with "no findings" too when the service knows none of
them, as behind a mirror that serves packages but no advisories. This script counts who was really asked about.
Exit code 0: every package was asked about and none has a known vulnerability, or the service could not be asked and
that was said; 1: there is a vulnerability. With --strict, 3 where a package could not be asked about.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

LOCKS = ("locks/default.txt", "locks/check.txt")
SECONDS = 120


def asked(lock: str) -> list[dict[str, object]] | str:
    """What pip-audit says of each package of a lock, or why it could not ask."""
    command = [
        str(Path(sys.executable).parent / "pip-audit"),
        "--requirement",
        lock,
        "--require-hashes",
        "--disable-pip",
    ]
    try:
        done = subprocess.run(
            [*command, "--format", "json", "--progress-spinner", "off", "--timeout", "20"],
            capture_output=True, text=True, timeout=SECONDS, check=False,
        )  # fmt: skip
        return list(json.loads(done.stdout)["dependencies"])
    except subprocess.TimeoutExpired:
        return f"no answer within {SECONDS} seconds"
    except (ValueError, KeyError):
        return (done.stderr.strip().splitlines() or ["no answer"])[-1][:300]


def report(lock: str) -> tuple[int, int]:
    """Say what was found about a lock; the numbers of vulnerable packages and of those nobody could be asked about."""
    answer = asked(lock)
    if isinstance(answer, str):
        print(f"{lock}: NOT AUDITED, the advisory service could not be asked: {answer}")
        return 0, 1
    skipped = [row for row in answer if "skip_reason" in row]
    vulnerable = [row for row in answer if row.get("vulns")]
    for row in vulnerable:
        for found in row["vulns"]:  # type: ignore[attr-defined]
            fixed = ", ".join(found.get("fix_versions") or ()) or "none"
            print(f"{lock}: {row['name']} {row['version']}: {found['id']}, mended in {fixed}")
    known = len(answer) - len(skipped)
    if skipped:
        print(
            f"{lock}: NOT AUDITED for {len(skipped)} of {len(answer)} packages; first reason: {skipped[0]['skip_reason']}"
        )
    print(f"{lock}: {known} packages asked about, {len(vulnerable)} with a known vulnerability.")
    return len(vulnerable), len(skipped)


def main(arguments: list[str]) -> int:
    """Report every lock."""
    strict = "--strict" in arguments
    counts = [report(lock) for lock in [a for a in arguments if a != "--strict"] or LOCKS]
    if any(vulnerable for vulnerable, _ in counts):
        return 1
    return 3 if strict and any(unknown for _, unknown in counts) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
