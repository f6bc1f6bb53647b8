"""The clipboard, through the command that the system has for it."""

from __future__ import annotations

import shutil
import subprocess

_COMMANDS = (
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
    ("pbcopy",),
    ("clip.exe",),
    ("clip",),
)
# clip reads the console's code page unless the text says by its first character what it is.
_WINDOWS = frozenset({"clip", "clip.exe"})
_PATIENCE = 5


def copy(text: str) -> bool:
    """Put text on the clipboard; False where there is none or it does not take it."""
    for name, *arguments in _COMMANDS:
        program = shutil.which(name)
        if program is None:
            continue
        data = text.encode("utf-16") if name in _WINDOWS else text.encode()
        try:
            done = subprocess.run(  # noqa: S603 - a program found on the path, no word of the text among its arguments
                [program, *arguments],
                input=data,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return True
    return False
