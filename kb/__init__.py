"""kb: a trilingual document and policy knowledge base.

    from kb import Library
    library = Library.open("path/to/knowledge-base")

The names below are loaded when they are first used, so that ``import kb`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kb.version import __version__

if TYPE_CHECKING:
    from kb.library import Library

__all__ = ["Library", "__version__"]


def __getattr__(name: str) -> Any:
    if name == "Library":
        from kb.library import Library

        return Library
    raise AttributeError(f"module 'kb' has no attribute {name!r}")
