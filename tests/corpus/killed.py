"""Kills a real process at every call: for the n-th corpus folder, a child makes the change and kills itself at call n.

Run as a program of its own, so that it can fork: the name of the change as argument, the folders as JSON on standard
input; prints how each child ended.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]
changes = importlib.import_module("corpus.changes")
disks = importlib.import_module("corpus.disks")


def kill():
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    change = next(c for c in changes.CHANGES if c.__name__ == sys.argv[1])
    ends = []
    for point, root in enumerate(json.load(sys.stdin)):
        child = os.fork()
        if not child:
            disk = disks.StoppingDisk(point, "half" if point % 2 else "before", kill)
            change(changes.opened(Path(root), disk))
            os._exit(0)
        ends.append(-os.WTERMSIG(os.waitpid(child, 0)[1]))
    sys.stdout.write(json.dumps(ends))


if __name__ == "__main__":
    main()
