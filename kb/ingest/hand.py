"""Fields that a person sets by hand: what each accepts, and how it is put on a record so that it survives re-cleaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from kb.errors import BadValue, UsageError
from kb.ingest.fetch.sources import legible
from kb.model import Kind, ReadFrom, Record

BY_HAND = ReadFrom(where="set by hand", certain=True)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_URL = re.compile(r"https?://\S+")


def _title(value: str) -> str:
    if not value.strip():
        raise BadValue("title", value, "some words")
    return " ".join(value.split())


def _published(value: str) -> date | None:
    return _date("published", value)


def _retention(value: str) -> date | None:
    return _date("retention", value)


def _date(field: str, value: str) -> date | None:
    if not value.strip():
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise BadValue(field, value, "a date as 2026-11-20, or nothing to take it out") from None


def _language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        raise BadValue("language", value, "a language code such as da, sv or en")
    return value


def _kind(value: str) -> Kind:
    try:
        return Kind(value.strip().lower().replace(" ", "-"))
    except ValueError:
        raise BadValue("kind", value, "one of " + ", ".join(Kind)) from None


def _names(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in value.split(";") if (name := " ".join(part.split()))))


def _publisher(value: str) -> str | None:
    return " ".join(value.split()) or None


def _url(value: str) -> str | None:
    if value.strip() and not _URL.fullmatch(value.strip()):
        raise BadValue("url", value, "an address that begins with http:// or https://")
    return value.strip() or None


def _translation_of(value: str) -> str | None:
    return value.strip() or None


def read_tags(value: str) -> tuple[str, ...]:
    """Tags from a text, parted by commas; white space inside a tag is folded."""
    return tuple(dict.fromkeys(tag for part in value.split(",") if (tag := " ".join(part.split()))))


FIELDS: dict[str, Callable[[str], Any]] = {
    "title": _title,
    "published": _published,
    "language": _language,
    "kind": _kind,
    "authors": _names,
    "publisher": _publisher,
    "url": _url,
    "tags": read_tags,
    "concerns": _names,
    "retention": _retention,
    "translation_of": _translation_of,
}
_UNDESCRIBED = {
    "published",
    "tags",
    "concerns",
    "retention",
    "translation_of",
}  # what no source is read for, or that says so itself
_OTHER_NAMES = {"author": "authors", "tag": "tags", "date": "published"}


def read_by_hand(values: Mapping[str, str]) -> dict[str, Any]:
    """Typed values for fields given as text, under the record's names.

    Raises:
        UsageError: There is no such field that can be set by hand.
        BadValue: A value does not fit its field.
    """
    read = {}
    for key, value in values.items():
        name = _OTHER_NAMES.get(key.lower(), key.lower())
        if name not in FIELDS:
            raise UsageError(f"there is no field {legible(key)}", "The fields are " + ", ".join(FIELDS))
        read[name] = FIELDS[name](legible(value))
    return read


def set_by_hand(record: Record, values: Mapping[str, Any]) -> Record:
    """The record with typed values from `read_by_hand`, each marked as edited."""
    if not values:
        return record
    changed = replace(record, **values, edited=tuple(sorted({*record.edited, *values})))
    if "published" in values:
        changed = replace(changed, published_from=BY_HAND if changed.published else None)
    described = {**record.described_from, **{key: BY_HAND for key in values if key not in _UNDESCRIBED}}
    return replace(changed, described_from=described)


def keep_edited(former: Record, new: Record) -> Record:
    """A newly made record with the fields that a person had set on the former one."""
    return set_by_hand(new, {field: getattr(former, field) for field in former.edited if field in FIELDS})
