"""One bad file costs no other file anything: a folder of hostile files and good ones, added by the real command."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.hostile.rows import GOOD, ROWS

SHORT = [row for row in ROWS if not row.slow and not row.name.startswith("bomb-")]


def test_a_folder_of_hostile_files_leaves_every_good_one_in(kb, tmp_path):
    folder = tmp_path / "kilder"
    (folder / "gode").mkdir(parents=True)
    good = {}
    for number in range(6):
        path = folder / "gode" / f"{number}.txt"
        path.write_text(f"Notat nummer {number}\n\nKaj {number} er {number}00 meter lang. {GOOD}\n", encoding="utf-8")
        good[path.as_posix()] = number
    for row in SHORT[::4]:
        (folder / row.name).write_bytes(row.make())
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(folder)
    outside = tmp_path / "uden-for.txt"
    outside.write_text("Dette ligger uden for mappen og blev ikke nævnt.\n", encoding="utf-8")
    (folder / "ud.txt").symlink_to(outside)
    kb("init")
    answer = kb("add", folder, "--json", "--jobs", "2")
    assert answer.code == 3
    rows = {row["source"]: row for row in answer.lines}
    assert {rows[path]["outcome"] for path in good} == {"added"}
    for path, number in good.items():
        text = (Path("corpus") / rows[path]["document"] / "text.md").read_text(encoding="utf-8")
        assert f"Kaj {number} er {number}00 meter lang. {GOOD}" in text
    expected = {(folder / row.name).as_posix(): row for row in SHORT[::4]}
    for path, row in expected.items():
        error = rows[path]["error"]
        found = error["kind"] if error else "added"
        assert found in {*row.outcomes, *(("duplicate", "added") if "added" in row.outcomes else ())}, (path, error)
    assert not [path for path in rows if path.endswith(("zero.txt", "passwd.txt", "ud.txt"))]
    assert rows[(folder / "pipe.txt").as_posix()]["error"]["kind"] == "unsupported"
    assert kb("doctor").code == 0
    assert kb("search", "kaj").code == 0
    assert not list(Path("corpus/.kb/staging").glob("*"))


def test_no_worker_outlives_the_command(kb, tmp_path):
    kb("init")
    row = next(row for row in ROWS if row.name == "label-loop.pdf")
    (tmp_path / row.name).write_bytes(row.make())
    before = _children()
    assert kb("add", tmp_path / row.name).code == 4
    # Python itself keeps one process to tidy up after workers; it ends with this one.
    left = [_command(pid) for pid in _children() - before]
    assert [command for command in left if "resource_tracker" not in command] == []


def _children() -> set[str]:
    listed = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return set(listed.read_text(encoding="ascii").split()) if listed.exists() else set()


def _command(pid):
    return subprocess.run(["ps", "-o", "args=", "-p", pid], capture_output=True, text=True, check=False).stdout
