"""Add: files, an address or a pasted text come in; what became of each is shown, and can be corrected and undone."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from kb.contract.intake import outcome_word
from kb.errors import UsageError
from kb.ingest.blocks import Original
from kb.ingest.fetch.sources import is_url
from kb.ingest.outcomes import Outcome
from kb.model import Kind
from kb.model.messages import N_
from kb.web.names import KINDS
from kb.web.phrases import OUTCOMES, SOURCE_ERRORS
from kb.web.removals import rule_name
from kb.web.routing import reading, writing
from kb.web.views.checking import uploaded
from kb.web.visit import Visit

FIELDS = ("title", "published", "language", "kind", "authors", "publisher", "url", "tags")
_GIVEN = ("title", "published", "language", "kind", "publisher", "tags")
_MISSING = N_("This report is no longer kept. The documents are in the knowledge base all the same.")


class Intake(NamedTuple):
    """What became of the sources of one visit."""

    outcomes: tuple[Outcome, ...]


def asking(visit: Visit) -> Response:
    """The form that takes sources."""
    return visit.page("add.html", section="add", kinds=[kind.value for kind in Kind])


def added(visit: Visit, form: FormData) -> Response:
    """Bring the files, the address and the text of a form into the corpus."""
    sources = _sources(visit, form)
    if not sources:
        raise UsageError(visit.say("nothing was sent"), visit.say("Choose a file, give an address or paste a text"))
    by_hand = {name: value for name in _GIVEN if isinstance(value := form.get(name), str) and value.strip()}
    ocr, afar = bool(form.get("ocr")), visit.site.from_afar
    outcomes = tuple(visit.library.add(sources, dry_run=False, jobs=None, ocr=ocr, from_afar=afar, **by_hand))
    if any(outcome_word(one) in {"added", "replaced"} for one in outcomes):
        visit.library.index()
    return visit.redirect(f"/add/{visit.site.kept.put(Intake(outcomes))}")


def report(visit: Visit) -> Response:
    """What became of each source."""
    intake = visit.site.kept.get(visit.request.path_params["key"])
    if not isinstance(intake, Intake):
        raise HTTPException(404, _MISSING)
    return visit.page(
        "added.html",
        section="add",
        outcomes=[(outcome_word(one), one) for one in intake.outcomes],
        counted=Counter(map(outcome_word, intake.outcomes)),
        words=OUTCOMES,
        errors=SOURCE_ERRORS,
        rule=lambda rule: rule_name(rule, visit.say),
    )


def correcting(visit: Visit) -> Response:
    """The form that corrects what a document's record says."""
    record = visit.library.reader.record(visit.request.path_params["id"])
    return visit.page(
        "edit.html",
        section="add",
        record=record,
        values={
            "title": record.title,
            "published": record.published or "",
            "language": record.language,
            "kind": record.kind.value,
            "authors": "; ".join(record.authors),
            "publisher": record.publisher or "",
            "url": record.url or "",
            "tags": ", ".join(record.tags),
        },
        kinds=KINDS,
    )


def corrected(visit: Visit, form: FormData) -> Response:
    """Set the fields that were changed; the others stay as they were read."""
    id = visit.request.path_params["id"]
    before = {name: str(form.get(f"was-{name}") or "") for name in FIELDS}
    given = {name: str(form.get(name) or "") for name in FIELDS}
    changed = {name: value for name, value in given.items() if value != before[name]}
    if changed:
        visit.library.edit(id, changed)
        visit.library.index()
    return visit.redirect(f"/read/{id}")


def restored(visit: Visit, form: FormData) -> Response:
    """Put a piece that was removed back where it stood."""
    id = visit.request.path_params["id"]
    number = str(form.get("number") or "")
    if not (number.isascii() and number.isdecimal()):
        raise UsageError(visit.say("no piece was named"), visit.say("Go back and choose one"))
    visit.library.restore(id, [int(number)])
    visit.library.index()
    return visit.redirect(f"/read/{id}/removed")


def removed(visit: Visit, form: FormData) -> Response:  # noqa: ARG001 - a form's change
    """Move a document to the trash."""
    visit.library.remove([visit.request.path_params["id"]])
    visit.library.index()
    return visit.redirect("/add", {"done": "removed"})


def undone(visit: Visit, form: FormData) -> Response:  # noqa: ARG001 - a form's change
    """Take the last change of the knowledge base back."""
    visit.library.undo()
    visit.library.index()
    return visit.redirect("/add", {"done": "undone"})


def _sources(visit: Visit, form: FormData) -> list[str | Original]:
    sources: list[str | Original] = [
        uploaded(visit, value) for value in form.getlist("file") if isinstance(value, UploadFile) and value.filename
    ]
    address = str(form.get("url") or "").strip()
    if address:
        if not is_url(address) or not address.lower().startswith(("http://", "https://")):
            raise UsageError(visit.say("%(address)s is not a web address", address=address), "https://…")
        sources.append(address)
    text = form.get("text")
    if isinstance(text, str) and text.strip():
        sources.append(
            Original(source="-", name="", data=text.encode(errors="replace"), fetched=visit.site.clock(), placed=False)
        )
    return sources


ROUTES = (
    reading("/add", asking),
    writing("/add", added),
    reading("/add/{key}", report),
    reading("/read/{id}/edit", correcting),
    writing("/read/{id}/edit", corrected),
    writing("/read/{id}/restore", restored),
    writing("/read/{id}/remove", removed),
    writing("/undo", undone),
)
