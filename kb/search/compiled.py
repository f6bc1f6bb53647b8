"""The compiled lexicon and glossary that all knowledge bases of a person share, and what becomes of older ones.

Several versions of kb may be installed on one machine, and several threads of one server may open their library at the
same time: a file that is in use by one must be neither made twice at once nor deleted by another.
"""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import StaleIndex

if TYPE_CHECKING:
    from kb.language.analysis.lexicon import Lexicon

MAKING = threading.RLock()
"""Held while one is made: who comes meanwhile waits and takes what was made."""

UNUSED = 30 * 24 * 3600.0
"""Seconds after which a file that nothing has opened is deleted; other versions of kb may need theirs."""
_NOTED = 24 * 3600.0  # how exactly the time of the last use is known
_ABANDONED = 3600.0  # seconds after which a file that is half made is one that a stopped process left


def lexicon_at(path: Path) -> Lexicon:
    """The compiled lexicon at this path, made where it is missing or damaged.

    Raises:
        CorpusNotWritable: It cannot be made there.
    """
    from kb.language.analysis.lexicon import Lexicon, build_lexicon

    with MAKING:
        try:
            opened = Lexicon.open(path)
        except StaleIndex:
            discard_unused(path.parent, "lexicon-*.bin")
            build_lexicon(path)
            opened = Lexicon.open(path)
    note_use(path)
    return opened


def note_use(path: Path) -> None:
    """Remember that a file was used today."""
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > _NOTED:
            os.utime(path)


def discard_unused(folder: Path, pattern: str) -> None:
    """Delete the files in a folder that fit a pattern and that nothing has used for long, and what was left half made."""
    whole = set(folder.glob(pattern))
    for path in folder.glob(f"{pattern}*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > (UNUSED if path in whole else _ABANDONED):
                path.unlink()
