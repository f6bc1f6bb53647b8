"""The pure middle of the pipeline: bytes → a document ready to be put. No files, no clock, no network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kb.errors import SourceError
from kb.ingest.blocks import Block, Cleaned, Extracted, Original
from kb.ingest.changes import keys_of
from kb.ingest.clean import CLEANER_VERSION, clean
from kb.ingest.describe import describe
from kb.ingest.extract import extract
from kb.ingest.hand import set_by_hand
from kb.ingest.known import Sketch
from kb.ingest.render import render
from kb.ingest.signatures import sketch_of
from kb.language import detect, languages
from kb.model import SERVED_LANGUAGES, UNDETERMINED, Intake, Record, Removal
from kb.workers import MEMORY_BYTES, TASK_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One original to prepare, and the fields set by hand (typed).

    ``wanted_back`` is what was removed the last time, with those marked as restored that a person wants back.
    """

    original: Original
    by_hand: Mapping[str, Any] = field(default_factory=dict)
    wanted_back: tuple[Removal, ...] = ()
    source_key: str | None = None
    original_checksum: str = ""
    ocr: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A document that only lacks an id: its record, text, removals, the sketch of its text, and attachments."""

    record: Record
    text: str
    removed: tuple[Removal, ...]
    origins: tuple[tuple[int, int, int], ...]
    sketch: Sketch
    warnings: tuple[str, ...]
    attached: tuple[Original, ...] = ()


def limits(*, ocr: bool) -> tuple[float, int]:
    """The seconds of computing and bytes of memory that preparing one original may take."""
    if not ocr:
        return TASK_SECONDS, MEMORY_BYTES
    from kb.ingest.extract.pdf.ocr import TIME_LIMIT

    return TIME_LIMIT + TASK_SECONDS, 3 * MEMORY_BYTES


def prepare(task: Task) -> Prepared | SourceError:
    """Extract, clean, detect the language of and describe one original.

    An error is returned, not raised, so that it can cross from a worker process.
    """
    try:
        return _prepare(task)
    except SourceError as error:
        return error


def _prepare(task: Task) -> Prepared:
    original = task.original
    extracted, back = _extracted(task)
    cleaned = _cleaned(extracted, task.wanted_back, back)
    rendered = render(cleaned.blocks, extracted.pages)
    if not rendered.text.strip():
        raise _without_text(original, extracted)
    tongues = languages(rendered.text)
    removed = (*extracted.removed, *cleaned.removed)
    described = describe(
        (*extracted.clues, *cleaned.clues),
        cleaned.blocks,
        removed,
        source_name=original.name,
        language=tongues.language,
        today=original.fetched.date(),
    )
    warnings = (*extracted.warnings, *cleaned.warnings, *_language_warnings(tongues.language))
    record = Record(
        id="",
        title=described.title,
        language=tongues.language,
        languages={language: round(share, 3) for language, share in tongues.shares.items()},
        kind=described.kind,
        published=described.published,
        published_from=described.published_from,
        authors=described.authors,
        publisher=described.publisher,
        source=original.source,
        source_key=task.source_key,
        url=original.url or described.url,
        media_type=extracted.media_type,
        fetched=original.fetched,
        original_checksum=task.original_checksum,
        text_checksum="",
        extractor=extracted.extractor,
        cleaner_version=CLEANER_VERSION,
        pages=rendered.pages,
        described_from=dict(described.described_from),
        intake=_intake(extracted, rendered.text, cleaned.joins, warnings),
    )
    return Prepared(
        record=set_by_hand(record, dict(task.by_hand)),
        text=rendered.text,
        removed=removed,
        origins=rendered.origins,
        sketch=sketch_of(rendered.text),
        warnings=warnings,
        attached=_attached(original, extracted.media_type),
    )


def _attached(original: Original, media_type: str) -> tuple[Original, ...]:
    """What hangs on a letter, as originals of their own."""
    from kb.ingest.extract.office import attachments
    from kb.ingest.extract.sniff import EMAIL, OUTLOOK

    return attachments(original) if media_type in {EMAIL, OUTLOOK} else ()


def _extracted(task: Task) -> tuple[Extracted, frozenset[str]]:
    """What was extracted, and the texts of the blocks in it that are there because they are wanted back."""
    language = task.by_hand.get("language")
    extracted = extract(task.original, ocr=task.ocr, language=language)
    numbers = _wanted(extracted.removed, task.wanted_back)
    if not numbers:
        return extracted, frozenset()
    restored = keys_of(extracted.removed, numbers, first=1)
    again = extract(task.original, ocr=task.ocr, language=language, restored=restored)
    more = Counter(map(_words, again.blocks)) - Counter(map(_words, extracted.blocks))
    return again, frozenset(more)


def _cleaned(extracted: Extracted, wanted_back: tuple[Removal, ...], back: frozenset[str]) -> Cleaned:
    """The document cleaned, with what is wanted back: removals of the cleaner, and blocks the extractor gave again."""
    cleaned = clean(extracted, language_of=_language_of)
    first = len(extracted.removed)
    wanted = {n for n in _wanted((*extracted.removed, *cleaned.removed), wanted_back) if n > first}
    taken = {n for n, one in enumerate(cleaned.removed, first + 1) if _is_whole(one) and _folded(one.text) in back}
    restore = frozenset(wanted | taken)
    if not restore:
        return cleaned
    cleaned = clean(extracted, language_of=_language_of, restore=restore)
    # What the extractor left out is listed once, as its removal.
    twice = {one for one in cleaned.removed if one.restored and _is_whole(one) and _folded(one.text) in back}
    return replace(cleaned, removed=tuple(one for one in cleaned.removed if one not in twice))


def _wanted(removed: tuple[Removal, ...], wanted_back: tuple[Removal, ...]) -> frozenset[int]:
    """The numbers of the removals that are wanted back; they are known by their words.

    Numbers and rules may have changed since: another edition, an improved cleaner.
    """
    wanted = {key for key, removal in _numbered(wanted_back) if removal.restored}
    return frozenset(n for n, (key, _) in enumerate(_numbered(removed), 1) if key in wanted)


def _is_whole(removal: Removal) -> bool:
    """Whether words were taken out and not only changed."""
    return removal.changed_to is None


def _words(block: Block) -> str:
    return _folded(block.text)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _numbered(removed: tuple[Removal, ...]) -> Iterator[tuple[tuple[str, int], Removal]]:
    """Each removal with its words and how many of the same words came before."""
    seen: Counter[str] = Counter()
    for removal in removed:
        yield (removal.text, seen[removal.text]), removal
        seen[removal.text] += 1


def _language_of(text: str) -> str:
    return detect(text).language


def _without_text(original: Original, extracted: Extracted) -> SourceError:
    if not original.data.strip():
        return SourceError(original.source, "empty", "the file is empty", "check that it was saved")
    message = extracted.warnings[0] if extracted.warnings else "there is no text in it"
    if "--ocr" in message:
        return SourceError(original.source, "no-text", message)
    remedy = "check that it holds text"
    return SourceError(original.source, "no-text", message, remedy)


def _language_warnings(language: str) -> tuple[str, ...]:
    if language == UNDETERMINED:
        return ("the language could not be told; set it with kb edit --set language=da",)
    if language not in SERVED_LANGUAGES:
        return (f"the text is in another language ({language}); it is kept and found by its words as written",)
    return ()


def _intake(extracted: Extracted, text: str, joins: int, warnings: tuple[str, ...]) -> Intake:
    kept = sum(not character.isspace() for character in text)
    share = min(1.0, kept / extracted.visible_characters) if extracted.visible_characters else 1.0
    without = tuple(page.number for page in extracted.pages if not page.has_text)
    return Intake(kept_share=round(share, 3), pages_without_text=without, joins=joins, warnings=warnings)
