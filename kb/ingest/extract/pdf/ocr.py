"""Pages that are pictures: OCRmyPDF with Tesseract gives them a layer of text."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kb.errors import SourceError
from kb.ingest.blocks import Original

LANGUAGES = {"da": "dan", "sv": "swe", "en": "eng"}
_NAMES = {"da": "Danish", "sv": "Swedish", "en": "English"}
TIME_LIMIT = 1_800.0

_PACKAGES = "On Debian: apt install ocrmypdf tesseract-ocr-dan tesseract-ocr-swe tesseract-ocr-eng"


class Recognized(NamedTuple):
    """A PDF with a layer of text, and what a person should know about how it was read."""

    data: bytes
    warnings: tuple[str, ...]


def with_text_layer(
    original: Original, *, language: str | None = None, pages: Sequence[int] = (), time_limit: float = TIME_LIMIT
) -> Recognized:
    """The PDF with words laid over its pictures of text; pages that have text stay as they are.

    Args:
        original: the PDF.
        language: the one it is read in, if that is known. With several at once Tesseract takes å for a and ä for å
            now and then, and another time not.
        pages: the numbers of those that are read; all, where none are named.
        time_limit: in seconds.

    Raises:
        SourceError: unsupported (no program or no language for it), too-slow, encrypted, unreadable.
    """
    program = shutil.which("ocrmypdf")
    tesseract = shutil.which("tesseract")
    if program is None or tesseract is None:
        raise SourceError(original.source, "unsupported", "no program to read pictures of text is installed", _PACKAGES)
    languages = _languages(tesseract, original.source)
    missing = [_NAMES[one] for one in ([language] if language else LANGUAGES) if LANGUAGES[one] not in languages]
    if language and not missing:
        languages = [LANGUAGES[language]]
    warnings = (f"pictures of text were read without {' and '.join(missing)}: {_PACKAGES}",) if missing else ()
    with tempfile.TemporaryDirectory(prefix="kb-ocr-") as folder:
        scanned, read = Path(folder, "in.pdf"), Path(folder, "out.pdf")
        scanned.write_bytes(original.data)
        chosen = ["--pages", ",".join(map(str, pages))] if pages else []
        command = [program, *chosen, "--skip-text", "--output-type", "pdf", "--optimize", "0", "--jobs", "1", "--quiet"]
        _run([*command, "--language", "+".join(languages), str(scanned), str(read)], original.source, time_limit)
        return Recognized(read.read_bytes(), warnings)


def _languages(tesseract: str, source: str) -> list[str]:
    listed = subprocess.run([tesseract, "--list-langs"], capture_output=True, text=True, timeout=30, check=False).stdout  # noqa: S603
    found = [language for language in LANGUAGES.values() if language in listed.split()]
    if not found:
        raise SourceError(source, "unsupported", "Tesseract has no Danish, Swedish or English", _PACKAGES)
    return found


def _run(command: list[str], source: str, time_limit: float) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=time_limit, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise SourceError(source, "too-slow", "reading the pictures of text took too long", "Split the PDF.") from error
    except OSError as error:
        raise SourceError(source, "unsupported", "OCRmyPDF cannot be started", _PACKAGES) from error
    if done.returncode == 8:  # noqa: PLR2004
        raise SourceError(source, "encrypted", "the PDF is locked with a password", "Save a copy without the password.")
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise SourceError(source, "unreadable", f"OCRmyPDF gave up: {lines[-1] if lines else done.returncode}", "")
