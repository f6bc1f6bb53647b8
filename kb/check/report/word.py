"""The edge to python-docx: a copy of a Word draft with a real comment on each quotation.

The words of the draft are not touched: a run is only split where a quotation begins or ends inside it. A quotation
in a footnote, a header or a footer is commented where the draft can hold a comment: at the note's mark, or at the
first paragraph.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.run import Run

from kb.check.report.sentences import verdict_in_words, warning_in_words
from kb.errors import SourceError
from kb.model import Checked, CheckedDraft, Difference, Verdict

_AUTHOR = "kb check"
_INITIALS = "kb"
_GONE = {qn("w:del"), qn("w:moveFrom")}
_LONGEST = 600


def commented(draft: Path | bytes, checked: CheckedDraft) -> bytes:
    """The bytes of a copy of ``draft`` (a path, or the draft itself) with a comment on every quotation.

    Raises:
        SourceError: the draft cannot be read as a Word document.
    """
    try:
        document: Any = Document(BytesIO(draft) if isinstance(draft, bytes) else str(draft))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, OSError) as error:
        raise SourceError(checked.draft, "unreadable", "it cannot be opened as a Word document") from error
    paragraphs = [_Paragraph(element) for element in document.element.body.iter(qn("w:p"))]
    at = 0
    for one in checked.quotations:
        wanted = _letters(one.text)
        at = _comment(document, paragraphs, wanted, one, at)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _comment(document: Any, paragraphs: list[_Paragraph], wanted: str, one: Checked, at: int) -> int:
    """Put the comment on the next place with the words, from paragraph ``at`` on; returns where that is."""
    order = [*range(at, len(paragraphs)), *range(at)]
    for number in order:
        runs = paragraphs[number].take(wanted)
        if runs:
            document.add_comment(runs, _said(one), _AUTHOR, _INITIALS)
            return int(number)
    for paragraph in paragraphs:
        runs = paragraph.mark_of_note(document, wanted)
        if runs:
            document.add_comment(runs, _said(one), _AUTHOR, _INITIALS)
            return at
    first: Any = next((run for paragraph in paragraphs for run in paragraph.runs()), None)
    document.add_comment(
        [first or document.add_paragraph().add_run("")], f"“{one.text[:_LONGEST]}”\n{_said(one)}", _AUTHOR, _INITIALS
    )
    return at


class _Paragraph:
    """One paragraph of the draft: its letters and digits, each with the place it stands at."""

    def __init__(self, element: Any) -> None:
        self._element = element
        self._taken = 0
        self._read()

    def _read(self) -> None:
        self._places: list[tuple[Any, int]] = []
        letters: list[str] = []
        for text in self._texts():
            for at, character in enumerate(text.text or ""):
                if character.isalnum():
                    self._places.append((text, at))
                    letters.append(character)
        self._letters = "".join(letters)

    def _texts(self) -> Iterator[Any]:
        for text in self._element.iter(qn("w:t")):
            ancestors = list(_ancestors(text, self._element))
            tags = {one.tag for one in ancestors}
            # A text box inside the paragraph has paragraphs of its own.
            if not tags & _GONE and qn("w:p") not in tags:
                yield text

    def runs(self) -> Iterator[Run]:
        """The runs of the paragraph that hold words."""
        for text in self._texts():
            yield Run(text.getparent(), None)  # type: ignore[arg-type]

    def take(self, wanted: str) -> list[Run]:
        """The runs that hold just the wanted letters, cut out of those around them; none if they are not there."""
        start = self._letters.find(wanted, self._taken) if wanted else -1
        if start < 0:
            return []
        end = start + len(wanted)
        last_text, last_at = self._places[end - 1]
        first_text, first_at = self._places[start]
        self._taken = end
        _split(last_text, last_at + 1)
        first = _split(first_text, first_at)
        self._read()
        last = self._places[end - 1][0].getparent()
        return [Run(first.getparent(), None), Run(last, None)]  # type: ignore[arg-type]

    def mark_of_note(self, document: Any, wanted: str) -> list[Run]:
        """The run with the mark of the footnote or endnote that holds the wanted letters."""
        for mark in self._element.iter(qn("w:footnoteReference"), qn("w:endnoteReference")):
            kind = "footnotes" if mark.tag == qn("w:footnoteReference") else "endnotes"
            if wanted and wanted in _note(document, kind, mark.get(qn("w:id"))):
                return [Run(mark.getparent(), None)]  # type: ignore[arg-type]
        return []


def _ancestors(element: Any, top: Any) -> Iterator[Any]:
    while (element := element.getparent()) is not None and element is not top:
        yield element


def _split(text: Any, at: int) -> Any:
    """Cut the run of a ``w:t`` before one of its characters; returns the text that begins there."""
    run, words = text.getparent(), text.text or ""
    children = list(run)
    place = children.index(text)
    before = [one for one in children[:place] if one.tag != qn("w:rPr")]
    if at <= 0 and not before:
        return text
    if at >= len(words) and place + 1 == len(children):
        return text
    second = copy.deepcopy(run)
    for one in list(second):
        if one.tag != qn("w:rPr"):
            second.remove(one)
    rest = copy.deepcopy(text)
    text.text, rest.text = words[:at], words[at:]
    for one in (text, rest):
        one.set(qn("xml:space"), "preserve")
    second.append(rest)
    for one in children[place + 1 :]:
        second.append(one)
    run.addnext(second)
    return rest


def _note(document: Any, kind: str, id: str | None) -> str:
    from lxml import etree

    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            root = etree.fromstring(relation.target_part.blob)
            for note in root:
                if note.get(qn("w:id")) == id:
                    return _letters("".join(text.text or "" for text in note.iter(qn("w:t"))))
    return ""


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _said(one: Checked) -> str:
    """The comment: the verdict, the differences, the source's words and where they stand."""
    folds = f" ({', '.join(one.folds)})" if one.folds else ""
    lines = [f"{one.verdict.upper()}: {verdict_in_words(one)}{folds}"]
    lines += [_difference(difference) for difference in one.differences]
    lines += [f"! {warning_in_words(warning, one)}" for warning in one.warnings]
    if one.document is not None:
        page = f", p. {one.page}" if one.page else ""
        if one.context and one.verdict is not Verdict.EXACT:
            lines.append(f"Source: {' '.join(one.context.split())[:_LONGEST]}")
        lines.append(f"{one.title}{page} ({one.document})")
    lines += [f"? {candidate.why}: {candidate.title} ({candidate.document})" for candidate in one.candidates]
    return "\n".join(_allowed(line) for line in lines)


def _difference(one: Difference) -> str:
    serious = ", serious" if one.serious else ""
    if one.op == "insert":
        return f"added: “{one.draft}” ({one.kind}{serious})"
    if one.op == "delete":
        return f"left out: “{one.source}” ({one.kind}{serious})"
    return f"“{one.source}” → “{one.draft}” ({one.kind}{serious})"


def _allowed(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))
