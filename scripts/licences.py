"""Hold the licences of a locked set of packages: `licences.py [locks/default.txt]`.

What a person gets by installing kb must be free of copyleft that reaches kb itself or what is made with it: no GPL and
no AGPL. Every licence is named here, and every package that needs a reason; anything else fails, also a licence that a
package has changed to. Exit code 1: a licence is not allowed; 2: a package of the set is not installed.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ALLOWED = {
    "0BSD", "3-Clause BSD License", "Apache Software License", "Apache-2.0", "BSD License", "BSD-2-Clause",
    "BSD-2-Clause-Views", "BSD-3-Clause", "CNRI-Python", "ISC License (ISCL)", "MIT", "MIT License", "MIT-0", "MIT-CMU",
    "PSF-2.0", "Python Software Foundation License",
}  # fmt: skip
# A package whose licence is not among these, the licence exactly as it states it, and why it may be here.
REASONS = {
    "certifi": ("Mozilla Public License 2.0 (MPL 2.0)", "a list of certificates; its copyleft ends at its own files"),
    "pathspec": ("Mozilla Public License 2.0 (MPL 2.0)", "used while building only; its copyleft ends at its own files"),
    "tld": ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", "taken under MPL-1.1, whose copyleft ends at its own files"),
    "pypdfium2": (
        "BSD-3-Clause, Apache-2.0, dependency licenses",
        "PDFium (BSD-3-Clause) and its libraries: FreeType under its own licence, not the GPL; the others BSD, MIT or zlib",
    ),
}  # fmt: skip


def normal(name: str) -> str:
    """A name as package indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(path: Path) -> set[str]:
    """The packages of a lock."""
    return {normal(name) for name in re.findall(r"(?m)^([A-Za-z0-9._-]+)==", path.read_text(encoding="utf-8"))}


def installed(names: set[str]) -> dict[str, str]:
    """The licence that each installed package states, by package."""
    command = [str(Path(sys.executable).parent / "pip-licenses"), "--from=mixed", "--format=json", "--with-system"]
    rows = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {normal(row["Name"]): row["License"] for row in rows if normal(row["Name"]) in names}


def is_allowed(name: str, licence: str) -> bool:
    """Whether a package may be in the set: each of its licences is allowed, one where it offers a choice, or a reason is given."""
    if name in REASONS:
        return REASONS[name][0] == licence
    every = [part.strip() for part in re.split(r";| AND ", licence)]
    return all(
        any(choice.strip(" ()") in ALLOWED or choice in ALLOWED for choice in re.split(" OR ", part)) for part in every
    )


def main(arguments: list[str]) -> int:
    """Print what is wrong, or that nothing is."""
    path = Path(arguments[0] if arguments else "locks/default.txt")
    names = locked(path)
    found = installed(names)
    refused = {name: licence for name, licence in sorted(found.items()) if not is_allowed(name, licence)}
    for name, licence in refused.items():
        print(f"{name}: {licence} is not allowed; see scripts/licences.py", file=sys.stderr)
    missing = sorted(names - set(found))
    if missing:
        print(f"not installed, so not looked at: {', '.join(missing)}", file=sys.stderr)
    reasons = sorted(set(found) & set(REASONS))
    print(
        f"{path}: {len(found) - len(refused)} of {len(names)} packages have an allowed licence ({', '.join(reasons)}: with a reason)."
    )
    return 1 if refused else 2 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
