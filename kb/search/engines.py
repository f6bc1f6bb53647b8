"""The engines there are: how each is made, what it needs, and where its index lies.

An engine is chosen by name, in ``kb.toml`` or by ``kb index --engine``. Its library is loaded when it is opened, so the
others need not be installed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from kb.errors import EngineMissing
from kb.search.engine import Engine
from kb.search.store import Store

Options = Mapping[str, Any]
"""The table of ``kb.toml`` that is named after an engine; the engine itself says what it understands."""

NO_OPTIONS: Options = MappingProxyType({})


class Offer(NamedTuple):
    """An engine that can be chosen.

    ``make`` is given the index folder of the knowledge base, the fingerprint of the analysis and the engine's options.
    ``extra`` is the extra of the project that installs ``library``, both empty where it comes with kb. The index of a
    ``local`` engine lies in the index folder and is this knowledge base's alone. With more than ``enough`` characters
    of text the engine ``then`` answers several times as fast (``docs/measurements/engines.md``).
    """

    make: Callable[[Path, str, Options], Engine]
    library: str = ""
    extra: str = ""
    local: bool = True
    store: Callable[[Any], Store] | None = None
    """What keeps the passages of an engine that is not local, so that they can be shown wherever it is asked."""
    enough: int = 0
    then: str = ""


def _memory(_folder: Path, stamp: str, _options: Options) -> Engine:
    from kb.search.memory import MemoryEngine

    return MemoryEngine(stamp)


def _whoosh(folder: Path, stamp: str, _options: Options) -> Engine:
    from kb.search.whoosh import WhooshEngine

    return WhooshEngine(folder / "whoosh", stamp)


def _tantivy(folder: Path, stamp: str, _options: Options) -> Engine:
    from kb.search.tantivy import TantivyEngine

    return TantivyEngine(folder / "tantivy", stamp)


def _opensearch(folder: Path, stamp: str, options: Options) -> Engine:
    import os

    from kb.search.opensearch import OpenSearchEngine
    from kb.search.opensearch.options import read_options
    from kb.settings import SETTINGS_FILE

    return OpenSearchEngine(read_options(options, folder.parent / SETTINGS_FILE, os.environ), stamp, folder)


ENGINES: Mapping[str, Offer] = MappingProxyType(
    {
        "whoosh": Offer(_whoosh, enough=6_000_000, then="tantivy"),
        "tantivy": Offer(_tantivy, library="tantivy", extra="fast"),
        "memory": Offer(_memory, enough=100_000, then="whoosh"),
        "opensearch": Offer(
            _opensearch, library="opensearchpy", extra="opensearch", local=False, store=lambda engine: engine.store()
        ),
    }
)


def open_engine(name: str, folder: Path, stamp: str, options: Options = NO_OPTIONS) -> Engine:
    """The engine of this name, with its index below ``folder`` if it is a local one.

    Raises:
        EngineMissing: There is none of that name, or its library is not installed.
    """
    offer = ENGINES.get(name)
    if offer is None:
        raise EngineMissing(name, f"there is no engine of that name; there are {', '.join(ENGINES)}")
    try:
        return offer.make(folder, stamp, options)
    except ModuleNotFoundError as error:
        if not offer.library or (error.name or "").partition(".")[0] != offer.library:
            raise
        raise EngineMissing(name, "it is not installed", offer.extra) from error


def is_installed(name: str) -> bool:
    """Whether the engine of this name can be opened here."""
    from importlib.util import find_spec

    offer = ENGINES.get(name)
    return offer is not None and (not offer.library or find_spec(offer.library) is not None)


def faster(name: str, characters: int) -> str | None:
    """The engine that a corpus of so many characters is better searched with, None where the one in use serves it."""
    offer = ENGINES.get(name)
    return offer.then if offer and offer.then and characters > offer.enough else None
