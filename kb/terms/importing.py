"""Bringing a word list into a knowledge base: read in whatever format it is, kept as a plain file that names its source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kb.errors import SourceError
from kb.terms.folder import IMPORTED_WEIGHT, file_name, source_named, write_source
from kb.terms.importers import Request, read, recognise
from kb.terms.importers.request import Told

_MOST_NAMED = 10
_ENDINGS = (".dict.dz", ".autobil.bin", ".rdf.xml")


class Imported(NamedTuple):
    """What an import brought: ``entries`` were in the files, ``concepts`` of them say something in two languages."""

    name: str
    path: Path
    format: str
    languages: tuple[str, ...]
    entries: int
    concepts: int
    licence: str
    replaced: bool


class Wanted(NamedTuple):
    """What a person says of an import; what is not said is read from the files."""

    name: str | None = None
    languages: tuple[str, ...] = ()
    weight: float = IMPORTED_WEIGHT


def import_terms(
    root: Path,
    paths: Sequence[Path],
    wanted: Wanted,
    *,
    today: date,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Imported:
    """Read word lists of one format and keep their concepts in ``terms/NAME.txt`` of the knowledge base at ``root``.

    Raises:
        SourceError: A file cannot be read, is hostile, or holds nothing in two of the three languages.
        UsageError: The languages or the name are not told.
        CorpusNotWritable: The file cannot be kept.
    """
    found = recognise(paths)
    request = Request(paths=found.paths, languages=wanted.languages, progress=progress)
    name = file_name(wanted.name or _name_of(found.paths[0]))
    lines = list(read(found.format, request))
    if not lines:
        raise _nothing(found.paths[0], request.told)
    languages = tuple(
        language for at, language in enumerate(("da", "sv", "en")) if any(line.terms[at] for line in lines)
    )
    said = {
        "name": name,
        "imported": today.isoformat(),
        "from": ", ".join(path.name for path in found.paths),
        "format": found.format.title,
        "languages": " ".join(languages),
        "licence": request.told.licence,
        "weight": f"{wanted.weight:g}",
    }
    replaced = source_named(root, name) is not None
    path = write_source(root, name, said, lines)
    return Imported(
        name=name,
        path=path,
        format=found.format.title,
        languages=languages,
        entries=request.told.entries,
        concepts=len(lines),
        licence=request.told.licence,
        replaced=replaced,
    )


def _nothing(path: Path, told: Told) -> SourceError:
    counted = f"{told.entries:,} " if told.entries else ""
    return SourceError(
        str(path),
        "no-text",
        f"none of its {counted}entries says the same in two of Danish, Swedish and English{_others(told.others)}",
        "name its columns or sides with --languages, or export the three languages",
    )


def _others(codes: set[str]) -> str:
    """What else the files are in, so that nobody looks for the fault elsewhere."""
    named = sorted(code for code in codes if code)
    said = [f"terms in {', '.join(named[:_MOST_NAMED])}"] if named else []
    said += ["terms that name no language"] if "" in codes else []
    return f"; it has {' and '.join(said)}" if said else ""


def _name_of(path: Path) -> str:
    """The name of a source, from its first file's."""
    ending = next((one for one in _ENDINGS if path.name.endswith(one)), path.suffix)
    return path.name.removesuffix(ending)
