"""Errors in words: what happened, to what, and what to do next; and one word for programs."""

from __future__ import annotations

from typing import NamedTuple

from kb import errors


class Problem(NamedTuple):
    """An error as a person and a program get it.

    ``kind`` is one word that never changes, ``detail`` says what happened and to what, ``remedy`` what to do next (it
    may be empty). Both are whole sentences; a remedy that names a command means one at a terminal.
    """

    kind: str
    detail: str
    remedy: str = ""


def problem_of(error: errors.KbError) -> Problem:  # noqa: PLR0911, PLR0912, C901 - one line an error, read as a table
    """The error in words."""
    match error:
        case errors.NoLibrary(looked_in=looked_in):
            return Problem(
                "no-library",
                f"There is no knowledge base in {looked_in[0]}.",
                "Make one with `kb init`, or name one with --kb PATH or KB_HOME.",
            )
        case errors.LibraryExists(path=path):
            remedy = f"Add documents to it: kb --kb {path} add FILE"
            return Problem("library-exists", f"{path} is a knowledge base already.", remedy)
        case errors.BadSettings(path=path, problem=problem):
            detail = f"The settings in {path} cannot be used: {problem}."
            return Problem("bad-settings", detail, "Correct the file and try again.")
        case errors.UnknownDocument(id=id, near=near):
            remedy = "Did you mean " + " or ".join(near) + "?" if near else "`kb list` shows the ids."
            return Problem("unknown-document", f"There is no document {id}.", remedy)
        case errors.BadValue(field=field, value=value, expected=expected):
            return Problem("bad-value", f"{value!r} does not fit {field}.", f"Expected: {expected}.")
        case errors.NothingToUndo():
            return Problem("nothing-to-undo", "There is nothing to undo.")
        case errors.UsageError(problem=problem, remedy=remedy):
            return Problem("usage", _ended(problem), _ended(remedy) if remedy else "")
        case errors.SourceError(source=source, kind=kind, message=message, remedy=remedy):
            return Problem(kind, f"{_named(source)}: {_ended(message)}", _ended(remedy) if remedy else "")
        case errors.CorpusLocked(path=path, problem=holder):
            detail = f"Another command ({holder}) is writing to this knowledge base ({path.parent.parent})."
            return Problem("corpus-locked", detail, "Wait for it to finish and try again.")
        case errors.CorpusNotWritable(path=path, problem=problem):
            detail = f"{path} cannot be written: {problem}."
            if error.begun:
                remedy = "Make room or get permission, then ask again; what was begun is finished or taken back then."
                return Problem("corpus-not-writable", detail, remedy)
            remedy = "Nothing was changed. Make room or get permission, then try again."
            return Problem("corpus-not-writable", detail, remedy)
        case errors.CorpusError(path=path, problem=problem):
            return Problem("corpus-damaged", f"{path} is damaged: {problem}.", "`kb doctor` says what can be done.")
        case errors.EngineMissing(engine=engine, problem=problem, extra=extra):
            remedy = f"Install it: pip install 'policy-kb[{extra}]'" if extra else ""
            return Problem("engine-missing", f"The engine {engine} cannot be used: {problem}.", remedy)
        case errors.EngineError(engine=engine, problem=problem, remedy=remedy):
            kinds = {errors.EngineUnreachable: "engine-unreachable", errors.StaleIndex: "stale-index"}
            detail = f"The search engine {engine} cannot answer: {problem}."
            kind = kinds.get(type(error), "engine-failed")
            return Problem(kind, detail, remedy or "`kb index --rebuild` makes the index anew.")
    return Problem("error", _ended(str(error)))


def _ended(sentence: str) -> str:
    first = sentence.split(maxsplit=1)[0] if sentence.strip() else ""
    if first != "kb" and first.strip("'’,:;-").isalpha():  # a command, a file or a document keeps its letters
        sentence = sentence[:1].upper() + sentence[1:]
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _named(source: str) -> str:
    return "Standard input" if source == "-" else source
