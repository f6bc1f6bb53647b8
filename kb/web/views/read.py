"""Read: a document as clean text with its marks, what the cleaner removed from it, and its original."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

from kb.model import Quotation, Record
from kb.web.asked import asked
from kb.web.fulltext import Shown, shown
from kb.web.names import HOWS
from kb.web.removals import place_name, rule_name
from kb.web.routing import reading
from kb.web.visit import Visit

SAFE_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".rtf": "application/rtf",
    ".epub": "application/epub+zip",
    ".txt": "text/plain",
    ".md": "text/plain",
}
"""Types under which an original may be handed out by its extension; a browser runs nothing in any of them."""
UNNAMED_TYPE = "application/octet-stream"


class Speaking(NamedTuple):
    """Somebody who is quoted, with the numbers of the quotations in the part that is shown."""

    name: str
    role: str | None
    how: str
    numbers: tuple[int, ...]


def read(visit: Visit) -> Response:
    """The text of a document, or the part of it that is asked for."""
    id = visit.request.path_params["id"]
    state = asked(visit)
    document = visit.library.document(id)
    record = document.record
    quotations = visit.site.remembered.get(
        ("quotations", id, record.text_checksum), lambda: visit.library.quotations(id)
    )
    text = shown(
        document,
        visit.library.passages_found(id, state.q, **state.widening()),
        quotations,
        part=_number(visit.value("part")) or 1,
        passage=_number(visit.value("passage")),
    )
    return visit.page(
        "read.html",
        section="search",
        record=record,
        text=text,
        asked=state,
        here=_number(visit.value("passage")),
        speaking=_speaking(text),
        unnamed=[number for number, one in text.said if one.speaker is None],
        original=visit.library.reader.original(id),
        removals=len(visit.library.removed(id)),
        web_address=_web_address(record),
        hows=HOWS,
        parts_query=lambda part: {**state.but(), "part": part if part > 1 else None},
    )


def removed(visit: Visit) -> Response:
    """What the cleaner took out of a document or changed in it."""
    id = visit.request.path_params["id"]
    removals = visit.library.removed(id)
    return visit.page(
        "removed.html",
        section="search",
        record=visit.library.reader.record(id),
        removals=[(rule_name(one.rule, visit.say), place_name(one.where, visit.say), one) for one in removals],
    )


def original(visit: Visit) -> Response:
    """The original as a download; whatever it holds, no browser runs it on this site."""
    path = visit.library.reader.original(visit.request.path_params["id"])
    if path.is_symlink() or not path.is_file():
        raise HTTPException(404)
    return FileResponse(
        path,
        media_type=SAFE_TYPES.get(path.suffix, UNNAMED_TYPE),
        filename=f"{path.parent.name}{path.suffix}",
        headers={"Content-Security-Policy": "sandbox; default-src 'none'"},
    )


def _speaking(text: Shown) -> list[Speaking]:
    """Who is quoted in a part, in order of appearance."""
    by_name: dict[str, list[tuple[int, Quotation]]] = {}
    for number, one in text.said:
        if one.speaker is not None:
            by_name.setdefault(one.speaker.name, []).append((number, one))
    found = []
    for name, numbered in by_name.items():
        speakers = [one.speaker for _, one in numbered if one.speaker is not None]
        role = next((speaker.role for speaker in speakers if speaker.role), None)
        found.append(Speaking(name, role, speakers[0].how, tuple(number for number, _ in numbered)))
    return found


def _web_address(record: Record) -> str | None:
    """Where the document can be seen on the web; only an address that is one becomes a link."""
    for given in (record.url, record.source):
        try:
            if given and urlsplit(given).scheme in ("http", "https") and urlsplit(given).hostname:
                return given
        except ValueError:
            continue
    return None


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else None  # noqa: PLR2004


ROUTES = (
    reading("/read/{id}", read),
    reading("/read/{id}/removed", removed),
    reading("/read/{id}/original", original),
)
