"""The basket: the chosen excerpts in order, ready to copy in the form and the language they are needed in."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.responses import Response

from kb.errors import BadValue
from kb.model import SERVED_LANGUAGES, Excerpt, Record, Span
from kb.quote.excerpts.wording import WARNINGS
from kb.quote.styles import STYLES, render, word_html
from kb.quote.styles.statements import Statement, statements
from kb.web import basket
from kb.web.names import HOWS
from kb.web.phrases import STYLE_NAMES
from kb.web.routing import reading, writing
from kb.web.views.quoting import records
from kb.web.visit import Visit

_YEAR = 365 * 24 * 3600
TEXTS = ("footnote", "plain", "markdown", "apa", "harvard", "chicago")
"""The forms that are shown to be copied; all of `STYLES` can be had as files."""
EXTENSIONS = {"markdown": "md", "html": "html", "csl-json": "json", "annotation": "jsonld", "bibtex": "bib", "ris": "ris",
              "docx": "docx"}  # fmt: skip
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def shown(visit: Visit) -> Response:
    """The basket as a page."""
    into, style = _into(visit), _style(visit, TEXTS)
    stands = basket.standing(visit.library, _entries(visit), into)
    excerpts = tuple(one.excerpt for one in stands if one.excerpt is not None)
    known = records(visit.library, excerpts)
    return visit.page(
        "basket.html",
        section="basket",
        standing=[(one.entry, _single(one.excerpt, known)) for one in stands],
        rendered=str(render(style, excerpts, known)) if excerpts else "",
        rich=word_html.render(statements(excerpts, known)) if excerpts else "",
        style=style,
        styles=TEXTS,
        files=STYLES,
        style_names=STYLE_NAMES,
        into=into,
        languages_served=SERVED_LANGUAGES,
        hows=HOWS,
        warnings=WARNINGS,
        full=len(stands) >= basket.MOST,
    )


def exported(visit: Visit) -> Response:
    """The basket as a file; never as a page of this site, whatever it holds."""
    into, style = _into(visit), _style(visit, STYLES)
    excerpts = tuple(
        one.excerpt for one in basket.standing(visit.library, _entries(visit), into) if one.excerpt is not None
    )
    data = render(style, excerpts, records(visit.library, excerpts))
    name = f"kb-quotations.{EXTENSIONS.get(style, 'txt')}"
    media = _DOCX if style == "docx" else "application/octet-stream"
    return Response(
        data if isinstance(data, bytes) else data.encode(),
        media_type=media,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def put(visit: Visit, form: FormData) -> Response:
    """Put the parts named by ``place`` (``document:start:end``) into the basket, or take them out with ``out``."""
    entries = list(_entries(visit))
    for place in form.getlist("place"):
        entry = _entry(visit, str(place))
        if form.get("out"):
            entries = [one for one in entries if one != entry]
        elif entry not in entries and len(entries) < basket.MOST:
            entries.append(entry)
    return _back(visit, form, tuple(entries))


def changed(visit: Visit, form: FormData) -> Response:
    """Move an entry up or down, take it out, or empty the basket."""
    entries = _entries(visit)
    action, _, named = str(form.get("do") or "").partition(":")
    chosen = basket.read(named)
    if action == "empty":
        entries = ()
    elif chosen and action in {"up", "down"}:
        entries = basket.moved(entries, chosen[0], -1 if action == "up" else 1)
    elif chosen and action == "out":
        entries = tuple(one for one in entries if one != chosen[0])
    return _back(visit, form, entries)


def _back(visit: Visit, form: FormData, entries: tuple[basket.Entry, ...]) -> Response:
    """To the page the form stood on, with the basket as it is now."""
    parts = urlsplit(str(form.get("back") or ""))
    root: str = visit.request.scope.get("root_path", "")
    path = (
        parts.path.removeprefix(root) if parts.path.startswith("/") and not parts.path.startswith("//") else "/basket"
    )
    response = visit.redirect(f"{path}?{parts.query}" if parts.query else path)
    response.set_cookie(
        basket.COOKIE,
        basket.written(entries),
        max_age=_YEAR,
        httponly=True,
        samesite="lax",
        secure=visit.request.url.scheme == "https",
    )
    return response


def _entries(visit: Visit) -> tuple[basket.Entry, ...]:
    return basket.read(visit.request.cookies.get(basket.COOKIE))


def _entry(visit: Visit, place: str) -> basket.Entry:
    document, _, span = place.partition(":")
    start, _, end = span.partition(":")
    if not all(one.isascii() and one.isdecimal() and len(one) < 10 for one in (start, end)):  # noqa: PLR2004
        raise BadValue("place", place, "document:start:end")
    # Only what can be an excerpt comes in; its span has no white space at its ends.
    (excerpt,) = visit.library.excerpts_at([(document, Span(int(start), int(end)))])
    return basket.entry_of(document, excerpt.span, visit.library.text(document))


def _single(excerpt: Excerpt | None, known: Mapping[str, Record]) -> Statement | None:
    return statements((excerpt,), known)[0] if excerpt is not None else None


def _into(visit: Visit) -> str:
    into = visit.value("into")
    return into if into in SERVED_LANGUAGES else visit.language


def _style(visit: Visit, among: tuple[str, ...]) -> str:
    style = visit.value("as")
    return style if style in among else among[0]


ROUTES = (
    reading("/basket", shown),
    reading("/basket/file", exported),
    writing("/basket/put", put),
    writing("/basket/change", changed),
)
