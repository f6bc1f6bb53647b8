"""The command line: a thin layer over `kb.Library`; one file a command, loaded when it is called."""

from kb.cli.main import main

__all__ = ["main"]
