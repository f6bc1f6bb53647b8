"""Check: a draft comes in, every quotation in it goes out with its verdict beside the source's words."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import PurePosixPath, PureWindowsPath
from typing import NamedTuple
from urllib.parse import quote

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from kb.check.report.sentences import VERDICTS, WARNINGS
from kb.errors import KbError, UsageError
from kb.ingest.blocks import Original
from kb.ingest.fetch.sources import MAX_BYTES, too_large
from kb.library import Library
from kb.model import UNDETERMINED, Checked, CheckedDraft
from kb.model.messages import N_
from kb.web.phrases import CHANGES, FOLDS
from kb.web.routing import reading, writing
from kb.web.visit import Visit

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MISSING = N_("This report is no longer kept. Check the draft again.")


class Answer(NamedTuple):
    """A draft that was checked: the draft as it came, and what was found."""

    draft: Original
    checked: CheckedDraft


def asking(visit: Visit) -> Response:
    """The form that takes a draft."""
    return visit.page("check.html", section="check")


def checked(visit: Visit, form: FormData) -> Response:
    """Check a file or a pasted text, keep the report in memory, and show it at an address of its own."""
    draft = sent_in(visit, form)
    if draft is None:
        raise UsageError(visit.say("no draft was sent"), visit.say("Choose a file or paste a text"))
    report = visit.library.check(draft)
    key = visit.site.kept.put(Answer(draft, report.drafts[0]), size=len(draft.data))
    return visit.redirect(f"/check/{key}")


def report(visit: Visit) -> Response:
    """The report of a check."""
    answer = _answer(visit)
    found = answer.checked.quotations
    return visit.page(
        "checked.html",
        section="check",
        key=visit.request.path_params["key"],
        name=answer.draft.name or visit.say("Pasted text"),
        draft=answer.checked,
        passing=sum(one.passes for one in found),
        can_comment=answer.draft.name.lower().endswith(".docx") and answer.checked.error is None,
        verdicts=VERDICTS,
        warnings=WARNINGS,
        changes=CHANGES,
        folds=FOLDS,
        spoken=_spoken,
        languages_of=_languages(visit.library, found),
    )


def _spoken(text: str) -> str:
    """The language of some words, for those to whom the page is read aloud; empty where it cannot be told."""
    from kb.language import detect

    language = detect(text).language
    return "" if language == UNDETERMINED else language


def _languages(library: Library, found: Iterable[Checked]) -> dict[str, str]:
    """The language of each document that a report names; one that was removed meanwhile is left out."""
    named = {one.document for one in found} | {other.document for one in found for other in one.candidates}
    languages = {}
    for id in named - {None}:
        with suppress(KbError):
            languages[str(id)] = library.reader.record(str(id)).language
    return languages


def commented(visit: Visit) -> Response:
    """The Word draft with a comment on every quotation."""
    from kb.check.report.word import commented as with_comments

    answer = _answer(visit)
    if answer.checked.error is not None:
        raise HTTPException(404)
    name = PurePosixPath(answer.draft.name or "draft.docx").stem
    return _file(with_comments(answer.draft.data, answer.checked), f"{name}-checked.docx", _DOCX)


def markdown(visit: Visit) -> Response:
    """The report as a Markdown file."""
    from kb.check.report.markdown import report_to_markdown
    from kb.model import Report

    answer = _answer(visit)
    data = report_to_markdown(Report(drafts=(answer.checked,))).encode()
    return _file(data, f"{PurePosixPath(answer.draft.name or 'draft').stem}-checked.md", "text/markdown")


def sent_in(visit: Visit, form: FormData) -> Original | None:
    """The first file of a form, or the text pasted into it; None where there is neither."""
    for value in form.getlist("file"):
        if isinstance(value, UploadFile) and value.filename:
            return uploaded(visit, value)
    text = form.get("text")
    if isinstance(text, str) and text.strip():
        return Original(
            source="-", name="", data=text.encode(errors="replace"), fetched=visit.site.clock(), placed=False
        )
    return None


def uploaded(visit: Visit, file: UploadFile) -> Original:
    """An uploaded file as an original; of its name only the last part is kept, and no path is opened.

    Raises:
        SourceError: It is larger than a source may be.
    """
    name = PureWindowsPath(PurePosixPath(file.filename or "").name).name or "file"
    if (file.size or 0) > MAX_BYTES:
        raise too_large(name, MAX_BYTES)
    return Original(source=name, name=name, data=file.file.read(), fetched=visit.site.clock(), placed=False)


def _answer(visit: Visit) -> Answer:
    answer = visit.site.kept.get(visit.request.path_params["key"])
    if not isinstance(answer, Answer):
        raise HTTPException(404, _MISSING)
    return answer


def _file(data: bytes, name: str, media_type: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(data, media_type=media_type, headers=headers)


ROUTES = (
    reading("/check", asking),
    writing("/check", checked),
    reading("/check/{key}", report),
    reading("/check/{key}/commented.docx", commented),
    reading("/check/{key}/report.md", markdown),
)
