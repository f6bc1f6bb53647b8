"""The texts of a corpus for the inverted index: documents and their former editions, read only when they changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from kb.check.checking import Check
from kb.check.index import Entry, Listed, Shingles
from kb.check.sources import Texts
from kb.check.verdict import Translated
from kb.corpus import Corpus
from kb.corpus.reading import EDITIONS, RECORD, TEXT
from kb.errors import CorpusDamaged, KbError
from kb.model import Record

FOLDER = "check"


def open_check(
    corpus: Corpus,
    index: Path,
    *,
    translated: Translated | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Check:
    """A check against a corpus, its inverted index in ``index/check`` brought in step first.

    Raises:
        CorpusNotWritable: there is no index yet, and none can be written.
    """
    shingles = Shingles(index / FOLDER)
    shingles.synchronise(corpus.stamp(), partial(listed, corpus), progress=progress)
    texts = Texts(document=corpus.document, edition=partial(edition_text, corpus))
    return Check(shingles, texts, translated=translated, progress=progress)


def listed(corpus: Corpus) -> Iterator[Listed]:
    """Every text that is there, with the mark by which a change is seen; nothing is read yet."""
    for id in corpus.ids():
        folder = corpus.root / id
        mark = _mark(folder / TEXT) + _mark(folder / RECORD)
        if not mark:
            continue
        yield Listed(key=(id, None), mark=mark, read=partial(_read, corpus, id, mark, None))
        for number in _editions(folder):
            kept = _mark(folder / EDITIONS / str(number) / TEXT)
            if kept:
                yield Listed(key=(id, number), mark=kept, read=partial(_read, corpus, id, kept, number))


def edition_text(corpus: Corpus, id: str, number: int) -> str:
    """The text of a former edition.

    Raises:
        CorpusDamaged: it cannot be read.
    """
    path = corpus.folder(id) / EDITIONS / str(number) / TEXT
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusDamaged(path, str(error)) from error


def _editions(folder: Path) -> list[int]:
    try:
        return sorted(int(path.name) for path in (folder / EDITIONS).iterdir() if path.name.isdigit())
    except OSError:
        return []


def _mark(path: Path) -> str:
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_mtime_ns}:{status.st_size};"


def _read(corpus: Corpus, id: str, mark: str, number: int | None) -> tuple[Entry, str] | None:
    try:
        text = corpus.text(id) if number is None else edition_text(corpus, id, number)
        return _entry(corpus.record(id), mark, number), text
    except KbError:
        return None


def _entry(record: Record, mark: str, number: int | None) -> Entry:
    return Entry(
        id=record.id,
        mark=mark,
        edition=number,
        title=record.title,
        language=record.language,
        url=record.url,
        published=record.published.isoformat() if record.published else None,
        publisher=record.publisher,
        authors=record.authors,
        near_duplicate_of=record.near_duplicate_of,
    )
