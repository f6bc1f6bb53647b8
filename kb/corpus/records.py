"""A record as JSON and back, every value checked, because a person or a merge may have edited the file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from kb.model import Intake, Kind, Page, ReadFrom, Record, Removal, Span

T = TypeVar("T")


class BadRecord(ValueError):
    """A record or a line of ``removed.jsonl`` does not hold what it must; the message names the key."""


def record_to_json(record: Record) -> dict[str, Any]:
    """The record as the contract's JSON object."""
    return {
        "id": record.id,
        "title": record.title,
        "language": record.language,
        "languages": record.languages,
        "kind": record.kind.value,
        "published": record.published.isoformat() if record.published else None,
        "published_from": _read_from_to_json(record.published_from),
        "authors": list(record.authors),
        "publisher": record.publisher,
        "source": record.source,
        "source_key": record.source_key,
        "url": record.url,
        "media_type": record.media_type,
        "fetched": record.fetched.isoformat(timespec="seconds"),
        "original_checksum": record.original_checksum,
        "text_checksum": record.text_checksum,
        "extractor": record.extractor,
        "cleaner_version": record.cleaner_version,
        "tags": list(record.tags),
        "pages": [{"number": p.number, "label": p.label, "span": list(p.span)} for p in record.pages],
        "near_duplicate_of": record.near_duplicate_of,
        "translation_of": record.translation_of,
        "edited": list(record.edited),
        "described_from": {key: _read_from_to_json(value) for key, value in record.described_from.items()},
        "intake": _intake_to_json(record.intake),
        "concerns": list(record.concerns),
        "retention": record.retention.isoformat() if record.retention else None,
    }


def record_to_bytes(record: Record) -> bytes:
    """The file ``record.json``: keys sorted, indented, a newline at the end."""
    return (json.dumps(record_to_json(record), ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()


def record_from_bytes(data: bytes) -> Record:
    """The record in a ``record.json``; unknown keys are left alone.

    Raises:
        BadRecord: It is not JSON, or a value is missing or of the wrong type.
    """
    try:
        values = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadRecord(f"not JSON: {error}") from error
    if not isinstance(values, dict):
        raise BadRecord("not a JSON object")
    read = _Reader(values)
    return Record(
        id=read.text("id"),
        title=read.text("title"),
        language=read.text("language"),
        languages=read.shares("languages"),
        kind=read.made("kind", Kind),
        published=read.made_or_none("published", date.fromisoformat),
        published_from=_read_from(values.get("published_from")),
        authors=read.texts("authors"),
        publisher=read.text_or_none("publisher"),
        source=read.text("source"),
        source_key=read.text_or_none("source_key"),
        url=read.text_or_none("url"),
        media_type=read.text("media_type"),
        fetched=read.made("fetched", datetime.fromisoformat),
        original_checksum=read.text("original_checksum"),
        text_checksum=read.text("text_checksum"),
        extractor=read.text("extractor"),
        cleaner_version=read.text("cleaner_version"),
        tags=read.texts("tags"),
        pages=tuple(_page(page) for page in read.list("pages")),
        near_duplicate_of=read.text_or_none("near_duplicate_of"),
        translation_of=read.text_or_none("translation_of"),
        edited=read.texts("edited"),
        described_from=_described_from(values.get("described_from")),
        intake=_intake(values.get("intake")),
        concerns=read.texts("concerns"),
        retention=read.made_or_none("retention", date.fromisoformat),
    )


def removed_to_bytes(removed: tuple[Removal, ...]) -> bytes:
    """The file ``removed.jsonl``: one removal a line, in the order of the original."""
    lines = []
    for removal in removed:
        values: dict[str, Any] = {"rule": removal.rule, "text": removal.text, "where": removal.where}
        if removal.changed_to is not None:
            values["changed_to"] = removal.changed_to
        if removal.restored:
            values["restored"] = True
        lines.append(json.dumps(values, ensure_ascii=False) + "\n")
    return "".join(lines).encode()


def removed_from_bytes(data: bytes) -> tuple[Removal, ...]:
    """The removals in a ``removed.jsonl``.

    Raises:
        BadRecord: A line is not what it must be.
    """
    removals = []
    for line in data.splitlines():
        try:
            values = json.loads(line)
            reader = _Reader(values)
            removals.append(
                Removal(
                    rule=reader.text("rule"),
                    text=reader.text("text"),
                    where=reader.text("where"),
                    changed_to=reader.text_or_none("changed_to"),
                    restored=bool(values.get("restored", False)),
                )
            )
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise BadRecord(f"removed.jsonl: {error}") from error
    return tuple(removals)


class _Reader:
    """Reads typed values out of a JSON object and names the key that is wrong."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values

    def _typed(self, key: str, kind: type[T]) -> T:
        value = self.values.get(key)
        if not isinstance(value, kind):
            raise BadRecord(f"{key} must be a {kind.__name__}, not {value!r:.60}")
        return value

    def text(self, key: str) -> str:
        return self._typed(key, str)

    def text_or_none(self, key: str) -> str | None:
        return None if self.values.get(key) is None else self._typed(key, str)

    def list(self, key: str) -> list[Any]:
        return [] if self.values.get(key) is None else self._typed(key, list)

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.list(key)
        if not all(isinstance(value, str) for value in values):
            raise BadRecord(f"{key} must hold texts only")
        return tuple(values)

    def shares(self, key: str) -> dict[str, float]:
        values = self._typed(key, dict)
        if not all(isinstance(k, str) and isinstance(v, int | float) for k, v in values.items()):
            raise BadRecord(f"{key} must map languages to shares")
        return {k: float(v) for k, v in values.items()}

    def made(self, key: str, make: Callable[[str], T]) -> T:
        try:
            return make(self.text(key))
        except ValueError as error:
            raise BadRecord(f"{key}: {error}") from error

    def made_or_none(self, key: str, make: Callable[[str], T]) -> T | None:
        return None if self.values.get(key) is None else self.made(key, make)


def _read_from_to_json(value: ReadFrom | None) -> dict[str, Any] | None:
    return {"where": value.where, "certain": value.certain} if value else None


def _read_from(values: Any) -> ReadFrom | None:
    if values is None:
        return None
    if not isinstance(values, dict):
        raise BadRecord("published_from must be an object")
    return ReadFrom(where=_Reader(values).text("where"), certain=bool(values.get("certain", False)))


def _described_from(values: Any) -> dict[str, ReadFrom]:
    if not isinstance(values, dict):
        return {}
    read = {key: _read_from(value) for key, value in values.items()}
    return {key: value for key, value in read.items() if value is not None}


def _page(values: Any) -> Page:
    try:
        start, end = values["span"]
        return Page(number=int(values["number"]), label=values.get("label"), span=Span(int(start), int(end)))
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise BadRecord(f"pages: {error}") from error


def _intake_to_json(intake: Intake | None) -> dict[str, Any] | None:
    if intake is None:
        return None
    return {
        "kept_share": intake.kept_share,
        "pages_without_text": list(intake.pages_without_text),
        "joins": intake.joins,
        "warnings": list(intake.warnings),
    }


def _intake(values: Any) -> Intake | None:
    if not isinstance(values, dict):
        return None
    try:
        return Intake(
            kept_share=float(values["kept_share"]),
            pages_without_text=tuple(int(n) for n in values.get("pages_without_text", ())),
            joins=int(values.get("joins", 0)),
            warnings=tuple(str(w) for w in values.get("warnings", ())),
        )
    except (TypeError, KeyError, ValueError) as error:
        raise BadRecord(f"intake: {error}") from error
